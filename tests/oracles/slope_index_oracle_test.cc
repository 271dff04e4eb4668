// Family sii: phe_sii, with its simulated limits repeated draw for draw.
#include <algorithm>
#include <cmath>
#include <map>

#include "analysis/statistics/slope_index.h"
#include "oracle_cases.h"

namespace fivestep::oracles {
namespace {

using analysis::statistics::EstimateSlopeIndex;
using analysis::statistics::RandomStream;
using analysis::statistics::SlopeGroup;
using analysis::statistics::SlopeIndex;
using analysis::statistics::SlopeLimits;
using analysis::statistics::SlopeOptions;
using analysis::statistics::SlopeValueType;

using Area = std::vector<SlopeGroup>;

bool Flag(const OracleCase& one, std::string_view option) {
  return bool(one.options[option].value());
}

// Sorts rows as the reference does: text quantiles sort as text ("1", "10", "2").
std::vector<std::size_t> OrderByQuantile(Json quantile) {
  std::vector<std::size_t> order(quantile.get_array().size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  const std::vector<double> numbers = Numbers(quantile);
  const std::vector<std::string> texts = Texts(quantile);
  const bool is_text = quantile.get_array().at(0).value().is_string();
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return is_text ? texts[a] < texts[b] : numbers[a] < numbers[b];
  });
  return order;
}

// The areas in the reference's order, without those that lack a quantile.
std::vector<Area> AreasOf(const OracleCase& one) {
  const bool by_count = Text(one.options["value_from"].value()) == "x";
  const bool given_error = Text(one.options["se_source"].value()) == "se";
  const std::vector<double> population = Numbers(one.input, "pop");
  const std::vector<double> value = Numbers(one.input, by_count ? "x" : "value");
  const std::vector<double> lower = Numbers(one.input, "lower");
  const std::vector<double> upper = Numbers(one.input, "upper");
  const std::vector<double> error = Numbers(one.input, "se");
  const std::vector<std::string> names = Texts(one.input["area"].value());

  std::map<std::string, Area> by_name;
  for (const std::size_t i : OrderByQuantile(one.input["quantile"].value())) {
    SlopeGroup group{population[i], by_count ? value[i] / population[i] : value[i], {}, {}};
    group.limits = {lower[i], upper[i]};
    if (given_error) group.standard_error = error[i];
    by_name[names[i]].push_back(group);
  }
  std::size_t quantiles = 0;
  for (const auto& [name, area] : by_name) quantiles = std::max(quantiles, area.size());
  std::vector<Area> areas;
  for (auto& [name, area] : by_name) {
    if (area.size() == quantiles) areas.push_back(std::move(area));
  }
  return areas;
}

SlopeOptions OptionsOf(const OracleCase& one) {
  SlopeOptions options;
  options.value_type = static_cast<SlopeValueType>(Number(one.options["value_type"].value()));
  options.transform = Flag(one, "transform");
  options.multiplier = Number(one.options["multiplier"].value());
  options.confidence = Numbers(one.options, "confidence");
  options.repetitions = static_cast<int>(Number(one.options["repetitions"].value()));
  options.reliability = Flag(one, "reliability_stat");
  return options;
}

// The reference exchanges (and inverts) the limits of transformed rates for any multiplier below 1;
// only for a negative one is that right, so here the exchange is undone before comparing.
bool HasExchangedLimits(const SlopeOptions& options) {
  return options.transform && options.value_type == SlopeValueType::kRate &&
         options.multiplier > 0 && options.multiplier < 1;
}

void CompareLimits(const OracleCase& one, std::size_t area, const SlopeOptions& options,
                   const SlopeLimits& limits) {
  const std::string level = limits.confidence > 0.99 ? "99_8" : "95_0";
  const std::string suffix = level + (options.transform ? "" : "cl");
  const auto expected = [&](const std::string& column) {
    return one.ExpectedNumbers(column).at(area);
  };
  SlopeLimits ours = limits;
  if (HasExchangedLimits(options)) {
    std::swap(ours.sii.lower, ours.sii.upper);
    ours.rii = {1 / limits.rii.upper, 1 / limits.rii.lower};
  }
  ExpectNear(expected("sii_lower" + suffix), ours.sii.lower, one.name + " sii_lower");
  ExpectNear(expected("sii_upper" + suffix), ours.sii.upper, one.name + " sii_upper");
  ExpectNear(expected("rii_lower" + suffix), ours.rii.lower, one.name + " rii_lower");
  ExpectNear(expected("rii_upper" + suffix), ours.rii.upper, one.name + " rii_upper");
  if (!options.reliability) return;
  ExpectNear(expected("sii_mad" + level), *ours.sii_reliability, one.name + " sii_mad");
  ExpectNear(expected("rii_mad" + level), *ours.rii_reliability, one.name + " rii_mad");
}

void CompareCase(const OracleCase& one) {
  const SlopeOptions options = OptionsOf(one);
  RandomStream random(static_cast<std::uint32_t>(Number(one.options["seed"].value())));
  const std::vector<Area> areas = AreasOf(one);
  ASSERT_EQ(areas.size(), one.ExpectedNumbers("sii").size()) << one.name;
  for (std::size_t i = 0; i < areas.size(); ++i) {
    const Result<SlopeIndex> index = EstimateSlopeIndex(areas[i], options, random);
    ASSERT_TRUE(index.ok()) << one.name << index.status().ToString();
    ExpectNear(one.ExpectedNumbers("sii")[i], index->sii, one.name + " sii");
    ExpectNear(one.ExpectedNumbers("rii")[i], index->rii, one.name + " rii");
    ExpectNear(one.ExpectedNumbers("intercept")[i], index->intercept, one.name + " intercept");
    for (const SlopeLimits& limits : index->limits) CompareLimits(one, i, options, limits);
  }
}

// One bad area fails the whole of the reference's call.
void ExpectRefusal(const OracleCase& one) {
  RandomStream random(1);
  bool refused = false;
  for (const Area& area : AreasOf(one)) {
    refused = refused || !EstimateSlopeIndex(area, OptionsOf(one), random).ok();
  }
  EXPECT_TRUE(refused) << one.name;
}

TEST(SlopeIndexOracle, EstimatesLimitsAndRefusalsAgree) {
  FIVESTEP_ORACLE(family, "sii");
  int compared = 0;
  for (const OracleCase& one : family.cases()) {
    // A value type of 3 cannot be said in C++.
    if (one.name == "err_vt") continue;
    ++compared;
    one.ExpectsError() ? ExpectRefusal(one) : CompareCase(one);
  }
  EXPECT_GT(compared, 40);
}

}  // namespace
}  // namespace fivestep::oracles
