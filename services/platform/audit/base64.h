// Base64 of RFC 4648, section 4, as signed notes and receipts use it: the standard alphabet, always
// padded, one spelling for each byte string. Thread-safe.
#ifndef FIVESTEP_PLATFORM_AUDIT_BASE64_H_
#define FIVESTEP_PLATFORM_AUDIT_BASE64_H_

#include <string>
#include <string_view>

namespace fivestep {

std::string ToBase64(std::string_view bytes);
// False for anything that ToBase64 would not have written: another alphabet, spaces, missing
// padding, bits after the end. `bytes` is then unspecified.
[[nodiscard]] bool FromBase64(std::string_view text, std::string& bytes);

}  // namespace fivestep

#endif  // FIVESTEP_PLATFORM_AUDIT_BASE64_H_
