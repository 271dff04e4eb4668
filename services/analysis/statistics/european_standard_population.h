// The European Standard Population 2013: the ages that directly standardised rates in Europe are
// weighted by.
#ifndef FIVESTEP_ANALYSIS_STATISTICS_EUROPEAN_STANDARD_POPULATION_H_
#define FIVESTEP_ANALYSIS_STATISTICS_EUROPEAN_STANDARD_POPULATION_H_

#include <optional>
#include <vector>

namespace fivestep::analysis::statistics {

struct StandardPopulationBand {
  int start_age = 0;                          // in completed years
  std::optional<int> end_age = std::nullopt;  // the last year of the band; none where it is open
  double population = 0;                      // of 100,000
};

// Whether infants stand apart from children aged 1 to 4.
enum class YoungestBand { kUnderFive, kInfants };
// Where the open band of the oldest begins.
enum class OldestBand { k85AndOver, k90AndOver, k95AndOver };

// Returns the standard population in ascending bands which add up to 100,000. Five-year bands to
// 85, 90 or 95 and over are 18, 19 or 20; with infants apart there is one more, at most 21.
//
// Source: Eurostat (2013), Revision of the European Standard Population, Methodologies and Working
// Papers, table of annex F: the EU-27 and EFTA populations projected for 2011-2030, both sexes.
// Worked value: under five and 90 and over: 19 bands, the first 5,000, the last 1,000.
std::vector<StandardPopulationBand> EuropeanStandardPopulation2013(YoungestBand youngest,
                                                                   OldestBand oldest);

}  // namespace fivestep::analysis::statistics

#endif  // FIVESTEP_ANALYSIS_STATISTICS_EUROPEAN_STANDARD_POPULATION_H_
