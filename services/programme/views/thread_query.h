// Answers `GetThread` out of what the thread view keeps.
#ifndef FIVESTEP_PROGRAMME_VIEWS_THREAD_QUERY_H_
#define FIVESTEP_PROGRAMME_VIEWS_THREAD_QUERY_H_

#include <string>

#include "fivestep/programme/v1/programme_service.pb.h"
#include "platform/core/status.h"
#include "platform/eventlog/reader.h"

namespace fivestep::programme {

inline constexpr int kDefaultThreadNodes = 200;
// What a person can look at, and a message of some hundred KiB.
inline constexpr int kMaxThreadNodes = 1000;
// Neighbours of one collection that are listed at a node; the others are told as a band. A theme
// may have thousands of contributions.
inline constexpr int kMaxListedNeighbours = 50;
// Neighbours that are looked at to find the band.
inline constexpr int kMaxScannedNeighbours = 10'000;

// `fewer than 8`, `8 to 49`, `50 to 499`, `500 or more`. REQUIRES: count > 0.
const char* BandOf(int64_t count);

// Whether the caller may see the resource, of any context, as far as its events have been seen
// here; false for one of which nothing has.
bool MaySee(const ReadContext& context, const std::string& name);

// Upstream of the resource and downstream of it, never sideways: what else came out of the same
// activity is not in the thread of a contribution. Links that are shown and not followed are added
// between resources of the thread, and from and to the one that was asked about.
//
// A resource of another organisation that is visible to its owner only is a place without a name, a
// title or a position; the thread runs on behind it.
//
// Errors: NOT_FOUND (THREAD_NOT_KNOWN) when nothing names the resource, or the caller may not see
// it.
Result<v1::GetThreadResponse> AnswerThread(const v1::GetThreadRequest& request,
                                           const ReadContext& context);

}  // namespace fivestep::programme

#endif  // FIVESTEP_PROGRAMME_VIEWS_THREAD_QUERY_H_
