#include "analysis/equity_audit_preparation.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "analysis/domain/audit_verdict.h"
#include "analysis/domain/emergence.h"
#include "analysis/domain/equity_audit.h"
#include "analysis/measurement.h"
#include "fivestep/analysis/v1/error_reason.pb.h"
#include "fivestep/analysis/v1/finding.pb.h"
#include "fivestep/analysis/v1/indicator.pb.h"
#include "platform/core/decision.h"
#include "platform/core/timestamp.h"

namespace fivestep::analysis {
namespace {

struct AuditDimension {
  v1::GroupDimension dimension;
  const char* words;
};

// The least that a gate-2 audit looks at.
constexpr AuditDimension kDimensions[] = {
    {v1::GROUP_DIMENSION_DEPRIVATION, "deprivation"},
    {v1::GROUP_DIMENSION_ETHNICITY, "ethnicity"},
    {v1::GROUP_DIMENSION_AGE, "age"},
    {v1::GROUP_DIMENSION_SEX, "sex"},
};

// Indicators that measure the same thing.
struct SharedMeasure {
  std::string numerator;
  std::vector<v1::Indicator> indicators;
};

bool SameMeasure(const v1::IndicatorDefinition& one, const v1::IndicatorDefinition& other) {
  return one.numerator() == other.numerator() && one.denominator() == other.denominator() &&
         one.kind() == other.kind();
}

std::vector<SharedMeasure> MeasuresOf(const std::string& programme, const ReadContext& context) {
  std::vector<SharedMeasure> measures;
  context.ScanRows(programme, "indicators", "", [&](RowSnapshot& row) {
    const auto& indicator = static_cast<const v1::Indicator&>(*row.resource);
    const v1::IndicatorDefinition& definition = indicator.definition();
    auto found = std::find_if(measures.begin(), measures.end(), [&](const SharedMeasure& measure) {
      return SameMeasure(measure.indicators.front().definition(), definition);
    });
    if (found == measures.end()) {
      measures.push_back({definition.numerator(), {}});
      found = measures.end() - 1;
    }
    found->indicators.push_back(indicator);
    return true;
  });
  return measures;
}

using Sources = std::map<std::string, v1::AuditSource>;

// What the caller names.
Result<Sources> NamedSources(const v1::RecordEquityAuditRequest& request,
                             const std::vector<SharedMeasure>& measures) {
  std::set<std::string> known;
  for (const SharedMeasure& measure : measures) {
    for (const v1::Indicator& indicator : measure.indicators) known.insert(indicator.name());
  }
  Sources sources;
  for (const v1::AuditSource& source : request.sources()) {
    const char* wrong = nullptr;
    if (!known.contains(source.indicator())) wrong = "no indicator of this programme";
    if (!sources.emplace(source.indicator(), source).second) wrong = "named twice";
    if (wrong != nullptr) {
      return StatusOf(v1::INDICATOR_NOT_IN_PROGRAMME,
                      {{"indicator", source.indicator()}, {"what", wrong}});
    }
  }
  return sources;
}

// Adds the figures of each indicator's newest finding, where the caller names none.
void AddSourcesOfFindings(const std::string& programme, const ReadContext& context,
                          Sources& sources) {
  std::map<std::string, v1::Finding> newest;
  context.ScanRows(programme, "findings", "", [&](RowSnapshot& row) {
    const auto& finding = static_cast<const v1::Finding&>(*row.resource);
    const auto [at, is_new] = newest.emplace(finding.indicator(), finding);
    if (!is_new && ToInstant(at->second.create_time()) <= ToInstant(finding.create_time())) {
      at->second = finding;
    }
    return true;
  });
  for (const auto& [indicator, finding] : newest) {
    v1::AuditSource source;
    source.set_indicator(indicator);
    source.set_data_set(finding.data_set());
    source.set_period(finding.period());
    source.set_area(finding.area());
    sources.emplace(indicator, std::move(source));
  }
}

class Auditing {
 public:
  Auditing(const ReadContext* context, Sources sources)
      : context_(context), sources_(std::move(sources)), tables_(context) {}

  // The lines of one measure against one dimension: one for each indicator, or one that says that
  // there is none.
  Status AddLines(const SharedMeasure& measure, const AuditDimension& dimension) {
    bool any = false;
    for (const v1::Indicator& indicator : measure.indicators) {
      if (indicator.definition().group_dimension() != dimension.dimension) continue;
      any = true;
      FIVESTEP_RETURN_IF_ERROR(AddMeasured(measure, dimension, indicator));
    }
    if (any) return OkStatus();
    v1::AuditLine line = Begin(measure, dimension);
    line.set_data_gap(std::string("No indicator measures this by ") + dimension.words + ".");
    lines_.push_back(std::move(line));
    return OkStatus();
  }

