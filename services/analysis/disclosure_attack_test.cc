// The attackers of disclosure control, against what the service really answers: one who solves
// everything released as bounds, one who reads the numerator off a percentage, and one who looks
// for a planted count in whatever comes out.
#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <map>
#include <random>
#include <set>

#include "analysis/domain/bounds_attacker.h"
#include "analysis/domain/disclosure.h"
#include "analysis/domain/finding.h"
#include "analysis/domain/finding_picture.h"
#include "analysis/equity_audit_preparation.h"
#include "analysis/finding_preparation.h"
#include "analysis/statistics/proportion.h"
#include "fivestep/analysis/v1/data_set_table.pb.h"
#include "fivestep/analysis/v1/indicator.pb.h"
#include "platform/testing/fake_read_context.h"

namespace fivestep::analysis {
namespace {

constexpr char kDataSet[] = "programmes/p1/dataSets/d1";
constexpr char kIndicator[] = "programmes/p1/indicators/i1";
const std::vector<std::string> kGroups = {"White", "Asian", "Black", "Mixed"};
const std::vector<std::string> kAreas = {"Blackpool", "Fylde", "Lancaster"};
const std::vector<std::string> kPeriods = {"2021", "2022", "2023"};

using Counts = std::map<std::string, double>;  // by "group|area|period"

std::string KeyOf(const std::string& group, const std::string& area, const std::string& period) {
  return group + "|" + area + "|" + period;
}

// A data set of these numerators, out of 1,000 each, with all that belongs to it.
class Service {
 public:
  Service(const Counts& counts, v1::DisclosureProfile profile) {
    v1::DataSetTable table;
    for (const auto& group : kGroups) table.mutable_groups()->add_words(group);
    for (const auto& area : kAreas) table.mutable_areas()->add_words(area);
    for (const auto& period : kPeriods) table.mutable_periods()->add_words(period);
    for (size_t g = 0; g < kGroups.size(); ++g) {
      for (size_t a = 0; a < kAreas.size(); ++a) {
        for (size_t p = 0; p < kPeriods.size(); ++p) {
          table.mutable_groups()->add_index(static_cast<int>(g));
          table.mutable_areas()->add_index(static_cast<int>(a));
          table.mutable_periods()->add_index(static_cast<int>(p));
          table.mutable_numerators()->add_values(
              counts.at(KeyOf(kGroups[g], kAreas[a], kPeriods[p])));
          table.mutable_denominators()->add_values(1000);
        }
      }
    }
    v1::DataSet data_set;
    data_set.set_name(kDataSet);
    data_set.set_state(v1::DATA_SET_STATE_IMPORTED);
    data_set.set_blob_digest(*context_.WriteBlob(table.SerializeAsString(), kDataSet));
    for (const auto& period : kPeriods) data_set.add_periods(period);
    auto& header = *data_set.mutable_header();
    header.set_disclosure_profile(profile);
    header.mutable_mapping()->set_numerator_column("n");
    header.mutable_mapping()->set_denominator_column("d");
    context_.Put(data_set);
    v1::Indicator indicator;
    indicator.set_name(kIndicator);
    auto& definition = *indicator.mutable_definition();
    definition.set_title("Admissions");
    definition.set_kind(v1::INDICATOR_KIND_PROPORTION);
    definition.set_multiplier(100);
    definition.set_unit("%");
    definition.set_polarity(v1::POLARITY_LOWER_IS_BETTER);
    definition.set_group_dimension(v1::GROUP_DIMENSION_ETHNICITY);
    context_.Put(indicator);
  }

  Result<v1::TabulateDataSetResponse> Tabulate(const std::string& period,
                                               const std::string& area) const {
    v1::TabulateDataSetRequest request;
    request.set_name(kDataSet);
    request.set_period(period);
    request.set_area(area);
    return TabulateDataSet(request, context_);
  }

  Result<v1::PreparedFinding> Record(const std::string& period, const std::string& area,
                                     v1::ComparatorRule rule) const {
    v1::RecordFindingRequest request;
    request.set_indicator(kIndicator);
    request.set_data_set(kDataSet);
    request.set_period(period);
    request.set_area(area);
    request.set_comparator_rule(rule);
    return PrepareFinding(request, context_);
  }

