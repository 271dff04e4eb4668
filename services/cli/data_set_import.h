// A CSV file as the messages of `ImportDataSet`.
#ifndef FIVESTEP_CLI_DATA_SET_IMPORT_H_
#define FIVESTEP_CLI_DATA_SET_IMPORT_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <utility>

#include "cli/invocation.h"
#include "cli/session.h"
#include "fivestep/analysis/v1/analysis_service.pb.h"

namespace fivestep::cli {

// Bytes of the file in one message: half of what the service takes.
inline constexpr size_t kImportPartBytes = 512 * 1024;

// The first message, without content: everything that the options say. INVALID_ARGUMENT names the
// option that is wrong.
Result<analysis::v1::ImportDataSetRequest> FirstPart(const ImportCommand& command);

// The same for reference data. What the options do not say comes from `command.header`, or from the
// .json file beside the CSV.
Result<analysis::v1::LoadReferenceDataRequest> FirstPart(const ReferenceCommand& command);

// A file that is sent in slices, from its beginning as often as a call is tried. Standard input is
// held in memory, a file is not.
class SlicedFile {
 public:
  // `-` is standard input. INVALID_ARGUMENT: it cannot be read, or is empty.
  static Result<SlicedFile> Open(const std::string& file);
  int64_t size() const { return size_; }
  // The bytes of a slice; empty at the end.
  std::string Slice(int64_t at) const;
  // The first `count` bytes, or all.
  std::string Beginning(size_t count) const;

 private:
  std::string path_;
  std::string held_;  // of standard input
  int64_t size_ = 0;
};

// The parts of an upload, begun anew for each try: `first`, then `file` in slices. `progress` is
// told after each slice how many bytes were handed out. Part has `content`. All must outlive the
// parts.
template <class Part>
Session::Parts PartsOf(const Part& first, const SlicedFile& file,
                       std::function<void(int64_t done)> progress) {
  return [&first, &file, progress]() -> Client::NextPart {
    return [&first, &file, progress, begun = false,
            sent = int64_t{0}]() mutable -> std::unique_ptr<google::protobuf::Message> {
      if (!std::exchange(begun, true)) return std::make_unique<Part>(first);
      auto part = std::make_unique<Part>();
      part->set_content(file.Slice(sent));
      if (part->content().empty()) return nullptr;
      sent += static_cast<int64_t>(part->content().size());
      progress(sent);
      return part;
    };
  };
}

// What came of it, for a person.
std::string ImportSummary(const analysis::v1::DataSet& data_set);

}  // namespace fivestep::cli

#endif  // FIVESTEP_CLI_DATA_SET_IMPORT_H_
