#include "analysis/domain/suppression.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>

#include "analysis/domain/bounds_attacker.h"

namespace fivestep::analysis {
namespace {

constexpr double kInfinite = std::numeric_limits<double>::infinity();
const DisclosureRule& kOneToFour = RuleOf(v1::DISCLOSURE_PROFILE_SUPPRESS_1_TO_4);
const DisclosureRule& kHes = RuleOf(v1::DISCLOSURE_PROFILE_HES_ROUND_5);
const DisclosureRule& kOpenSafely = RuleOf(v1::DISCLOSURE_PROFILE_OPENSAFELY);

CountTable Table(const std::vector<std::vector<double>>& rows) {
  CountTable table(static_cast<int>(rows.size()), static_cast<int>(rows[0].size()));
  for (size_t row = 0; row < rows.size(); ++row) {
    for (size_t column = 0; column < rows[row].size(); ++column) {
      table.at(static_cast<int>(row) + 1, static_cast<int>(column) + 1) = rows[row][column];
    }
  }
  table.AddUp();
  return table;
}

// The strongest reader: knows the rule, which cells of the table are withheld for their own sake
// and which for others, that whatever the plan leaves outside adds up too, and solves it all.
class Attack {
 public:
  Attack(const CountTable& counts, const SuppressionPlan& plan, const DisclosureRule& rule)
      : counts_(counts) {
    for (int row = 0; row <= counts.rows(); ++row) {
      for (int column = 0; column <= counts.columns(); ++column) {
        AddCount(counts.at(row, column), plan.at(row, column), row == 0 || column == 0, rule);
      }
    }
    for (int row = 0; row <= counts.rows(); ++row) {
      BoundsAttacker::Terms terms{{Number(row, 0), -1}};
      for (int column = 1; column <= counts.columns(); ++column) {
        terms.emplace_back(Number(row, column), 1);
      }
      attacker_.AddSum(std::move(terms));
    }
    for (int column = 0; column <= counts.columns(); ++column) {
      BoundsAttacker::Terms terms{{Number(0, column), -1}};
      for (int row = 1; row <= counts.rows(); ++row) terms.emplace_back(Number(row, column), 1);
      attacker_.AddSum(std::move(terms));
    }
  }

  double Lowest(int row, int column) const { return attacker_.Lowest(Number(row, column)); }
  double Highest(int row, int column) const { return attacker_.Highest(Number(row, column)); }

 private:
  int Number(int row, int column) const { return row * (counts_.columns() + 1) + column; }

  void AddCount(double count, CellPlan plan, bool total, const DisclosureRule& rule) {
    switch (plan) {
      case CellPlan::kOutside:
        attacker_.AddCount(0, kInfinite);
        break;
      case CellPlan::kWithheld:
        attacker_.AddCount(rule.zero == ZeroRule::kWithheld ? 0 : 1, rule.withhold_below - 1);
        break;
      case CellPlan::kWithheldForOthers:
        attacker_.AddCount(total || count < rule.withhold_below ? 0 : rule.withhold_below,
                           kInfinite);
        break;
      case CellPlan::kReleased:
        const double shown = *Release(count, rule);
        const bool exact = rule.round_to == 0 || shown == 0;
        attacker_.AddCount(exact ? shown : std::max(shown - 2, rule.withhold_below),
                           exact ? shown : shown + 2);
    }
  }

