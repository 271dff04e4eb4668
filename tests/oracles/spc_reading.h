// How a case of the family spc reads as charts of ours: one for each facet.
#ifndef FIVESTEP_TESTS_ORACLES_SPC_READING_H_
#define FIVESTEP_TESTS_ORACLES_SPC_READING_H_

#include <optional>
#include <string>
#include <vector>

#include "metrics/spc/xmr.h"
#include "oracle_cases.h"

namespace fivestep::oracles {

struct Facet {
  std::string name;
  // In the order of the dates, which are ISO dates.
  std::vector<std::string> dates;
  std::vector<std::optional<double>> values;
  metrics::spc::XmrOptions options;
  // A rebase on the first date changes no limits, but the reference's numbers of phases.
  bool is_rebased_at_first = false;
};

// The facets in the order of their names.
//
// Errors: kInvalidArgument, for what the reference refuses and ComputeXmr does not see
//   a value or date that is text of another kind; two rows of one facet and date; a direction that
//   is none; targets or rebases for facets that there are not.
Result<std::vector<Facet>> ReadFacets(const OracleCase& one);

}  // namespace fivestep::oracles

#endif  // FIVESTEP_TESTS_ORACLES_SPC_READING_H_
