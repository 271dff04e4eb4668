#include "engagement/domain/response.h"

#include <google/protobuf/util/message_differencer.h>

#include <optional>
#include <string>

#include "engagement/domain/activity.h"
#include "fivestep/engagement/v1/events.pb.h"
#include "platform/core/date.h"

namespace fivestep::engagement {
namespace {

// A field that belongs to one kind of answer and to no other.
struct KindField {
  pb::ResponseKind kind;
  const char* field;
  const char* what;
  const std::string& (pb::Response::*value)() const;
};

const KindField kKindFields[] = {
    {pb::RESPONSE_KIND_WILL_DO, "response.promised_date", "by when it will be done",
     &pb::Response::promised_date},
    {pb::RESPONSE_KIND_CANNOT_DO, "response.reason", "why it cannot be done",
     &pb::Response::reason},
    {pb::RESPONSE_KIND_NEEDS_OTHERS, "response.needed_from", "who must act",
     &pb::Response::needed_from},
};

Decision CheckKind(const pb::Response& response) {
  const std::string kind = pb::ResponseKind_Name(response.kind());
  for (const KindField& rule : kKindFields) {
    const bool filled = !(response.*rule.value)().empty();
    if (response.kind() == rule.kind && !filled) {
      return Reject(pb::RESPONSE_INCOMPLETE)
          .With("kind", kind)
          .With("field", rule.field)
          .With("what", rule.what)
          .Violating(rule.field, std::string("Say ") + rule.what + ".");
    }
    if (response.kind() != rule.kind && filled) {
      return Reject(pb::RESPONSE_CONTRADICTORY)
          .With("kind", kind)
          .With("field", rule.field)
          .Violating(rule.field, "Leave it empty.");
    }
  }
  return Decision();
}

Decision CheckPromise(const pb::Response& response, const CommandContext& context) {
  if (response.promised_date().empty()) return Decision();
  const std::optional<Date> promised = ParseDate(response.promised_date());
  if (!promised) {
    return Reject(pb::DATE_NOT_VALID)
        .With("field", "response.promised_date")
        .With("value", response.promised_date())
        .Violating("response.promised_date", "Write it as YYYY-MM-DD.");
  }
  if (*promised > DayOf(context.now)) return Decision();
  return Reject(pb::PROMISE_IN_PAST)
      .With("value", response.promised_date())
      .Violating("response.promised_date", "Promise a day to come.");
}

}  // namespace

Decision Decide(const pb::Theme& theme, const pb::PublishResponseRequest& command,
                const CommandContext& context) {
  const pb::Response& response = command.response();
  if (Decision refused = CheckKind(response); refused.rejected()) return refused;
  if (Decision refused = CheckPromise(response, context); refused.rejected()) return refused;
  if (theme.activities().empty()) {
    return Reject(pb::THEME_NOT_HEARD).With("theme", command.name());
  }
  const bool unchanged = theme.has_response() && google::protobuf::util::MessageDifferencer::Equals(
                                                     theme.response(), response);
  if (unchanged) return Reject(pb::RESPONSE_UNCHANGED).With("theme", command.name());

  pb::ResponsePublished published;
  published.set_theme(command.name());
  *published.mutable_response() = response;
  Decision decision = Emit(published);
  for (const std::string& name : theme.activities()) {
    pb::ResponseReachedActivity reached;
    reached.set_activity(name);
    reached.set_theme(command.name());
    *reached.mutable_response() = response;
    decision.Add(std::move(reached));
    const auto* activity = context.view.Find<pb::Activity>(name);
    const bool waits = activity != nullptr && activity->state() == pb::Activity::STATE_CLOSED;
    if (!waits || !IsAnswered(*activity, command.name())) continue;
    pb::ActivityFedBack fed_back;
    fed_back.set_activity(name);
    decision.Add(std::move(fed_back));
  }
  return decision;
}

}  // namespace fivestep::engagement
