// Encryption of something that is written, or read, part by part: libsodium's secretstream
// (XChaCha20-Poly1305). Parts cannot be changed, left out, repeated or put in another order, and
// the end cannot be cut off, without being found out.
#ifndef FIVESTEP_PLATFORM_SEALING_PART_CIPHER_H_
#define FIVESTEP_PLATFORM_SEALING_PART_CIPHER_H_

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "platform/sealing/key_store.h"

namespace fivestep::sealing {

// What the stream begins with, and what each part grows by.
inline constexpr size_t kStreamHeadBytes = 24;
inline constexpr size_t kPartTagBytes = 17;

// One stream. Not thread-safe.
class PartEncryptor {
 public:
  explicit PartEncryptor(const Key& key);
  ~PartEncryptor();

  // Random; stored before the first part.
  const std::string& head() const { return head_; }
  // The ciphertext of the next part. `last` ends the stream.
  std::string Encrypt(std::string_view part, std::string_view associated_data, bool last);

 private:
  struct State;
  std::unique_ptr<State> state_;
  std::string head_;
};

// Undoes a PartEncryptor. Not thread-safe.
class PartDecryptor {
 public:
  // REQUIRES: `head` has kStreamHeadBytes bytes.
  PartDecryptor(const Key& key, std::string_view head);
  ~PartDecryptor();

  // Returns false unless `sealed` is the next part of the stream. `last` says whether it ends it.
  bool Decrypt(std::string_view sealed, std::string_view associated_data, std::string& part,
               bool& last);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace fivestep::sealing

#endif  // FIVESTEP_PLATFORM_SEALING_PART_CIPHER_H_
