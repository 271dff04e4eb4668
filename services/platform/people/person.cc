#include "platform/people/person.h"

#include <algorithm>
#include <string>
#include <vector>

#include "fivestep/platform/v1/error_reason.pb.h"
#include "platform/people/index.h"

namespace fivestep::people {
namespace v1 = platform::v1;
namespace {

bool IsErased(const v1::Person& person) { return person.state() == v1::Person::STATE_ERASED; }

Decision RejectErased(const v1::Person& person) {
  return Reject(v1::PERSON_ERASED).With("resource", person.name());
}

Decision RejectUnchanged(const v1::Person& person, const std::string& state) {
  return Reject(v1::RESTRICTION_UNCHANGED).With("resource", person.name()).With("state", state);
}

}  // namespace

Decision Decide(const v1::Person&, const v1::RegisterPersonRequest& command,
                const CommandContext& context) {
  v1::PersonRegistered registered;
  registered.set_person(context.new_name);
  *registered.mutable_details() = command.details();
  return Emit(registered);
}

Decision Decide(const v1::Person& person, const v1::CorrectPersonRequest& command,
                const CommandContext&) {
  if (IsErased(person)) return RejectErased(person);
  v1::PersonCorrected corrected;
  corrected.set_person(person.name());
  *corrected.mutable_details() = command.details();
  return Emit(corrected);
}

Decision Decide(const v1::Person& person, const v1::RestrictPersonRequest& command,
                const CommandContext&) {
  if (IsErased(person)) return RejectErased(person);
  if (person.state() == v1::Person::STATE_RESTRICTED) return RejectUnchanged(person, "restricted");
  v1::PersonRestricted restricted;
  restricted.set_person(person.name());
  restricted.set_reason(command.reason());
  return Emit(restricted);
}

Decision Decide(const v1::Person& person, const v1::LiftRestrictionRequest& command,
                const CommandContext&) {
  if (IsErased(person)) return RejectErased(person);
  if (person.state() != v1::Person::STATE_RESTRICTED) {
    return RejectUnchanged(person, "free of restrictions");
  }
  v1::PersonRestrictionLifted lifted;
  lifted.set_person(person.name());
  lifted.set_reason(command.reason());
  return Emit(lifted);
}

Decision Decide(const v1::Person& person, const v1::ErasePersonRequest& command,
                const CommandContext& context) {
  if (IsErased(person)) return RejectErased(person);
  const std::vector<std::string> records = RecordsOf(person.name(), LookupIn(context.view));
  Decision decision;
  size_t next = 0;
  do {
    v1::PersonErased erased;
    erased.set_person(person.name());
    const size_t end = std::min(records.size(), next + kMaxRecordsPerErasure);
    for (; next < end; ++next) erased.add_records(records[next]);
    erased.set_ground(command.ground());
    erased.set_reason(command.reason());
    decision.Add(std::move(erased));
  } while (next < records.size());
  return decision;
}

void Evolve(v1::Person& person, const v1::PersonRegistered& event) {
  person.set_name(event.person());
  person.set_state(v1::Person::STATE_ACTIVE);
}

void Evolve(v1::Person&, const v1::PersonCorrected&) {}

void Evolve(v1::Person& person, const v1::PersonRestricted& event) {
  person.set_state(v1::Person::STATE_RESTRICTED);
  person.set_reason(event.reason());
}

void Evolve(v1::Person& person, const v1::PersonRestrictionLifted&) {
  person.set_state(v1::Person::STATE_ACTIVE);
  person.clear_reason();
}

void Evolve(v1::Person& person, const v1::PersonErased& event) {
  person.set_state(v1::Person::STATE_ERASED);
  person.set_reason(event.reason());
}

}  // namespace fivestep::people
