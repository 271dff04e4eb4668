// A CSV file as the requests of `RecordReadings`.
#ifndef FIVESTEP_CLI_READINGS_FILE_H_
#define FIVESTEP_CLI_READINGS_FILE_H_

#include <string>
#include <vector>

#include "cli/invocation.h"
#include "fivestep/metrics/v1/metrics_service.pb.h"
#include "platform/core/status.h"

namespace fivestep::cli {

// So many readings in one call, which is all that the service takes.
inline constexpr size_t kReadingsPerCall = 500;

// The readings of `content` in their order, as many calls as they need; the request ids are that of
// the command and the number of the call. Empty cells, `NA`, `*` and `-` mean that there is no
// figure: not collected. A row with nothing in it is left out.
//
// Errors: INVALID_ARGUMENT for a column that the file has not, a row of another length than the
// header, or a cell that is no number, naming line and column and never the cell (it may be a count
// of people).
Result<std::vector<metrics::v1::RecordReadingsRequest>> ReadingsOf(const ReadingsCommand& command,
                                                                   const std::string& content);

}  // namespace fivestep::cli

#endif  // FIVESTEP_CLI_READINGS_FILE_H_
