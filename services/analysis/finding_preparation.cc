#include "analysis/finding_preparation.h"

#include <string>
#include <utility>
#include <vector>

#include "analysis/data_set_reading.h"
#include "analysis/data_set_tabulation.h"
#include "analysis/domain/disclosure.h"
#include "analysis/domain/figures.h"
#include "analysis/domain/group_counts.h"
#include "analysis/domain/population.h"
#include "fivestep/analysis/v1/data_set_table.pb.h"
#include "fivestep/analysis/v1/error_reason.pb.h"
#include "platform/core/decision.h"

namespace fivestep::analysis {
namespace {

Status CheckUsable(const v1::DataSet& data_set) {
  if (data_set.state() == v1::DATA_SET_STATE_WITHDRAWN) {
    return StatusOf(v1::DATA_SET_WITHDRAWN, {{"data_set", data_set.name()}});
  }
  const v1::ColumnMapping& mapping = data_set.header().mapping();
  for (const auto& [heading, column] : {std::pair{&mapping.numerator_column(), "numerator"},
                                        std::pair{&mapping.denominator_column(), "denominator"}}) {
    if (heading->empty()) {
      return StatusOf(v1::COUNTS_MISSING, {{"data_set", data_set.name()}, {"column", column}});
    }
  }
  return OkStatus();
}

// Counts of several periods would add the same people up several times.
Status CheckPeriod(const v1::DataSet& data_set, const std::string& period) {
  if (!period.empty() || data_set.periods_size() <= 1) return OkStatus();
  std::string periods;
  for (int i = 0; i < data_set.periods_size() && periods.size() < 200; ++i) {
    periods += (i == 0 ? "" : ", ") + data_set.periods(i);
  }
  return StatusOf(v1::PERIOD_NEEDED, {{"data_set", data_set.name()}, {"periods", periods}});
}

// Request is one of the two that ask for figures; their fields have the same names.
template <class Request>
AnalysisQuestion QuestionOf(const Request& request, const v1::Indicator& indicator,
                            const v1::DataSet& data_set) {
  AnalysisQuestion question;
  question.definition = indicator.definition();
  question.profile = data_set.header().disclosure_profile();
  question.data_set = data_set.name();
  question.comparator_rule = request.comparator_rule();
  question.comparator_group = request.comparator_group();
  question.disadvantaged_group = request.disadvantaged_group();
  question.seed = request.seed();
  return question;
}

template <class Request>
Result<v1::PreparedFinding> Prepare(const Request& request, const ReadContext& context) {
  const auto indicator = context.Get<v1::Indicator>(request.indicator());
  if (!indicator.ok()) return indicator.status();
  const auto data_set = context.Get<v1::DataSet>(request.data_set());
  if (!data_set.ok()) return data_set.status();
  FIVESTEP_RETURN_IF_ERROR(CheckUsable(*data_set));
  FIVESTEP_RETURN_IF_ERROR(CheckPopulations(*indicator, *data_set));
  FIVESTEP_RETURN_IF_ERROR(CheckPeriod(*data_set, request.period()));
  const auto table = ReadGroupTable(*data_set, context);
  if (!table.ok()) return table.status();
  const auto counts = AddUpByGroup(*table, {request.data_set(), request.period(), request.area()});
  if (!counts.ok()) return counts.status();
  auto figures = ComputeFigures(QuestionOf(request, *indicator, *data_set), *counts);
  if (!figures.ok()) return figures.status();
  v1::PreparedFinding prepared;
  *prepared.mutable_figures() = std::move(*figures);
  prepared.set_indicator_version(indicator->definition_version());
  prepared.set_blob_digest(data_set->blob_digest());
  return prepared;
}

// Releases `sum`. Nothing where it is withheld, missing or has no column; `state` becomes the first
// reason for that.
std::optional<double> Shown(bool has_column, const Sum& sum, v1::DisclosureProfile profile,
                            v1::ReleaseState& state) {
  if (!has_column) return std::nullopt;
  v1::ReleaseState own = sum.state();
  std::optional<double> shown;
  if (own == v1::RELEASE_STATE_RELEASED) {
    shown = Release(sum.total, profile);
    if (!shown) own = v1::RELEASE_STATE_SUPPRESSED;
  }
  if (state == v1::RELEASE_STATE_RELEASED) state = own;
  return shown;
}

v1::GroupTotal TotalOf(const v1::DataSetTable& table, const GroupCounts& counts,
                       v1::DisclosureProfile profile) {
  v1::GroupTotal total;
  total.set_group(counts.group);
  total.set_row_count(counts.row_count);
  v1::ReleaseState state = v1::RELEASE_STATE_RELEASED;
  if (const auto shown = Shown(table.has_numerators(), counts.numerator, profile, state)) {
    total.set_numerator(*shown);
  }
  if (const auto shown = Shown(table.has_denominators(), counts.denominator, profile, state)) {
    total.set_denominator(*shown);
  }
  if (const auto shown = Shown(table.has_values(), counts.value, profile, state)) {
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
  const auto table = ReadGroupTable(*data_set, context);
  if (!table.ok()) return table.status();
  const auto counts = AddUpByGroup(*table, {request.name(), request.period(), request.area()});
  if (!counts.ok()) return counts.status();
  // Three figures for each group.
  constexpr size_t kMaxGroups = kMaxReleasedCells / 3;
  if (counts->size() > kMaxGroups) {
    return StatusOf(v1::TOO_MANY_GROUPS,
                    {{"data_set", request.name()}, {"limit", std::to_string(kMaxGroups)}});
  }
  const v1::DisclosureProfile profile = data_set->header().disclosure_profile();
  v1::TabulateDataSetResponse response;
  response.set_disclosure_profile(profile);
  for (const GroupCounts& one : *counts) {
    *response.add_groups() = TotalOf(*table, one, profile);
  }
  return response;
}

}  // namespace fivestep::analysis