  // Everything that can be asked for, as one text: tables, figures, pictures, audit, refusals.
  std::string Everything() const {
    std::string all;
    const auto add = [&all](const auto& result) {
      all += result.ok() ? result->SerializeAsString() : result.status().ToString();
    };
    for (std::string period : {"", "2021", "2022", "2023", "1999"}) {
      for (std::string area : {"", "Blackpool", "Fylde", "Lancaster", "Paris"}) {
        add(Tabulate(period, area));
        for (const auto rule : {v1::COMPARATOR_RULE_BEST_GROUP, v1::COMPARATOR_RULE_ALL_OTHERS}) {
          const auto prepared = Record(period, area, rule);
          add(prepared);
          if (!prepared.ok()) continue;
          v1::Finding finding;
          *finding.mutable_figures() = prepared->figures();
          all += PictureOf(finding) + TextOf(finding);
        }
      }
    }
    v1::RecordEquityAuditRequest request;
    request.set_parent("programmes/p1");
    auto& source = *request.add_sources();
    source.set_indicator(kIndicator);
    source.set_data_set(kDataSet);
    source.set_period("2023");
    add(PrepareEquityAudit(request, context_));
    return all;
  }

 private:
  testing::FakeReadContext context_;
};

Counts Random(std::mt19937& random) {
  std::bernoulli_distribution is_small(0.3);
  std::uniform_int_distribution<int> small(0, 9);
  std::uniform_int_distribution<int> large(20, 300);
  Counts counts;
  for (const auto& group : kGroups) {
    for (const auto& area : kAreas) {
      for (const auto& period : kPeriods) {
        counts[KeyOf(group, area, period)] = is_small(random) ? small(random) : large(random);
      }
    }
  }
  return counts;
}

class Attack : public ::testing::TestWithParam<v1::DisclosureProfile> {
 protected:
  // What a shown count can have been; a withheld one is taken to be small, unless it is not (the
  // attacker is told which are withheld for others).
  std::pair<double, double> BoundsOf(std::optional<double> shown, double exact) const {
    const DisclosureRule& rule = RuleOf(GetParam());
    if (shown) {
      if (rule.round_to == 0 || *shown == 0) return {*shown, *shown};
      return {std::max(*shown - 2, rule.withhold_below), *shown + 2};
    }
    if (IsWithheld(exact, rule)) {
      return {rule.zero == ZeroRule::kWithheld ? 0 : 1, rule.withhold_below - 1};
    }
    return {exact < rule.withhold_below ? 0 : rule.withhold_below,
            std::numeric_limits<double>::infinity()};
  }

  std::map<std::string, std::optional<double>> Shown(const Service& service,
                                                     const std::string& period,
                                                     const std::string& area) const {
    std::map<std::string, std::optional<double>> shown;
    const auto table = service.Tabulate(period, area);
    EXPECT_TRUE(table.ok()) << table.status().ToString();
    for (const auto& group : table->groups()) {
      if (group.has_numerator()) {
        shown[group.group()] = group.numerator();
      } else {
        shown[group.group()] = std::nullopt;
      }
    }
    return shown;
  }

