// What every request must hold, read from the options of its fields. Pure.
#ifndef FIVESTEP_PLATFORM_RPC_VALIDATION_H_
#define FIVESTEP_PLATFORM_RPC_VALIDATION_H_

#include <google/protobuf/message.h>

#include <string>

#include "platform/core/status.h"

namespace fivestep {

// Text without a limit of its own, in bytes of UTF-8: two pages, more than any form asks.
inline constexpr int kMaxTextBytes = 4'096;
// Items of a repeated field without a limit of its own.
inline constexpr int kMaxItems = 1'000;
// Violations that are looked for; one wrong row usually means a thousand.
inline constexpr int kMaxViolations = 100;

struct ValidationContext {
  // The programme of the request, `programmes/{p}`: every name in it must lie in it. Empty: names
  // of any programme.
  std::string programme;
  // A query may say `programmes/-` in `parent`.
  bool any_programme_allowed = false;
};

// Checks rules (`FieldRule`), names (`Link`), ids, enums, dates and times through all nested
// messages. Whether a named resource exists is not checked here: the commit thread does that.
//
// Errors: INVALID_ARGUMENT INVALID_FIELDS with every violation, its path like
// `contributions[3].words`, and a sentence that says what would be right.
Status ValidateRequest(const google::protobuf::Message& request, const ValidationContext& context);

}  // namespace fivestep

#endif  // FIVESTEP_PLATFORM_RPC_VALIDATION_H_
