// `LoadReferenceData`: reads a file of reference data while it streams in, and registers it.
#ifndef FIVESTEP_ANALYSIS_REFERENCE_DATA_UPLOAD_H_
#define FIVESTEP_ANALYSIS_REFERENCE_DATA_UPLOAD_H_

#include <memory>
#include <string>

#include "analysis/import/reference_import.h"
#include "fivestep/analysis/v1/reference_data.pb.h"
#include "platform/audit/sha256.h"
#include "platform/eventlog/model.h"
#include "platform/sealing/blob_store.h"

namespace fivestep::analysis {

// Keys that the row lists, where there are no more: groups, codes, bands.
inline constexpr std::uint32_t kMaxListedKeys = 100;

// One load. Errors: FIRST_PART_INCOMPLETE, LATER_PART_NOT_CONTENT, PART_TOO_LARGE, FILE_NOT_USABLE;
// kUnavailable when the blob could not be stored.
class ReferenceDataUpload : public UploadSink {
 public:
  Status Receive(const google::protobuf::Message& part, const ReadContext& context) override;
  Result<Finished> Finish(const ReadContext& context) override;

 private:
  Status Begin(const v1::LoadReferenceDataRequest& first, const ReadContext& context);

  v1::LoadReferenceDataRequest first_;  // without content
  std::string name_;
  std::unique_ptr<BlobWriter> blob_;
  std::unique_ptr<ReferenceImport> import_;
  Sha256Stream source_;
};

std::unique_ptr<UploadSink> OpenReferenceDataUpload();

}  // namespace fivestep::analysis

#endif  // FIVESTEP_ANALYSIS_REFERENCE_DATA_UPLOAD_H_
