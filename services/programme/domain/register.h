// How the registers of the programme are kept: EHIAs, boards, meetings, actions, risks, commitments
// and their like. Each has one table of transitions (state_tables.h), and its commands, events and
// row carry what is said in fields of the same name and type, so that one function makes the event
// of the command and one folds it into the row. Pure.
#ifndef FIVESTEP_PROGRAMME_DOMAIN_REGISTER_H_
#define FIVESTEP_PROGRAMME_DOMAIN_REGISTER_H_

#include <google/protobuf/message.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "fivestep/programme/v1/error_reason.pb.h"
#include "platform/core/date.h"
#include "platform/core/decision.h"

namespace fivestep::programme {

namespace pb = fivestep::programme::v1;

// Refuses with NOT_IN_THIS_STATE unless the row's table lets `command` be said in its state. A
// request is named after its method, `AgreeCommitmentRequest`.
Decision CheckState(const google::protobuf::Message& row, const google::protobuf::Message& command);

// Copies each field of `from` that `to` has, too, by name and type; an empty one empties it there.
// What the platform fills in (`name`, `etag`) is no part of it.
void CopySameFields(const google::protobuf::Message& from, google::protobuf::Message& to);

// Names the row after the event's subject, and moves it to the state that its table says.
void MoveOn(const google::protobuf::Message& event, google::protobuf::Message& row);

// Writes into the subject of `event` what the command made or is about.
void SetSubject(const google::protobuf::Message& command, const CommandContext& context,
                google::protobuf::Message& event);

// The event that says what the command says.
template <class Event>
Event FactOf(const google::protobuf::Message& command, const CommandContext& context) {
  Event event;
  CopySameFields(command, event);
  SetSubject(command, context, event);
  return event;
}

// The decision on a command that needs the right state and nothing else.
template <class Row, class Event, class Request>
Decision Record(const Row& row, const Request& command, const CommandContext& context) {
  if (Decision no = CheckState(row, command); no.rejected()) return no;
  return Emit(FactOf<Event>(command, context));
}

// Folds an event whose fields are the row's.
template <class Row, class Event>
void Keep(Row& row, const Event& event) {
  CopySameFields(event, row);
  MoveOn(event, row);
}

// Collects what is wrong with a request, so that all of it is said at once. A plain value.
class FieldProblems {
 public:
  // Says that `field` is wrong unless `as_it_should_be`.
  void Expect(bool as_it_should_be, std::string field, std::string description);
  bool empty() const { return found_.empty(); }
  // REQUIRES: not empty(), and the reason's sentence has `{fields}` and nothing else.
  Decision RefuseWith(pb::ErrorReason reason) const;

 private:
  std::vector<FieldViolation> found_;
};

// Whether the day has passed at `now`; never for an empty or unreadable one.
bool HasPassed(const std::string& date, Instant now);
// Whether the day is later than that of `now`.
bool LiesAhead(const std::string& date, Instant now);
// DATE_NOT_AHEAD for `field`.
Decision RefuseDateNotAhead(const std::string& field, const std::string& value);
// The first moment after `date`; nothing where there is no day.
std::optional<Instant> MomentAfter(const std::string& date);

// `gender reassignment` of `ASSESSED_GROUP_GENDER_REASSIGNMENT`: an enum value as people read it.
std::string InWords(std::string_view enum_value, std::string_view prefix);

}  // namespace fivestep::programme

#endif  // FIVESTEP_PROGRAMME_DOMAIN_REGISTER_H_
