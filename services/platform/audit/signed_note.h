// Signed notes (c2sp.org/signed-note): a text and lines that say who vouches for it, in a form that
// people can read and that independent programs check. Ed25519 alone (signature type 0x01).
//
//   This is an example message.
//
//   — example.com/foo Uw2QOkn8srV1yJGh2VYR…
//
// Everything here is a plain value and thread-safe; nothing reads or writes a file.
#ifndef FIVESTEP_PLATFORM_AUDIT_SIGNED_NOTE_H_
#define FIVESTEP_PLATFORM_AUDIT_SIGNED_NOTE_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "platform/core/status.h"

namespace fivestep {

// More than these is not a note of ours, nor of a log with many witnesses.
inline constexpr size_t kMaxNoteBytes = 1 << 20;
inline constexpr size_t kMaxNoteSignatures = 100;
// The length of an Ed25519 public key, and of the seed that makes the private one.
inline constexpr size_t kNoteKeyBytes = 32;

// The public half of a key.
class VerifierKey {
 public:
  // From the published form `<name>+<8 hexadecimal digits>+<base64 of 0x01 and the public key>`,
  // with or without a newline at the end. kInvalidArgument for anything else, also where the digits
  // do not belong to name and key.
  static Result<VerifierKey> Parse(std::string_view text);
  // kInvalidArgument when the name is not fit for a key or `public_key` is not 32 bytes.
  static Result<VerifierKey> Make(std::string name, std::string public_key);

  const std::string& name() const { return name_; }
  // The first four bytes of SHA-256(name, newline, 0x01, public key), big endian.
  uint32_t id() const { return id_; }
  // The published form, without a newline.
  std::string ToText() const;
  // Whether `signature` is this key's over `text`.
  bool Verifies(std::string_view text, std::string_view signature) const;
  bool operator==(const VerifierKey&) const = default;

 private:
  VerifierKey() = default;
  std::string name_;
  std::string public_key_;
  uint32_t id_ = 0;
};

// The keys that have signed one log, one after the other: published forms, one a line. Empty lines
// and those that begin with # say nothing. kInvalidArgument where a line is no key, where there is
// none, or where they are not all of the same name.
Result<std::vector<VerifierKey>> ParseVerifierKeys(std::string_view text);
// The text that ParseVerifierKeys reads.
std::string FormatVerifierKeys(const std::vector<VerifierKey>& keys);

// The private half. Its text form is a secret: keep it in a file that nobody else may read.
class SigningKey {
 public:
  // A new key out of the operating system's randomness. kInvalidArgument when the name is not fit
  // for a key: empty, with a space, a plus or a control character.
  static Result<SigningKey> Generate(std::string name);
  // From `PRIVATE+KEY+<name>+<8 hexadecimal digits>+<base64 of 0x01 and the seed>`, the form that
  // other tools for signed notes read and write, with or without a newline at the end.
  // kInvalidArgument for anything else; the message never repeats the text.
  static Result<SigningKey> Parse(std::string_view text);
  // kInvalidArgument when the name is not fit for a key or `seed` is not 32 bytes.
  static Result<SigningKey> FromSeed(std::string name, std::string seed);

  // The form that Parse reads, without a newline.
  std::string ToSecretText() const;
  const VerifierKey& verifier() const { return verifier_; }
  const std::string& name() const { return verifier_.name(); }
  // The 64 bytes of the signature over `text`. The same text gives the same signature.
  std::string Sign(std::string_view text) const;

 private:
  SigningKey(VerifierKey verifier, std::string seed)
      : verifier_(std::move(verifier)), seed_(std::move(seed)) {}
  VerifierKey verifier_;
  std::string seed_;
};

// One line below the text.
struct NoteSignature {
  std::string name;
  uint32_t key_id = 0;
  std::string signature;  // the bytes after the key id; their form depends on the kind of key
  bool operator==(const NoteSignature&) const = default;
};

struct SignedNote {
  std::string text;  // with its last newline: what is signed
  std::vector<NoteSignature> signatures;
};

// Takes a note apart without believing it. kInvalidArgument, with a sentence, for anything that is
// not exactly a note: not UTF-8, control characters, no blank line, no signature, a line that is
// none, more than the limits above.
Result<SignedNote> ParseNote(std::string_view note);

// The note of `text` with the signature of `key`. kInvalidArgument unless `text` is not empty, ends
// in a newline and is UTF-8 without control characters.
Result<std::string> SignNote(std::string_view text, const SigningKey& key);

// Takes a note apart and checks it: at least one signature is of one of `keys`, and each that is of
// one of them is right. Signatures of other keys are ignored, whatever they are.
//
// Errors:
//   kInvalidArgument     it is not a note.
//   kFailedPrecondition  no signature is of a known key, or one that is fails.
Result<SignedNote> VerifyNote(std::string_view note, const std::vector<VerifierKey>& keys);

}  // namespace fivestep

#endif  // FIVESTEP_PLATFORM_AUDIT_SIGNED_NOTE_H_
