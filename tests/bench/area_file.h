// A file of counts by small area, age band and sex, the same at every run: what an import is
// measured with.
#ifndef FIVESTEP_BENCH_AREA_FILE_H_
#define FIVESTEP_BENCH_AREA_FILE_H_

#include <array>
#include <cstdint>
#include <string>

#include "platform/core/status.h"

namespace fivestep::bench {

inline constexpr int kAreas = 33'755;
inline constexpr std::array<const char*, 10> kBands = {"0-9",   "10-19", "20-29", "30-39", "40-49",
                                                       "50-59", "60-69", "70-79", "80-89", "90+"};
// An illustrative standard population.
inline constexpr std::array<double, 10> kBandWeights = {11'000, 11'000, 12'500, 13'500, 14'000,
                                                        13'500, 11'500, 9'000,  3'500,  500};

// Writes area_code, year, imd_decile, age_band, sex, numerator, denominator, for each of the areas,
// bands and both sexes, in each of `years`: 675,100 rows a year. Two years are 1.35 million rows.
Status WriteAreaFile(const std::string& path, int years);

// Reads such a file as directly as can be, by one pass with memchr and from_chars over the mapped
// file, and returns the mean over areas of the directly standardised rate per 100,000: the limit
// that the library is held against. It knows the columns and checks nothing.
Result<double> MeanRateOf(const std::string& path);

}  // namespace fivestep::bench

#endif  // FIVESTEP_BENCH_AREA_FILE_H_
