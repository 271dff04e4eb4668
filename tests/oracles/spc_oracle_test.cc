// Family spc: ptd_spc of NHSRplotthedots, point by point.
#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "metrics/spc/xmr.h"
#include "oracle_cases.h"

namespace fivestep::oracles {
namespace {

using namespace fivestep::metrics::spc;  // NOLINT: the kernel under test, in a test

// What the reference refuses because of its table interface: columns of a wrong type, a misspelt
// direction, names of facets, two rows of one date (a reading is refused for that in CheckPeriods).
const std::set<std::string> kAboutTheTable = {"err_bad_direction",
                                              "err_dup_dates",
                                              "err_date_text",
                                              "err_value_text",
                                              "err_target_unknown_facet",
                                              "err_rebase_list_without_facet"};
// The reference stops with an R error at a missing value inside a rising run; here it ends the run.
const std::string kStopsAtAMissingValue = "na_inside_monotone_run";

struct Row {
  std::string facet;
  std::string date;
  std::optional<double> value;
};

std::map<std::string, std::vector<Row>> FacetsOf(const OracleCase& one) {
  const std::vector<std::string> dates = Texts(one.input["date"].value());
  const std::vector<double> values = Numbers(one.input, "y");
  const std::optional<Json> facets = Member(one.input, "f");
  std::map<std::string, std::vector<Row>> by_facet;
  for (std::size_t i = 0; i < dates.size(); ++i) {
    const std::string facet = facets ? Texts(*facets)[i] : "no facet";
    const bool missing = std::isnan(values[i]);
    by_facet[facet].push_back({facet, dates[i], missing ? std::nullopt : std::optional(values[i])});
  }
  for (auto& [facet, rows] : by_facet) {
    std::sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) { return a.date < b.date; });
  }
  return by_facet;
}

// An option that is one for all facets, or an object with one for each.
std::optional<Json> ForFacet(const OracleCase& one, std::string_view option,
                             const std::string& facet) {
  const Json value = one.options[option].value();
  if (value.is_null()) return std::nullopt;
  return value.is_object() ? Member(value, facet) : std::optional(value);
}

XmrOptions OptionsOf(const OracleCase& one, const std::string& facet,
                     const std::vector<Row>& rows) {
  const std::string direction = Text(one.options["improvement_direction"].value());
  XmrOptions options;
  options.direction = direction == "increase"   ? ImprovementDirection::kIncrease
                      : direction == "decrease" ? ImprovementDirection::kDecrease
                                                : ImprovementDirection::kNeutral;
  options.screen_moving_ranges = bool(one.options["screen_outliers"].value());
  if (const auto target = ForFacet(one, "target", facet)) options.target = Number(*target);
  if (const auto fix = ForFacet(one, "fix_after_n_points", facet)) {
    options.fix_after = static_cast<std::size_t>(Number(*fix));
  }
  const auto rebase = ForFacet(one, "rebase", facet);
  const std::vector<std::string> dates = rebase ? Texts(*rebase) : std::vector<std::string>();
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (std::count(dates.begin(), dates.end(), rows[i].date) > 0) options.rebase_at.push_back(i);
  }
  return options;
}

Result<Xmr> Chart(const OracleCase& one, const std::string& facet, const std::vector<Row>& rows) {
  std::vector<std::optional<double>> values;
  for (const Row& row : rows) values.push_back(row.value);
  return ComputeXmr(values, OptionsOf(one, facet, rows));
}

std::string CauseName(SpecialCause cause) {
  switch (cause) {
    case SpecialCause::kNone:
      return "Common Cause";
    case SpecialCause::kAboveUpperLimit:
      return "Above UCL";
    case SpecialCause::kBelowLowerLimit:
      return "Below LCL";
    case SpecialCause::kTrendUp:
      return "7 Point Trend (Increasing)";
    case SpecialCause::kTrendDown:
      return "7 Point Trend (Decreasing)";
    case SpecialCause::kTwoInThreeAbove:
      return "2 in 3 Above CL";
    case SpecialCause::kTwoInThreeBelow:
      return "2 in 3 Below CL";
    case SpecialCause::kShiftAbove:
      return "7 Points Above CL";
    case SpecialCause::kShiftBelow:
      return "7 Points Below CL";
  }
  return "";
}

