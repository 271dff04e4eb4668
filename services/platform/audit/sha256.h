// SHA-256 (FIPS 180-4): the digest of events, blobs and tree nodes.
#ifndef FIVESTEP_PLATFORM_AUDIT_SHA256_H_
#define FIVESTEP_PLATFORM_AUDIT_SHA256_H_

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace fivestep {

using Sha256Digest = std::array<uint8_t, 32>;

// Thread-safe; each thread keeps one context, because making one costs more than hashing an event.
Sha256Digest Sha256(std::string_view bytes);
// Of `first` and `second` as one message.
Sha256Digest Sha256(std::string_view first, std::string_view second);

// Of a message that comes in parts. Not thread-safe.
class Sha256Stream {
 public:
  Sha256Stream();
  ~Sha256Stream();
  Sha256Stream(Sha256Stream&&) noexcept;
  Sha256Stream& operator=(Sha256Stream&&) noexcept;

  void Add(std::string_view bytes);
  // Call once.
  Sha256Digest Finish();

 private:
  struct Context;
  std::unique_ptr<Context> context_;
};

// 64 lower-case hexadecimal digits.
std::string ToHex(const Sha256Digest& digest);

}  // namespace fivestep

#endif  // FIVESTEP_PLATFORM_AUDIT_SHA256_H_
