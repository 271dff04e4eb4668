// Checkpoints (c2sp.org/tlog-checkpoint): the signed statement of a log about itself, that it has
// `size` events and that the tree over them has this root. Whoever holds one can prove later that
// nothing before it was altered. Pure and thread-safe.
//
//   fivestep/example/engagement
//   1042
//   CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=
//
//   — fivestep/example/engagement Az3grlgtzPICa5OS8npVmf1Myq…
#ifndef FIVESTEP_PLATFORM_AUDIT_CHECKPOINT_H_
#define FIVESTEP_PLATFORM_AUDIT_CHECKPOINT_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "platform/audit/sha256.h"
#include "platform/audit/signed_note.h"
#include "platform/core/status.h"

namespace fivestep {

// What is signed.
struct CheckpointBody {
  std::string origin;  // which log
  int64_t size = 0;    // how many events it has
  Sha256Digest root{};
  // Lines that other logs or later versions add below; ours has none. Kept, never understood.
  std::vector<std::string> extensions;
  bool operator==(const CheckpointBody&) const = default;
};

// `fivestep/<deployment>/<context>`: the origin of a log, and the name of the key that signs it.
std::string CheckpointOrigin(std::string_view deployment, std::string_view context);

// The lines of a checkpoint, without signatures. REQUIRES: the origin is one line, not empty; size
// is not negative.
std::string FormatCheckpointBody(const CheckpointBody& body);
// kInvalidArgument, with a sentence, for anything else than FormatCheckpointBody writes.
Result<CheckpointBody> ParseCheckpointBody(std::string_view text);

// The signed note of `body`. kInvalidArgument when the origin is not the name of the key.
Result<std::string> SignCheckpoint(const CheckpointBody& body, const SigningKey& key);
// Takes a checkpoint apart without believing it. kInvalidArgument when it is none.
Result<CheckpointBody> ReadCheckpoint(std::string_view note);
// Takes a checkpoint apart and checks that one of `keys`, the one that signs and those that signed
// before it, signed it, and that it is of the log that all of them belong to.
//
// Errors:
//   kInvalidArgument     it is no checkpoint.
//   kFailedPrecondition  it was signed by none of `keys`, or it is of another log.
Result<CheckpointBody> VerifyCheckpoint(std::string_view note,
                                        const std::vector<VerifierKey>& keys);

}  // namespace fivestep

#endif  // FIVESTEP_PLATFORM_AUDIT_CHECKPOINT_H_
