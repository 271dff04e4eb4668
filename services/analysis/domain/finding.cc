#include "analysis/domain/finding.h"

#include "analysis/domain/visibility.h"
#include "fivestep/analysis/v1/data_set.pb.h"
#include "fivestep/analysis/v1/error_reason.pb.h"
#include "fivestep/analysis/v1/indicator.pb.h"
#include "fivestep/platform/v1/error_reason.pb.h"

namespace fivestep::analysis {
namespace {

Decision OldState(const std::string& resource) {
  return Reject(platform::v1::PREPARED_ON_OLD_STATE).With("resource", resource);
}

}  // namespace

Decision Decide(const v1::Finding& finding, const v1::RecordFindingRequest& command,
                const v1::PreparedFinding& prepared, const CommandContext& context) {
  const auto* data_set = context.view.Find<v1::DataSet>(command.data_set());
  if (data_set == nullptr || data_set->blob_digest() != prepared.blob_digest()) {
    return OldState(command.data_set());
  }
  if (data_set->state() == v1::DATA_SET_STATE_WITHDRAWN) {
    return Reject(v1::DATA_SET_WITHDRAWN).With("data_set", command.data_set());
  }
  const auto* indicator = context.view.Find<v1::Indicator>(command.indicator());
  if (indicator == nullptr || indicator->definition_version() != prepared.indicator_version()) {
    return OldState(command.indicator());
  }
  v1::FindingRecorded recorded;
  recorded.set_finding(context.new_name);
  recorded.set_title(command.title());
  recorded.set_indicator(command.indicator());
  recorded.set_indicator_version(prepared.indicator_version());
  recorded.set_data_set(command.data_set());
  recorded.set_blob_digest(prepared.blob_digest());
  recorded.set_period(command.period());
  recorded.set_area(command.area());
  recorded.set_comparator_rule(command.comparator_rule());
  *recorded.mutable_themes() = command.themes();
  recorded.set_evidence_scope(command.evidence_scope());
  recorded.set_scope_note(command.scope_note());
  *recorded.mutable_figures() = prepared.figures();
  recorded.set_visibility(VisibilityOr(command.visibility()));
  return Emit(std::move(recorded));
}

void Evolve(v1::Finding& finding, const v1::FindingRecorded& event) {
  finding.set_name(event.finding());
  finding.set_title(event.title());
  finding.set_indicator(event.indicator());
  finding.set_indicator_version(event.indicator_version());
  finding.set_data_set(event.data_set());
  finding.set_blob_digest(event.blob_digest());
  finding.set_period(event.period());
  finding.set_area(event.area());
  finding.set_comparator_rule(event.comparator_rule());
  *finding.mutable_themes() = event.themes();
  finding.set_evidence_scope(event.evidence_scope());
  finding.set_scope_note(event.scope_note());
  *finding.mutable_figures() = event.figures();
  finding.set_verdict(event.figures().verdict());
  finding.set_visibility(event.visibility());
}

}  // namespace fivestep::analysis
