#include "cli/mapping_proposal.h"

#include "analysis/import/mapping_proposal.h"

namespace fivestep::cli {

Result<ProposedMapping> ProposeMappingOf(const SlicedFile& file) {
  const std::string beginning = file.Beginning(analysis::kProposalBytes);
  const bool whole = static_cast<int64_t>(beginning.size()) == file.size();
  auto proposal = analysis::ProposeMapping(beginning, whole);
  if (!proposal.ok()) return proposal.status();
  return ProposedMapping{std::move(proposal->mapping), std::move(proposal->reasons)};
}

}  // namespace fivestep::cli
