// A mapping proposed from what a file looks like, with the reason for each column.
#ifndef FIVESTEP_ANALYSIS_IMPORT_MAPPING_PROPOSAL_H_
#define FIVESTEP_ANALYSIS_IMPORT_MAPPING_PROPOSAL_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "fivestep/analysis/v1/data_set.pb.h"
#include "platform/core/status.h"

namespace fivestep::analysis {

// So much of a file is looked at.
inline constexpr std::size_t kProposalBytes = std::size_t{4} << 20;

struct MappingProposal {
  v1::ColumnMapping mapping;
  // One sentence a column, in the order of the file, and one for headings that are not in the first
  // row. A person reads them before using the mapping.
  std::vector<std::string> reasons;
};

// Proposes a mapping from the beginning of a file, `whole` when that is all of it. It goes by the
// headings and by what cells look like, so it may be wrong; it never leaves out a column of labels
// that tells rows apart, as long as there are no more than eight.
//
// kInvalidArgument: it is no CSV, or has no column of figures; the sentence says what to do.
Result<MappingProposal> ProposeMapping(std::string_view beginning, bool whole);

}  // namespace fivestep::analysis

#endif  // FIVESTEP_ANALYSIS_IMPORT_MAPPING_PROPOSAL_H_
