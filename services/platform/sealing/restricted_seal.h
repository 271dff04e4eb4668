// What two services hand over to each other so that nobody else can read it: encrypted under a key
// that only the two are given.
#ifndef FIVESTEP_PLATFORM_SEALING_RESTRICTED_SEAL_H_
#define FIVESTEP_PLATFORM_SEALING_RESTRICTED_SEAL_H_

#include <string>
#include <string_view>
#include <utility>

#include "platform/core/status.h"
#include "platform/sealing/key_store.h"

namespace fivestep {

// Thread-safe.
class RestrictedSeal {
 public:
  // The key in `file`: 64 hexadecimal digits, with the rights of a wrapping key. What is sealed in
  // one deployment does not open in another.
  //
  // kFailedPrecondition: there is no such file, it holds something else, or others can read it.
  static Result<RestrictedSeal> FromFile(const std::string& file, const std::string& deployment);

  // "FRS1", the key commitment (32 bytes) and its salt (24), then nonce (24) and XChaCha20-Poly1305
  // ciphertext of the padded content. Associated data are all before the nonce, the deployment and
  // `identity`, which says what it is and is not in it. The same content gives other bytes each
  // time.
  std::string Seal(std::string_view content, std::string_view identity) const;

  // Undoes Seal.
  //
  // kFailedPrecondition: it was sealed under another key, in words for who set the keys up.
  // kDataLoss: it is damaged, or of another identity or deployment.
  Result<std::string> Open(std::string_view sealed, std::string_view identity) const;

 private:
  RestrictedSeal(Key key, std::string deployment) : key_(key), deployment_(std::move(deployment)) {}
  std::string AssociatedData(std::string_view head, std::string_view identity) const;

  Key key_;
  std::string deployment_;
};

}  // namespace fivestep

#endif  // FIVESTEP_PLATFORM_SEALING_RESTRICTED_SEAL_H_
