#include "engagement/domain/response.h"

#include <google/protobuf/util/message_differencer.h>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engagement/domain/activity.h"
#include "engagement/domain/formats.h"
#include "engagement/domain/response_clock.h"
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
    {pb::RESPONSE_KIND_UNDER_CONSIDERATION, "response.decision_date", "by when it is decided",
     &pb::Response::decision_date},
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

Decision CheckPromise(const std::string& field, const std::string& date,
                      const CommandContext& context) {
  if (date.empty()) return Decision();
  const std::optional<Date> promised = ParseDate(date);
  if (!promised) {
    return Reject(pb::DATE_NOT_VALID)
        .With("field", field)
        .With("value", date)
        .Violating(field, "Write it as YYYY-MM-DD.");
  }
  if (*promised > DayOf(context.now)) return Decision();
  return Reject(pb::PROMISE_IN_PAST)
      .With("field", field)
      .With("value", date)
      .Violating(field, "Promise a day to come.");
}

// People are answered in the formats that they were told. What is only being thought about may go
// out first in plain English.
Decision CheckFormatsKept(const pb::Theme& theme, const pb::Response& response,
                          const CommandContext& context) {
  if (!IsAnswer(response)) return Decision();
  std::vector<std::string> missing;
  for (const std::string& name : theme.activities()) {
    const auto* activity = context.view.Find<pb::Activity>(name);
    if (activity == nullptr) continue;
    for (const pb::OfferedFormat& format : activity->arrangements().formats()) {
      const std::string text = TextOf(format);
      const bool known = std::find(missing.begin(), missing.end(), text) != missing.end();
      if (!known && !Offers(response.formats(), format)) missing.push_back(text);
    }
  }
  if (missing.empty()) return Decision();
  std::string formats;
  for (const std::string& format : missing) formats += (formats.empty() ? "" : ", ") + format;
  return Reject(pb::RESPONSE_FORMAT_MISSING)
      .With("formats", formats)
      .Violating("response.formats", "Add " + formats + ".");
}

}  // namespace

Decision Decide(const pb::Theme& theme, const pb::PublishResponseRequest& command,
                const CommandContext& context) {
  const pb::Response& response = command.response();
  if (Decision refused = CheckKind(response); refused.rejected()) return refused;
  for (const auto& [field, date] :
       {std::pair{"response.promised_date", response.promised_date()},
        std::pair{"response.decision_date", response.decision_date()}}) {
    if (Decision refused = CheckPromise(field, date, context); refused.rejected()) return refused;
  }
  if (theme.activities().empty()) {
    return Reject(pb::THEME_NOT_HEARD).With("theme", command.name());
  }
  const bool answered = theme.state() == pb::Theme::STATE_ANSWERED;
  if (answered && !IsAnswer(response)) {
    return Reject(pb::NOT_IN_THIS_STATE)
        .With("resource", command.name())
        .With("state", "answered")
        .With("command", "PublishResponse of what is under consideration")
        .With("needs", "agreed or response overdue");
  }
  if (Decision no = CheckFormatsKept(theme, response, context); no.rejected()) return no;
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
    const bool waits = activity != nullptr && Waits(*activity) && IsAnswer(response);
    if (!waits || !IsAnswered(*activity, command.name())) continue;
    pb::ActivityFedBack fed_back;
    fed_back.set_activity(name);
    decision.Add(std::move(fed_back));
  }
  return decision;
}

}  // namespace fivestep::engagement
