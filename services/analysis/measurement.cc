#include "analysis/measurement.h"

#include <algorithm>
#include <cctype>
#include <utility>

#include "analysis/data_set_reading.h"
#include "analysis/domain/caveats.h"
#include "analysis/domain/comparison.h"
#include "analysis/domain/data_set.h"
#include "analysis/domain/population.h"
#include "analysis/domain/release_overlap.h"
#include "analysis/domain/trend.h"
#include "fivestep/analysis/v1/error_reason.pb.h"
#include "platform/core/decision.h"
#include "platform/core/resource_name.h"

namespace fivestep::analysis {
namespace {

// Counts of several periods would add the same people up several times.
Status CheckPeriod(const v1::DataSet& data_set, const std::string& period) {
  if (!period.empty() || data_set.periods_size() <= 1) return OkStatus();
  std::string periods;
  for (int i = 0; i < data_set.periods_size() && periods.size() < 200; ++i) {
    periods += (i == 0 ? "" : ", ") + data_set.periods(i);
  }
  return StatusOf(v1::PERIOD_NEEDED, {{"data_set", data_set.name()}, {"periods", periods}});
}

AnalysisQuestion QuestionOf(const Measurement& measurement) {
  AnalysisQuestion question;
  question.definition = measurement.indicator.definition();
  question.profile = measurement.data_set.header().disclosure_profile();
  question.geography_level = measurement.data_set.header().geography_level();
  question.data_set = measurement.data_set.name();
  question.comparator_rule = measurement.comparator_rule;
  question.comparator_group = measurement.comparator_group;
  question.disadvantaged_group = measurement.disadvantaged_group;
  question.seed = measurement.seed;
  question.with_slope = measurement.with_slope;
  return question;
}

// The figures of one period, without trend and caveats.
Result<v1::Figures> MeasurePeriod(const Measurement& measurement, OpenTables& tables) {
  const auto table = tables.Of(measurement.data_set);
  if (!table.ok()) return table.status();
  const RowSelection selection{measurement.data_set.name(), measurement.period, measurement.area};
  const auto counts = AddUpByGroup(**table, selection);
  if (!counts.ok()) return counts.status();
  AnalysisQuestion question = QuestionOf(measurement);
  auto withheld = tables.WithheldOf(measurement.data_set, selection);
  if (!withheld.ok()) return withheld.status();
  question.withheld = std::move(*withheld);
  return ComputeFigures(question, *counts);
}

// The same two groups in another period.
Measurement SameGroups(const Measurement& measurement, const v1::Gap& gap,
                       const std::string& period) {
  Measurement other = measurement;
  other.period = period;
  other.with_slope = false;
  other.disadvantaged_group = gap.group();
  const bool all_others = gap.comparator() == kAllOtherGroups;
  other.comparator_rule =
      all_others ? v1::COMPARATOR_RULE_ALL_OTHERS : v1::COMPARATOR_RULE_NAMED_GROUP;
  other.comparator_group = all_others ? "" : gap.comparator();
  return other;
}

bool BeginsWithAYear(const std::string& period) {
  return period.size() >= 4 && std::all_of(period.begin(), period.begin() + 4, [](char c) {
           return std::isdigit(static_cast<unsigned char>(c)) != 0;
         });
}

void AddTrendTo(const Measurement& measurement, OpenTables& tables, v1::Figures& figures) {
  const auto periods = PeriodsUpTo(measurement.data_set, measurement.period);
  if (periods.size() < 2 || !figures.has_gap()) return;
  const std::string& before = periods[periods.size() - 2];
  const auto earlier = MeasurePeriod(SameGroups(measurement, figures.gap(), before), tables);
  if (!earlier.ok() || !earlier->has_gap()) return;
  AddTrend(measurement.indicator.definition(), before, *earlier, figures);
}

}  // namespace

Status CheckUsable(const v1::DataSet& data_set) {
  if (data_set.state() == v1::DATA_SET_STATE_WITHDRAWN) {
    return StatusOf(v1::DATA_SET_WITHDRAWN, {{"data_set", data_set.name()}});
  }
  for (const auto& [figure, column] : {std::pair{v1::FIGURE_KIND_NUMERATOR, "numerator"},
                                       std::pair{v1::FIGURE_KIND_DENOMINATOR, "denominator"}}) {
    if (!HasFigure(data_set.header().mapping(), figure)) {
      return StatusOf(v1::COUNTS_MISSING, {{"data_set", data_set.name()}, {"column", column}});
    }
  }
  return OkStatus();
}

Result<const v1::DataSetTable*> OpenTables::Of(const v1::DataSet& data_set) {
  auto& table = tables_[data_set.blob_digest()];
  if (table != nullptr) return table.get();
  auto read = ReadGroupTable(data_set, *context_);
  if (!read.ok()) return read.status();
  table = std::make_unique<v1::DataSetTable>(std::move(*read));
  return table.get();
}

Result<WithheldGroups> OpenTables::WithheldOf(const v1::DataSet& data_set,
                                              const RowSelection& selection) {
  const DisclosureRule& rule =
      RuleFor(data_set.header().disclosure_profile(), data_set.header().geography_level());
  if (rule.secondary == SecondaryMethod::kNone) return WithheldGroups();
  const auto table = Of(data_set);
  if (!table.ok()) return table.status();
  const auto earlier = EarlierVersionsOf(data_set);
  if (!earlier.ok()) return earlier.status();
  return PlanRelease(**table, selection, rule, *earlier);
}

Result<std::vector<v1::DataSetTable>> OpenTables::EarlierVersionsOf(const v1::DataSet& data_set) {
  ResourceName name;
  if (!ResourceName::Parse(data_set.name(), name)) return InvalidArgument("No data set's name.");
  std::vector<v1::DataSet> earlier;
  Status refused = OkStatus();
  context_->ScanRows(name.programme(), "dataSets", "", [&](RowSnapshot& row) {
    const auto& other = static_cast<const v1::DataSet&>(*row.resource);
    if (!CameBefore(other, data_set)) return true;
    refused = CheckOverlap(data_set, other);
    if (IsEarlierVersion(data_set, other)) earlier.push_back(other);
    return refused.ok();
  });
  if (!refused.ok()) return refused;
  std::sort(earlier.begin(), earlier.end(), CameBefore);
  std::vector<v1::DataSetTable> tables;
  for (const v1::DataSet& version : earlier) {
    const auto table = Of(version);
    // What can no longer be read can no longer be compared, and was released long ago.
    if (table.ok()) tables.push_back(**table);
  }
  return tables;
}

Result<v1::Figures> Measure(const Measurement& measurement, OpenTables& tables) {
  FIVESTEP_RETURN_IF_ERROR(CheckUsable(measurement.data_set));
  FIVESTEP_RETURN_IF_ERROR(CheckPopulations(measurement.indicator, measurement.data_set));
  FIVESTEP_RETURN_IF_ERROR(CheckPeriod(measurement.data_set, measurement.period));
  auto figures = MeasurePeriod(measurement, tables);
  if (!figures.ok()) return figures;
  AddTrendTo(measurement, tables, *figures);
  AddCaveats(measurement.data_set, *figures);
  return figures;
}

std::vector<std::string> PeriodsUpTo(const v1::DataSet& data_set, const std::string& last) {
  std::vector<std::string> periods;
  for (const std::string& period : data_set.periods()) {
    if (!BeginsWithAYear(period)) return {};
    if (period <= last) periods.push_back(period);
  }
  std::sort(periods.begin(), periods.end());
  return periods;
}

std::vector<v1::Gap> GapsByPeriod(const Measurement& measurement, const v1::Gap& gap, int limit,
                                  OpenTables& tables, std::vector<std::string>& periods) {
  std::vector<std::string> all = PeriodsUpTo(measurement.data_set, measurement.period);
  if (all.size() > static_cast<size_t>(limit)) all.erase(all.begin(), all.end() - limit);
  std::vector<v1::Gap> gaps;
  for (const std::string& period : all) {
    const auto figures = MeasurePeriod(SameGroups(measurement, gap, period), tables);
    if (!figures.ok() || !figures->has_gap()) continue;
    periods.push_back(period);
    gaps.push_back(figures->gap());
  }
  return gaps;
}

}  // namespace fivestep::analysis
