// Family spc: ptd_spc of NHSRplotthedots, point by point, with its icons.
#include <algorithm>
#include <cmath>
#include <map>
#include <span>

#include "deviations.h"
#include "families.h"
#include "metrics/spc/xmr.h"
#include "spc_reading.h"
#include "table_comparison.h"

namespace fivestep::oracles {
namespace {

using metrics::spc::Assurance;
using metrics::spc::ComputeXmr;
using metrics::spc::SpecialCause;
using metrics::spc::Variation;
using metrics::spc::Xmr;
using metrics::spc::XmrPhase;
using metrics::spc::XmrPoint;

// The reference warns of phases with fewer points than this.
constexpr std::size_t kShortPhase = 13;

std::string CauseName(SpecialCause cause) {
  switch (cause) {
    case SpecialCause::kNone:
      return "Common Cause";
    case SpecialCause::kAboveUpperLimit:
      return "Above UCL";
    case SpecialCause::kBelowLowerLimit:
      return "Below LCL";
    case SpecialCause::kTrendUp:
      return "7 Point Trend (Increasing)";
    case SpecialCause::kTrendDown:
      return "7 Point Trend (Decreasing)";
    case SpecialCause::kTwoInThreeAbove:
      return "2 in 3 Above CL";
    case SpecialCause::kTwoInThreeBelow:
      return "2 in 3 Below CL";
    case SpecialCause::kShiftAbove:
      return "7 Points Above CL";
    case SpecialCause::kShiftBelow:
      return "7 Points Below CL";
  }
  return "";
}

std::string VariationName(Variation variation) {
  switch (variation) {
    case Variation::kCommonCause:
      return "common_cause";
    case Variation::kImprovement:
      return "special_cause_improvement";
    case Variation::kConcern:
      return "special_cause_concern";
    case Variation::kNeutralHigh:
      return "special_cause_neutral_high";
    case Variation::kNeutralLow:
      return "special_cause_neutral_low";
  }
  return "";
}

std::string AssuranceName(const std::optional<Assurance>& assurance) {
  if (!assurance) return "";
  switch (*assurance) {
    case Assurance::kConsistentlyPasses:
      return "consistent_pass";
    case Assurance::kConsistentlyFails:
      return "consistent_fail";
    case Assurance::kHitOrMiss:
      return "inconsistent";
  }
  return "";
}

// The reference's word, for a chart of a case with targets: where ours has none to say, the process
// is inconsistent. A deviation, which CompareIcons names.
std::string ReferenceAssurance(const Facet& facet, const Xmr& chart) {
  if (facet.options.direction == metrics::spc::ImprovementDirection::kNeutral) return "";
  return chart.assurance ? AssuranceName(chart.assurance) : AssuranceName(Assurance::kHitOrMiss);
}

std::string FlagText(bool flag) { return flag ? "true" : "false"; }

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

// Columns with one row a point.
class PointColumns {
 public:
  void Add(const Facet& facet, const Xmr& chart) {
    for (std::size_t i = 0; i < chart.points.size(); ++i) {
      const XmrPoint& point = chart.points[i];
      const XmrPhase& phase = chart.phases[point.phase];
      AddReading(facet, i, point, phase);
      AddLimits(phase);
      AddMeaning(point, phase.limits.has_value());
    }
  }

  Table ToTable() const {
    Table table;
    for (const auto& [name, column] : numbers_) table[name] = column;
    for (const auto& [name, column] : texts_) table[name] = column;
    return table;
  }

 private:
  void AddReading(const Facet& facet, std::size_t i, const XmrPoint& point, const XmrPhase& phase) {
    const bool fixed = i - phase.first < facet.options.fix_after.value_or(phase.count);
    numbers_["y"].push_back(point.value.value_or(kNaN));
    numbers_["fix_y"].push_back(fixed ? point.value.value_or(kNaN) : kNaN);
    numbers_["trajectory"].push_back(kNaN);
    numbers_["target"].push_back(facet.options.target.value_or(kNaN));
    numbers_["rebase_group"].push_back(static_cast<double>(point.phase) +
                                       facet.is_rebased_at_first);
    texts_["x"].push_back(facet.dates[i]);
    texts_["f"].push_back(facet.name);
    texts_["short_group_warning"].push_back(FlagText(phase.count < kShortPhase));
  }

  void AddLimits(const XmrPhase& phase) {
    numbers_["mean_col"].push_back(phase.mean.value_or(kNaN));
    numbers_["lpl"].push_back(phase.limits ? phase.limits->lower : kNaN);
    numbers_["upl"].push_back(phase.limits ? phase.limits->upper : kNaN);
  }

  void AddMeaning(const XmrPoint& point, bool has_limits) {
    const bool placed = point.value && has_limits;
    texts_["outside_limits"].push_back(placed ? FlagText(point.outside_limits) : "");
    texts_["close_to_limits"].push_back(placed ? FlagText(point.near_limit) : "");
    numbers_["relative_to_mean"].push_back(point.value ? point.side : kNaN);
    texts_["special_cause_type"].push_back(CauseName(point.cause));
    texts_["special_cause_flag"].push_back(FlagText(point.cause != SpecialCause::kNone));
    texts_["point_type"].push_back(VariationName(point.variation));
  }

