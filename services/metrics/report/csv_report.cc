#include "metrics/report/csv_report.h"

#include <optional>

#include "metrics/domain/amounts.h"
#include "metrics/report/money_text.h"
#include "metrics/report/risks.h"
#include "metrics/report/svg_chart.h"
#include "metrics/report/svg_icons.h"
#include "metrics/report/text.h"
#include "platform/core/csv_field.h"

namespace fivestep::metrics::report {
namespace {

class Sheet {
 public:
  Sheet() : csv_("section,resource,title,part,measure,value,unit,note\r\n") {}

  // What the following rows are about.
  void About(std::string section, std::string resource, std::string title) {
    about_ = GuardedCsvField(section) + "," + GuardedCsvField(resource) + "," +
             GuardedCsvField(title) + ",";
  }
  void Add(const std::string& part, const std::string& measure, const std::string& value,
           const std::string& unit, const std::string& note = "") {
    csv_ += about_ + GuardedCsvField(part) + "," + GuardedCsvField(measure) + "," + value + "," +
            GuardedCsvField(unit) + "," + GuardedCsvField(note) + "\r\n";
  }
  void AddPence(const std::string& part, const std::string& measure, int64_t pence,
                const std::string& note = "") {
    Add(part, measure, std::to_string(pence), "pence", note);
  }
  std::string Take() { return std::move(csv_); }

