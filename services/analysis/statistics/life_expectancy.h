// Life expectancy from deaths and people by age.
#ifndef FIVESTEP_ANALYSIS_STATISTICS_LIFE_EXPECTANCY_H_
#define FIVESTEP_ANALYSIS_STATISTICS_LIFE_EXPECTANCY_H_

#include <array>
#include <optional>
#include <span>
#include <vector>

#include "analysis/statistics/interval.h"
#include "platform/core/status.h"

namespace fivestep::analysis::statistics {

// An abridged life table has these many bands: infants, 1 to 4, five years each, 90 and over.
inline constexpr std::size_t kLifeTableBands = 20;
inline constexpr std::array<double, kLifeTableBands> kLifeTableAges = {
    0, 1, 5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55, 60, 65, 70, 75, 80, 85, 90};
// So many people or fewer make no life table (Toson and Baker, 2003, ONS NSMS 33).
inline constexpr double kMaxTooSmallPopulation = 5000;
// A life expectancy is not shown when its 95 % interval is wider than twice this, in years.
inline constexpr double kMaxLifeExpectancyReach = 10;
// The share of a year that those who die as infants have lived on average; half a band elsewhere.
inline constexpr double kInfantLivedShare = 0.1;
inline constexpr double kLivedShare = 0.5;

struct LifeTableBand {
  double start_age = 0;  // in years; the first is 0, the last band is open
  double population = 0;
  double deaths = 0;
};

// In years still to live, from the start of a band.
struct LifeExpectancy {
  double start_age = 0;
  // Absent where the 95 % interval is wider than 20 years, or nobody of the oldest band died. 0
  // where nobody lives to this age.
  std::optional<double> value = std::nullopt;
  // Given even where the value is not: it says why. Not finite where nobody of the oldest band
  // died, or nobody lives to this age.
  Interval interval;
  // People of this age and older, and their deaths.
  double population = 0;
  double deaths = 0;
};

// Returns the life expectancy at the start of each band. `confidence` as in ConfidenceFraction.
//
// Errors:
//   kInvalidArgument  not kLifeTableBands bands, ages that do not ascend from 0; a population not
//                     above 0; deaths that are negative, missing or more than the population;
//                     kMaxTooSmallPopulation people or fewer; the confidence is out of range.
// Source: Chiang (1984), The Life Table and its Applications, method II; the last band's variance:
// Silcocks, Jenner and Reza (2001), J Epidemiol Community Health 55:38-43.
// Worked value: 100,000 people and 1,000 deaths in every band -> 100 years at any age, as one in a
// hundred dies each year.
Result<std::vector<LifeExpectancy>> EstimateLifeExpectancy(std::span<const LifeTableBand> bands,
                                                           double confidence = kDefaultConfidence);

}  // namespace fivestep::analysis::statistics

#endif  // FIVESTEP_ANALYSIS_STATISTICS_LIFE_EXPECTANCY_H_
