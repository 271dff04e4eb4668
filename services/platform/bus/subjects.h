// The names of streams and subjects. Other systems build on them, so they never change.
#ifndef FIVESTEP_PLATFORM_BUS_SUBJECTS_H_
#define FIVESTEP_PLATFORM_BUS_SUBJECTS_H_

#include <string>
#include <string_view>

#include "fivestep/platform/v1/record.pb.h"
#include "platform/core/status.h"

namespace fivestep {

// INVALID_ARGUMENT, with a sentence, when the two cannot stand in names:
//   deployment  1 to 63 of [a-z0-9-], no hyphen at either end, and not `…-checkpoints`, which would
//               make its event streams look like another deployment's checkpoint streams
//   context     [a-z][a-z0-9]*; without hyphens, so that deployment and context can be told apart;
//               not `restricted`, which would be the restricted stream
Status CheckBusNames(const std::string& deployment, const std::string& context);

// `FIVESTEP_<DEPLOYMENT>_<CONTEXT>`, upper case, hyphens become underscores.
std::string EventStreamName(const std::string& deployment, const std::string& context);
// `FIVESTEP_<DEPLOYMENT>_CHECKPOINTS_<CONTEXT>`.
std::string CheckpointStreamName(const std::string& deployment, const std::string& context);
// `FIVESTEP_<DEPLOYMENT>_RESTRICTED`.
std::string RestrictedStreamName(const std::string& deployment);

// `fivestep.<deployment>.event.<context>.>`, all events of a context.
std::string EventSubjects(const std::string& deployment, const std::string& context);
// `fivestep.<deployment>.event.<context>.<programme>.<EventName>`: the programme's id alone, `-`
// when the event has none, and the last part of the event's type.
std::string EventSubject(const std::string& deployment, const std::string& context,
                         const platform::v1::RecordedEvent& event);
// `fivestep.<deployment>.checkpoint.<context>`.
std::string CheckpointSubject(const std::string& deployment, const std::string& context);
// `fivestep.<deployment>.restricted.>`.
std::string RestrictedSubjects(const std::string& deployment);
// `fivestep.<deployment>.restricted.<context>.<digest>`, the digest in hexadecimal digits; parts
// follow as `.1`, `.2`, ….
std::string RestrictedSubject(const std::string& deployment, const std::string& context,
                              std::string_view digest);

}  // namespace fivestep

#endif  // FIVESTEP_PLATFORM_BUS_SUBJECTS_H_
