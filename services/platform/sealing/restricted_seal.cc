#include "platform/sealing/restricted_seal.h"

#include "platform/sealing/aead.h"
#include "platform/sealing/wrapping_key.h"

namespace fivestep {
namespace {

constexpr std::string_view kMagic = "FRS1";
constexpr size_t kHeadBytes = 4 + sealing::kHashBytes;
// The length of what is handed over says how many cells it has only roughly.
constexpr size_t kPadBlock = 4'096;

}  // namespace

Result<RestrictedSeal> RestrictedSeal::FromFile(const std::string& file,
                                                const std::string& deployment) {
  const Result<Key> key = sealing::ReadKeyFile("key of the restricted stream", file);
  if (!key.ok()) return key.status();
  return RestrictedSeal(*key, deployment);
}

// Parts of different lengths are told apart by a character that no name holds.
std::string RestrictedSeal::AssociatedData(std::string_view head, std::string_view identity) const {
  return std::string(head) + deployment_ + '\0' + std::string(identity);
}

std::string RestrictedSeal::Seal(std::string_view content, std::string_view identity) const {
  std::string padded(content);
  sealing::Pad(padded, kPadBlock);
  const std::string salt = sealing::RandomBytes(sealing::kNonceBytes);
  const std::string head = std::string(kMagic) + sealing::KeyCommitment(key_, salt) + salt;
  std::string sealed = head + sealing::Encrypt(key_, padded, AssociatedData(head, identity));
  sealing::Wipe(padded);
  return sealed;
}

Result<std::string> RestrictedSeal::Open(std::string_view sealed, std::string_view identity) const {
  constexpr size_t kWholeHead = kHeadBytes + sealing::kNonceBytes;
  if (sealed.size() < kWholeHead + sealing::kNonceBytes + sealing::kAeadTagBytes ||
      sealed.substr(0, kMagic.size()) != kMagic) {
    return DataLoss("What was handed over is not in the form of this program.");
  }
  const std::string_view salt = sealed.substr(kHeadBytes, sealing::kNonceBytes);
  if (sealing::KeyCommitment(key_, salt) != sealed.substr(kMagic.size(), sealing::kHashBytes)) {
    return FailedPrecondition(
        "What was handed over was sealed under another key. Give both services the same "
        "--restricted-key-file, and where the key was changed have the figures renewed.");
  }
  std::string content;
  const std::string associated = AssociatedData(sealed.substr(0, kWholeHead), identity);
  if (!sealing::Decrypt(key_, sealed.substr(kWholeHead), associated, content) ||
      !sealing::Unpad(content, kPadBlock)) {
    return DataLoss("What was handed over is damaged, or belongs elsewhere.");
  }
  return content;
}

}  // namespace fivestep
