// For tests: a folder of its own that goes away with the test, and ways to look at what lies in it.
#ifndef FIVESTEP_PLATFORM_SEALING_TEST_FOLDER_H_
#define FIVESTEP_PLATFORM_SEALING_TEST_FOLDER_H_

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>

namespace fivestep {

class TestFolder {
 public:
  TestFolder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "fivestep-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("mkdtemp failed");
    path_ = pattern;
  }
  TestFolder(const TestFolder&) = delete;
  TestFolder& operator=(const TestFolder&) = delete;
  ~TestFolder() { std::filesystem::remove_all(path_); }

  const std::string& path() const { return path_; }
  std::string Path(const std::string& name) const { return path_ + "/" + name; }

  static std::string Read(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  static void Write(const std::string& path, const std::string& content) {
    std::ofstream(path, std::ios::binary | std::ios::trunc) << content;
  }

  // The names and contents of all files below, one after the other.
  std::string Everything() const {
    std::string all;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(path_)) {
      all += entry.path().string();
      if (entry.is_regular_file()) all += Read(entry.path().string());
    }
    return all;
  }

 private:
  std::string path_;
};

}  // namespace fivestep

#endif  // FIVESTEP_PLATFORM_SEALING_TEST_FOLDER_H_
