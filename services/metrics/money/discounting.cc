#include "metrics/money/discounting.h"

#include <algorithm>
#include <string>
#include <utility>

namespace fivestep::metrics::money {
namespace {

Status CheckBands(const std::vector<Band>& bands) {
  if (bands.empty()) return InvalidArgument("there is no rate");
  int next = 1;
  for (const Band& band : bands) {
    const std::string from = std::to_string(band.from_year);
    if (!(band.rate >= 0 && band.rate < 1)) {
      return InvalidArgument("the rate from year " + from + " is not between 0 and 100 %");
    }
    if (next == 0) return InvalidArgument("a rate without end is followed by one from " + from);
    if (band.from_year != next) {
      return InvalidArgument("year " + std::to_string(next) + " should begin a rate, not " + from);
    }
    if (band.to_year != 0 && band.to_year < band.from_year) {
      return InvalidArgument("the rate from year " + from + " ends before it begins");
    }
    next = band.to_year == 0 ? 0 : band.to_year + 1;
  }
  if (next != 0) return InvalidArgument("the last rate must have no end");
  return OkStatus();
}

}  // namespace

Result<DiscountSchedule> DiscountSchedule::Make(std::vector<Band> bands) {
  std::sort(bands.begin(), bands.end(),
            [](const Band& a, const Band& b) { return a.from_year < b.from_year; });
  FIVESTEP_RETURN_IF_ERROR(CheckBands(bands));
  std::vector<double> factors{1.0};
  size_t at = 0;
  for (int year = 1; year <= kMaxYears; ++year) {
    if (bands[at].to_year != 0 && year > bands[at].to_year) ++at;
    factors.push_back(factors.back() / (1 + bands[at].rate));
  }
  return DiscountSchedule(std::move(factors));
}

double DiscountSchedule::Factor(int year) const {
  return year <= 0 ? 1.0 : factors_[static_cast<size_t>(std::min(year, kMaxYears))];
}

}  // namespace fivestep::metrics::money
