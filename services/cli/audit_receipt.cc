#include <algorithm>
#include <iostream>

#include "cli/audit_command.h"
#include "cli/audit_reading.h"
#include "cli/commands.h"
#include "cli/json_text.h"
#include "cli/output_file.h"
#include "fivestep/platform/v1/record.pb.h"
#include "platform/audit/base64.h"
#include "platform/audit/merkle.h"
#include "platform/audit/receipt.h"
#include "platform/core/timestamp.h"

namespace fivestep::cli {
namespace {

namespace pb = platform::v1;

bool IsPosition(const std::string& text) {
  return !text.empty() && text.size() < 19 && text.find_first_not_of("0123456789") == text.npos;
}

// The position of the event that `event` means: itself, or that of the event with this id, for
// which the whole log is read.
Result<int64_t> FindPosition(const AuditCommand& command, Session& session) {
  if (IsPosition(command.event)) return std::stoll(command.event);
  int64_t found = 0;
  const Status status =
      ReadEvents(command.context, 1, 0, session, [&](int64_t position, const std::string& bytes) {
        pb::RecordedEvent record;
        const bool readable = record.ParseFromString(bytes);
        if (readable && record.id() == command.event) found = position;
      });
  if (!status.ok()) return status;
  if (found == 0) {
    return NotFound("The log of " + command.context + " has no event with the id " + command.event +
                    ".");
  }
  return found;
}

Result<Receipt> FetchReceipt(const std::string& context, int64_t position, Session& session) {
  pb::GetInclusionProofRequest request;
  request.set_position(position);
  const auto proof =
      session.Ask<pb::InclusionProof>(context, "AuditService/GetInclusionProof", request);
  if (!proof.ok()) return proof.status();
  Receipt receipt;
  receipt.index = position - 1;
  receipt.proof.assign(proof->hashes().begin(), proof->hashes().end());
  receipt.checkpoint = proof->checkpoint().note();
  FIVESTEP_RETURN_IF_ERROR(
      ReadEvents(context, position, position, session,
                 [&](int64_t, const std::string& bytes) { receipt.event = bytes; }));
  const Result<VerifierKey> key = VerifierKey::Parse(proof->checkpoint().verifier_key());
  if (!key.ok()) return key.status();
  // A receipt that does not hold is worse than none.
  const Result<CheckpointBody> checked = CheckReceipt(receipt, {*key});
  if (!checked.ok()) return checked.status();
  return receipt;
}

std::string AssuranceText(pb::Assurance assurance) {
  switch (assurance) {
    case pb::ASSURANCE_NONE:
      return "the service itself";
    case pb::ASSURANCE_LOOPBACK:
      return "a caller on the same machine, who only said so";
    case pb::ASSURANCE_MTLS:
      return "a caller with a client certificate";
    case pb::ASSURANCE_OIDC:
      return "a caller with a token of an identity provider";
    case pb::ASSURANCE_TOKEN:
      return "a caller with a token of the deployment";
    default:
      return "a caller of whom nothing is said";
  }
}

// REQUIRES: one of `keys` signed, as CheckReceipt has found.
const VerifierKey& SignerOf(const Receipt& receipt, const std::vector<VerifierKey>& keys) {
  const Result<SignedNote> note = ParseNote(receipt.checkpoint);
  return *std::find_if(keys.begin(), keys.end(), [&note](const VerifierKey& key) {
    const auto& signatures = note->signatures;
    return std::any_of(signatures.begin(), signatures.end(),
                       [&key](const auto& line) { return line.key_id == key.id(); });
  });
}

void PrintProved(const Receipt& receipt, const CheckpointBody& head, const VerifierKey& key) {
  pb::RecordedEvent record;
  const bool readable = record.ParseFromString(receipt.event);
  std::cout << "Proved: ";
  std::cout << (readable ? "the event " + record.id() + " (" + record.type() + " of " +
                               record.stream() + ")"
                         : std::string("an event of bytes that are no event"));
  std::cout << " stands at position " << receipt.index + 1 << " of the log " << head.origin
            << ", and has been unaltered since that log signed its head of " << head.size
            << " events with the key " << key.ToText() << ".\n";
  if (!readable) return;
  std::cout << "Asserted only, by the service that recorded it: that this was at "
            << ToText(ToInstant(record.recorded_time())) << ", and done by the actor "
            << record.actor().id();
  if (!record.actor().organisation().empty()) {
    std::cout << " of the organisation " << record.actor().organisation();
  }
  std::cout << " (" << AssuranceText(record.actor().assurance()) << ").\n";
}

void PrintJson(const Receipt& receipt, const CheckpointBody& head) {
  pb::RecordedEvent record;
  (void)record.ParseFromString(receipt.event);
  std::cout << "{\"proved\":{\"log\":" << Quoted(head.origin)
            << ",\"position\":" << receipt.index + 1 << ",\"tree_size\":" << head.size
            << ",\"id\":" << Quoted(record.id()) << ",\"type\":" << Quoted(record.type())
            << ",\"stream\":" << Quoted(record.stream()) << "},\"asserted\":{\"recorded_time\":"
            << Quoted(ToText(ToInstant(record.recorded_time())))
            << ",\"actor\":" << ToJson(record.actor(), JsonLayout::kLine) << "}}\n";
}

}  // namespace

Result<std::string> ReceiptOf(const std::string& context, int64_t position, Session& session) {
  const Result<Receipt> receipt = FetchReceipt(context, position, session);
  if (!receipt.ok()) return receipt.status();
  return FormatReceipt(*receipt);
}

int Prove(const AuditCommand& command, Session& session) {
  const Result<int64_t> position = FindPosition(command, session);
  if (!position.ok()) return Fail(position.status(), command.context, "", session);
  const Result<std::string> receipt = ReceiptOf(command.context, *position, session);
  if (!receipt.ok()) return Fail(receipt.status(), command.context, "", session);
  if (command.output.empty()) {
    std::cout << *receipt;
    return kDone;
  }
  if (const Status written = WriteFile(command.output, *receipt); !written.ok()) {
    return FailUsage(written);
  }
  std::cout << "The receipt of event " << *position << " is in " << command.output << ".\n";
  return kDone;
}

int Check(const AuditCommand& command, Session& session) {
  const auto keys = ReadKeys(command.key);
  if (!keys.ok()) return FailUsage(keys.status());
  const Result<std::string> text = ReadInput(command.receipt);
  if (!text.ok()) return FailUsage(text.status());
  const Result<Receipt> receipt = ParseReceipt(*text);
  if (!receipt.ok()) return FailUsage(receipt.status());
  const Result<CheckpointBody> head = CheckReceipt(*receipt, *keys);
  if (!head.ok()) {
    std::cerr << "Not proved. " << head.status().message() << '\n';
    return kRefused;
  }
  if (session.settings().json) {
    PrintJson(*receipt, *head);
  } else {
    PrintProved(*receipt, *head, SignerOf(*receipt, *keys));
  }
  return kDone;
}

}  // namespace fivestep::cli
