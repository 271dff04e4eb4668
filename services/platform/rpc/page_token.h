// Page tokens: opaque to callers, good for the list and the filters that they were given for.
#ifndef FIVESTEP_PLATFORM_RPC_PAGE_TOKEN_H_
#define FIVESTEP_PLATFORM_RPC_PAGE_TOKEN_H_

#include <google/protobuf/message.h>

#include <cstdint>
#include <string>

#include "platform/core/status.h"

namespace fivestep {

inline constexpr int kDefaultPageSize = 50;
inline constexpr int kMaxPageSize = 1'000;

// `page_size` as asked: 0 means the default, more than the maximum means the maximum.
int PageSizeOf(int asked);

// A token for the page after `last`, for lists asked by `request`: its page fields do not matter,
// all others do.
std::string MakePageToken(const google::protobuf::Message& request, const std::string& last);

// The `last` of the token in the request's `page_token`, empty for the first page. INVALID_ARGUMENT
// PAGE_TOKEN_INVALID for a token of another list, of other filters, or of no list.
Result<std::string> ReadPageToken(const google::protobuf::Message& request);

}  // namespace fivestep

#endif  // FIVESTEP_PLATFORM_RPC_PAGE_TOKEN_H_