  const CountTable& counts_;
  BoundsAttacker attacker_;
};

// Every count that is withheld for its own sake keeps its whole range.
void ExpectSafe(const CountTable& counts, const DisclosureRule& rule) {
  const SuppressionPlan plan = PlanSuppression(counts, rule);
  const Attack attack(counts, plan, rule);
  const double lowest = rule.zero == ZeroRule::kWithheld ? 0 : 1;
  for (int row = 1; row <= counts.rows(); ++row) {
    for (int column = 1; column <= counts.columns(); ++column) {
      if (plan.at(row, column) != CellPlan::kWithheld) continue;
      EXPECT_LE(attack.Lowest(row, column), lowest + 1e-6) << row << ", " << column;
      EXPECT_GE(attack.Highest(row, column), rule.withhold_below - 1 - 1e-6)
          << row << ", " << column;
    }
  }
}

TEST(Suppression, LeavesATableAloneThatWithholdsNothing) {
  const CountTable counts = Table({{10, 20}, {30, 40}});
  const SuppressionPlan plan = PlanSuppression(counts, kOneToFour);
  for (int row = 1; row <= 2; ++row) {
    for (int column = 0; column <= 2; ++column) EXPECT_FALSE(plan.Withholds(row, column));
  }
}

TEST(Suppression, WithholdsACellThatWouldGiveAnotherAway) {
  // 3 = 103 - 100 by its row, and likewise by its column.
  const CountTable counts = Table({{3, 100}, {50, 60}});
  const SuppressionPlan plan = PlanSuppression(counts, kOneToFour);
  EXPECT_EQ(plan.at(1, 1), CellPlan::kWithheld);
  EXPECT_TRUE(plan.Withholds(1, 2) || plan.Withholds(1, 0));
  ExpectSafe(counts, kOneToFour);
}

// What an attacker finds where nothing is withheld for others: the test of the test.
TEST(Suppression, IsNeededSinceASingleWithheldCellIsWorkedOut) {
  const CountTable counts = Table({{3, 100}, {50, 60}});
  SuppressionPlan plan(2, 2);
  plan.Set(1, 1, CellPlan::kWithheld);
  const Attack attack(counts, plan, kOneToFour);
  EXPECT_NEAR(attack.Lowest(1, 1), 3, 1e-6);
  EXPECT_NEAR(attack.Highest(1, 1), 3, 1e-6);
}

TEST(Suppression, IsNotContentWithTwoSmallCellsInALine) {
  // 1 + 1 = 2 leaves only 1 for each.
  const CountTable counts = Table({{1, 1, 80, 90}, {40, 50, 60, 70}, {41, 52, 63, 74}});
  ExpectSafe(counts, kOneToFour);
  // 4 + 4 = 8 leaves only 4 for each to somebody who knows that both are small.
  ExpectSafe(Table({{4, 4, 80, 90}, {40, 50, 60, 70}, {41, 52, 63, 74}}), kOneToFour);
}

TEST(Suppression, ProtectsGroupsWithoutAreasAgainstAnotherGroupingOfTheSamePeople) {
  const CountTable counts = Table({{2}, {50}, {60}});
  const SuppressionPlan plan = PlanSuppression(counts, kOneToFour);
  EXPECT_TRUE(plan.Withholds(2, 1) || plan.Withholds(3, 1));
  ExpectSafe(counts, kOneToFour);
}

// 1 + 8 = 9 rounds to 10, which is 12 at most; 8 at least leaves 4 at most.
TEST(Suppression, ChecksRoundedTotalsToo) {
  const CountTable counts = Table({{1, 8}, {100, 200}});
  const SuppressionPlan plan = PlanSuppression(counts, kHes);
  EXPECT_TRUE(plan.Withholds(1, 2) || plan.Withholds(1, 0));
  ExpectSafe(counts, kHes);
  ExpectSafe(Table({{7, 12}, {100, 200}}), kHes);
}

TEST(Suppression, LeavesRoundedCellsAloneWhereRoundingIsEnough) {
  const CountTable counts = Table({{3, 100, 121, 84, 99, 73}});
  const SuppressionPlan plan = PlanSuppression(counts, kHes);
  for (int column = 2; column <= 6; ++column) EXPECT_FALSE(plan.Withholds(1, column)) << column;
  EXPECT_FALSE(plan.Withholds(1, 0));
  ExpectSafe(counts, kHes);
}

TEST(Suppression, KeepsZerosAmongTheCandidatesUnderOpenSafely) {
  ExpectSafe(Table({{0, 9, 30}, {7, 12, 50}, {200, 0, 3}}), kOpenSafely);
}

TEST(Suppression, TreatsCellsThatThePublisherWithheldAsUnknown) {
  CountTable counts = Table({{3, std::nan(""), 90}, {50, 60, 70}});
  const SuppressionPlan plan = PlanSuppression(counts, kOneToFour);
  EXPECT_EQ(plan.at(1, 2), CellPlan::kOutside);
  EXPECT_EQ(plan.at(1, 0), CellPlan::kOutside);
  EXPECT_EQ(plan.at(1, 1), CellPlan::kWithheld);
}

TEST(Suppression, DecidesTheSameCellsEachTime) {
  const CountTable counts = Table({{3, 100, 7}, {50, 1, 60}, {4, 4, 4}});
  const SuppressionPlan one = PlanSuppression(counts, kOneToFour);
  const SuppressionPlan other = PlanSuppression(counts, kOneToFour);
  for (int row = 0; row <= 3; ++row) {
    for (int column = 0; column <= 3; ++column)
      EXPECT_EQ(one.at(row, column), other.at(row, column));
  }
}

// Tables as they come: many small cells, some zeros, some large ones.
class SuppressionAttack : public ::testing::TestWithParam<v1::DisclosureProfile> {};

TEST_P(SuppressionAttack, NeverNarrowsAWithheldCount) {
  std::mt19937 random(20260302);
  std::uniform_int_distribution<int> size(2, 5);
  std::geometric_distribution<int> small(0.25);
  std::uniform_int_distribution<int> large(20, 400);
  std::bernoulli_distribution is_small(0.4);
  for (int round = 0; round < 60; ++round) {
    std::vector<std::vector<double>> rows(static_cast<size_t>(size(random)),
                                          std::vector<double>(static_cast<size_t>(size(random))));
    for (auto& row : rows) {
      for (double& count : row) count = is_small(random) ? small(random) : large(random);
    }
    SCOPED_TRACE(round);
    ExpectSafe(Table(rows), RuleOf(GetParam()));
  }
}

INSTANTIATE_TEST_SUITE_P(Profiles, SuppressionAttack,
                         ::testing::Values(v1::DISCLOSURE_PROFILE_HES_ROUND_5,
                                           v1::DISCLOSURE_PROFILE_OPENSAFELY,
                                           v1::DISCLOSURE_PROFILE_SUPPRESS_1_TO_4));

}  // namespace
}  // namespace fivestep::analysis
