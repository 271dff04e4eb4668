#include "analysis/population_publication.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <utility>

#include "analysis/domain/data_set.h"
#include "analysis/finding_preparation.h"
#include "fivestep/analysis/v1/error_reason.pb.h"
#include "fivestep/analysis/v1/events.pb.h"

namespace fivestep::analysis {
namespace {

std::string ColumnText(v1::FigureKind figure) {
  switch (figure) {
    case v1::FIGURE_KIND_NUMERATOR:
      return "numerator";
    case v1::FIGURE_KIND_VALUE:
      return "value column";
    default:
      return "denominator";
  }
}

std::optional<double> CountOf(const v1::GroupTotal& total, v1::FigureKind figure) {
  switch (figure) {
    case v1::FIGURE_KIND_NUMERATOR:
      return total.has_numerator() ? std::optional(total.numerator()) : std::nullopt;
    case v1::FIGURE_KIND_VALUE:
      return total.has_value() ? std::optional(total.value()) : std::nullopt;
    default:
      return total.has_denominator() ? std::optional(total.denominator()) : std::nullopt;
  }
}

std::string Listed(const google::protobuf::RepeatedPtrField<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

}  // namespace

Result<v1::TabulateDataSetResponse> PreparePopulation(const v1::PublishPopulationRequest& request,
                                                      const ReadContext& context) {
  const auto data_set = context.Get<v1::DataSet>(request.name());
  if (!data_set.ok()) return data_set.status();
  if (!HasFigure(data_set->header().mapping(), request.figure())) {
    return StatusOf(v1::COUNTS_MISSING,
                    {{"data_set", request.name()}, {"column", ColumnText(request.figure())}});
  }
  if (data_set->periods_size() > 1 && request.period().empty()) {
    return StatusOf(v1::PERIOD_NEEDED,
                    {{"data_set", request.name()}, {"periods", Listed(data_set->periods())}});
  }
  v1::TabulateDataSetRequest question;
  question.set_name(request.name());
  question.set_period(request.period());
  question.set_area(request.area());
  auto table = TabulateDataSet(question, context);
  if (table.ok() && table->groups_size() > kMaxPublishedGroups) {
    return StatusOf(v1::TOO_MANY_GROUPS,
                    {{"data_set", request.name()}, {"limit", std::to_string(kMaxPublishedGroups)}});
  }
  return table;
}

Decision Decide(const v1::DataSet& data_set, const v1::PublishPopulationRequest& command,
                const v1::TabulateDataSetResponse& prepared, const CommandContext&) {
  if (data_set.state() == v1::DATA_SET_STATE_WITHDRAWN) {
    return Reject(v1::DATA_SET_WITHDRAWN).With("data_set", command.name());
  }
  v1::PopulationPublished published;
  published.set_data_set(command.name());
  published.set_data_set_title(data_set.title());
  published.set_version(std::max(data_set.version(), 1));
  published.set_dimension(data_set.header().mapping().group_kind());
  published.set_period(command.period());
  published.set_area(command.area());
  published.set_disclosure_profile(prepared.disclosure_profile());
  for (const v1::GroupTotal& total : prepared.groups()) {
    v1::PublishedGroup& group = *published.add_groups();
    group.set_group(total.group());
    if (const auto count = CountOf(total, command.figure())) {
      group.set_people_count(std::llround(*count));
    }
  }
  published.set_blob_digest(data_set.blob_digest());
  published.set_visibility(data_set.visibility());
  return Emit(std::move(published));
}

}  // namespace fivestep::analysis
