// `fivestep import --propose`: a mapping computed from a file, without any service.
#ifndef FIVESTEP_CLI_MAPPING_PROPOSAL_H_
#define FIVESTEP_CLI_MAPPING_PROPOSAL_H_

#include <string>
#include <vector>

#include "cli/data_set_import.h"
#include "fivestep/analysis/v1/data_set.pb.h"
#include "platform/core/status.h"

namespace fivestep::cli {

// A mapping that --mapping takes, and why each column plays its part.
struct ProposedMapping {
  analysis::v1::ColumnMapping mapping;
  std::vector<std::string> reasons;
};

// INVALID_ARGUMENT: the file is no CSV, or nothing can be proposed; the sentence says what to do.
Result<ProposedMapping> ProposeMappingOf(const SlicedFile& file);

}  // namespace fivestep::cli

#endif  // FIVESTEP_CLI_MAPPING_PROPOSAL_H_
