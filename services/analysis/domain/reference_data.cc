#include "analysis/domain/reference_data.h"

#include "fivestep/analysis/v1/error_reason.pb.h"
#include "fivestep/platform/v1/error_reason.pb.h"

namespace fivestep::analysis {

Decision Decide(const v1::ReferenceData& reference, const v1::RegisterReferenceDataRequest& command,
                const CommandContext& context) {
  if (!reference.name().empty()) {
    return Reject(platform::v1::RESOURCE_EXISTS).With("resource", command.reference_data());
  }
  v1::ReferenceDataLoaded loaded;
  loaded.set_reference_data(command.reference_data());
  *loaded.mutable_header() = command.header();
  loaded.set_blob_digest(command.blob_digest());
  loaded.set_source_digest(command.source_digest());
  loaded.set_row_count(command.row_count());
  loaded.set_key_count(command.key_count());
  *loaded.mutable_attributes() = command.attributes();
  *loaded.mutable_keys() = command.keys();
  loaded.set_version(1);
  const std::string& before = command.header().supersedes();
  if (before.empty()) return Emit(std::move(loaded));
  const auto* earlier = context.view.Find<v1::ReferenceData>(before);
  if (earlier == nullptr) {
    return Reject(platform::v1::RESOURCE_NOT_FOUND).With("resource", before);
  }
  if (!earlier->superseded_by().empty()) {
    return Reject(v1::VERSION_SUPERSEDED)
        .With("resource", before)
        .With("superseded_by", earlier->superseded_by());
  }
  loaded.set_version(earlier->version() + 1);
  v1::ReferenceDataSuperseded superseded;
  superseded.set_reference_data(before);
  superseded.set_superseded_by(command.reference_data());
  return Emit(std::move(loaded), std::move(superseded));
}

void Evolve(v1::ReferenceData& reference, const v1::ReferenceDataLoaded& event) {
  reference.set_name(event.reference_data());
  reference.set_title(event.header().title());
  *reference.mutable_header() = event.header();
  reference.set_blob_digest(event.blob_digest());
  reference.set_source_digest(event.source_digest());
  reference.set_row_count(event.row_count());
  reference.set_key_count(event.key_count());
  *reference.mutable_attributes() = event.attributes();
  *reference.mutable_keys() = event.keys();
  reference.set_version(event.version());
  reference.set_visibility(platform::v1::VISIBILITY_PROGRAMME);
}

void Evolve(v1::ReferenceData& reference, const v1::ReferenceDataSuperseded& event) {
  reference.set_superseded_by(event.superseded_by());
}

}  // namespace fivestep::analysis
