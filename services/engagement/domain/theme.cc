#include "engagement/domain/theme.h"

#include <algorithm>
#include <string>
#include <utility>

#include "engagement/domain/response_clock.h"
#include "platform/core/timestamp.h"

namespace fivestep::engagement {
namespace {

bool Same(const pb::Endorsement& one, const pb::Endorsement& other) {
  return one.voice() == other.voice() && one.role() == other.role();
}

Decision RejectRepeated(const pb::Endorsement& endorsement, const std::string& field) {
  return Reject(pb::ENDORSEMENT_REPEATED)
      .With("role", endorsement.role())
      .Violating(field, "Name each voice and role once.");
}

}  // namespace

Decision Decide(const pb::Theme&, const pb::AgreeThemeRequest& command,
                const CommandContext& context) {
  const auto& endorsements = command.endorsements();
  for (int i = 0; i < endorsements.size(); ++i) {
    for (int earlier = 0; earlier < i; ++earlier) {
      if (!Same(endorsements[i], endorsements[earlier])) continue;
      return RejectRepeated(endorsements[i], "endorsements[" + std::to_string(i) + "]");
    }
  }
  pb::ThemeAgreed agreed;
  agreed.set_theme(context.new_name);
  agreed.set_title(command.title());
  agreed.set_definition(command.definition());
  *agreed.mutable_endorsements() = command.endorsements();
  *agreed.mutable_agree_time() = ToTimestamp(context.now);
  agreed.set_visibility(command.visibility());
  return Emit(std::move(agreed));
}

Decision CheckNewEndorsement(const google::protobuf::RepeatedPtrField<pb::Endorsement>& present,
                             const pb::Endorsement& endorsement) {
  const bool repeated =
      std::any_of(present.begin(), present.end(),
                  [&](const pb::Endorsement& earlier) { return Same(earlier, endorsement); });
  if (repeated) return RejectRepeated(endorsement, "endorsement");
  if (present.size() >= kMaxEndorsements) {
    return Reject(pb::TOO_MANY_ENDORSEMENTS).With("limit", std::to_string(kMaxEndorsements));
  }
  return Decision();
}

Decision Decide(const pb::Theme& theme, const pb::EndorseThemeRequest& command,
                const CommandContext&) {
  Decision no = CheckNewEndorsement(theme.endorsements(), command.endorsement());
  if (no.rejected()) return no;
  pb::ThemeEndorsed endorsed;
  endorsed.set_theme(command.name());
  *endorsed.mutable_endorsement() = command.endorsement();
  return Emit(endorsed);
}

Decision DecideResponseOverdue(const pb::Theme& theme, const CommandContext& context) {
  if (theme.state() != pb::Theme::STATE_AGREED || !theme.has_response_due_time()) return Decision();
  if (ToInstant(theme.response_due_time()) > context.now) return Decision();
  pb::ResponseOverdue overdue;
  overdue.set_theme(theme.name());
  *overdue.mutable_response_due_time() = theme.response_due_time();
  return Emit(overdue);
}

std::vector<ThemeTimer> TimersOf(const pb::Theme& theme) {
  if (theme.state() != pb::Theme::STATE_AGREED || !theme.has_response_due_time()) return {};
  return {{kResponseOverdueRule, ToInstant(theme.response_due_time())}};
}

void Evolve(pb::Theme& theme, const pb::ThemeAgreed& event) {
  theme.set_name(event.theme());
  theme.set_state(pb::Theme::STATE_AGREED);
  theme.set_title(event.title());
  theme.set_definition(event.definition());
  *theme.mutable_endorsements() = event.endorsements();
  *theme.mutable_agree_time() = event.agree_time();
  theme.set_visibility(event.visibility());
}

void Evolve(pb::Theme& theme, const pb::ThemeEndorsed& event) {
  *theme.add_endorsements() = event.endorsement();
}

void Evolve(pb::Theme& theme, const pb::ThemeHeardIn& event) {
  theme.add_activities(event.activity());
}

void Evolve(pb::Theme& theme, const pb::ResponseDueSet& event) {
  *theme.mutable_response_due_time() = event.response_due_time();
}

void Evolve(pb::Theme& theme, const pb::ResponsePublished& event) {
  if (IsAnswer(event.response())) theme.set_state(pb::Theme::STATE_ANSWERED);
  theme.set_evidence_withdrawn(false);
  *theme.mutable_response() = event.response();
}

void Evolve(pb::Theme& theme, const pb::ThemeEvidenceWithdrawn&) {
  theme.set_evidence_withdrawn(true);
}

void Evolve(pb::Theme& theme, const pb::ResponseOverdue&) {
  theme.set_state(pb::Theme::STATE_RESPONSE_OVERDUE);
}

}  // namespace fivestep::engagement
