#include "analysis/domain/period_days.h"

#include <gtest/gtest.h>

namespace fivestep::analysis {
namespace {

TEST(PeriodDays, AreReadAsNhsFilesNamePeriods) {
  const std::pair<const char*, PeriodDays> labels[] = {
      {"2024", {"2024-01-01", "2024-12-31"}},
      {"2024/25", {"2024-04-01", "2025-03-31"}},
      {"2024-25", {"2024-04-01", "2025-03-31"}},
      {"1999/00", {"1999-04-01", "2000-03-31"}},
      {"2024/2025", {"2024-04-01", "2025-03-31"}},
      {"2011/12", {"2011-04-01", "2012-03-31"}},
      {"2024 Q2", {"2024-04-01", "2024-06-30"}},
      {"Q2 2024", {"2024-04-01", "2024-06-30"}},
      {"2024Q1", {"2024-01-01", "2024-03-31"}},
      {"2024-Q4", {"2024-10-01", "2024-12-31"}},
      {"2024/25 Q1", {"2024-04-01", "2024-06-30"}},
      {"2024/25 Q4", {"2025-01-01", "2025-03-31"}},
      {"q3  2024-25", {"2024-10-01", "2024-12-31"}},
      {"2024-02", {"2024-02-01", "2024-02-29"}},
      {"2011-12", {"2011-12-01", "2011-12-31"}},
      {"April 2024", {"2024-04-01", "2024-04-30"}},
      {"2024 apr", {"2024-04-01", "2024-04-30"}},
      {"Sept 2024", {"2024-09-01", "2024-09-30"}},
      {"Apr-24", {"2024-04-01", "2024-04-30"}},
      {"2024-04-01", {"2024-04-01", ""}},
      {"2024-04-01 to 2024-06-30", {"2024-04-01", "2024-06-30"}},
  };
  for (const auto& [label, days] : labels) {
    ASSERT_TRUE(DaysOfPeriod(label).has_value()) << label;
    EXPECT_EQ(DaysOfPeriod(label)->first, days.first) << label;
    EXPECT_EQ(DaysOfPeriod(label)->last, days.last) << label;
  }
}

TEST(PeriodDays, AreNotGuessed) {
  for (const char* label : {"",           "all",
                            "2024-13",    "2024-00",
                            "2024/26",    "0001",
                            "9999",       "Q5 2024",
                            "2024 Q0",    "Q1",
                            "Apr",        "2020 - 22",
                            "2024-02-30", "2024-06-30 to 2024-04-01",
                            "24/25",      "2024/",
                            "2024-",      "Smarch 2024",
                            "April 24",   "2024 04 01"}) {
    EXPECT_FALSE(DaysOfPeriod(label).has_value()) << label;
  }
}

}  // namespace
}  // namespace fivestep::analysis
