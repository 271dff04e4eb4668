#include "analysis/data_set_tabulation.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "analysis/data_set_reading.h"
#include "analysis/domain/cell_table.h"
#include "analysis/domain/disclosure.h"
#include "analysis/domain/group_counts.h"
#include "analysis/domain/standardisation.h"
#include "analysis/statistics/area_quantiles.h"
#include "fivestep/analysis/v1/error_reason.pb.h"
#include "platform/core/decision.h"

namespace fivestep::analysis {
namespace {

using Pairs = std::vector<std::pair<std::string, std::string>>;
using Labels = std::unordered_map<std::string, std::string>;

// How an area is called whose successors have different labels.
constexpr char kBoundaryChanged[] = "boundary changed";

Status NotPossible(const std::string& why, const std::string& what_to_do) {
  return StatusOf(v1::QUESTION_NOT_POSSIBLE, {{"why", why}, {"what_to_do", what_to_do}});
}

std::optional<double> NumberOf(const std::string& text) {
  double number = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc() || stop != end) return std::nullopt;
  return number;
}

std::string VintageText(v1::LsoaVintage vintage) {
  switch (vintage) {
    case v1::LSOA_VINTAGE_2011:
      return "LSOAs of 2011";
    case v1::LSOA_VINTAGE_2021:
      return "LSOAs of 2021";
    default:
      return "no LSOAs";
  }
}

// One question on its way to an answer.
class Tabulation {
 public:
  Tabulation(const v1::TabulateDataSetRequest& request, const v1::DataSet& data_set,
             const ReadContext& context)
      : request_(request), data_set_(data_set), context_(context) {}

  Result<v1::TabulateDataSetResponse> Answer();

 private:
  Status MakeQuestion();
  Status AddDerived(const v1::DerivedDimension& derived);
  Status AddWeights();
  Result<StandardPopulation> Standard();
  Status CheckVintage(const v1::ReferenceData& reference, v1::LsoaVintage vintage) const;
  Result<Labels> LabelsThroughChange(const v1::DerivedDimension& derived, const Labels& labels);
  Result<Labels> QuantilesOf(const v1::DerivedDimension& derived,
                             const v1::ReferenceData& reference, const Pairs& numbers);
  const DisclosureRule& RuleOfDataSet() const {
    return RuleFor(data_set_.header().disclosure_profile(), data_set_.header().geography_level());
  }
  void Say(std::string what) { response_.add_method(std::move(what)); }
  v1::GroupTotal TotalOf(const CellTable& cells, const StandardisedGroup& group) const;
  Status AddSpread(const CellTable& cells, const std::vector<StandardisedGroup>& groups);