 private:
  std::string csv_;
  std::string about_;
};

void AddMetric(const v1::ReportedMetric& metric, Sheet& sheet) {
  sheet.About("metric", metric.metric(), metric.title());
  const std::string unit = UnitOf(metric.definition());
  const int places = metric.definition().decimal_places();
  for (const v1::ChartPoint& point : metric.points()) {
    sheet.Add(point.period_start_date() + "/" + point.period_end_date(), "value",
              point.has_value() ? Decimal(point.value(), places) : "", unit,
              point.has_value()    ? CauseText(point.special_cause())
              : point.suppressed() ? "withheld"
                                   : "not collected");
  }
  if (metric.has_centre()) sheet.Add("", "centre line", Decimal(metric.centre(), 4), unit);
  if (metric.has_limits()) {
    sheet.Add("", "lower limit", Decimal(metric.limits().lower(), 4), unit);
    sheet.Add("", "upper limit", Decimal(metric.limits().upper(), 4), unit);
  }
  if (metric.definition().has_target_value()) {
    sheet.Add("", "target", Decimal(metric.definition().target_value(), places), unit,
              metric.definition().target_date());
  }
  sheet.Add("", "variation", "", "", VariationText(metric));
  sheet.Add("", "assurance", "", "", AssuranceText(metric));
}

void AddGap(const v1::ReportedGap& gap, Sheet& sheet) {
  sheet.About("gap by " + gap.dimension(), gap.finding(), gap.title());
  for (const v1::ReportedGroup& group : gap.groups()) {
    sheet.Add(group.group(), "value", group.has_value() ? Decimal(group.value(), 4) : "",
              gap.unit(), group.note());
    if (!group.has_value() || !group.has_lower()) continue;
    sheet.Add(group.group(), "lower 95 %", Decimal(group.lower(), 4), gap.unit());
    sheet.Add(group.group(), "upper 95 %", Decimal(group.upper(), 4), gap.unit());
  }
  sheet.Add("", "share unknown", gap.has_unknown_percent() ? Decimal(gap.unknown_percent(), 4) : "",
            "%", gap.has_unknown_percent() ? "" : "not recorded");
}

void AddEstimate(const std::string& part, const char* measure, const v1::GapEstimate& estimate,
                 const v1::ReportedPair& pair, const std::string& unit, Sheet& sheet) {
  const int places = pair.decimal_places() + 1;
  sheet.Add(part, measure, Decimal(estimate.value(), places), unit);
  if (!estimate.has_lower() || !estimate.has_upper()) return;
  sheet.Add(part, std::string(measure) + ", lower 95 %", Decimal(estimate.lower(), places), unit);
  sheet.Add(part, std::string(measure) + ", upper 95 %", Decimal(estimate.upper(), places), unit);
}

void AddPair(const v1::ReportedPair& pair, Sheet& sheet) {
  sheet.About("level and gap", pair.pair(), pair.title());
  for (const v1::GapPoint& point : pair.points()) {
    const std::string part = point.period_start_date() + "/" + point.period_end_date();
    const auto add = [&](const char* measure, bool has, const v1::GapEstimate& estimate) {
      if (has) AddEstimate(part, measure, estimate, pair, pair.unit(), sheet);
    };
    add("target group", point.has_target_level(), point.target_level());
    add("comparator", point.has_comparator_level(), point.comparator_level());
    add("absolute gap", point.has_absolute_gap(), point.absolute_gap());
    if (point.has_relative_gap()) {
      AddEstimate(part, "relative gap", point.relative_gap(), pair, "ratio", sheet);
    }
    if (point.has_people_to_close()) {
      sheet.Add(part, "people to close the gap", std::to_string(point.people_to_close()), "people");
    }
  }
  sheet.Add("", "verdict on the change", "", "", pair.change().sentence());
}

void AddBenefit(const v1::Benefit& benefit, Sheet& sheet) {
  sheet.About(benefit.disbenefit() ? "disbenefit" : "benefit", benefit.name(), benefit.title());
  const std::string note = BenefitClassText(benefit.benefit_class());
  for (const v1::YearAmount& amount : benefit.plan().amounts()) {
    sheet.AddPence(FinancialYearText(amount.financial_year()), "planned", amount.amount_pence(),
                   note);
  }
  for (const v1::RealisedBenefit& realised : benefit.realised()) {
    const std::string period = realised.start_date() + "/" + realised.end_date();
    sheet.AddPence(period, "measured", realised.amount_pence(), note);
    sheet.AddPence(period, "attributed", realised.attributed_pence(), note);
  }
}

void AddCost(const v1::Cost& cost, Sheet& sheet) {
  sheet.About("cost", cost.name(), cost.title());
  for (const v1::YearAmount& amount : cost.planned()) {
    sheet.AddPence(FinancialYearText(amount.financial_year()), "planned", amount.amount_pence());
  }
  for (const v1::YearAmount& amount : cost.spent()) {
    sheet.AddPence(FinancialYearText(amount.financial_year()), "spent", amount.amount_pence());
  }
}

void AddLedger(const v1::Repurposing& entry, Sheet& sheet) {
  sheet.About("repurposing", entry.name(), entry.title());
  for (const v1::SourceLine& line : entry.sources()) {
    sheet.AddPence(line.organisation() + ", " + line.cost_centre(), "source", line.amount_pence(),
                   line.recurrent() ? "recurrent" : "once");
  }
  for (const v1::DestinationLine& line : entry.destinations()) {
    sheet.AddPence(line.organisation() + ", " + line.cost_centre(), "destination",
                   line.amount_pence(), line.recurrent() ? "recurrent" : "once");
  }
  sheet.AddPence("", "double running", entry.double_running_pence());
  for (const v1::Release& release : entry.releases()) {
    sheet.AddPence(release.released_date(), "released", release.amount_pence());
  }
}

void AddFigures(const std::string& part, const v1::ReturnFigures& figures, Sheet& sheet) {
  sheet.AddPence(part, "benefits, present value", figures.benefit_pence());
  sheet.AddPence(part, "costs, present value", figures.cost_pence());
  sheet.AddPence(part, "net present value", figures.net_pence());
  if (figures.has_benefit_cost_ratio()) {
    sheet.Add(part, "benefit-cost ratio", Decimal(figures.benefit_cost_ratio(), 4), "");
    sheet.Add(part, "return on investment", Decimal(figures.return_on_investment(), 4), "");
  }
  if (figures.has_payback_year()) {
    sheet.Add(part, "payback", std::to_string(figures.payback_year()), "financial year from April");
  }
}

void AddAppraisal(const v1::Appraisal& appraisal, Sheet& sheet) {
  sheet.About("appraisal", appraisal.name(), appraisal.title());
  for (const v1::ScopedReturn& scoped : appraisal.result().returns()) {
    const std::string scope = ScopeText(scoped.scope());
    AddFigures(scope + ", as planned", scoped.planned(), sheet);
    AddFigures(scope + ", with optimism bias", scoped.adjusted(), sheet);
    AddFigures(scope + ", realised", scoped.realised(), sheet);
  }
  for (const v1::SensitivityCase& one : appraisal.result().sensitivity()) {
    AddFigures(ScopeText(one.scope()) + ", " + one.change(), one.figures(), sheet);
  }
  for (const v1::GroupGain& gain : appraisal.result().gains()) {
    sheet.AddPence(gain.group(), "gain, planned", gain.planned_pence());
    sheet.AddPence(gain.group(), "gain, attributed", gain.realised_pence());
  }
  sheet.AddPence("", "measured, cause not shown", appraisal.result().unattributed_pence());
}

}  // namespace

std::string CsvOf(const v1::BoardReportContent& content) {
  Sheet sheet;
  for (const v1::ReportedMetric& metric : content.metrics()) AddMetric(metric, sheet);
  for (const v1::ReportedPair& pair : content.pairs()) AddPair(pair, sheet);
  for (const v1::ReportedGap& gap : content.gaps()) AddGap(gap, sheet);
  for (const v1::Repurposing& entry : content.repurposings()) AddLedger(entry, sheet);
  for (const v1::Benefit& benefit : content.benefits()) AddBenefit(benefit, sheet);
  for (const v1::Cost& cost : content.costs()) AddCost(cost, sheet);
  if (content.has_appraisal()) AddAppraisal(content.appraisal(), sheet);
  sheet.About("risk", "", "");
  for (const Risk& risk : RisksOf(content)) {
    sheet.Add(risk.title, "score", std::to_string(risk.score()), "of 25");
  }
  return sheet.Take();
}

}  // namespace fivestep::metrics::report
