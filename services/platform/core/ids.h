// Ids that sort by time and give nothing away.
#ifndef FIVESTEP_PLATFORM_CORE_IDS_H_
#define FIVESTEP_PLATFORM_CORE_IDS_H_

#include <cstdint>
#include <string>

#include "platform/core/clock.h"

namespace fivestep {

// Where new ids come from. Thread-safe.
class IdSource {
 public:
  virtual ~IdSource() = default;
  // A new id, never given before: lower-case letters, digits and hyphens.
  virtual std::string NewId(Instant now) = 0;
};

// UUID version 7 (RFC 9562): 48 bits of milliseconds, then random bits of the operating system.
class UuidSource : public IdSource {
 public:
  std::string NewId(Instant now) override;
};

// Formats 16 bytes as a UUID of version 7 at `now`; `random` supplies the bits that time does not.
std::string FormatUuidV7(Instant now, uint64_t random_high, uint64_t random_low);

// Whether `id` may be the last part of a resource name: 1 to 63 of [a-z0-9-], not beginning or
// ending with a hyphen.
bool IsValidId(const std::string& id);

}  // namespace fivestep

#endif  // FIVESTEP_PLATFORM_CORE_IDS_H_
