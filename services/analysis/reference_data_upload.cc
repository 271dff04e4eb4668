#include "analysis/reference_data_upload.h"

#include <utility>

#include "analysis/data_set_upload.h"
#include "fivestep/analysis/v1/error_reason.pb.h"
#include "fivestep/analysis/v1/internal.pb.h"
#include "platform/core/decision.h"
#include "platform/eventlog/reader.h"

namespace fivestep::analysis {

Status ReferenceDataUpload::Receive(const google::protobuf::Message& part,
                                    const ReadContext& context) {
  const auto& request = static_cast<const v1::LoadReferenceDataRequest&>(part);
  if (request.content().size() > kMaxPartBytes) {
    return StatusOf(v1::PART_TOO_LARGE, {{"limit", std::to_string(kMaxPartBytes)}});
  }
  if (import_ == nullptr) {
    FIVESTEP_RETURN_IF_ERROR(Begin(request, context));
  } else if (request.has_header() || !request.reference_data_id().empty()) {
    return StatusOf(v1::LATER_PART_NOT_CONTENT);
  }
  source_.Add(request.content());
  return FileNotUsable(import_->Read(request.content()), "header.");
}

Status ReferenceDataUpload::Begin(const v1::LoadReferenceDataRequest& first,
                                  const ReadContext& context) {
  FIVESTEP_RETURN_IF_ERROR(CheckFirstPart(first.parent(), "reference_data_id",
                                          first.reference_data_id(), first.has_header()));
  first_ = first;
  first_.clear_content();
  name_ = first.parent() + "/referenceData/" + first.reference_data_id();
  auto blob = context.OpenBlob(name_);
  if (!blob.ok()) return blob.status();
  blob_ = std::move(*blob);
  import_ = std::make_unique<ReferenceImport>(
      first.header(), [this](std::string_view part) { return blob_->Add(part); });
  return OkStatus();
}

Result<UploadSink::Finished> ReferenceDataUpload::Finish(const ReadContext&) {
  if (import_ == nullptr) return CheckFirstPart("", "reference_data_id", "", false);
  FIVESTEP_RETURN_IF_ERROR(FileNotUsable(import_->Finish(), "header."));
  auto command = std::make_unique<v1::RegisterReferenceDataRequest>();
  command->set_reference_data(name_);
  *command->mutable_header() = first_.header();
  command->set_row_count(import_->row_count());
  const WordList& keys = import_->keys();
  command->set_key_count(keys.size());
  for (const std::string& attribute : import_->attributes()) command->add_attributes(attribute);
  for (std::uint32_t i = 0; keys.size() <= kMaxListedKeys && i < keys.size(); ++i) {
    command->add_keys(keys.word(i));
  }
  const Sha256Digest source = source_.Finish();
  command->set_source_digest(std::string(source.begin(), source.end()));
  Finished finished;
  finished.request_id = first_.request_id();
  finished.identity = command->SerializeAsString();
  auto digest = blob_->Close();
  if (!digest.ok()) return digest.status();
  command->set_blob_digest(*digest);
  finished.command = std::move(command);
  return finished;
}

std::unique_ptr<UploadSink> OpenReferenceDataUpload() {
  return std::make_unique<ReferenceDataUpload>();
}

}  // namespace fivestep::analysis
