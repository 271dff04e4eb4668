// A CSV file as the messages of `ImportDataSet`.
#ifndef FIVESTEP_CLI_DATA_SET_IMPORT_H_
#define FIVESTEP_CLI_DATA_SET_IMPORT_H_

#include <cstdint>
#include <functional>
#include <string>

#include "cli/invocation.h"
#include "cli/session.h"
#include "fivestep/analysis/v1/analysis_service.pb.h"

namespace fivestep::cli {

// Bytes of the file in one message: half of what the service takes.
inline constexpr size_t kImportPartBytes = 512 * 1024;

// The first message, without content: everything that the options say. INVALID_ARGUMENT names the
// option that is wrong.
Result<analysis::v1::ImportDataSetRequest> FirstPart(const ImportCommand& command);

// The parts of an import, begun anew for each try: `first`, then `content` in slices. `progress` is
// told after each slice how many bytes of the content were handed out. Both must outlive the parts.
Session::Parts PartsOf(const analysis::v1::ImportDataSetRequest& first, const std::string& content,
                       std::function<void(int64_t done)> progress);

// What came of it, for a person.
std::string ImportSummary(const analysis::v1::DataSet& data_set);

}  // namespace fivestep::cli

#endif  // FIVESTEP_CLI_DATA_SET_IMPORT_H_
