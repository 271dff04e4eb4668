#include "analysis/domain/equity_audit.h"

#include <cstdio>
#include <set>

#include "analysis/domain/audit_verdict.h"
#include "analysis/domain/visibility.h"
#include "fivestep/analysis/v1/data_set.pb.h"
#include "fivestep/analysis/v1/error_reason.pb.h"
#include "fivestep/analysis/v1/indicator.pb.h"
#include "fivestep/platform/v1/error_reason.pb.h"
#include "platform/core/resource_name.h"

namespace fivestep::analysis {
namespace {

constexpr char kMethod[] =
    "Worst against best group of each measure and dimension; p-values multiplied by the pairs "
    "that the two were picked from, then adjusted over all lines (Benjamini and Hochberg 1995).";

// Rejects where what a line was computed on has changed.
Decision CheckUnchanged(const v1::AuditLine& line, const CommandContext& context) {
  const auto old_state = [](const std::string& resource) {
    return Reject(platform::v1::PREPARED_ON_OLD_STATE).With("resource", resource);
  };
  if (line.data_set().empty()) return {};
  const auto* data_set = context.view.Find<v1::DataSet>(line.data_set());
  if (data_set == nullptr || data_set->blob_digest() != line.blob_digest()) {
    return old_state(line.data_set());
  }
  // One that was withdrawn before is a gap in the data already.
  if (data_set->state() == v1::DATA_SET_STATE_WITHDRAWN && line.data_gap().empty()) {
    return old_state(line.data_set());
  }
  const auto* indicator = context.view.Find<v1::Indicator>(line.indicator());
  if (indicator == nullptr || indicator->definition_version() != line.indicator_version()) {
    return old_state(line.indicator());
  }
  return {};
}

v1::AuditLineRecorded LineRecorded(const v1::AuditLine& line, int number,
                                   const std::string& audit) {
  char id[16];
  std::snprintf(id, sizeof id, "line-%03d", number);
  v1::AuditLineRecorded recorded;
  recorded.set_audit_line(audit + "/auditLines/" + id);
  recorded.set_title(line.title());
  recorded.set_equity_audit(audit);
  recorded.set_indicator(line.indicator());
  recorded.set_data_set(line.data_set());
  *recorded.mutable_line() = line;
  return recorded;
}

// FNV-1a, 32 bits: tells groups of one indicator apart and gives the same id in every build.
std::string ShortHash(const std::string& text) {
  uint32_t hash = 2166136261u;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619u;
  char hex[16];
  std::snprintf(hex, sizeof hex, "%08x", hash);
  return hex;
}

v1::EmergingInequalityRaised Raised(const v1::EmergingInequality& emerging, const std::string& name,
                                    const std::string& audit,
                                    const v1::RecordEquityAuditRequest& command) {
  v1::EmergingInequalityRaised raised;
  raised.set_emerging_inequality(name);
  raised.set_title(emerging.title());
  raised.set_equity_audit(audit);
  raised.set_indicator(emerging.indicator());
  raised.set_data_set(emerging.data_set());
  raised.set_group(emerging.group());
  raised.set_comparator(emerging.comparator());
  raised.set_kind(emerging.kind());
  *raised.mutable_gaps() = emerging.gaps();
  raised.set_reason(emerging.reason());
  raised.set_owner_role(command.owner_role());
  raised.set_visibility(VisibilityOr(command.visibility()));
  return raised;
}

}  // namespace

std::string EmergingInequalityName(const std::string& programme, const std::string& indicator,
                                   const std::string& group) {
  ResourceName parsed;
  const bool is_name = ResourceName::Parse(indicator, parsed);
  // 63 bytes are an id's limit; the hash tells apart what is cut.
  const std::string id = is_name ? std::string(parsed.id()).substr(0, 50) : "indicator";
  return programme + "/emergingInequalities/" + id + "-" + ShortHash(indicator + "\n" + group);
}

Decision Decide(const v1::EquityAudit&, const v1::RecordEquityAuditRequest& command,
                const v1::PreparedEquityAudit& prepared, const CommandContext& context) {
  for (const v1::AuditLine& line : prepared.lines()) {
    if (Decision changed = CheckUnchanged(line, context); changed.rejected()) return changed;
  }
  const std::vector<v1::AuditLine> lines(prepared.lines().begin(), prepared.lines().end());
  v1::EquityAuditRecorded recorded;
  recorded.set_equity_audit(context.new_name);
  recorded.set_title(command.title());
  *recorded.mutable_summary() = Summarise(lines);
  recorded.set_false_discovery_rate(kFalseDiscoveryRate);
  recorded.set_method(kMethod);
  recorded.set_owner_role(command.owner_role());
  recorded.set_visibility(VisibilityOr(command.visibility()));
  Decision decision = Emit(std::move(recorded));
  int number = 0;
  for (const v1::AuditLine& line : lines) {
    v1::AuditLine visible = line;
    visible.set_visibility(VisibilityOr(command.visibility()));
    decision.Add(LineRecorded(visible, ++number, context.new_name));
  }
  std::set<std::string> raised_now;
  for (const v1::EmergingInequality& emerging : prepared.emerging()) {
    const std::string name =
        EmergingInequalityName(context.programme, emerging.indicator(), emerging.group());
    if (context.view.FindMessage(name) != nullptr || !raised_now.insert(name).second) continue;
    decision.Add(Raised(emerging, name, context.new_name, command));
  }
  return decision;
}

void Evolve(v1::EquityAudit& audit, const v1::EquityAuditRecorded& event) {
  audit.set_name(event.equity_audit());
  audit.set_title(event.title());
  *audit.mutable_summary() = event.summary();
  audit.set_false_discovery_rate(event.false_discovery_rate());
  audit.set_method(event.method());
  audit.set_owner_role(event.owner_role());
  audit.set_visibility(event.visibility());
}

void Evolve(v1::AuditLine& line, const v1::AuditLineRecorded& event) {
  line = event.line();
  line.set_name(event.audit_line());
  line.set_title(event.title());
  line.set_equity_audit(event.equity_audit());
  line.set_indicator(event.indicator());
  line.set_data_set(event.data_set());
}

void Evolve(v1::EmergingInequality& inequality, const v1::EmergingInequalityRaised& event) {
  inequality.set_name(event.emerging_inequality());
  inequality.set_title(event.title());
  inequality.set_equity_audit(event.equity_audit());
  inequality.set_indicator(event.indicator());
  inequality.set_data_set(event.data_set());
  inequality.set_group(event.group());
  inequality.set_comparator(event.comparator());
  inequality.set_kind(event.kind());
  *inequality.mutable_gaps() = event.gaps();
  inequality.set_reason(event.reason());
  inequality.set_owner_role(event.owner_role());
  inequality.set_visibility(event.visibility());
}

}  // namespace fivestep::analysis