  std::map<std::string, std::vector<double>> numbers_;
  std::map<std::string, std::vector<std::string>> texts_;
};

// Columns with one row a phase.
Table Summary(const std::vector<Facet>& facets, const std::vector<Xmr>& charts) {
  std::map<std::string, std::vector<double>> numbers;
  std::map<std::string, std::vector<std::string>> texts;
  for (std::size_t i = 0; i < facets.size(); ++i) {
    const auto& phases = charts[i].phases;
    for (std::size_t number = 0; number < phases.size(); ++number) {
      const XmrPhase& phase = phases[number];
      const auto points = std::span(charts[i].points).subspan(phase.first, phase.count);
      for (const Variation variation :
           {Variation::kCommonCause, Variation::kImprovement, Variation::kConcern,
            Variation::kNeutralHigh, Variation::kNeutralLow}) {
        numbers[VariationName(variation)].push_back(static_cast<double>(
            std::count_if(points.begin(), points.end(),
                          [&](const XmrPoint& point) { return point.variation == variation; })));
      }
      numbers["rebase_group"].push_back(static_cast<double>(number) +
                                        facets[i].is_rebased_at_first);
      numbers["n"].push_back(static_cast<double>(phase.count));
      numbers["mean_col"].push_back(phase.mean.value_or(kNaN));
      numbers["lpl"].push_back(phase.limits ? phase.limits->lower : kNaN);
      numbers["upl"].push_back(phase.limits ? phase.limits->upper : kNaN);
      texts["f"].push_back(facets[i].name);
      texts["variation_type"].push_back(VariationName(points.back().variation));
      const bool last = number + 1 == phases.size();
      texts["assurance_type"].push_back(last ? ReferenceAssurance(facets[i], charts[i]) : "");
    }
  }
  Table table(numbers.begin(), numbers.end());
  table.insert(texts.begin(), texts.end());
  return table;
}

Result<std::vector<Xmr>> Charts(const std::vector<Facet>& facets) {
  std::vector<Xmr> charts;
  for (const Facet& facet : facets) {
    const Result<Xmr> chart = ComputeXmr(facet.values, facet.options);
    if (!chart.ok()) return chart.status();
    charts.push_back(*chart);
  }
  return charts;
}

// The icons, as the reference shows them; where ours are better, a rule says so.
void CompareIcons(const OracleCase& one, const std::vector<Facet>& facets,
                  const std::vector<Xmr>& charts, Comparison& comparison) {
  const auto icons = Member(one.expected, "variation_icon");
  const auto assurances = Member(one.expected, "assurance");
  for (std::size_t i = 0; i < facets.size(); ++i) {
    const std::string ours = VariationName(charts[i].variation.value_or(Variation::kCommonCause));
    const std::string last = VariationName(charts[i].points.back().variation);
    if (icons) {
      comparison.Text(facets[i].name + ", icon", Texts(*icons, "variation").at(i), last);
      if (ours != last && kIconOfNoReading.holds(one)) {
        comparison.Deviates(kIconOfNoReading.reason);
      }
    }
    if (!assurances) continue;
    const std::string said = Texts(*assurances, "assurance_type").at(i);
    const std::string assured = AssuranceName(charts[i].assurance);
    if (said != assured && assured.empty() && kAssuranceOfNothing.holds(one)) {
      comparison.Text(facets[i].name + ", assurance of nothing", said, "inconsistent");
      comparison.Deviates(kAssuranceOfNothing.reason);
    } else {
      comparison.Text(facets[i].name + ", assurance", said, assured);
    }
  }
}

void Compare(const OracleCase& one, const std::vector<Facet>& facets, Comparison& comparison) {
  const auto charts = Charts(facets);
  if (!charts.ok()) return CompareAnswer(one, charts.status(), comparison);
  if (one.ExpectsError()) {
    for (const Deviation* deviation : {&kMissingInARun, &kDatesHeldAsText}) {
      if (deviation->holds(one)) return comparison.Deviates(deviation->reason);
    }
    return comparison.Refused(OkStatus());
  }
  PointColumns columns;
  for (std::size_t i = 0; i < facets.size(); ++i) columns.Add(facets[i], charts->at(i));
  CompareTable(one, columns.ToTable(), comparison);
  CompareIcons(one, facets, *charts, comparison);
  const auto summary = Member(one.expected, "summary");
  if (summary) CompareColumns(*summary, Summary(facets, *charts), comparison);
}

}  // namespace

Comparison RunSpc(const OracleCase& one) {
  Comparison comparison;
  const auto facets = ReadFacets(one);
  if (facets.ok()) {
    Compare(one, *facets, comparison);
  } else {
    CompareAnswer(one, facets.status(), comparison);
  }
  return comparison;
}

}  // namespace fivestep::oracles
