// A count of people as it may be shown, and what may be computed from it.
//
// Everything that this service says of small numbers of people is computed from bands and never
// from exact counts, since a percentage with its interval gives the count away.
#ifndef FIVESTEP_ENGAGEMENT_STATISTICS_BAND_H_
#define FIVESTEP_ENGAGEMENT_STATISTICS_BAND_H_

#include <cstdint>

namespace fivestep::engagement::statistics {

// The rule of HES since 13 September 2018: 0 is shown, 1 to 7 is withheld, more is rounded to the
// nearest 5.
inline constexpr int64_t kSmallestShownCount = 8;
inline constexpr int64_t kRoundingBase = 5;

// The counts that look the same. A plain value.
struct Band {
  // The least and the most that the exact count can be.
  int64_t least = 0;
  int64_t most = 0;
  // What stands for it in sums: the rounded count, or the middle of 1 to 7.
  double middle = 0;
  // Whether the rounded count may be shown; else only "fewer than 8".
  bool shown = true;

  bool operator==(const Band&) const = default;
};

// The band of `count`.
//
// REQUIRES: count >= 0.  Worked values: 0 -> [0, 0] as 0; 3 -> [1, 7] as 4, not shown; 8 -> [8, 12]
// as 10; 13 -> [13, 17] as 15.
Band BandOf(int64_t count);

}  // namespace fivestep::engagement::statistics

#endif  // FIVESTEP_ENGAGEMENT_STATISTICS_BAND_H_
