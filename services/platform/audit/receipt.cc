#include "platform/audit/receipt.h"

#include "platform/audit/base64.h"
#include "platform/audit/merkle.h"
#include "platform/audit/note_lines.h"

namespace fivestep {
namespace {

constexpr std::string_view kFirstLine = "c2sp.org/tlog-proof@v1";
constexpr std::string_view kExtra = "extra ";
constexpr std::string_view kIndex = "index ";

Status NoReceipt(const std::string& why) { return InvalidArgument("This is no receipt: " + why); }

bool TakePrefixed(std::string_view& rest, std::string_view prefix, std::string_view& value) {
  std::string_view line;
  if (!TakeLine(rest, line) || !line.starts_with(prefix)) return false;
  value = line.substr(prefix.size());
  return true;
}

}  // namespace

std::string FormatReceipt(const Receipt& receipt) {
  std::string text(kFirstLine);
  text.append("\n").append(kExtra).append(ToBase64(receipt.event)).append("\n");
  text.append(kIndex).append(std::to_string(receipt.index)).append("\n");
  for (const std::string& hash : receipt.proof) text += ToBase64(hash) + "\n";
  return text + "\n" + receipt.checkpoint;
}

Result<Receipt> ParseReceipt(std::string_view text) {
  Receipt receipt;
  std::string_view rest = text;
  std::string_view line;
  if (!TakeLine(rest, line) || line != kFirstLine) {
    return NoReceipt("it does not begin with the line " + std::string(kFirstLine) + ".");
  }
  if (!TakePrefixed(rest, kExtra, line) || !FromBase64(line, receipt.event) ||
      receipt.event.empty()) {
    return NoReceipt("its second line is not `extra` and the event in base64.");
  }
  if (!TakePrefixed(rest, kIndex, line) || !ParseCount(line, receipt.index)) {
    return NoReceipt("its third line is not `index` and a number.");
  }
  while (TakeLine(rest, line) && !line.empty()) {
    std::string hash;
    if (!FromBase64(line, hash) || hash.size() != Sha256Digest().size()) {
      return NoReceipt("line " + std::to_string(4 + receipt.proof.size()) +
                       " is not the base64 of a SHA-256.");
    }
    if (receipt.proof.size() == kMaxProofHashes) return NoReceipt("its proof is too long.");
    receipt.proof.push_back(std::move(hash));
  }
  if (rest.empty()) return NoReceipt("it has no checkpoint below a blank line.");
  receipt.checkpoint = std::string(rest);
  const Result<CheckpointBody> checkpoint = ReadCheckpoint(receipt.checkpoint);
  if (!checkpoint.ok()) return checkpoint.status();
  return receipt;
}

Result<CheckpointBody> CheckReceipt(const Receipt& receipt, const std::vector<VerifierKey>& keys) {
  Result<CheckpointBody> checkpoint = VerifyCheckpoint(receipt.checkpoint, keys);
  if (!checkpoint.ok()) return checkpoint.status();
  const auto view = [](const Sha256Digest& digest) {
    return std::string_view(reinterpret_cast<const char*>(digest.data()), digest.size());
  };
  const Sha256Digest leaf = LeafHash(receipt.event);
  if (receipt.index < 0 || !VerifyInclusion(static_cast<uint64_t>(receipt.index),
                                            static_cast<uint64_t>(checkpoint->size), view(leaf),
                                            receipt.proof, view(checkpoint->root))) {
    return DataLoss("The event of this receipt does not stand at position " +
                    std::to_string(static_cast<uint64_t>(receipt.index) + 1) + " of the log " +
                    checkpoint->origin + " as its checkpoint of " +
                    std::to_string(checkpoint->size) +
                    " events describes it: the event, its position or the proof was altered.");
  }
  return checkpoint;
}

}  // namespace fivestep
