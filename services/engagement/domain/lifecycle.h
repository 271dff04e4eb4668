// What resources have in common that go through states: one table of states each, events that carry
// what the command said, rows that hold what the events say.
#ifndef FIVESTEP_ENGAGEMENT_DOMAIN_LIFECYCLE_H_
#define FIVESTEP_ENGAGEMENT_DOMAIN_LIFECYCLE_H_

#include <google/protobuf/message.h>

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "platform/core/decision.h"

namespace fivestep::engagement {

// One row of a table: in `from`, `command` leads to `to`. `from` is 0 for what does not exist yet.
// Two rows that differ in `to` alone: what the command says decides.
struct Transition {
  int from;
  std::string_view command;
  int to;
};

// The table of a resource, defined once for each that has states; README.md shows the same.
template <class Resource>
std::span<const Transition> TransitionsOf();

// Refuses `request` with NOT_IN_THIS_STATE, naming the states that it needs, unless `table` takes
// it in the state of `row`.
Decision CheckTransition(std::span<const Transition> table, const google::protobuf::Message& row,
                         const google::protobuf::Message& request);

// What a field must be, and whether it is.
struct FieldCheck {
  bool holds;
  std::string field;
  // What would be right, as a sentence. Never repeats a count of people.
  std::string sentence;
};

// Refuses with RECORD_INCOMPLETE, naming every field that does not hold, at once.
Decision CheckFields(const std::vector<FieldCheck>& checks);

// That `value` is a day of the calendar.
FieldCheck IsDay(const std::string& field, const std::string& value);

// Copies every field of `from` that `to` has too, by name and type, also where it is empty. What is
// sealed in an event is left out: rows hold nothing personal.
void CopyAlike(const google::protobuf::Message& from, google::protobuf::Message& to);

// Of the field that names what the event is about.
void SetSubject(google::protobuf::Message& event, const std::string& name);
std::string SubjectNamed(const google::protobuf::Message& event);

// The event that carries what `request` says.
template <class Event, class Request>
Event EventFrom(const Request& request, const CommandContext& context) {
  Event event;
  CopyAlike(request, event);
  if constexpr (requires { request.name(); }) {
    SetSubject(event, request.name());
  } else {
    SetSubject(event, context.new_name);
  }
  return event;
}

template <class Request>
using RequestCheck = std::vector<FieldCheck> (*)(const Request&, const CommandContext&);

// Decides a command that its table and its own fields decide.
template <class Resource, class Event, class Request, RequestCheck<Request> kCheck = nullptr>
Decision Advance(const Resource& row, const Request& request, const CommandContext& context) {
  if (Decision no = CheckTransition(TransitionsOf<Resource>(), row, request); no.rejected()) {
    return no;
  }
  if constexpr (kCheck != nullptr) {
    if (Decision no = CheckFields(kCheck(request, context)); no.rejected()) return no;
  }
  return Emit(EventFrom<Event>(request, context));
}

// The row holds what the event says, and stands in `kState`.
template <class Resource, class Event, int kState>
void EvolveTo(Resource& row, const Event& event) {
  CopyAlike(event, row);
  row.set_name(SubjectNamed(event));
  row.set_state(static_cast<typename Resource::State>(kState));
}

}  // namespace fivestep::engagement

#endif  // FIVESTEP_ENGAGEMENT_DOMAIN_LIFECYCLE_H_
