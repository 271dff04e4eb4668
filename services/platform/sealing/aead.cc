#include "platform/sealing/aead.h"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <stdexcept>

#include "platform/audit/sha256.h"

namespace fivestep::sealing {
namespace {

static_assert(kNonceBytes == crypto_aead_xchacha20poly1305_ietf_NPUBBYTES);
static_assert(kAeadTagBytes == crypto_aead_xchacha20poly1305_ietf_ABYTES);
static_assert(kKeyBytes == crypto_aead_xchacha20poly1305_ietf_KEYBYTES);
static_assert(kNonceBytes >= crypto_generichash_KEYBYTES_MIN);
static_assert(kNonceBytes <= crypto_generichash_KEYBYTES_MAX);

// SHA-256 works on blocks of this size, and HMAC pads its key to one.
constexpr size_t kSha256BlockBytes = 64;

// libsodium must be initialised before its random numbers are used from several threads.
void EnsureInitialised() {
  static const bool initialised = sodium_init() >= 0;
  if (!initialised) throw std::logic_error("libsodium cannot be initialised on this machine");
}

const unsigned char* Bytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}
unsigned char* Bytes(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

// Random bytes in stock: the kernel takes about as long for hundreds as for one, and a sealed event
// asks four times (id, key and two nonces). Of each thread, so nobody waits; what was given is
// overwritten. A child process would give the same bytes again: those who seal have none.
class RandomStock {
 public:
  RandomStock() { EnsureInitialised(); }
  ~RandomStock() { Wipe(stock_.data(), stock_.size()); }
  RandomStock(const RandomStock&) = delete;
  RandomStock& operator=(const RandomStock&) = delete;

  void Fill(void* bytes, size_t count) {
    if (count > stock_.size()) return randombytes_buf(bytes, count);
    if (count > unused_) {
      randombytes_buf(stock_.data(), stock_.size());
      unused_ = stock_.size();
    }
    unused_ -= count;
    std::memcpy(bytes, stock_.data() + unused_, count);
    Wipe(stock_.data() + unused_, count);
  }

 private:
  std::array<unsigned char, 1'024> stock_{};
  size_t unused_ = 0;
};

void FillWithRandom(void* bytes, size_t count) {
  thread_local RandomStock stock;
  stock.Fill(bytes, count);
}

}  // namespace

std::string RandomBytes(size_t count) {
  std::string bytes(count, '\0');
  FillWithRandom(bytes.data(), bytes.size());
  return bytes;
}

Key RandomKey() {
  Key key;
  FillWithRandom(key.data(), Key::size());
  return key;
}

std::string Encrypt(const Key& key, std::string_view plaintext, std::string_view associated_data) {
  std::string sealed = RandomBytes(kNonceBytes);
  sealed.resize(kNonceBytes + plaintext.size() + kAeadTagBytes);
  crypto_aead_xchacha20poly1305_ietf_encrypt(
      Bytes(sealed) + kNonceBytes, nullptr, Bytes(plaintext), plaintext.size(),
      Bytes(associated_data), associated_data.size(), nullptr, Bytes(sealed), key.data());
  return sealed;
}

bool Decrypt(const Key& key, std::string_view nonce_and_ciphertext,
             std::string_view associated_data, std::string& plaintext) {
  plaintext.clear();
  if (nonce_and_ciphertext.size() < kNonceBytes + kAeadTagBytes) return false;
  const std::string_view ciphertext = nonce_and_ciphertext.substr(kNonceBytes);
  plaintext.resize(ciphertext.size() - kAeadTagBytes);
  const int failed = crypto_aead_xchacha20poly1305_ietf_decrypt(
      Bytes(plaintext), nullptr, nullptr, Bytes(ciphertext), ciphertext.size(),
      Bytes(associated_data), associated_data.size(), Bytes(nonce_and_ciphertext), key.data());
  if (failed != 0) plaintext.clear();
  return failed == 0;
}

std::string KeyCommitment(const Key& key, std::string_view nonce_and_ciphertext) {
  std::string hash(kHashBytes, '\0');
  crypto_generichash(Bytes(hash), hash.size(), key.data(), Key::size(), Bytes(nonce_and_ciphertext),
                     kNonceBytes);
  return hash;
}

std::string KeyedHash(const Key& key, std::string_view message) {
  std::string hash(kHashBytes, '\0');
  crypto_generichash(Bytes(hash), hash.size(), Bytes(message), message.size(), key.data(),
                     Key::size());
  return hash;
}

// RFC 2104 over OpenSSL's SHA-256, which uses the processor's instructions for it: every command
// comes by here.
std::string HmacSha256(const Key& key, std::string_view message) {
  std::string inner(kSha256BlockBytes, '\x36');
  std::string outer(kSha256BlockBytes, '\x5c');
  // Made large enough at once: growing would leave a copy of the key behind.
  inner.reserve(kSha256BlockBytes + message.size());
  outer.reserve(kSha256BlockBytes + kHashBytes);
  for (size_t i = 0; i < Key::size(); ++i) {
    inner[i] = static_cast<char>(inner[i] ^ key.data()[i]);
    outer[i] = static_cast<char>(outer[i] ^ key.data()[i]);
  }
  const Sha256Digest first = fivestep::Sha256(inner.append(message));
  outer.append(first.begin(), first.end());
  const Sha256Digest digest = fivestep::Sha256(outer);
  Wipe(inner);
  Wipe(outer);
  return {digest.begin(), digest.end()};
}

std::string Sha256(std::string_view message) {
  std::string hash(crypto_hash_sha256_BYTES, '\0');
  crypto_hash_sha256(Bytes(hash), Bytes(message), message.size());
  return hash;
}

void Pad(std::string& text, size_t block) {
  size_t padded = 0;
  const size_t length = text.size();
  text.resize(length + block);
  if (sodium_pad(&padded, Bytes(text), length, block, text.size()) != 0) {
    throw std::logic_error("sodium_pad: the buffer always has room for one more block");
  }
  text.resize(padded);
}

bool Unpad(std::string& text, size_t block) {
  size_t length = 0;
  if (text.empty() || text.size() % block != 0) return false;
  if (sodium_unpad(&length, Bytes(text), text.size(), block) != 0) return false;
  text.resize(length);
  return true;
}

void Wipe(void* bytes, size_t count) { sodium_memzero(bytes, count); }
void Wipe(std::string& text) { sodium_memzero(text.data(), text.size()); }

std::string ToHex(std::string_view bytes) {
  std::string digits(bytes.size() * 2 + 1, '\0');
  sodium_bin2hex(digits.data(), digits.size(), Bytes(bytes), bytes.size());
  digits.pop_back();
  return digits;
}

bool FromHex(std::string_view digits, std::string& bytes) {
  bytes.assign(digits.size() / 2, '\0');
  size_t length = 0;
  const char* end = nullptr;
  const int failed = sodium_hex2bin(Bytes(bytes), bytes.size(), digits.data(), digits.size(),
                                    nullptr, &length, &end);
  return failed == 0 && length * 2 == digits.size();
}

Key AsKey(std::string_view bytes) {
  Key key;
  std::copy_n(bytes.begin(), Key::size(), reinterpret_cast<char*>(key.data()));
  return key;
}

}  // namespace fivestep::sealing
