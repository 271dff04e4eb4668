#include "analysis/area_gradient.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "analysis/data_set_reading.h"
#include "analysis/domain/cell_table.h"
#include "analysis/domain/disclosure.h"
#include "analysis/statistics/regression_slope.h"
#include "fivestep/analysis/v1/data_set.pb.h"
#include "fivestep/analysis/v1/error_reason.pb.h"
#include "fivestep/analysis/v1/reference_data.pb.h"
#include "platform/core/decision.h"

namespace fivestep::analysis {
namespace {

using Attribute = std::unordered_map<std::string, std::string>;

Status NotPossible(const std::string& why, const std::string& what_to_do) {
  return StatusOf(v1::QUESTION_NOT_POSSIBLE, {{"why", why}, {"what_to_do", what_to_do}});
}

std::optional<double> NumberOf(const Attribute& attribute, const std::string& area) {
  const auto found = attribute.find(area);
  if (found == attribute.end()) return std::nullopt;
  double number = 0;
  const char* end = found->second.data() + found->second.size();
  const auto [stop, error] = std::from_chars(found->second.data(), end, number);
  return error == std::errc() && stop == end ? std::optional(number) : std::nullopt;
}

// The areas' labels of one column; areas of another vintage of LSOAs are not looked up.
Result<Attribute> Read(const std::string& name, const std::string& column,
                       const v1::DataSet& data_set, const ReadContext& context) {
  const auto reference = context.Get<v1::ReferenceData>(name);
  if (!reference.ok()) return reference.status();
  const v1::LsoaVintage own = data_set.header().lsoa_vintage();
  const v1::LsoaVintage other = reference->header().lsoa_vintage();
  const auto is_vintage = [](v1::LsoaVintage vintage) {
    return vintage == v1::LSOA_VINTAGE_2011 || vintage == v1::LSOA_VINTAGE_2021;
  };
  if (is_vintage(own) && is_vintage(other) && own != other) {
    return StatusOf(v1::VINTAGES_DIFFER, {{"data_set", data_set.name()},
                                          {"data_set_vintage", v1::LsoaVintage_Name(own)},
                                          {"reference", name},
                                          {"reference_vintage", v1::LsoaVintage_Name(other)}});
  }
  const auto pairs = ReadAttribute(*reference, column, context);
  if (!pairs.ok()) return pairs.status();
  Attribute attribute;
  for (const auto& [area, label] : *pairs) attribute.emplace(area, label);
  return attribute;
}

// One area as released.
struct Area {
  std::string name;
  double level = 0;
  double people = 0;
  double score = 0;
};

std::optional<double> Shown(const Sum& sum, const DisclosureRule& rule) {
  if (sum.state() != v1::RELEASE_STATE_RELEASED || sum.total < 0) return std::nullopt;
  return Release(sum.total, rule);
}

// What the areas' levels are made of.
class Levels {
 public:
  Levels(const CellTable& cells, const DisclosureRule& rule, double multiplier)
      : rule_(rule),
        multiplier_(multiplier > 0 ? multiplier : 1),
        counts_(cells.has_numerators && cells.has_denominators) {}

  std::optional<double> Of(const TableCell& cell) const {
    if (!counts_) return Shown(cell.value, rule_);
    const auto numerator = Shown(cell.numerator, rule_);
    const auto denominator = Shown(cell.denominator, rule_);
    if (!numerator || !denominator || !(*denominator > 0)) return std::nullopt;
    return *numerator / *denominator * multiplier_;
  }
  std::optional<double> PeopleOf(const TableCell& cell) const {
    return counts_ ? Shown(cell.denominator, rule_) : std::nullopt;
  }

