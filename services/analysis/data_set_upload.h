// `ImportDataSet`: reads a file while it streams in, writes its mapped columns into a blob block by
// block, registers the data set.
#ifndef FIVESTEP_ANALYSIS_DATA_SET_UPLOAD_H_
#define FIVESTEP_ANALYSIS_DATA_SET_UPLOAD_H_

#include <memory>
#include <string>

#include "analysis/import/csv_import.h"
#include "fivestep/analysis/v1/data_set.pb.h"
#include "fivestep/analysis/v1/internal.pb.h"
#include "platform/audit/sha256.h"
#include "platform/eventlog/model.h"
#include "platform/sealing/blob_store.h"

namespace fivestep::analysis {

// Content of one part: small enough to hold many calls' parts, large enough for few round trips.
inline constexpr size_t kMaxPartBytes = 1 << 20;

// What the row and the event of a data set list of its groups, periods and dimensions, so that both
// stay below 64 KiB: 12 for the header, 22 for the quality report, 10 and 6 for groups and periods,
// half a KiB for the labels of each of eleven dimensions.
inline constexpr int kMaxListedGroups = 1'000;
inline constexpr size_t kMaxGroupBytes = 10 * 1024;
inline constexpr int kMaxListedPeriods = 200;
inline constexpr size_t kMaxPeriodBytes = 6 * 1024;
inline constexpr int kMaxListedLabels = 50;
inline constexpr size_t kMaxLabelBytes = 512;

// One import. Errors of Receive and Finish: FIRST_PART_INCOMPLETE, LATER_PART_NOT_CONTENT,
// PART_TOO_LARGE, HEADER_INCOMPLETE, FILE_NOT_USABLE; kUnavailable when the blob
// could not be stored.
class DataSetUpload : public UploadSink {
 public:
  Status Receive(const google::protobuf::Message& part, const ReadContext& context) override;
  Result<Finished> Finish(const ReadContext& context) override;

 private:
  Status Begin(const v1::ImportDataSetRequest& first, const ReadContext& context);
  Status CheckAreas(const ReadContext& context);
  void Describe(v1::RegisterDataSetRequest& command) const;
  void AddRenewals(v1::RegisterDataSetRequest& command, const ReadContext& context) const;

  v1::ImportDataSetRequest first_;  // without content
  std::string name_;
  std::unique_ptr<BlobWriter> blob_;
  std::unique_ptr<CsvImport> import_;
  Sha256Stream source_;
};

std::unique_ptr<UploadSink> OpenDataSetUpload();

// An error of the import as one of this context: its sentences name row, column and remedy, and
// never what a cell says. `field` is put before the fields of its violations.
Status FileNotUsable(Status status, const std::string& field);

// FIRST_PART_INCOMPLETE with a violation for each of parent, id and header that is not there; OK
// when all are.
Status CheckFirstPart(const std::string& parent, const std::string& id_field, const std::string& id,
                      bool has_header);

}  // namespace fivestep::analysis

#endif  // FIVESTEP_ANALYSIS_DATA_SET_UPLOAD_H_
