// Family sii: phe_sii, with its simulated limits repeated draw for draw.
#include <algorithm>
#include <cmath>
#include <set>

#include "analysis/statistics/slope_index.h"
#include "deviations.h"
#include "families.h"
#include "phe_reading.h"

namespace fivestep::oracles {
namespace {

using analysis::statistics::EstimateSlopeIndex;
using analysis::statistics::RandomStream;
using analysis::statistics::SlopeGroup;
using analysis::statistics::SlopeIndex;
using analysis::statistics::SlopeLimits;
using analysis::statistics::SlopeOptions;
using analysis::statistics::SlopeValueType;

constexpr const char* kTypeNames[] = {"normal", "rate", "proportion"};
constexpr const char* kTransformNames[] = {"none", "log", "logit"};

struct Rows {
  std::vector<std::string> quantile;
  std::vector<SlopeGroup> group;
  bool is_text = false;  // of the quantiles: the reference sorts them as text ("1", "10", "2")

  bool IsBefore(std::size_t a, std::size_t b) const {
    if (is_text) return quantile[a] < quantile[b];
    return std::strtod(quantile[a].c_str(), nullptr) < std::strtod(quantile[b].c_str(), nullptr);
  }
};

Result<Rows> ReadRows(const OracleCase& one) {
  const auto population = NumberColumn(one, "population", "pop");
  if (!population.ok()) return population.status();
  const bool by_count = one.TextOption("value_from", "value") == "x";
  const auto value = NumberColumn(one, "value", by_count ? "x" : "value");
  if (!value.ok()) return value.status();
  Rows rows;
  const std::optional<Json> quantile = Member(one.input, "quantile");
  if (!quantile) return InvalidArgument("there is no column quantile");
  rows.is_text = HoldsText(*quantile);
  rows.quantile = Texts(*quantile);
  FIVESTEP_RETURN_IF_ERROR(CheckRows(population->size(), {value->size(), rows.quantile.size()}));
  const std::vector<double> lower = Numbers(one.input, "lower");
  const std::vector<double> upper = Numbers(one.input, "upper");
  const std::vector<double> error = Numbers(one.input, "se");
  const bool given_error = one.TextOption("se_source", "cl") == "se";
  for (std::size_t i = 0; i < population->size(); ++i) {
    const double people = population->at(i);
    SlopeGroup group{people, by_count ? value->at(i) / people : value->at(i), {}, {}};
    if (given_error) {
      group.standard_error = error.at(i);
    } else {
      group.limits = {lower.at(i), upper.at(i)};
    }
    rows.group.push_back(group);
  }
  return rows;
}

struct Area {
  RowGroup name;
  std::vector<SlopeGroup> groups;
};

// The areas in the reference's order, without those that lack a quantile.
std::vector<Area> Areas(const OracleCase& one, const Rows& rows) {
  const std::set<std::string> quantiles(rows.quantile.begin(), rows.quantile.end());
  std::vector<Area> areas;
  for (RowGroup& group : GroupRows(one, rows.group.size())) {
    if (group.rows.size() != quantiles.size()) continue;
    std::stable_sort(group.rows.begin(), group.rows.end(),
                     [&](std::size_t a, std::size_t b) { return rows.IsBefore(a, b); });
    Area area{group, {}};
    for (const std::size_t row : group.rows) area.groups.push_back(rows.group[row]);
    areas.push_back(std::move(area));
  }
  return areas;
}

Result<SlopeOptions> ReadOptions(const OracleCase& one) {
  const double type = one.NumberOption("value_type", 0);
  if (type != 0 && type != 1 && type != 2) {
    return InvalidArgument("a value type is 0 (normal), 1 (rate) or 2 (proportion)");
  }
  SlopeOptions options;
  options.value_type = static_cast<SlopeValueType>(static_cast<int>(type));
  options.transform = one.FlagOption("transform", false);
  options.multiplier = one.NumberOption("multiplier", 1);
  if (Member(one.options, "confidence")) options.confidence = Numbers(one.options, "confidence");
  options.repetitions = static_cast<int>(one.NumberOption("repetitions", 100'000));
  options.reliability = one.FlagOption("reliability_stat", false);
  return options;
}

// "95_0cl", or "95_0" for transformed values, as the package names columns.
std::string LevelSuffix(const SlopeLimits& limits, bool transform) {
  char text[16];
  std::snprintf(text, sizeof text, "%.1f", limits.confidence * 100);
  std::string suffix(text);
  std::replace(suffix.begin(), suffix.end(), '.', '_');
  return suffix + (transform ? "" : "cl");
}

// Undoes for the comparison what we do not follow.
SlopeLimits AsTheReferenceHas(SlopeLimits limits) {
  std::swap(limits.sii.lower, limits.sii.upper);
  limits.rii = {1 / limits.rii.upper, 1 / limits.rii.lower};
  return limits;
}

class Columns {
 public:
  Columns(const OracleCase& one, const SlopeOptions& options) : one_(one), options_(options) {}

  void Add(const SlopeIndex& index) {
    numbers_["sii"].push_back(index.sii);
    numbers_["rii"].push_back(index.rii);
    numbers_["intercept"].push_back(index.intercept);
    const bool exchanged = kExchangedRateLimits.holds(one_);
    for (const SlopeLimits& limits : index.limits) {
      AddLimits(exchanged ? AsTheReferenceHas(limits) : limits);
    }
  }

  Table ToTable(const std::vector<RowGroup>& areas) const {
    Table table = KeyTable(one_, areas);
    for (const auto& [name, column] : numbers_) table[name] = column;
    const int type = static_cast<int>(options_.value_type);
    const auto same = [&](const std::string& text) {
      return std::vector<std::string>(areas.size(), text);
    };
    table["multiplier"] = std::vector<double>(areas.size(), options_.multiplier);
    table["indicator_type"] = same(kTypeNames[type]);
    table["transform"] = same(options_.transform ? kTransformNames[type] : "none");
    table["CI_confidence"] = same(LevelsLabel(options_.confidence));
    table["CI_method"] = same("simulation " + PastedNumber(options_.repetitions) + " reps");
    return table;
  }

 private:
  void AddLimits(const SlopeLimits& limits) {
    const std::string suffix = LevelSuffix(limits, options_.transform);
    numbers_["sii_lower" + suffix].push_back(limits.sii.lower);
    numbers_["sii_upper" + suffix].push_back(limits.sii.upper);
    numbers_["rii_lower" + suffix].push_back(limits.rii.lower);
    numbers_["rii_upper" + suffix].push_back(limits.rii.upper);
    if (!limits.sii_reliability) return;
    const std::string level = LevelSuffix(limits, true);
    numbers_["sii_mad" + level].push_back(*limits.sii_reliability);
    numbers_["rii_mad" + level].push_back(*limits.rii_reliability);
  }

  const OracleCase& one_;
  const SlopeOptions& options_;
  std::map<std::string, std::vector<double>> numbers_;
};

Result<Table> SlopeIndices(const OracleCase& one) {
  FIVESTEP_RETURN_IF_ERROR(CheckColumnChoice(one));
  const auto options = ReadOptions(one);
  if (!options.ok()) return options.status();
  const auto rows = ReadRows(one);
  if (!rows.ok()) return rows.status();
  RandomStream random(static_cast<std::uint32_t>(one.NumberOption("seed", 0)));
  Columns columns(one, *options);
  std::vector<RowGroup> names;
  for (const Area& area : Areas(one, *rows)) {
    const Result<SlopeIndex> index = EstimateSlopeIndex(area.groups, *options, random);
    if (!index.ok()) return index.status();
    columns.Add(*index);
    names.push_back(area.name);
  }
  return columns.ToTable(names);
}

}  // namespace

Comparison RunSlopeIndices(const OracleCase& one) {
  Comparison comparison;
  CompareAnswer(one, SlopeIndices(one), comparison);
  for (const Deviation* deviation : {&kExchangedRateLimits, &kQuantilesSortedAsText}) {
    if (!one.ExpectsError() && deviation->holds(one)) comparison.Deviates(deviation->reason);
  }
  return comparison;
}

}  // namespace fivestep::oracles