  const v1::TabulateDataSetRequest& request_;
  const v1::DataSet& data_set_;
  const ReadContext& context_;
  CellQuestion question_;
  v1::TabulateDataSetResponse response_;
};

Status Tabulation::CheckVintage(const v1::ReferenceData& reference, v1::LsoaVintage vintage) const {
  const v1::LsoaVintage own = reference.header().lsoa_vintage();
  const auto says_none = [](v1::LsoaVintage one) {
    return one == v1::LSOA_VINTAGE_UNSPECIFIED || one == v1::LSOA_VINTAGE_NONE;
  };
  if (own == vintage || (says_none(own) && says_none(vintage))) return OkStatus();
  // Codes that are no LSOAs can be looked up beside LSOAs: an ICB in a table of ICBs.
  if (says_none(own)) return OkStatus();
  return StatusOf(v1::VINTAGES_DIFFER, {{"data_set", data_set_.name()},
                                        {"data_set_vintage", VintageText(vintage)},
                                        {"reference", reference.name()},
                                        {"reference_vintage", VintageText(own)}});
}

// From the data set's areas, over their successors, to labels. An area with several successors gets
// the label that all of them have.
Result<Labels> Tabulation::LabelsThroughChange(const v1::DerivedDimension& derived,
                                               const Labels& labels) {
  const auto change = context_.Get<v1::ReferenceData>(derived.change_reference());
  if (!change.ok()) return change.status();
  FIVESTEP_RETURN_IF_ERROR(CheckVintage(*change, data_set_.header().lsoa_vintage()));
  const auto pairs = ReadAttribute(*change, derived.change_attribute(), context_);
  if (!pairs.ok()) return pairs.status();
  Labels through;
  for (const auto& [area, successor] : *pairs) {
    const auto found = labels.find(successor);
    const std::string label = found == labels.end() ? kNotInReference : found->second;
    const auto [at, is_new] = through.emplace(area, label);
    if (!is_new && at->second != label) at->second = kBoundaryChanged;
  }
  Say("Areas were looked up through " + change->name() + " (" + change->header().edition() +
      "), which is many-to-many; areas whose successors have different labels are \"" +
      kBoundaryChanged + "\".");
  return through;
}

// Puts the areas of each larger area, or all of them, into parts by their numbers.
Result<Labels> Tabulation::QuantilesOf(const v1::DerivedDimension& derived,
                                       const v1::ReferenceData& reference, const Pairs& numbers) {
  const v1::Quantiles& quantiles = derived.quantiles();
  std::unordered_map<std::string, std::string> within;
  if (!quantiles.within_attribute().empty()) {
    auto pairs = ReadAttribute(reference, quantiles.within_attribute(), context_);
    if (!pairs.ok()) return pairs.status();
    for (auto& [area, larger] : *pairs) within.emplace(std::move(area), std::move(larger));
  }
  std::vector<std::string> names;
  std::vector<statistics::SmallArea> areas;
  const double sign = quantiles.higher_is_more_deprived() ? 1 : -1;
  for (const auto& [area, text] : numbers) {
    const auto number = NumberOf(text);
    if (!number) continue;
    names.push_back(area);
    areas.push_back({within.empty() ? "all" : within[area], sign * *number});
  }
  const auto assigned = statistics::QuantilesWithinAreas(areas, quantiles.count());
  if (!assigned.ok()) return NotPossible(assigned.status().message(), "Ask for fewer parts.");
  Labels labels;
  for (size_t i = 0; i < names.size(); ++i) {
    labels.emplace(names[i], std::to_string((*assigned)[i]));
  }
  return labels;
}

Status Tabulation::AddDerived(const v1::DerivedDimension& derived) {
  const auto reference = context_.Get<v1::ReferenceData>(derived.reference());
  if (!reference.ok()) return reference.status();
  const bool through = !derived.change_reference().empty();
  if (!through) {
    FIVESTEP_RETURN_IF_ERROR(CheckVintage(*reference, data_set_.header().lsoa_vintage()));
  }
  const auto pairs = ReadAttribute(*reference, derived.attribute(), context_);
  if (!pairs.ok()) return pairs.status();
  Labels labels;
  if (derived.has_quantiles()) {
    auto parts = QuantilesOf(derived, *reference, *pairs);
    if (!parts.ok()) return parts.status();
    labels = std::move(*parts);
  } else {
    for (const auto& [key, label] : *pairs) {
      const auto [at, is_new] = labels.emplace(key, label);
      if (is_new || at->second == label) continue;
      return NotPossible(reference->name() + " has several rows for one key",
                         "Use it as `change_reference`, or reference data with one row for a key.");
    }
  }
  if (through) {
    auto changed = LabelsThroughChange(derived, labels);
    if (!changed.ok()) return changed.status();
    labels = std::move(*changed);
  }
  std::string method = "\"" + derived.name() + "\" is " + derived.attribute() + " of " +
                       reference->name() + " (" + reference->header().edition() + ", " +
                       reference->header().publisher() + ", version " +
                       std::to_string(reference->version()) + ")";
  if (derived.has_quantiles()) {
    method += ", in " + std::to_string(derived.quantiles().count()) + " parts" +
              (derived.quantiles().within_attribute().empty()
                   ? std::string(" over all areas")
                   : " within each " + derived.quantiles().within_attribute()) +
              ", 1 being the most deprived";
  }
  Say(method + ".");
  question_.looked_up.push_back(
      {derived.name(), derived.from().empty() ? "area" : derived.from(), std::move(labels)});
  return OkStatus();
}

Status Tabulation::AddWeights() {
  const v1::Weighting& weighting = request_.weighting();
  const auto reference = context_.Get<v1::ReferenceData>(weighting.reference());
  if (!reference.ok()) return reference.status();
  FIVESTEP_RETURN_IF_ERROR(CheckVintage(*reference, data_set_.header().lsoa_vintage()));
  const auto pairs = ReadAttribute(*reference, weighting.attribute(), context_);
  if (!pairs.ok()) return pairs.status();
  question_.weighted_by = weighting.from().empty() ? "area" : weighting.from();
  for (const auto& [key, text] : *pairs) {
    if (const auto number = NumberOf(text); number && *number >= 0) {
      question_.weights.emplace(key, *number);
    }
  }
  Say("Means are weighted by " + weighting.attribute() + " of " + reference->name() + " (" +
      reference->header().edition() + ").");
  return OkStatus();
}

Result<StandardPopulation> Tabulation::Standard() {
  const v1::Standardisation& asked = request_.standardisation();
  const bool refers = !asked.reference().empty();
  if (refers == !asked.bands().empty() || refers == asked.attribute().empty()) {
    return StatusOf(v1::STANDARD_POPULATION_NEEDED);
  }
  StandardPopulation standard;
  for (const v1::StandardBand& band : asked.bands()) standard[band.band()] += band.weight();
  if (!refers) return standard;
  const auto reference = context_.Get<v1::ReferenceData>(asked.reference());
  if (!reference.ok()) return reference.status();
  const auto pairs = ReadAttribute(*reference, asked.attribute(), context_);
  if (!pairs.ok()) return pairs.status();
  for (const auto& [band, text] : *pairs) {
    if (const auto people = NumberOf(text)) standard[band] += *people;
  }
  Say("Rates are standardised to " + reference->name() + " (" + reference->header().edition() +
      ").");
  return standard;
}

Status Tabulation::MakeQuestion() {
  question_.data_set = data_set_.name();
  question_.dimensions.assign(request_.dimensions().begin(), request_.dimensions().end());
  if (question_.dimensions.empty()) question_.dimensions.push_back("group");
  const std::set<std::string> different(question_.dimensions.begin(), question_.dimensions.end());
  if (different.size() != question_.dimensions.size()) {
    return NotPossible("a dimension is named twice", "Name each dimension once.");
  }
  for (const v1::DerivedDimension& derived : request_.derived_dimensions()) {
    FIVESTEP_RETURN_IF_ERROR(AddDerived(derived));
  }
  if (!request_.period().empty()) question_.filters.push_back({"period", {request_.period()}});
  if (!request_.area().empty()) question_.filters.push_back({"area", {request_.area()}});
  for (const v1::LabelFilter& filter : request_.filters()) {
    question_.filters.push_back(
        {filter.dimension(), {filter.labels().begin(), filter.labels().end()}});
  }
  if (request_.has_weighting()) FIVESTEP_RETURN_IF_ERROR(AddWeights());
  if (!request_.has_standardisation()) return OkStatus();
  const std::string& ages = request_.standardisation().age_dimension();
  if (different.contains(ages)) {
    return NotPossible("the rates are standardised over a dimension that the table shows",
                       "Leave the age bands out of `dimensions`.");
  }
  question_.dimensions.push_back(ages);
  return OkStatus();
}

v1::GroupTotal Tabulation::TotalOf(const CellTable& cells, const StandardisedGroup& group) const {
  const DisclosureRule& rule = RuleOfDataSet();
  v1::GroupTotal total;
  const std::size_t shown = cells.dimensions.size() - (request_.has_standardisation() ? 1 : 0);
  for (std::size_t i = 0; i < shown; ++i) {
    total.add_labels(cells.label(group.cell, i));
    total.set_group(total.group() + (i == 0 ? "" : " | ") + cells.label(group.cell, i));
  }
  total.set_row_count(group.cell.row_count);
  v1::ReleaseState state = v1::RELEASE_STATE_RELEASED;
  const auto release = [&](bool has_column, const Sum& sum) -> std::optional<double> {
    if (!has_column) return std::nullopt;
    v1::ReleaseState own = sum.state();
    std::optional<double> released;
    if (own == v1::RELEASE_STATE_RELEASED) {
      released = Release(sum.total, rule);
      if (!released) own = v1::RELEASE_STATE_SUPPRESSED;
    }
    if (state == v1::RELEASE_STATE_RELEASED) state = own;
    return released;
  };
  if (const auto sum = release(cells.has_numerators, group.cell.numerator)) {
    total.set_numerator(*sum);
  }
  if (const auto sum = release(cells.has_denominators, group.cell.denominator)) {
    total.set_denominator(*sum);
  }
  // Values that are weighted are no counts, and their plain sum says nothing.
  if (!request_.has_weighting()) {
    if (const auto sum = release(cells.has_values, group.cell.value)) total.set_value(*sum);
  }
  total.set_state(state);
  const bool open = state == v1::RELEASE_STATE_RELEASED;
  if (request_.has_standardisation()) {
    if (open && group.has_rate) *total.mutable_standardised_rate() = group.rate;
    if (!group.has_rate) total.set_note(group.note);
  }
  if (request_.has_weighting() && open && group.cell.weight > 0) {
    total.set_weighted_mean(group.cell.weighted_total / group.cell.weight);
  }
  return total;
}

Status Tabulation::AddSpread(const CellTable& cells, const std::vector<StandardisedGroup>& groups) {
  v1::SpreadOfGroups& spread = *response_.mutable_spread();
  spread.set_figure(request_.has_standardisation() ? "standardised_rate"
                    : request_.has_weighting()     ? "weighted_mean"
                                                   : "value");
  std::vector<double> figures;
  double sum = 0;
  for (const StandardisedGroup& group : groups) {
    std::optional<double> figure;
    if (request_.has_standardisation()) {
      const auto& [numerator, denominator] =
          std::pair(group.cell.numerator, group.cell.denominator);
      const DisclosureRule& rule = RuleOfDataSet();
      const bool open = group.has_rate && Release(numerator.total, rule).has_value() &&
                        Release(denominator.total, rule).has_value();
      if (open) figure = group.rate.value();
    } else {
      const v1::GroupTotal total = TotalOf(cells, group);
      if (total.has_weighted_mean()) figure = total.weighted_mean();
      if (total.has_value()) figure = total.value();
    }
    if (!figure) continue;
    figures.push_back(*figure);
    sum += *figure;
  }
  spread.set_group_count(static_cast<int64_t>(figures.size()));
  spread.set_without_count(static_cast<int64_t>(groups.size() - figures.size()));
  if (figures.empty()) return OkStatus();
  std::sort(figures.begin(), figures.end());
  const auto at = [&figures](std::size_t quarter) {
    return figures[(figures.size() - 1) * quarter / 4];
  };
  spread.set_mean(sum / static_cast<double>(figures.size()));
  spread.set_lower_quartile(at(1));
  spread.set_median(at(2));
  spread.set_upper_quartile(at(3));
  return OkStatus();
}

Result<v1::TabulateDataSetResponse> Tabulation::Answer() {
  // Outside the planned tables counts are only rounded; exact ones would give each other away.
  if (RuleOfDataSet().secondary == SecondaryMethod::kFurtherCells) {
    return StatusOf(v1::CUT_NOT_PLANNED,
                    {{"data_set", data_set_.name()},
                     {"why",
                      "its disclosure profile shows exact counts, and cells by further "
                      "dimensions would give withheld ones away"}});
  }
  FIVESTEP_RETURN_IF_ERROR(MakeQuestion());
  const BlobTable table(context_, data_set_.blob_digest(), data_set_.name());
  const auto cells = AddUpCells(table, question_);
  if (!cells.ok()) return cells.status();
  std::vector<StandardisedGroup> groups;
  if (request_.has_standardisation()) {
    const auto standard = Standard();
    if (!standard.ok()) return standard.status();
    if (!cells->has_numerators || !cells->has_denominators) {
      return NotPossible("a standardised rate needs numerators and denominators",
                         "Import the file with both mapped.");
    }
    const double asked = request_.standardisation().multiplier();
    auto rates = StandardiseGroups(*cells, *standard, asked > 0 ? asked : kStandardMultiplier,
                                   data_set_.name());
    if (!rates.ok()) return rates.status();
    groups = std::move(*rates);
    Say("Directly standardised rates, Dobson's intervals at 95 %; none below 10 events.");
  } else {
    groups.reserve(cells->cells.size());
    for (std::size_t i = 0; i < cells->cells.size(); ++i) {
      groups.emplace_back().cell = cells->cells[i];
    }
  }
  response_.set_disclosure_profile(data_set_.header().disclosure_profile());
  const std::size_t shown = cells->dimensions.size() - (request_.has_standardisation() ? 1 : 0);
  for (std::size_t i = 0; i < shown; ++i) response_.add_dimensions(cells->dimensions[i]);
  if (request_.spread_only()) {
    FIVESTEP_RETURN_IF_ERROR(AddSpread(*cells, groups));
    return std::move(response_);
  }
  const auto figures =
      static_cast<std::size_t>(cells->has_numerators + cells->has_denominators + cells->has_values);
  if (groups.size() * std::max<std::size_t>(figures, 1) > kMaxReleasedCells) {
    return StatusOf(v1::TABLE_TOO_LARGE, {{"limit", std::to_string(kMaxReleasedCells)}});
  }
  for (const StandardisedGroup& group : groups) *response_.add_groups() = TotalOf(*cells, group);
  return std::move(response_);
}

}  // namespace

bool AsksForDimensions(const v1::TabulateDataSetRequest& request) {
  return !request.dimensions().empty() || !request.filters().empty() ||
         !request.derived_dimensions().empty() || request.has_standardisation() ||
         request.has_weighting() || request.spread_only();
}

Result<v1::TabulateDataSetResponse> TabulateByDimensions(const v1::TabulateDataSetRequest& request,
                                                         const v1::DataSet& data_set,
                                                         const ReadContext& context) {
  return Tabulation(request, data_set, context).Answer();
}

}  // namespace fivestep::analysis