std::string VariationName(Variation variation) {
  switch (variation) {
    case Variation::kCommonCause:
      return "common_cause";
    case Variation::kImprovement:
      return "special_cause_improvement";
    case Variation::kConcern:
      return "special_cause_concern";
    case Variation::kNeutralHigh:
      return "special_cause_neutral_high";
    case Variation::kNeutralLow:
      return "special_cause_neutral_low";
  }
  return "";
}

std::string AssuranceName(const std::optional<Assurance>& assurance) {
  if (!assurance) return "";
  switch (*assurance) {
    case Assurance::kConsistentlyPasses:
      return "consistent_pass";
    case Assurance::kConsistentlyFails:
      return "consistent_fail";
    case Assurance::kHitOrMiss:
      return "inconsistent";
  }
  return "";
}

void ComparePoint(const OracleCase& one, std::size_t row, const XmrPoint& point,
                  const XmrPhase& phase) {
  const std::string what = one.name + " row " + std::to_string(row);
  const Json columns = one.expected["columns"].value();
  const auto number = [&](const char* column) { return Numbers(columns, column).at(row); };
  const auto text = [&](const char* column) { return Texts(columns[column].value()).at(row); };
  ExpectNear(number("mean_col"), phase.mean.value_or(std::nan("")), what + " mean");
  const double nan = std::nan("");
  const ProcessLimits limits = phase.limits.value_or(ProcessLimits{nan, nan, nan, nan});
  ExpectNear(number("lpl"), limits.lower, what + " lpl");
  ExpectNear(number("upl"), limits.upper, what + " upl");
  EXPECT_EQ(text("special_cause_type"), CauseName(point.cause)) << what;
  EXPECT_EQ(text("point_type"), VariationName(point.variation)) << what;
  EXPECT_EQ(text("outside_limits") == "true", point.outside_limits) << what;
  EXPECT_EQ(text("close_to_limits") == "true", point.near_limit) << what;
  if (point.value) {
    EXPECT_EQ(number("relative_to_mean"), point.side) << what;
  }
}

// The reference calls "inconsistent" what it cannot know: no target for this facet, or no limits.
std::string ExpectedAssurance(const OracleCase& one, const std::string& facet, const Xmr& chart,
                              const std::string& said) {
  const bool neutral = Text(one.options["improvement_direction"].value()) == "neutral";
  const bool no_target = !neutral && !ForFacet(one, "target", facet);
  const bool no_limits = !chart.phases.back().limits.has_value();
  return no_target || no_limits ? "" : said;
}

void CompareCase(const OracleCase& one) {
  std::size_t row = 0;
  std::size_t facet_number = 0;
  for (const auto& [facet, rows] : FacetsOf(one)) {
    const Result<Xmr> chart = Chart(one, facet, rows);
    ASSERT_TRUE(chart.ok()) << one.name << chart.status().ToString();
    for (const XmrPoint& point : chart->points) {
      ComparePoint(one, row++, point, chart->phases[point.phase]);
    }
    const Json icons = one.expected["variation_icon"].value();
    EXPECT_EQ(Texts(icons["variation"].value()).at(facet_number),
              VariationName(chart->variation.value_or(Variation::kCommonCause)))
        << one.name;
    const Json assurance = one.expected["assurance"].value();
    const std::string said = Texts(assurance["assurance_type"].value()).at(facet_number);
    EXPECT_EQ(ExpectedAssurance(one, facet, *chart, said), AssuranceName(chart->assurance))
        << one.name;
    ++facet_number;
  }
  EXPECT_EQ(row, one.ExpectedNumbers("mean_col").size()) << one.name;
}

TEST(SpcOracle, EveryPointLimitAndIconAgrees) {
  FIVESTEP_ORACLE(family, "spc");
  int compared = 0;
  for (const OracleCase& one : family.cases()) {
    if (one.ExpectsError()) continue;
    CompareCase(one);
    ++compared;
  }
  EXPECT_EQ(compared, 124);
}

TEST(SpcOracle, RefusalsAgreeBeyondThoseOfTheTable) {
  FIVESTEP_ORACLE(family, "spc");
  for (const OracleCase& one : family.cases()) {
    if (!one.ExpectsError() || kAboutTheTable.contains(one.name)) continue;
    for (const auto& [facet, rows] : FacetsOf(one)) {
      EXPECT_EQ(Chart(one, facet, rows).ok(), one.name == kStopsAtAMissingValue) << one.name;
    }
  }
}

}  // namespace
}  // namespace fivestep::oracles