  // Asks for every table and solves them together, for one period.
  void ExpectNothingWorkedOut(const Service& service, const Counts& counts,
                              const std::string& period) const {
    BoundsAttacker attacker;
    std::map<std::string, int> number;
    std::set<std::string> hidden;
    const auto in_all = Shown(service, period, "");
    for (const auto& area : kAreas) {
      const auto shown = Shown(service, period, area);
      for (const auto& group : kGroups) {
        const std::string key = KeyOf(group, area, period);
        const auto [lower, upper] = BoundsOf(shown.at(group), counts.at(key));
        number[key] = attacker.AddCount(lower, upper);
        if (IsWithheld(counts.at(key), RuleOf(GetParam()))) hidden.insert(key);
      }
    }
    for (const auto& group : kGroups) {
      double total = 0;
      BoundsAttacker::Terms terms;
      for (const auto& area : kAreas) {
        total += counts.at(KeyOf(group, area, period));
        terms.emplace_back(number[KeyOf(group, area, period)], 1);
      }
      // Why a total is withheld is not told.
      const auto [lower, upper] = in_all.at(group)
                                      ? BoundsOf(in_all.at(group), total)
                                      : std::pair(0.0, std::numeric_limits<double>::infinity());
      terms.emplace_back(attacker.AddCount(lower, upper), -1);
      attacker.AddSum(terms);
    }
    const DisclosureRule& rule = RuleOf(GetParam());
    for (const std::string& key : hidden) {
      EXPECT_LE(attacker.Lowest(number[key]), 1 + 1e-6) << key;
      EXPECT_GE(attacker.Highest(number[key]), rule.withhold_below - 1 - 1e-6) << key;
    }
  }
};

TEST_P(Attack, WorksNoWithheldCountOutOfAllTablesTogether) {
  std::mt19937 random(42);
  for (int round = 0; round < 12; ++round) {
    const Counts counts = Random(random);
    const Service service(counts, GetParam());
    for (const auto& period : kPeriods) {
      SCOPED_TRACE(std::to_string(round) + " " + period);
      ExpectNothingWorkedOut(service, counts, period);
    }
  }
}

TEST_P(Attack, GetsNoTableThatAddsPeriodsUp) {
  std::mt19937 random(1);
  const Service service(Random(random), GetParam());
  EXPECT_EQ(service.Tabulate("", "").status().reason(), "CUT_NOT_PLANNED");
}

// The one who reads off numerators tries all 1 to 7 of 1,000 against each percentage.
TEST_P(Attack, ReadsNoNumeratorOffAPercentageAndItsInterval) {
  std::mt19937 random(3);
  for (int round = 0; round < 5; ++round) {
    const Counts counts = Random(random);
    const Service service(counts, GetParam());
    const DisclosureRule& rule = RuleOf(GetParam());
    const auto prepared = service.Record("2023", "Fylde", v1::COMPARATOR_RULE_BEST_GROUP);
    ASSERT_TRUE(prepared.ok()) << prepared.status().ToString();
    for (const auto& group : prepared->figures().groups()) {
      const double exact = counts.at(KeyOf(group.group(), "Fylde", "2023"));
      if (IsWithheld(exact, rule)) {
        EXPECT_FALSE(group.has_value()) << group.group();
        EXPECT_FALSE(group.has_numerator());
        continue;
      }
      if (!group.has_value() || rule.round_to == 0) continue;
      const auto interval = statistics::WilsonInterval(*Release(exact, rule), 1000);
      ASSERT_TRUE(interval.ok());
      EXPECT_NEAR(group.value().interval().lower(), 100 * interval->lower, 1e-9)
          << "computed from something else than the rounded count";
    }
  }
}

// The strongest reading of "no count of 1-7 appears": whatever the planted count is, every byte of
// every answer is the same.
TEST_P(Attack, SeesNoDifferenceWhateverAPlantedCountIs) {
  std::mt19937 random(5);
  Counts counts;
  std::uniform_int_distribution<int> large(60, 300);
  for (const auto& group : kGroups) {
    for (const auto& area : kAreas) {
      for (const auto& period : kPeriods) counts[KeyOf(group, area, period)] = large(random);
    }
  }
  // Small in every area and period, so that no total of it is shown either.
  const double most = RuleOf(GetParam()).withhold_below - 1;
  std::set<std::string> answers;
  for (double planted = 1; planted <= most; ++planted) {
    for (const auto& period : kPeriods) {
      counts[KeyOf("Mixed", "Blackpool", period)] = planted;
      counts[KeyOf("Mixed", "Fylde", period)] = 0;
      counts[KeyOf("Mixed", "Lancaster", period)] = 0;
    }
    answers.insert(Service(counts, GetParam()).Everything());
  }
  EXPECT_EQ(answers.size(), 1U);
}

INSTANTIATE_TEST_SUITE_P(Profiles, Attack,
                         ::testing::Values(v1::DISCLOSURE_PROFILE_HES_ROUND_5,
                                           v1::DISCLOSURE_PROFILE_OPENSAFELY,
                                           v1::DISCLOSURE_PROFILE_SUPPRESS_1_TO_4));

// The attackers themselves: without disclosure control each gets what it is after.
TEST(Attackers, FindThePlantedCountWhereItIsPublished) {
  std::mt19937 random(5);
  Counts counts = Random(random);
  std::set<std::string> answers;
  for (double planted = 1; planted <= 7; ++planted) {
    counts[KeyOf("Mixed", "Fylde", "2022")] = planted;
    answers.insert(Service(counts, v1::DISCLOSURE_PROFILE_PUBLISHED).Everything());
  }
  EXPECT_EQ(answers.size(), 7U);
}

// 98.8 % of numerators of 1 to 7 can be read off a percentage with its interval to one decimal.
TEST(Attackers, ReadNumeratorsOffPercentagesToOneDecimal) {
  const auto printed = [](double numerator, double denominator) {
    const auto interval = statistics::WilsonInterval(numerator, denominator);
    char text[64];
    std::snprintf(text, sizeof text, "%.1f %.1f %.1f", 100 * numerator / denominator,
                  100 * interval->lower, 100 * interval->upper);
    return std::string(text);
  };
  int cells = 0;
  int identified = 0;
  for (int denominator = 8; denominator <= 400; ++denominator) {
    for (int numerator = 1; numerator <= 7; ++numerator) {
      ++cells;
      int matches = 0;
      for (int guess = 0; guess <= denominator; ++guess) {
        matches += printed(guess, denominator) == printed(numerator, denominator) ? 1 : 0;
      }
      identified += matches == 1 ? 1 : 0;
    }
  }
  EXPECT_GT(identified, 0.98 * cells);
}

}  // namespace
}  // namespace fivestep::analysis
