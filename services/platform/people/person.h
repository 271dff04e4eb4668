// Enters people in the directory, puts their details right, restricts and erases them.
//
// Stream: `person/{person}`. One writer per service; services/platform/people/README.md says what
// each of the rights comes to.
#ifndef FIVESTEP_PLATFORM_PEOPLE_PERSON_H_
#define FIVESTEP_PLATFORM_PEOPLE_PERSON_H_

#include "fivestep/platform/v1/events.pb.h"
#include "fivestep/platform/v1/people_service.pb.h"
#include "platform/core/decision.h"

namespace fivestep::people {

// Records that one PersonErased names at most: with names of the greatest length it still fits an
// event. Where there are more, the command records several.
inline constexpr size_t kMaxRecordsPerErasure = 200;

Decision Decide(const platform::v1::Person& person,
                const platform::v1::RegisterPersonRequest& command, const CommandContext& context);
Decision Decide(const platform::v1::Person& person,
                const platform::v1::CorrectPersonRequest& command, const CommandContext& context);
Decision Decide(const platform::v1::Person& person,
                const platform::v1::RestrictPersonRequest& command, const CommandContext& context);
Decision Decide(const platform::v1::Person& person,
                const platform::v1::LiftRestrictionRequest& command, const CommandContext& context);
// Whether a legal hold forbids it is looked at for every event that erases, by the event log.
Decision Decide(const platform::v1::Person& person, const platform::v1::ErasePersonRequest& command,
                const CommandContext& context);

void Evolve(platform::v1::Person& person, const platform::v1::PersonRegistered& event);
void Evolve(platform::v1::Person& person, const platform::v1::PersonCorrected& event);
void Evolve(platform::v1::Person& person, const platform::v1::PersonRestricted& event);
void Evolve(platform::v1::Person& person, const platform::v1::PersonRestrictionLifted& event);
void Evolve(platform::v1::Person& person, const platform::v1::PersonErased& event);

}  // namespace fivestep::people

#endif  // FIVESTEP_PLATFORM_PEOPLE_PERSON_H_