  Result<v1::PreparedEquityAudit> Finish() {
    FIVESTEP_RETURN_IF_ERROR(JudgeTogether(lines_));
    v1::PreparedEquityAudit prepared;
    for (size_t i = 0; i < lines_.size(); ++i) {
      AddEmergence(i, prepared);
      *prepared.add_lines() = lines_[i];
    }
    return prepared;
  }

 private:
  static v1::AuditLine Begin(const SharedMeasure& measure, const AuditDimension& dimension) {
    v1::AuditLine line;
    line.set_title(measure.numerator.substr(0, 150) + ", by " + dimension.words);
    line.set_measure(measure.numerator);
    line.set_group_dimension(dimension.dimension);
    return line;
  }

  Status AddMeasured(const SharedMeasure& measure, const AuditDimension& dimension,
                     const v1::Indicator& indicator) {
    v1::AuditLine line = Begin(measure, dimension);
    line.set_indicator(indicator.name());
    line.set_indicator_version(indicator.definition_version());
    const auto source = sources_.find(indicator.name());
    if (source == sources_.end()) {
      line.set_data_gap("There is no finding of this indicator, and no figures were named for it.");
      lines_.push_back(std::move(line));
      return OkStatus();
    }
    auto data_set = context_->Get<v1::DataSet>(source->second.data_set());
    if (!data_set.ok()) return data_set.status();
    line.set_data_set(data_set->name());
    line.set_blob_digest(data_set->blob_digest());
    line.set_period(source->second.period());
    line.set_area(source->second.area());
    Measurement measurement{.indicator = indicator,
                            .data_set = std::move(*data_set),
                            .period = line.period(),
                            .area = line.area(),
                            .comparator_rule = v1::COMPARATOR_RULE_BEST_GROUP,
                            .comparator_group = {},
                            .disadvantaged_group = {},
                            .seed = 0,
                            .with_slope = false};
    const auto figures = Measure(measurement, tables_);
    if (figures.ok()) {
      TakeOver(*figures, line);
      if (figures->has_gap()) measured_.emplace(lines_.size(), Seen{measurement, figures->gap()});
    } else {
      line.set_data_gap(figures.status().message());
    }
    lines_.push_back(std::move(line));
    return OkStatus();
  }

  // Only what the whole audit calls unequal can have emerged.
  void AddEmergence(size_t number, v1::PreparedEquityAudit& prepared) {
    const v1::AuditLine& line = lines_[number];
    const auto seen = measured_.find(number);
    if (seen == measured_.end() || line.verdict() != v1::VERDICT_UNEQUAL) return;
    std::vector<std::string> periods;
    const std::vector<v1::Gap> gaps = GapsByPeriod(seen->second.measurement, seen->second.gap,
                                                   kEmergencePeriods, tables_, periods);
    const auto emergence = FindEmergence(gaps, periods);
    if (!emergence) return;
    v1::EmergingInequality& emerging = *prepared.add_emerging();
    emerging.set_title("Emerging: " + line.title());
    emerging.set_indicator(line.indicator());
    emerging.set_data_set(line.data_set());
    emerging.set_group(line.group());
    emerging.set_comparator(line.comparator());
    emerging.set_kind(emergence->kind);
    emerging.set_reason(emergence->reason);
    for (size_t i = 0; i < gaps.size(); ++i) {
      v1::PeriodGap& gap = *emerging.add_gaps();
      gap.set_period(periods[i]);
      *gap.mutable_absolute() = gaps[i].absolute();
    }
  }

  struct Seen {
    Measurement measurement;
    v1::Gap gap;
  };

  const ReadContext* context_;
  Sources sources_;
  OpenTables tables_;
  std::vector<v1::AuditLine> lines_;
  std::map<size_t, Seen> measured_;
};

}  // namespace

Result<v1::PreparedEquityAudit> PrepareEquityAudit(const v1::RecordEquityAuditRequest& request,
                                                   const ReadContext& context) {
  const std::vector<SharedMeasure> measures = MeasuresOf(request.parent(), context);
  if (measures.empty()) return StatusOf(v1::NOTHING_TO_AUDIT, {{"programme", request.parent()}});
  if (measures.size() > static_cast<size_t>(kMaxMeasuresInAudit)) {
    return StatusOf(v1::TOO_MANY_LINES, {{"programme", request.parent()},
                                         {"count", std::to_string(measures.size())},
                                         {"limit", std::to_string(kMaxMeasuresInAudit)}});
  }
  auto sources = NamedSources(request, measures);
  if (!sources.ok()) return sources.status();
  AddSourcesOfFindings(request.parent(), context, *sources);
  Auditing auditing(&context, std::move(*sources));
  for (const SharedMeasure& measure : measures) {
    for (const AuditDimension& dimension : kDimensions) {
      FIVESTEP_RETURN_IF_ERROR(auditing.AddLines(measure, dimension));
    }
  }
  return auditing.Finish();
}

}  // namespace fivestep::analysis
