// `ImportDataSet`: reads a file while it streams in, keeps its mapped columns in a blob, registers
// the data set.
#ifndef FIVESTEP_ANALYSIS_DATA_SET_UPLOAD_H_
#define FIVESTEP_ANALYSIS_DATA_SET_UPLOAD_H_

#include <memory>
#include <string>

#include "analysis/import/table_builder.h"
#include "fivestep/analysis/v1/data_set.pb.h"
#include "platform/eventlog/model.h"

namespace fivestep::analysis {

// Content of one part: small enough to hold many calls' parts, large enough for few round trips.
inline constexpr size_t kMaxPartBytes = 1 << 20;

// What the row and the event of a data set list of its groups and periods, so that both stay below
// 64 KiB beside header and quality report.
inline constexpr int kMaxListedGroups = 1'000;
inline constexpr int kMaxListedPeriods = 200;
inline constexpr size_t kMaxListedBytes = 12 * 1024;
// Issues in a quality report: eight kinds in the seven columns that can be mapped, at most.
inline constexpr int kMaxIssues = 50;

// One import. Errors of Receive and Finish: FIRST_PART_INCOMPLETE, LATER_PART_NOT_CONTENT,
// PART_TOO_LARGE, DATES_NOT_VALID, FILE_NOT_USABLE; kUnavailable when the blob could not be stored.
class DataSetUpload : public UploadSink {
 public:
  Status Receive(const google::protobuf::Message& part) override;
  Result<Finished> Finish(const ReadContext& context) override;

 private:
  Status Begin(const v1::ImportDataSetRequest& first);

  v1::ImportDataSetRequest first_;  // without content
  std::string name_;
  std::unique_ptr<CsvImport> import_;
};

std::unique_ptr<UploadSink> OpenDataSetUpload();

}  // namespace fivestep::analysis

#endif  // FIVESTEP_ANALYSIS_DATA_SET_UPLOAD_H_
