// Checks a whole log: what an auditor would do with it, done where it lies.
#ifndef FIVESTEP_PLATFORM_EVENTLOG_LOG_VERIFIER_H_
#define FIVESTEP_PLATFORM_EVENTLOG_LOG_VERIFIER_H_

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "fivestep/platform/v1/audit_service.pb.h"
#include "platform/audit/sha256.h"
#include "platform/audit/signed_note.h"
#include "platform/core/status.h"
#include "platform/eventlog/event_log.h"
#include "platform/eventlog/model.h"

namespace fivestep {

// More findings than these are counted and not listed: whoever reads them has seen enough.
inline constexpr size_t kMaxFindings = 100;

struct VerifyOptions {
  // What the events mean. Null: events, tree and signed heads alone are checked.
  const ServiceModel* model = nullptr;
  // The keys of which one must have signed each of the log's heads: the present one and those
  // before it. None: signatures are not checked.
  std::vector<VerifierKey> keys;
  // Signed notes that somebody else has kept. The log must contain each of them.
  std::vector<std::string> held_checkpoints;
  // Told, from the calling thread, about every hundredth of a phase; false ends the check. May be
  // null.
  std::function<bool(const std::string& phase, int64_t done, int64_t total)> progress;
};

struct Verification {
  // What is not as it must be, by position where that can be told. Empty: all is well.
  std::vector<platform::v1::VerificationFinding> findings;
  int64_t size = 0;              // events read
  Sha256Digest root{};           // of the tree over them
  int64_t checkpoint_count = 0;  // signed heads compared, those of the caller included
  int64_t row_count = 0;         // rows compared; none of a log that an older program left
};

// Reads all that `log` holds as of one moment, and checks
//   - that positions and the versions of every stream are dense,
//   - that the hash of every event is the one in the stored tree, and the stored tree the one of
//   the
//     events,
//   - that the tree had the signed root at the size of every signed head, stored or held,
//   - and, with a model, that rows, the stream index, outcomes and the views of the own log are
//   what
//     the events give.
//
// An altered event is named by its position where the stored leaf hashes survive, else by the
// interval between the last signed head that still fits and the first that does not.
//
// Reads only, and may run while the log is written to. Uses the calling thread and one more.
// Beside the views of the own log, which are folded in memory, it needs up to 250 MB for 1,000,000
// events.
//
// Errors: kCancelled (the progress callback said so), kUnavailable (the disk failed in another way
// than by giving wrong bytes, which is a finding).
Result<Verification> VerifyLog(const EventLog& log, const VerifyOptions& options);

}  // namespace fivestep

#endif  // FIVESTEP_PLATFORM_EVENTLOG_LOG_VERIFIER_H_
