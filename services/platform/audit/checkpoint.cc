#include "platform/audit/checkpoint.h"

#include <cstring>

#include "platform/audit/base64.h"
#include "platform/audit/note_lines.h"

namespace fivestep {
namespace {

Status NoCheckpoint(const std::string& why) {
  return InvalidArgument("This is no checkpoint of a log: " + why);
}

}  // namespace

std::string CheckpointOrigin(std::string_view deployment, std::string_view context) {
  std::string origin = "fivestep/";
  origin.append(deployment).append("/").append(context);
  return origin;
}

std::string FormatCheckpointBody(const CheckpointBody& body) {
  const std::string_view root(reinterpret_cast<const char*>(body.root.data()), body.root.size());
  std::string text = body.origin + "\n" + std::to_string(body.size) + "\n" + ToBase64(root) + "\n";
  for (const std::string& line : body.extensions) text += line + "\n";
  return text;
}

Result<CheckpointBody> ParseCheckpointBody(std::string_view text) {
  CheckpointBody body;
  std::string_view rest = text;
  std::string_view origin, size, root, line;
  if (!TakeLine(rest, origin) || !TakeLine(rest, size) || !TakeLine(rest, root)) {
    return NoCheckpoint("it needs three lines, of the log's origin, its size and its root.");
  }
  if (origin.empty()) return NoCheckpoint("the origin is empty.");
  body.origin = std::string(origin);
  if (!ParseCount(size, body.size)) {
    return NoCheckpoint("its second line is not a number of events.");
  }
  std::string bytes;
  if (!FromBase64(root, bytes) || bytes.size() != body.root.size()) {
    return NoCheckpoint("its third line is not the base64 of a SHA-256.");
  }
  std::memcpy(body.root.data(), bytes.data(), bytes.size());
  while (TakeLine(rest, line)) {
    if (line.empty()) return NoCheckpoint("it has an empty line.");
    body.extensions.emplace_back(line);
  }
  if (!rest.empty()) return NoCheckpoint("its last line has no end.");
  return body;
}

Result<std::string> SignCheckpoint(const CheckpointBody& body, const SigningKey& key) {
  if (body.origin != key.name()) {
    return InvalidArgument("The signing key is that of " + key.name() + ", not of the log " +
                           body.origin + ".");
  }
  return SignNote(FormatCheckpointBody(body), key);
}

Result<CheckpointBody> ReadCheckpoint(std::string_view note) {
  const Result<SignedNote> parsed = ParseNote(note);
  if (!parsed.ok()) return parsed.status();
  return ParseCheckpointBody(parsed->text);
}

Result<CheckpointBody> VerifyCheckpoint(std::string_view note,
                                        const std::vector<VerifierKey>& keys) {
  const Result<SignedNote> verified = VerifyNote(note, keys);
  if (!verified.ok()) return verified.status();
  Result<CheckpointBody> body = ParseCheckpointBody(verified->text);
  if (!body.ok()) return body;
  for (const VerifierKey& key : keys) {
    if (body->origin == key.name()) continue;
    return FailedPrecondition("The checkpoint is of the log " + body->origin +
                              ", and the key is that of " + key.name() + ".");
  }
  return body;
}

}  // namespace fivestep
