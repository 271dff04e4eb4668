#include "platform/core/ids.h"

#include <sys/random.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>

namespace fivestep {
namespace {

constexpr size_t kIdsPerRequest = 16;

// `digits` lower-case hexadecimal digits of `value`.
void PutHex(uint64_t value, int digits, char* text) {
  static constexpr char kDigits[] = "0123456789abcdef";
  for (int i = digits - 1; i >= 0; --i, value >>= 4) text[i] = kDigits[value & 15];
}

}  // namespace

std::string FormatUuidV7(Instant now, uint64_t random_high, uint64_t random_low) {
  const auto since_epoch =
      std::chrono::duration_cast<std::chrono::milliseconds>(now.time_since_epoch()).count();
  const uint64_t millis = static_cast<uint64_t>(since_epoch) & 0xFFFFFFFFFFFFULL;
  const unsigned random_a = static_cast<unsigned>(random_high & 0x0FFF);
  const uint64_t variant_and_random = (random_low & 0x3FFFFFFFFFFFFFFFULL) | 0x8000000000000000ULL;
  std::string text = "00000000-0000-7000-0000-000000000000";
  PutHex(millis >> 16, 8, &text[0]);
  PutHex(millis & 0xFFFF, 4, &text[9]);
  PutHex(random_a, 3, &text[15]);
  PutHex(variant_and_random >> 48, 4, &text[19]);
  PutHex(variant_and_random & 0xFFFFFFFFFFFFULL, 12, &text[24]);
  return text;
}

// The kernel's generator, asked for many ids at once: each thread keeps what it has not used yet.
// `std::random_device` reads the processor's, 32 bits at a time, and in a virtual machine each of
// those reads takes 14 us.
std::string UuidSource::NewId(Instant now) {
  thread_local std::array<uint64_t, 2 * kIdsPerRequest> random{};
  thread_local size_t unused = 0;
  if (unused == 0) {
    // Up to 256 bytes are given whole or, on a machine that just boots, waited for.
    static_assert(sizeof(random) <= 256);
    if (::getrandom(random.data(), sizeof(random), 0) != static_cast<ssize_t>(sizeof(random))) {
      std::fputs("The operating system gave no random bits.\n", stderr);
      std::abort();
    }
    unused = random.size();
  }
  unused -= 2;
  return FormatUuidV7(now, random[unused], random[unused + 1]);
}

bool IsValidId(const std::string& id) {
  constexpr size_t kMaxLength = 63;  // as a DNS label, so that an id fits wherever names go
  if (id.empty() || id.size() > kMaxLength || id.front() == '-' || id.back() == '-') return false;
  return std::all_of(id.begin(), id.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
}

}  // namespace fivestep
