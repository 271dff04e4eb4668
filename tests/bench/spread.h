// The middle and the ends of what several rounds gave.
#ifndef FIVESTEP_BENCH_SPREAD_H_
#define FIVESTEP_BENCH_SPREAD_H_

#include <algorithm>
#include <vector>

namespace fivestep::bench {

struct Spread {
  double median = 0;
  double least = 0;
  double most = 0;
};

// REQUIRES: `values` is not empty.
inline Spread SpreadOf(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  const size_t half = values.size() / 2;
  const double median =
      values.size() % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
  return {median, values.front(), values.back()};
}

}  // namespace fivestep::bench

#endif  // FIVESTEP_BENCH_SPREAD_H_
