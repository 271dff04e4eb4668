#include "spc_reading.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "platform/core/date.h"

namespace fivestep::oracles {
namespace {

using metrics::spc::ImprovementDirection;

constexpr std::string_view kOnlyFacet = "no facet";

struct Row {
  std::string date;
  std::optional<double> value;
};

using Facets = std::map<std::string, std::vector<Row>>;

Result<ImprovementDirection> Direction(const OracleCase& one) {
  const std::string direction = one.TextOption("improvement_direction", "increase");
  if (direction == "increase") return ImprovementDirection::kIncrease;
  if (direction == "decrease") return ImprovementDirection::kDecrease;
  if (direction == "neutral") return ImprovementDirection::kNeutral;
  return InvalidArgument("an improvement is an increase, a decrease or neutral");
}

Status CheckDates(const std::vector<Row>& rows) {
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (!ParseDate(rows[i].date)) return InvalidArgument("a date is written YYYY-MM-DD");
    if (i > 0 && rows[i].date == rows[i - 1].date) {
      return InvalidArgument("a facet has one reading for a date");
    }
  }
  return OkStatus();
}

Result<Facets> ReadRows(const OracleCase& one) {
  const std::optional<Json> column = Member(one.input, "y");
  if (!column || HoldsText(*column)) return InvalidArgument("values are a column of numbers");
  const std::vector<double> values = Numbers(*column);
  const std::vector<std::string> dates = Texts(one.input, "date");
  const std::string by = one.TextOption("facet_field", "");
  std::vector<std::string> names = by.empty() ? std::vector<std::string>() : Texts(one.input, by);
  names.resize(values.size(), std::string(kOnlyFacet));
  Facets facets;
  for (std::size_t i = 0; i < values.size(); ++i) {
    facets[names[i]].push_back(
        {dates.at(i), std::isnan(values[i]) ? std::nullopt : std::optional(values[i])});
  }
  for (auto& [name, rows] : facets) {
    std::stable_sort(rows.begin(), rows.end(),
                     [](const Row& a, const Row& b) { return a.date < b.date; });
    FIVESTEP_RETURN_IF_ERROR(CheckDates(rows));
  }
  return facets;
}

// An option that has a value for each facet names facets that there are.
Status CheckNames(const OracleCase& one, std::string_view option, const Facets& facets) {
  const std::optional<Json> value = Member(one.options, option);
  if (!value || !value->is_object()) return OkStatus();
  for (const auto& [name, unused] : value->get_object()) {
    if (!facets.contains(std::string(name)) || IsNull(one.options, "facet_field")) {
      return InvalidArgument(std::string(option) + " is for a facet that there is not");
    }
  }
  return OkStatus();
}

// An option that is one for all facets, or an object with one for each.
std::optional<Json> ForFacet(const OracleCase& one, std::string_view option,
                             const std::string& facet) {
  const std::optional<Json> value = Member(one.options, option);
  if (!value || value->is_null()) return std::nullopt;
  return value->is_object() ? Member(*value, facet) : value;
}

Facet ReadFacet(const OracleCase& one, const std::string& name, const std::vector<Row>& rows,
                ImprovementDirection direction) {
  Facet facet{name, {}, {}, {}};
  facet.options.direction = direction;
  facet.options.screen_moving_ranges = one.FlagOption("screen_outliers", true);
  if (const auto target = ForFacet(one, "target", name)) facet.options.target = Number(*target);
  if (const auto fix = ForFacet(one, "fix_after_n_points", name)) {
    facet.options.fix_after = static_cast<std::size_t>(std::max(0.0, Number(*fix)));
  }
  const auto rebase = ForFacet(one, "rebase", name);
  const std::vector<std::string> dates = rebase ? Texts(*rebase) : std::vector<std::string>();
  for (std::size_t i = 0; i < rows.size(); ++i) {
    facet.dates.push_back(rows[i].date);
    facet.values.push_back(rows[i].value);
    if (std::count(dates.begin(), dates.end(), rows[i].date) > 0) {
      facet.options.rebase_at.push_back(i);
      facet.is_rebased_at_first = facet.is_rebased_at_first || i == 0;
    }
  }
  return facet;
}

}  // namespace

Result<std::vector<Facet>> ReadFacets(const OracleCase& one) {
  const auto direction = Direction(one);
  if (!direction.ok()) return direction.status();
  const auto facets = ReadRows(one);
  if (!facets.ok()) return facets.status();
  for (const char* option : {"target", "rebase", "fix_after_n_points"}) {
    FIVESTEP_RETURN_IF_ERROR(CheckNames(one, option, *facets));
  }
  std::vector<Facet> read;
  for (const auto& [name, rows] : *facets) read.push_back(ReadFacet(one, name, rows, *direction));
  return read;
}

}  // namespace fivestep::oracles
