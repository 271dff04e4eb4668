// The ciphers of sealing, in the few forms that it needs. Everything here is a thin, checked use of
// libsodium.
#ifndef FIVESTEP_PLATFORM_SEALING_AEAD_H_
#define FIVESTEP_PLATFORM_SEALING_AEAD_H_

#include <cstddef>
#include <string>
#include <string_view>

#include "platform/sealing/key_store.h"

namespace fivestep::sealing {

inline constexpr size_t kNonceBytes = 24;
inline constexpr size_t kAeadTagBytes = 16;
inline constexpr size_t kHashBytes = 32;

// `count` bytes of the operating system's randomness.
std::string RandomBytes(size_t count);
Key RandomKey();

// XChaCha20-Poly1305 (IETF) under a fresh random nonce: nonce, then ciphertext with its tag.
std::string Encrypt(const Key& key, std::string_view plaintext, std::string_view associated_data);

// Undoes Encrypt. Returns false, and leaves `plaintext` empty, unless key, ciphertext and
// associated data belong together.
bool Decrypt(const Key& key, std::string_view nonce_and_ciphertext,
             std::string_view associated_data, std::string& plaintext);

// BLAKE2b-256 of the key, keyed by the nonce that `nonce_and_ciphertext` begins with.
// XChaCha20-Poly1305 alone does not commit to its key: somebody who holds two keys can make one
// ciphertext that opens under both, to different words. This makes that visible.
// REQUIRES: at least kNonceBytes bytes.
std::string KeyCommitment(const Key& key, std::string_view nonce_and_ciphertext);

// BLAKE2b-256 of `message` under `key`.
std::string KeyedHash(const Key& key, std::string_view message);
// HMAC-SHA-256 (RFC 2104) of `message` under `key`.
std::string HmacSha256(const Key& key, std::string_view message);
// SHA-256 (FIPS 180-4).
std::string Sha256(std::string_view message);

// Pads to the next multiple of `block` bytes, one byte at least (ISO/IEC 7816-4), so that a
// ciphertext tells the length of its words only roughly. Unpad returns false for what Pad cannot
// have made.
void Pad(std::string& text, size_t block);
bool Unpad(std::string& text, size_t block);

// Overwrites, in a way that the compiler keeps.
void Wipe(void* bytes, size_t count);
void Wipe(std::string& text);

// Lower-case hexadecimal digits. FromHex returns false for anything but an even number of digits.
std::string ToHex(std::string_view bytes);
bool FromHex(std::string_view digits, std::string& bytes);

inline std::string_view AsView(const Key& key) {
  return {reinterpret_cast<const char*>(key.data()), Key::size()};
}
// REQUIRES: `bytes` has kKeyBytes bytes.
Key AsKey(std::string_view bytes);

}  // namespace fivestep::sealing

#endif  // FIVESTEP_PLATFORM_SEALING_AEAD_H_
