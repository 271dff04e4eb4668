// The services with a programme, and the command-line program on files of ../shared/data.
#ifndef FIVESTEP_TESTS_SYSTEM_REAL_STACK_H_
#define FIVESTEP_TESTS_SYSTEM_REAL_STACK_H_

#include <gtest/gtest.h>

#include <filesystem>
#include <stdexcept>
#include <string>
#include <vector>

#include "system/calls.h"
#include "system/process.h"
#include "system/stack.h"

namespace fivestep::testing {

inline constexpr char kParent[] = "programmes/real-data";

inline std::filesystem::path Data(const std::string& file) {
  return SourceDirectory() / ".." / "shared" / "data" / file;
}

// Not thread-safe. Throws where a command fails, with what it said.
class RealStack {
 public:
  RealStack() {
    const Called opened =
        Call(stack_, "programme", "OpenProgramme",
             R"({"programme_id": "real-data", "title": "Real data", "aim": "Right figures",
                 "level": "PROGRAMME_LEVEL_SYSTEM", "senior_responsible_owner_role": "Director",
                 "organisational_priorities": [{"organisation": "ICB", "priority": "One"}]})",
             {.role = "programme-manager"});
    if (!opened.status.ok()) throw std::runtime_error(Describe(opened.status));
  }

  // Runs the program with everything that an import must say.
  std::string Import(const std::string& id, const std::string& file, const std::string& mapping,
                     std::vector<std::string> more) {
    std::vector<std::string> words = {"--roles",
                                      "analyst",
                                      "--json",
                                      "import",
                                      Data(file),
                                      "--parent",
                                      kParent,
                                      "--id",
                                      id,
                                      "--mapping",
                                      mapping,
                                      "--title",
                                      id,
                                      "--publisher",
                                      "see the file",
                                      "--licence",
                                      "OGL 3.0",
                                      "--source",
                                      file,
                                      "--start",
                                      "2020-06-30",
                                      "--end",
                                      "2020-06-30",
                                      "--profile",
                                      "published",
                                      "--purpose",
                                      "a test",
                                      "--controller",
                                      "nobody",
                                      "--agreement",
                                      "published",
                                      "--retention",
                                      "2034-03-31",
                                      "--opt-out",
                                      "does-not-apply",
                                      "--population",
                                      "resident"};
    words.insert(words.end(), more.begin(), more.end());
    return Run(std::move(words));
  }
  std::string LoadReference(const std::string& id, const std::string& file, const std::string& kind,
                            const std::string& lsoa, const std::string& key,
                            const std::vector<std::string>& attributes) {
    std::vector<std::string> words = {"--roles",
                                      "administrator",
                                      "reference",
                                      "load",
                                      Data(file),
                                      "--parent",
                                      kParent,
                                      "--id",
                                      id,
                                      "--title",
                                      id,
                                      "--kind",
                                      kind,
                                      "--edition",
                                      id,
                                      "--publisher",
                                      "see the file",
                                      "--licence",
                                      "OGL 3.0",
                                      "--source",
                                      file,
                                      "--verified",
                                      "2026-11-27",
                                      "--key",
                                      key,
                                      "--lsoa",
                                      lsoa};
    for (const std::string& attribute : attributes) {
      words.insert(words.end(), {"--attribute", attribute});
    }
    return Run(std::move(words));
  }

  template <class Answer>
  Answer Ask(const std::string& method, const std::string& json) {
    const Called called = Call(stack_, "analysis", method, json, {.role = "analyst"});
    EXPECT_TRUE(called.status.ok()) << method << ": " << Describe(called.status);
    Answer answer;
    if (called.status.ok()) answer.CopyFrom(*called.answer);
    return answer;
  }
  const Stack& stack() const { return stack_; }

 private:
  // What the program printed; throws when it fails.
  std::string Run(std::vector<std::string> words) {
    words.insert(words.begin(), {(BinaryDirectory() / "fivestep").string(), "--actor", "tester",
                                 "--address-of", stack_.AddressOf()});
    const std::filesystem::path output =
        stack_.directory() / ("cli-" + std::to_string(++runs_) + ".log");
    Process process({.words = words,
                     .environment = {{"HOME", stack_.directory()}, {"FIVESTEP_WAIT", "60"}},
                     .output = output});
    const auto code = process.Wait(std::chrono::minutes(5));
    const std::string said = ReadFile(output);
    if (!code || *code != 0) throw std::runtime_error(said);
    return said;
  }

  Stack stack_;
  int runs_ = 0;
};

}  // namespace fivestep::testing

#endif  // FIVESTEP_TESTS_SYSTEM_REAL_STACK_H_
