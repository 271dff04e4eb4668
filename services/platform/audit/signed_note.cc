#include "platform/audit/signed_note.h"

#include <openssl/evp.h>
#include <openssl/rand.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <memory>

#include "platform/audit/base64.h"
#include "platform/audit/note_text.h"
#include "platform/audit/sha256.h"

namespace fivestep {
namespace {

constexpr char kEd25519 = 1;
constexpr size_t kSignatureBytes = 64;
constexpr size_t kKeyIdBytes = 4;
constexpr std::string_view kSecretPrefix = "PRIVATE+KEY+";
// An em dash (U+2014) and a space.
constexpr std::string_view kSignaturePrefix = "\xE2\x80\x94 ";

struct KeyDeleter {
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
};
struct ContextDeleter {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};
using Key = std::unique_ptr<EVP_PKEY, KeyDeleter>;
using Context = std::unique_ptr<EVP_MD_CTX, ContextDeleter>;

const unsigned char* Bytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

// Signing fails only without memory or without the algorithm.
[[noreturn]] void CannotSign() {
  std::fputs("OpenSSL could not make an Ed25519 signature.\n", stderr);
  std::abort();
}

Key PrivateKey(const std::string& seed) {
  Key key(EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, Bytes(seed), seed.size()));
  if (key == nullptr) CannotSign();
  return key;
}

std::string PublicOf(const std::string& seed) {
  std::string bytes(kNoteKeyBytes, '\0');
  size_t size = bytes.size();
  if (EVP_PKEY_get_raw_public_key(PrivateKey(seed).get(),
                                  reinterpret_cast<unsigned char*>(bytes.data()), &size) != 1) {
    CannotSign();
  }
  return bytes;
}

std::string BigEndian(uint32_t value) {
  std::string bytes;
  for (int shift = 24; shift >= 0; shift -= 8) bytes.push_back(static_cast<char>(value >> shift));
  return bytes;
}

uint32_t FromBigEndian(std::string_view bytes) {
  uint32_t value = 0;
  for (size_t i = 0; i < kKeyIdBytes; ++i) {
    value = (value << 8) | static_cast<unsigned char>(bytes[i]);
  }
  return value;
}

std::string Hex(uint32_t value) {
  char text[9];
  std::snprintf(text, sizeof(text), "%08x", value);
  return text;
}

// `<name>+<hex8>+<base64 of the type and 32 bytes>`.
struct KeyText {
  std::string name;
  std::string id;
  std::string key;
};

bool ParseKeyText(std::string_view text, KeyText& parsed) {
  if (text.ends_with('\n')) text.remove_suffix(1);
  const size_t first = text.find('+');
  if (first == text.npos) return false;
  const size_t second = text.find('+', first + 1);
  if (second == text.npos) return false;
  std::string bytes;
  if (!FromBase64(text.substr(second + 1), bytes)) return false;
  if (bytes.size() != 1 + kNoteKeyBytes || bytes[0] != kEd25519) return false;
  parsed = {std::string(text.substr(0, first)),
            std::string(text.substr(first + 1, second - first - 1)), bytes.substr(1)};
  return true;
}

std::string FormatKeyText(const VerifierKey& verifier, const std::string& key) {
  return verifier.name() + "+" + Hex(verifier.id()) + "+" +
         ToBase64(std::string(1, kEd25519) + key);
}

Status NoNote(const std::string& why) { return InvalidArgument("This is no signed note: " + why); }

bool ParseSignatureLine(std::string_view line, NoteSignature& signature) {
  if (!line.starts_with(kSignaturePrefix)) return false;
  line.remove_prefix(kSignaturePrefix.size());
  const size_t space = line.find(' ');
  if (space == line.npos || !IsKeyName(line.substr(0, space))) return false;
  std::string bytes;
  if (!FromBase64(line.substr(space + 1), bytes) || bytes.size() <= kKeyIdBytes) return false;
  signature = {std::string(line.substr(0, space)), FromBigEndian(bytes), bytes.substr(kKeyIdBytes)};
  return true;
}

}  // namespace

Result<VerifierKey> VerifierKey::Make(std::string name, std::string public_key) {
  if (!IsKeyName(name) || public_key.size() != kNoteKeyBytes) {
    return InvalidArgument(
        "A key for checking has a name without spaces and plus signs, and 32 bytes.");
  }
  VerifierKey key;
  const Sha256Digest digest = Sha256(name + "\n", std::string(1, kEd25519) + public_key);
  key.id_ = FromBigEndian({reinterpret_cast<const char*>(digest.data()), kKeyIdBytes});
  key.name_ = std::move(name);
  key.public_key_ = std::move(public_key);
  return key;
}

Result<VerifierKey> VerifierKey::Parse(std::string_view text) {
  KeyText parsed;
  if (!ParseKeyText(text, parsed)) {
    return InvalidArgument(
        "This is no key for checking; one is written `name+8 hexadecimal digits+base64`.");
  }
  Result<VerifierKey> key = Make(parsed.name, parsed.key);
  if (key.ok() && Hex(key->id()) != parsed.id) {
    return InvalidArgument("The key for checking is damaged: its digits " + parsed.id +
                           " do not belong to its name and bytes, which have " + Hex(key->id()) +
                           ".");
  }
  return key;
}

std::string VerifierKey::ToText() const { return FormatKeyText(*this, public_key_); }

bool VerifierKey::Verifies(std::string_view text, std::string_view signature) const {
  if (signature.size() != kSignatureBytes) return false;
  const Key key(EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, Bytes(public_key_),
                                            public_key_.size()));
  const Context context(EVP_MD_CTX_new());
  return key != nullptr && context != nullptr &&
         EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, key.get()) == 1 &&
         EVP_DigestVerify(context.get(), Bytes(signature), signature.size(), Bytes(text),
                          text.size()) == 1;
}

