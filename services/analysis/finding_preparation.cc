#include "analysis/finding_preparation.h"

#include <string>
#include <utility>
#include <vector>

#include "analysis/data_set_reading.h"
#include "analysis/data_set_tabulation.h"
#include "analysis/domain/disclosure.h"
#include "analysis/domain/group_counts.h"
#include "analysis/measurement.h"
#include "fivestep/analysis/v1/error_reason.pb.h"
#include "platform/core/decision.h"

namespace fivestep::analysis {
namespace {

// Request is one of the two that ask for figures; their fields have the same names.
template <class Request>
Result<v1::PreparedFinding> Prepare(const Request& request, const ReadContext& context) {
  auto indicator = context.Get<v1::Indicator>(request.indicator());
  if (!indicator.ok()) return indicator.status();
  auto data_set = context.Get<v1::DataSet>(request.data_set());
  if (!data_set.ok()) return data_set.status();
  v1::PreparedFinding prepared;
  prepared.set_indicator_version(indicator->definition_version());
  prepared.set_blob_digest(data_set->blob_digest());
  Measurement measurement{.indicator = std::move(*indicator),
                          .data_set = std::move(*data_set),
                          .period = request.period(),
                          .area = request.area(),
                          .comparator_rule = request.comparator_rule(),
                          .comparator_group = request.comparator_group(),
                          .disadvantaged_group = request.disadvantaged_group(),
                          .seed = request.seed()};
  OpenTables tables(&context);
  auto figures = Measure(measurement, tables);
  if (!figures.ok()) return figures.status();
  *prepared.mutable_figures() = std::move(*figures);
  return prepared;
}

// Releases `sum`. Nothing where it is withheld, missing or has no column; `state` becomes the first
// reason for that.
std::optional<double> Shown(bool has_column, const Sum& sum, const DisclosureRule& rule,
                            bool withheld, v1::ReleaseState& state) {
  if (!has_column) return std::nullopt;
  v1::ReleaseState own = sum.state();
  std::optional<double> shown;
  if (own == v1::RELEASE_STATE_RELEASED) {
    if (!withheld) shown = Release(sum.total, rule);
    if (!shown) own = v1::RELEASE_STATE_SUPPRESSED;
  }
  if (state == v1::RELEASE_STATE_RELEASED) state = own;
  return shown;
}

v1::GroupTotal TotalOf(const v1::DataSetTable& table, const GroupCounts& counts,
                       const DisclosureRule& rule, const WithheldGroups& withheld) {
  v1::GroupTotal total;
  total.set_group(counts.group);
  total.set_row_count(counts.row_count);
  v1::ReleaseState state = v1::RELEASE_STATE_RELEASED;
  if (const auto shown = Shown(table.has_numerators(), counts.numerator, rule,
                               withheld.numerators.contains(counts.group), state)) {
    total.set_numerator(*shown);
  }
  if (const auto shown = Shown(table.has_denominators(), counts.denominator, rule,
                               withheld.denominators.contains(counts.group), state)) {
    total.set_denominator(*shown);
  }
  if (const auto shown = Shown(table.has_values(), counts.value, rule,
                               withheld.values.contains(counts.group), state)) {
    total.set_value(*shown);
  }
  total.set_state(state);
  return total;
}

}  // namespace

Result<v1::PreparedFinding> PrepareFinding(const v1::RecordFindingRequest& request,
                                           const ReadContext& context) {
  return Prepare(request, context);
}

Result<v1::AnalyseIndicatorResponse> AnalyseIndicator(const v1::AnalyseIndicatorRequest& request,
                                                      const ReadContext& context) {
  auto prepared = Prepare(request, context);
  if (!prepared.ok()) return prepared.status();
  v1::AnalyseIndicatorResponse response;
  *response.mutable_figures() = std::move(*prepared->mutable_figures());
  response.set_indicator_version(prepared->indicator_version());
  response.set_blob_digest(prepared->blob_digest());
  return response;
}

Result<v1::TabulateDataSetResponse> TabulateDataSet(const v1::TabulateDataSetRequest& request,
                                                    const ReadContext& context) {
  const auto data_set = context.Get<v1::DataSet>(request.name());
  if (!data_set.ok()) return data_set.status();
  if (AsksForDimensions(request)) return TabulateByDimensions(request, *data_set, context);
  OpenTables tables(&context);
  const auto table = tables.Of(*data_set);
  if (!table.ok()) return table.status();
  const RowSelection selection{request.name(), request.period(), request.area()};
  const auto counts = AddUpByGroup(**table, selection);
  if (!counts.ok()) return counts.status();
  // Three figures for each group.
  constexpr size_t kMaxGroups = kMaxReleasedCells / 3;
  if (counts->size() > kMaxGroups) {
    return StatusOf(v1::TOO_MANY_GROUPS,
                    {{"data_set", request.name()}, {"limit", std::to_string(kMaxGroups)}});
  }
  const auto withheld = tables.WithheldOf(*data_set, selection);
  if (!withheld.ok()) return withheld.status();
  const v1::DataSetHeader& header = data_set->header();
  const DisclosureRule& rule = RuleFor(header.disclosure_profile(), header.geography_level());
  v1::TabulateDataSetResponse response;
  response.set_disclosure_profile(header.disclosure_profile());
  for (const GroupCounts& one : *counts) {
    *response.add_groups() = TotalOf(**table, one, rule, *withheld);
  }
  return response;
}

}  // namespace fivestep::analysis
