// Between instants and the timestamps of messages.
#ifndef FIVESTEP_PLATFORM_CORE_TIMESTAMP_H_
#define FIVESTEP_PLATFORM_CORE_TIMESTAMP_H_

#include <google/protobuf/timestamp.pb.h>

#include "platform/core/clock.h"

namespace fivestep {

// To the microsecond: what is finer is dropped.
google::protobuf::Timestamp ToTimestamp(Instant instant);
Instant ToInstant(const google::protobuf::Timestamp& timestamp);

}  // namespace fivestep

#endif  // FIVESTEP_PLATFORM_CORE_TIMESTAMP_H_
