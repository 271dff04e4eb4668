// Receipts: a file that proves, without the log and without a network, that an event stands in a
// log as a checkpoint of that log describes it. The form is c2sp.org/tlog-proof@v1, whose `extra`
// line holds the event itself.
//
//   c2sp.org/tlog-proof@v1
//   extra <base64 of the stored event>
//   index 1041
//   <base64 of a hash, from the leaf up; one line each>
//
//   fivestep/example/engagement
//   1042
//   CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=
//
//   — fivestep/example/engagement Az3grlgtzPICa5OS8npVmf1Myq…
//
// Pure and thread-safe.
#ifndef FIVESTEP_PLATFORM_AUDIT_RECEIPT_H_
#define FIVESTEP_PLATFORM_AUDIT_RECEIPT_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "platform/audit/checkpoint.h"
#include "platform/audit/signed_note.h"
#include "platform/core/status.h"

namespace fivestep {

// A tree has at most 2^63 leaves, so no way to its root is longer.
inline constexpr size_t kMaxProofHashes = 63;

struct Receipt {
  std::string event;               // the serialised RecordedEvent, exactly as stored: the leaf
  int64_t index = 0;               // its index in the tree, from 0: its position less one
  std::vector<std::string> proof;  // hashes of 32 bytes, from the leaf up
  std::string checkpoint;          // the signed note, exactly as the log signed it
  bool operator==(const Receipt&) const = default;
};

// REQUIRES: `index` is not negative, the proof's hashes have 32 bytes each.
std::string FormatReceipt(const Receipt& receipt);
// kInvalidArgument, with a sentence that says which line, for anything else than FormatReceipt
// writes. Nothing is believed yet.
Result<Receipt> ParseReceipt(std::string_view text);

// Checks that one of `keys` signed the checkpoint, and that the event's bytes stand at `index` in
// the tree that the checkpoint describes. Returns what the checkpoint says.
//
// Errors:
//   kInvalidArgument     the checkpoint is none.
//   kFailedPrecondition  the checkpoint was signed by none of `keys`, or is of another log than
//                        theirs.
//   kDataLoss            the event is not what stands there: event, index or proof was altered.
Result<CheckpointBody> CheckReceipt(const Receipt& receipt, const std::vector<VerifierKey>& keys);

}  // namespace fivestep

#endif  // FIVESTEP_PLATFORM_AUDIT_RECEIPT_H_