 private:
  const DisclosureRule& rule_;
  const double multiplier_;
  const bool counts_;
};

Result<CellTable> CellsOf(const v1::AnalyseAreaGradientRequest& request,
                          const v1::DataSet& data_set, const ReadContext& context) {
  CellQuestion question{data_set.name(),
                        {request.area_dimension().empty() ? "group" : request.area_dimension()}};
  if (!request.period().empty()) question.filters.push_back({"period", {request.period()}});
  const BlobTable table(context, data_set.blob_digest(), data_set.name());
  return AddUpCells(table, question);
}

// Turned so that worse for the deprived end is positive, or above 1.
void Fill(const statistics::RegressionSlope& slope, v1::Polarity polarity,
          v1::AreaGradient& gradient) {
  const bool turn = polarity == v1::POLARITY_LOWER_IS_BETTER;
  const auto set = [](double value, double lower, double upper, v1::Estimate& estimate) {
    estimate.set_value(value);
    estimate.mutable_interval()->set_lower(lower);
    estimate.mutable_interval()->set_upper(upper);
  };
  if (const auto& sii = slope.absolute; sii.interval) {
    if (turn) {
      set(-sii.value, -sii.interval->upper, -sii.interval->lower, *gradient.mutable_sii());
    } else {
      set(sii.value, sii.interval->lower, sii.interval->upper, *gradient.mutable_sii());
    }
  }
  if (!slope.relative || !slope.relative->interval || !(slope.relative->interval->lower > 0))
    return;
  const auto& rii = *slope.relative;
  if (turn) {
    set(1 / rii.value, 1 / rii.interval->upper, 1 / rii.interval->lower, *gradient.mutable_rii());
  } else {
    set(rii.value, rii.interval->lower, rii.interval->upper, *gradient.mutable_rii());
  }
}

Result<v1::AreaGradient> FitLine(std::vector<Area> areas,
                                 const v1::AnalyseAreaGradientRequest& request) {
  if (areas.size() < static_cast<std::size_t>(kMinGradientAreas)) {
    return NotPossible("fewer than " + std::to_string(kMinGradientAreas) +
                           " areas have a figure, people and a score",
                       "Record a finding by group instead, or use figures of more areas.");
  }
  const bool down = request.higher_is_more_deprived();
  std::sort(areas.begin(), areas.end(), [down](const Area& one, const Area& other) {
    if (one.score != other.score) return down == (one.score > other.score);
    return one.name < other.name;
  });
  std::vector<statistics::Subgroup> groups;
  for (const Area& area : areas) {
    groups.push_back({.estimate = area.level,
                      .population = area.people,
                      .order = static_cast<int>(groups.size()) + 1});
  }
  statistics::RegressionSlopeOptions options;
  options.model = statistics::LineModel::kLinear;
  const auto slope = statistics::SlopeOverGroups(groups, options);
  if (!slope.ok()) return NotPossible(slope.status().message(), "Use other figures.");
  v1::AreaGradient gradient;
  Fill(*slope, request.polarity(), gradient);
  gradient.set_area_count(static_cast<int32_t>(areas.size()));
  gradient.set_method(
      "Linear regression of the areas' levels on the middle of their cumulative share of the "
      "people, the most deprived first; weighted by people; robust errors (HC1); 95 %.");
  return gradient;
}

}  // namespace

Result<v1::AreaGradient> AnalyseAreaGradient(const v1::AnalyseAreaGradientRequest& request,
                                             const ReadContext& context) {
  const auto data_set = context.Get<v1::DataSet>(request.data_set());
  if (!data_set.ok()) return data_set.status();
  if (data_set->state() == v1::DATA_SET_STATE_WITHDRAWN) {
    return StatusOf(v1::DATA_SET_WITHDRAWN, {{"data_set", data_set->name()}});
  }
  if (request.period().empty() && data_set->periods_size() > 1) {
    return StatusOf(v1::PERIOD_NEEDED,
                    {{"data_set", data_set->name()}, {"periods", data_set->periods(0) + ", …"}});
  }
  const auto scores =
      Read(request.score_reference(), request.score_attribute(), *data_set, context);
  if (!scores.ok()) return scores.status();
  Result<Attribute> people = Attribute();
  Result<Attribute> labels = Attribute();
  if (!request.population_reference().empty()) {
    people =
        Read(request.population_reference(), request.population_attribute(), *data_set, context);
  }
  if (!request.filter_reference().empty()) {
    labels = Read(request.filter_reference(), request.filter_attribute(), *data_set, context);
  }
  if (!people.ok()) return people.status();
  if (!labels.ok()) return labels.status();
  const auto cells = CellsOf(request, *data_set, context);
  if (!cells.ok()) return cells.status();
  const v1::DataSetHeader& header = data_set->header();
  const DisclosureRule& rule = RuleFor(header.disclosure_profile(), header.geography_level());
  const Levels levels(*cells, rule, request.multiplier());
  std::vector<Area> areas;
  int left_out = 0;
  for (std::size_t i = 0; i < cells->cells.size(); ++i) {
    const TableCell cell = cells->cells[i];
    const std::string& name = cells->label(cell, 0);
    if (!request.filter_reference().empty()) {
      const auto found = labels->find(name);
      if (found == labels->end() || found->second != request.filter_label()) continue;
    }
    const auto level = levels.Of(cell);
    const auto score = NumberOf(*scores, name);
    const auto inhabitants =
        request.population_reference().empty() ? levels.PeopleOf(cell) : NumberOf(*people, name);
    if (level && score && inhabitants && *inhabitants > 0) {
      areas.push_back({name, *level, *inhabitants, *score});
    } else {
      ++left_out;
    }
  }
  auto gradient = FitLine(std::move(areas), request);
  if (!gradient.ok()) return gradient;
  gradient->set_left_out_count(left_out);
  gradient->set_disclosure_profile(header.disclosure_profile());
  return gradient;
}

}  // namespace fivestep::analysis
