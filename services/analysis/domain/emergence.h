// Whether a gap is new: opened or widened in two periods running, or beyond its own control chart.
#ifndef FIVESTEP_ANALYSIS_DOMAIN_EMERGENCE_H_
#define FIVESTEP_ANALYSIS_DOMAIN_EMERGENCE_H_

#include <optional>
#include <string>
#include <vector>

#include "fivestep/analysis/v1/equity_audit.pb.h"
#include "fivestep/analysis/v1/finding.pb.h"

namespace fivestep::analysis {

// Periods that are looked back on: two years of months.
inline constexpr int kEmergencePeriods = 24;
// Points below which a control chart of gaps says nothing.
inline constexpr int kSpecialCausePoints = 12;

struct Emergence {
  v1::EmergenceKind kind = v1::EMERGENCE_KIND_UNSPECIFIED;
  std::string reason;
};

// Returns how the gap is new, judged by the last of `gaps` (one for each of `periods`, the earliest
// first), or nothing. One period alone is never enough, except a special cause:
//   opened         no evidence three periods ago (p at least 0.05), and p below 0.05 in the last
//   two; widened        the interval of the change since three periods ago lies above 0 in the last
//   two; special cause  with 12 or more periods: the last lies above the mean of those before it
//   plus
//                  2.66 times their mean moving range (XmR chart: Provost and Murray 2011).
//
// REQUIRES: gaps.size() == periods.size().
std::optional<Emergence> FindEmergence(const std::vector<v1::Gap>& gaps,
                                       const std::vector<std::string>& periods);

}  // namespace fivestep::analysis

#endif  // FIVESTEP_ANALYSIS_DOMAIN_EMERGENCE_H_
