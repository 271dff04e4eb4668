#include "metrics/spc/forecast.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace fivestep::metrics::spc {
namespace {

using std::chrono::days;
using std::chrono::months;
using std::chrono::sys_days;
using std::chrono::year;
using ::testing::HasSubstr;

sys_days MonthStart(int number) { return sys_days((year{2022} / 1 + months(number)) / 1); }

ControlChart Chart(int count, double last = 11) {
  std::vector<Reading> readings;
  for (int i = 0; i < count; ++i) {
    const Period period{MonthStart(i), MonthStart(i + 1) - days(1)};
    readings.push_back({period, i + 1 == count ? last : 10 + (i % 2 == 0 ? 1 : -1)});
  }
  return *DrawChart(readings, {});
}

TEST(ForecastFrom, AStablePhaseGivesItsLimits) {
  const ControlChart chart = Chart(13);
  const Forecast forecast = ForecastFrom(chart);
  EXPECT_TRUE(forecast.stable);
  EXPECT_EQ(forecast.lower, chart.xmr->phases[0].limits->lower);
  EXPECT_EQ(forecast.upper, chart.xmr->phases[0].limits->upper);
  EXPECT_EQ(forecast.mean, *chart.xmr->phases[0].mean);
}

TEST(ForecastFrom, APhaseWithASpecialCauseGivesNone) {
  const Forecast forecast = ForecastFrom(Chart(13, 90));
  EXPECT_FALSE(forecast.stable);
  EXPECT_THAT(forecast.why_not, HasSubstr("not stable"));
}

TEST(ForecastFrom, ARunChartGivesNone) {
  const Forecast forecast = ForecastFrom(Chart(11));
  EXPECT_FALSE(forecast.stable);
  EXPECT_THAT(forecast.why_not, HasSubstr("no limits"));
}

TEST(ForecastFrom, AConstantSeriesGivesNone) {
  std::vector<Reading> readings;
  for (int i = 0; i < 20; ++i)
    readings.push_back({{MonthStart(i), MonthStart(i + 1) - days(1)}, 7});
  const Forecast forecast = ForecastFrom(*DrawChart(readings, {}));
  EXPECT_FALSE(forecast.stable);
}

}  // namespace
}  // namespace fivestep::metrics::spc
