#include "metrics/domain/amounts.h"

#include <gtest/gtest.h>

#include <limits>

namespace fivestep::metrics {
namespace {

TEST(FinancialYear, BeginsOnTheFirstOfApril) {
  EXPECT_EQ(FinancialYearOf(*ParseDate("2026-03-31")), 2025);
  EXPECT_EQ(FinancialYearOf(*ParseDate("2026-04-01")), 2026);
}

TEST(FinancialYear, IsWrittenWithTheYearInWhichItEnds) {
  EXPECT_EQ(FinancialYearText(2026), "2026/27");
  EXPECT_EQ(FinancialYearText(2099), "2099/00");
}

TEST(MoneyText, WritesPoundsInThousandsAndPenceWhereThereAreSome) {
  EXPECT_EQ(MoneyText(0), "£0");
  EXPECT_EQ(MoneyText(5), "£0.05");
  EXPECT_EQ(MoneyText(-123'450), "-£1,234.50");
  EXPECT_EQ(MoneyText(18'500'000), "£185,000");
  EXPECT_EQ(MoneyText(100'000'000'000), "£1,000,000,000");
  EXPECT_EQ(MoneyText(std::numeric_limits<int64_t>::min()), "-£92,233,720,368,547,758.08");
}

YearAmounts Amounts(std::initializer_list<std::pair<int, int64_t>> pairs) {
  YearAmounts amounts;
  for (const auto& [year, pence] : pairs) {
    v1::YearAmount& amount = *amounts.Add();
    amount.set_financial_year(year);
    amount.set_amount_pence(pence);
  }
  return amounts;
}

size_t ViolationsOf(const YearAmounts& amounts) {
  Violations violations;
  CheckAmounts(amounts, "planned", violations);
  return violations.found().size();
}

TEST(Amounts, NameEachYearOnceAndSomeAmount) {
  EXPECT_EQ(ViolationsOf(Amounts({{2026, 100}, {2027, 0}})), 0u);
  EXPECT_EQ(ViolationsOf(Amounts({{2026, 100}, {2026, 200}})), 1u);
  EXPECT_EQ(ViolationsOf(Amounts({{2026, 0}})), 1u);
  EXPECT_EQ(ViolationsOf(Amounts({})), 1u);
}

TEST(Amounts, AreKeptInTheOrderOfTheirYears) {
  const YearAmounts sorted = InOrder(Amounts({{2028, 3}, {2026, 1}, {2027, 2}}));
  EXPECT_EQ(sorted[0].financial_year(), 2026);
  EXPECT_EQ(sorted[2].amount_pence(), 3);
}

}  // namespace
}  // namespace fivestep::metrics
