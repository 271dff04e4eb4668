#include "metrics/report/checkpoints.h"

#include <algorithm>
#include <set>
#include <string>

#include "fivestep/metrics/v1/error_reason.pb.h"
#include "metrics/views/board_keys.h"
#include "platform/audit/checkpoint.h"
#include "platform/core/decision.h"

namespace fivestep::metrics {
namespace {

Status NotValid(const v1::ServiceCheckpoint& checkpoint, const std::string& why) {
  return StatusOf(v1::CHECKPOINT_NOT_VALID, {{"context", checkpoint.context()}, {"why", why}});
}

// `fivestep/<deployment>/` of an origin; empty for what is no origin of this context.
std::string DeploymentOf(const std::string& origin, const std::string& context) {
  return origin.ends_with("/" + context) ? origin.substr(0, origin.size() - context.size())
                                         : std::string();
}

bool IsLog(const std::string& context) {
  return std::find(std::begin(board::kLogs), std::end(board::kLogs), context) !=
         std::end(board::kLogs);
}

}  // namespace

Status CheckCheckpoints(
    const google::protobuf::RepeatedPtrField<v1::ServiceCheckpoint>& checkpoints,
    const google::protobuf::RepeatedPtrField<platform::v1::LogPosition>& positions) {
  std::set<std::string> seen;
  std::set<std::string> deployments;
  for (const v1::ServiceCheckpoint& checkpoint : checkpoints) {
    if (!IsLog(checkpoint.context())) return NotValid(checkpoint, "there is no such service");
    if (!seen.insert(checkpoint.context()).second) return NotValid(checkpoint, "it is given twice");
    const auto key = VerifierKey::Parse(checkpoint.verifier_key());
    if (!key.ok()) return NotValid(checkpoint, "its key cannot be read");
    const auto body = VerifyCheckpoint(checkpoint.note(), {*key});
    if (!body.ok()) return NotValid(checkpoint, body.status().message());
    const std::string deployment = DeploymentOf(body->origin, checkpoint.context());
    if (deployment.empty()) return NotValid(checkpoint, "it is of the log " + body->origin);
    deployments.insert(deployment);
    if (deployments.size() > 1) return NotValid(checkpoint, "it is of another deployment");
    for (const auto& position : positions) {
      if (position.log() == checkpoint.context() && body->size < position.position()) {
        return NotValid(checkpoint, "it is older than what the report rests on");
      }
    }
  }
  return OkStatus();
}

}  // namespace fivestep::metrics
