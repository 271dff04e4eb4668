// Whether checkpoints belong to a report: signed, of the logs that they are said to be of, and not
// older than what the report rests on.
#ifndef FIVESTEP_METRICS_REPORT_CHECKPOINTS_H_
#define FIVESTEP_METRICS_REPORT_CHECKPOINTS_H_

#include <google/protobuf/repeated_field.h>

#include "fivestep/metrics/v1/board_report.pb.h"
#include "fivestep/platform/v1/record.pb.h"
#include "platform/core/status.h"

namespace fivestep::metrics {

// INVALID_ARGUMENT CHECKPOINT_NOT_VALID names the first that is not as it should be. The key comes
// with its checkpoint: that it is the service's own is for whoever holds the keys to say.
Status CheckCheckpoints(
    const google::protobuf::RepeatedPtrField<v1::ServiceCheckpoint>& checkpoints,
    const google::protobuf::RepeatedPtrField<platform::v1::LogPosition>& positions);

}  // namespace fivestep::metrics

#endif  // FIVESTEP_METRICS_REPORT_CHECKPOINTS_H_
