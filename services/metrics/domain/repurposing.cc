#include "metrics/domain/repurposing.h"

#include <optional>
#include <string>

#include "fivestep/metrics/v1/error_reason.pb.h"
#include "metrics/domain/amounts.h"
#include "metrics/domain/repurposing_ledger.h"
#include "platform/core/violations.h"

namespace fivestep::metrics {
namespace {

using State = v1::Repurposing;

Decision NotInState(const v1::Repurposing& entry, const std::string& name, const char* needs) {
  return Reject(v1::REPURPOSING_NOT_IN_STATE)
      .With("repurposing", name)
      .With("state", v1::Repurposing::State_Name(entry.state()))
      .With("needs", needs);
}

int64_t LeftOf(const v1::Repurposing& entry, int source_index) {
  int64_t left = entry.sources(source_index).amount_pence();
  for (const v1::Release& release : entry.releases()) {
    if (release.source_index() == source_index) left -= release.amount_pence();
  }
  return left;
}

bool IsSettled(const v1::SourceLine& line) {
  return line.variation_check() == v1::VARIATION_CHECK_NOT_SUBSTANTIAL ||
         line.variation_check() == v1::VARIATION_CHECK_CONSULTED;
}

// `1, 3`: the source lines whose check is open, as people count.
std::string UnsettledLines(const v1::Repurposing& entry) {
  std::string lines;
  for (int i = 0; i < entry.sources_size(); ++i) {
    if (IsSettled(entry.sources(i))) continue;
    lines += (lines.empty() ? "" : ", ") + std::to_string(i + 1);
  }
  return lines;
}

Violations CheckRelease(const v1::Repurposing& entry, const v1::Release& release,
                        const Date& today) {
  Violations violations;
  const std::optional<Date> day = ParseDate(release.released_date());
  violations.Expect(release.source_index() < entry.sources_size(), "release.source_index",
                    "must be the place of a source line, counted from 0");
  violations.Expect(day.has_value() && *day <= today, "release.released_date",
                    "must be a day that is not in the future, YYYY-MM-DD");
  if (!violations.empty()) return violations;
  const std::string& free_from = entry.sources(release.source_index()).release_date();
  violations.Expect(release.released_date() >= free_from, "release.released_date",
                    "must not be before the money is free, " + free_from);
  violations.Expect(entry.releases_size() < kMaxReleases, "release",
                    "must be part of another entry: this one has its " +
                        std::to_string(kMaxReleases) + " instalments");
  return violations;
}

}  // namespace

int64_t SourcesOf(const v1::Repurposing& entry) {
  int64_t sum = 0;
  for (const v1::SourceLine& line : entry.sources()) sum += line.amount_pence();
  return sum;
}

Decision Decide(const v1::Repurposing&, const v1::ProposeRepurposingRequest& command,
                const CommandContext& context) {
  if (Decision refused = CheckLedger(command); refused.rejected()) return refused;
  v1::RepurposingProposed proposed;
  proposed.set_repurposing(context.new_name);
  proposed.set_title(command.title());
  proposed.set_intervention(command.intervention());
  *proposed.mutable_metrics() = command.metrics();
  *proposed.mutable_sources() = command.sources();
  *proposed.mutable_destinations() = command.destinations();
  proposed.set_double_running_pence(command.double_running_pence());
  proposed.set_visibility(command.visibility());
  return Emit(proposed);
}

Decision Decide(const v1::Repurposing& entry, const v1::CheckVariationRequest& command,
                const CommandContext&) {
  if (entry.state() != State::STATE_PROPOSED) {
    return NotInState(entry, command.name(), "its lines were checked before it was agreed");
  }
  Violations violations;
  violations.Expect(command.source_index() < entry.sources_size(), "source_index",
                    "must be the place of a source line, counted from 0");
  violations.Expect(command.variation_check() != v1::VARIATION_CHECK_OPEN, "variation_check",
                    "must say what came out");
  if (!violations.empty()) return violations.RejectionBy(v1::REPURPOSING_NOT_VALID);
  v1::VariationChecked checked;
  checked.set_repurposing(command.name());
  checked.set_source_index(command.source_index());
  checked.set_variation_check(command.variation_check());
  checked.set_variation_reason(command.variation_reason());
  return Emit(checked);
}

Decision Decide(const v1::Repurposing& entry, const v1::AgreeRepurposingRequest& command,
                const CommandContext&) {
  if (entry.state() != State::STATE_PROPOSED) {
    return NotInState(entry, command.name(), "only a proposed one can be agreed");
  }
  if (const std::string lines = UnsettledLines(entry); !lines.empty()) {
    return Reject(v1::VARIATION_NOT_SETTLED)
        .With("repurposing", command.name())
        .With("lines", lines);
  }
  v1::RepurposingAgreed agreed;
  agreed.set_repurposing(command.name());
  *agreed.mutable_agreed_by_roles() = command.agreed_by_roles();
  return Emit(agreed);
}

Decision Decide(const v1::Repurposing& entry, const v1::ReleaseMoneyRequest& command,
                const CommandContext& context) {
  if (entry.state() != State::STATE_AGREED && entry.state() != State::STATE_PARTLY_RELEASED) {
    return NotInState(entry, command.name(), "money is released from an agreed one only");
  }
  const Violations violations = CheckRelease(entry, command.release(), DayOf(context.now));
  if (!violations.empty()) return violations.RejectionBy(v1::REPURPOSING_NOT_VALID);
  const int64_t left = LeftOf(entry, command.release().source_index());
  if (command.release().amount_pence() > left) {
    return Reject(v1::RELEASE_ABOVE_SOURCE)
        .With("source", std::to_string(command.release().source_index() + 1))
        .With("repurposing", command.name())
        .With("left", MoneyText(left))
        .With("amount", MoneyText(command.release().amount_pence()));
  }
  v1::MoneyReleased released;
  released.set_repurposing(command.name());
  *released.mutable_release() = command.release();
  return Emit(released);
}

Decision Decide(const v1::Repurposing& entry, const v1::WithdrawRepurposingRequest& command,
                const CommandContext&) {
  if (entry.state() != State::STATE_PROPOSED && entry.state() != State::STATE_AGREED) {
    return NotInState(entry, command.name(), "once money has moved it is moved back by another");
  }
  v1::RepurposingWithdrawn withdrawn;
  withdrawn.set_repurposing(command.name());
  withdrawn.set_reason(command.reason());
  return Emit(withdrawn);
}

void Evolve(v1::Repurposing& entry, const v1::RepurposingProposed& event) {
  entry.set_state(State::STATE_PROPOSED);
  entry.set_title(event.title());
  entry.set_intervention(event.intervention());
  *entry.mutable_metrics() = event.metrics();
  *entry.mutable_sources() = event.sources();
  *entry.mutable_destinations() = event.destinations();
  entry.set_double_running_pence(event.double_running_pence());
  entry.set_visibility(event.visibility());
}

void Evolve(v1::Repurposing& entry, const v1::VariationChecked& event) {
  v1::SourceLine& line = *entry.mutable_sources(event.source_index());
  line.set_variation_check(event.variation_check());
  line.set_variation_reason(event.variation_reason());
}

void Evolve(v1::Repurposing& entry, const v1::RepurposingAgreed& event) {
  entry.set_state(State::STATE_AGREED);
  *entry.mutable_agreed_by_roles() = event.agreed_by_roles();
}

void Evolve(v1::Repurposing& entry, const v1::MoneyReleased& event) {
  *entry.add_releases() = event.release();
  entry.set_released_pence(entry.released_pence() + event.release().amount_pence());
  entry.set_state(entry.released_pence() == SourcesOf(entry) ? State::STATE_RELEASED
                                                             : State::STATE_PARTLY_RELEASED);
}

void Evolve(v1::Repurposing& entry, const v1::RepurposingWithdrawn& event) {
  entry.set_state(State::STATE_WITHDRAWN);
  entry.set_withdrawal_reason(event.reason());
}

}  // namespace fivestep::metrics