Result<SigningKey> SigningKey::FromSeed(std::string name, std::string seed) {
  if (seed.size() != kNoteKeyBytes) return InvalidArgument("The seed of a key has 32 bytes.");
  Result<VerifierKey> verifier = VerifierKey::Make(std::move(name), PublicOf(seed));
  if (!verifier.ok()) return verifier.status();
  return SigningKey(std::move(*verifier), std::move(seed));
}

Result<std::vector<VerifierKey>> ParseVerifierKeys(std::string_view text) {
  std::vector<VerifierKey> keys;
  for (size_t begin = 0; begin < text.size();) {
    const size_t end = std::min(text.find('\n', begin), text.size());
    const std::string_view line = text.substr(begin, end - begin);
    begin = end + 1;
    if (line.empty() || line.front() == '#') continue;
    Result<VerifierKey> key = VerifierKey::Parse(line);
    if (!key.ok()) return key.status();
    if (!keys.empty() && keys.front().name() != key->name()) {
      return InvalidArgument("The keys are of two logs, " + keys.front().name() + " and " +
                             key->name() + ".");
    }
    keys.push_back(std::move(*key));
  }
  if (keys.empty()) return InvalidArgument("There is no key.");
  return keys;
}

std::string FormatVerifierKeys(const std::vector<VerifierKey>& keys) {
  std::string text;
  for (const VerifierKey& key : keys) text.append(key.ToText()).append("\n");
  return text;
}

Result<SigningKey> SigningKey::Generate(std::string name) {
  std::string seed(kNoteKeyBytes, '\0');
  if (RAND_priv_bytes(reinterpret_cast<unsigned char*>(seed.data()),
                      static_cast<int>(seed.size())) != 1) {
    CannotSign();
  }
  return FromSeed(std::move(name), std::move(seed));
}

Result<SigningKey> SigningKey::Parse(std::string_view text) {
  KeyText parsed;
  if (!text.starts_with(kSecretPrefix) ||
      !ParseKeyText(text.substr(kSecretPrefix.size()), parsed)) {
    return InvalidArgument(
        "This is no signing key; one is written `PRIVATE+KEY+name+8 hexadecimal digits+base64`.");
  }
  Result<SigningKey> key = FromSeed(parsed.name, parsed.key);
  if (key.ok() && Hex(key->verifier().id()) != parsed.id) {
    return InvalidArgument("The signing key of " + parsed.name +
                           " is damaged: its digits do not belong to its name and bytes.");
  }
  return key;
}

std::string SigningKey::ToSecretText() const {
  return std::string(kSecretPrefix) + FormatKeyText(verifier_, seed_);
}

std::string SigningKey::Sign(std::string_view text) const {
  const Key key = PrivateKey(seed_);
  const Context context(EVP_MD_CTX_new());
  std::string signature(kSignatureBytes, '\0');
  size_t size = signature.size();
  if (context == nullptr ||
      EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, key.get()) != 1 ||
      EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(signature.data()), &size,
                     Bytes(text), text.size()) != 1 ||
      size != kSignatureBytes) {
    CannotSign();
  }
  return signature;
}

Result<SignedNote> ParseNote(std::string_view note) {
  if (note.size() > kMaxNoteBytes) return NoNote("it is too long.");
  if (!IsNoteText(note)) return NoNote("it is not UTF-8 or has control characters.");
  // The text itself may have blank lines: the last one ends it.
  const size_t blank = note.rfind("\n\n");
  if (blank == note.npos || blank == 0) return NoNote("it has no text above a blank line.");
  SignedNote parsed;
  parsed.text = std::string(note.substr(0, blank + 1));
  std::string_view rest = note.substr(blank + 2);
  while (!rest.empty()) {
    const size_t end = rest.find('\n');
    NoteSignature signature;
    if (end == rest.npos) return NoNote("its last line has no end.");
    if (!ParseSignatureLine(rest.substr(0, end), signature)) {
      return NoNote("a line below its blank line is no signature.");
    }
    if (parsed.signatures.size() == kMaxNoteSignatures) return NoNote("too many have signed it.");
    parsed.signatures.push_back(std::move(signature));
    rest.remove_prefix(end + 1);
  }
  if (parsed.signatures.empty()) return NoNote("nobody has signed it.");
  return parsed;
}

Result<std::string> SignNote(std::string_view text, const SigningKey& key) {
  if (text.size() < 2 || !text.ends_with('\n') || !IsNoteText(text)) {
    return InvalidArgument("Only text can be signed that ends in a newline and is UTF-8.");
  }
  std::string note(text);
  note.append("\n").append(kSignaturePrefix).append(key.name()).append(" ");
  note += ToBase64(BigEndian(key.verifier().id()) + key.Sign(text)) + "\n";
  return note;
}

Result<SignedNote> VerifyNote(std::string_view note, const std::vector<VerifierKey>& keys) {
  Result<SignedNote> parsed = ParseNote(note);
  if (!parsed.ok()) return parsed.status();
  bool signed_by_known = false;
  for (const NoteSignature& signature : parsed->signatures) {
    const auto key = std::find_if(keys.begin(), keys.end(), [&](const VerifierKey& known) {
      return known.name() == signature.name && known.id() == signature.key_id;
    });
    if (key == keys.end()) continue;
    if (!key->Verifies(parsed->text, signature.signature)) {
      return FailedPrecondition("The signature of " + key->name() +
                                " is not right: the text or the signature was altered.");
    }
    signed_by_known = true;
  }
  if (!signed_by_known) {
    return FailedPrecondition("The note is not signed with the key that it is checked against.");
  }
  return parsed;
}

}  // namespace fivestep
