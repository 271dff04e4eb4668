// Money moved and returned: the ledger, benefits with their attribution, costs, the return.
#include <cstdlib>

#include "metrics/domain/amounts.h"
#include "metrics/domain/appraisal_flows.h"
#include "metrics/report/html_parts.h"
#include "metrics/report/html_report.h"
#include "metrics/report/money_text.h"
#include "metrics/report/text.h"

namespace fivestep::metrics::report {
namespace {

std::string LedgerHtml(const v1::Repurposing& entry) {
  Table table{entry.title() + ": " + RepurposingStateText(entry.state()) + ", " +
                  MoneyText(entry.released_pence()) + " released",
              {"Line", "Budget", "Amount", "Recurrent", "From", "Says"},
              {2}};
  for (const v1::SourceLine& line : entry.sources()) {
    table.rows.push_back(
        {"Source", line.organisation() + ", " + line.cost_centre(), MoneyText(line.amount_pence()),
         line.recurrent() ? "yes" : "no", DayText(line.release_date()),
         "Provider: " + line.provider_impact() + " Risk: " + line.release_risk() +
             " Substantial variation: " + VariationText(line.variation_check()) +
             (line.variation_reason().empty() ? "" : ", ") + line.variation_reason()});
  }
  for (const v1::DestinationLine& line : entry.destinations()) {
    table.rows.push_back({"Destination", line.organisation() + ", " + line.cost_centre(),
                          MoneyText(line.amount_pence()), line.recurrent() ? "yes" : "no",
                          DayText(line.start_date()), line.purpose()});
  }
  table.rows.push_back({"Double running", "", MoneyText(entry.double_running_pence()), "no", "",
                        "Old and new together"});
  return ToHtml(table);
}

std::string LedgersHtml(const v1::BoardReportContent& content) {
  std::string html;
  for (const v1::Repurposing& entry : content.repurposings()) html += LedgerHtml(entry);
  return html.empty() ? Paragraph(kNotRecorded) : html;
}

std::string BenefitsHtml(const v1::BoardReportContent& content) {
  if (content.benefits().empty()) return Paragraph(kNotRecorded);
  Table table{
      "Benefits. What is not attributed stays out of every return",
      {"Benefit", "Class", "Owner", "State", "Planned", "Measured", "Attributed to the work"},
      {4, 5, 6}};
  for (const v1::Benefit& benefit : content.benefits()) {
    int64_t planned = 0;
    for (const v1::YearAmount& amount : benefit.plan().amounts()) planned += amount.amount_pence();
    int64_t measured = 0;
    for (const v1::RealisedBenefit& realised : benefit.realised()) {
      measured += realised.amount_pence();
    }
    const bool in_money = benefit.benefit_class() != v1::BENEFIT_CLASS_UNMONETISABLE;
    const int64_t sign = benefit.disbenefit() ? -1 : 1;
    table.rows.push_back({benefit.title() + (benefit.disbenefit() ? " (a disbenefit)" : ""),
                          BenefitClassText(benefit.benefit_class()), benefit.owner_role(),
                          BenefitStateText(benefit.state()),
                          in_money ? MoneyText(sign * planned) : "not in money",
                          in_money ? MoneyText(sign * measured) : "",
                          in_money ? MoneyText(AttributedPence(benefit)) : ""});
  }
  return ToHtml(table);
}

std::string CostsHtml(const v1::BoardReportContent& content) {
  if (content.costs().empty()) return Paragraph(kNotRecorded);
  Table table{"Planned and spent", {"Cost", "Borne by", "Planned", "Spent"}, {2, 3}};
  for (const v1::Cost& cost : content.costs()) {
    int64_t planned = 0;
    for (const v1::YearAmount& amount : cost.planned()) planned += amount.amount_pence();
    int64_t spent = 0;
    for (const v1::YearAmount& amount : cost.spent()) spent += amount.amount_pence();
    table.rows.push_back({cost.title(), cost.borne_by(), MoneyText(planned), MoneyText(spent)});
  }
  return ToHtml(table);
}

std::vector<std::string> ReturnRow(const std::string& name, const v1::ReturnFigures& figures) {
  return {name,
          PoundsText(figures.benefit_pence()),
          PoundsText(figures.cost_pence()),
          PoundsText(figures.net_pence()),
          figures.has_benefit_cost_ratio() ? Decimal(figures.benefit_cost_ratio(), 2) : "no cost",
          figures.has_return_on_investment()
              ? Decimal(100 * figures.return_on_investment(), 0) + " %"
              : "no cost",
          figures.has_payback_year() ? FinancialYearText(figures.payback_year()) : "not yet"};
}

Table ReturnTable(std::string caption) {
  return {std::move(caption),
          {"What counts", "Benefits", "Costs", "Net present value", "Benefit-cost ratio",
           "Return on investment", "Paid back in"},
          {1, 2, 3, 4, 5}};
}

// How far it is from here to where nothing is gained.
std::string SwitchingText(const v1::SwitchingValue& value) {
  const auto percent = [](int basis_points) {
    return Decimal(std::abs(basis_points) / 100.0, 0) + " %";
  };
  const std::string fall = percent(value.benefit_fall_basis_points());
  const std::string rise = percent(value.cost_rise_basis_points());
  if (value.benefit_fall_basis_points() < 0) {
    return ScopeText(value.scope()) +
           ": it does not pay for itself; benefits would have to rise by " + fall +
           ", or costs to fall by " + rise + ".";
  }
  return ScopeText(value.scope()) + ": benefits may fall by " + fall + ", or costs rise by " +
         rise + ", before nothing is gained.";
}

std::string SensitivityHtml(const v1::ReturnResult& result) {
  Table table = ReturnTable("Sensitivity: one thing other than planned, optimism bias in it");
  for (const v1::SensitivityCase& one : result.sensitivity()) {
    table.rows.push_back(ReturnRow(ScopeText(one.scope()) + ": " + one.change(), one.figures()));
  }
  std::string html = ToHtml(table);
  std::vector<std::string> points;
  for (const v1::SwitchingValue& value : result.switching_values()) {
    if (!value.has_benefit_fall_basis_points() || !value.has_cost_rise_basis_points()) continue;
    points.push_back(SwitchingText(value));
  }
  return html + Points(points);
}

std::string GainsHtml(const v1::ReturnResult& result) {
  Table table{"Who gains, disbenefits taken off",
              {"Group", "Planned, present value", "Attributed so far"},
              {1, 2}};
  for (const v1::GroupGain& gain : result.gains()) {
    table.rows.push_back(
        {gain.group(), PoundsText(gain.planned_pence()), PoundsText(gain.realised_pence())});
  }
  return ToHtml(table);
}

std::string ScheduleText(const v1::DiscountSchedule& schedule) {
  if (schedule.title().empty()) return {};
  return schedule.title() + ", in force from " + DayText(schedule.effective_date()) + ". " +
         schedule.source() + ". " +
         (schedule.verified_date().empty()
              ? "Nobody has held the rates against this source yet."
              : "Held against this source on " + DayText(schedule.verified_date()) + ".");
}

std::string AppraisalHtml(const v1::BoardReportContent& content) {
  if (!content.has_appraisal()) return Paragraph(kNotRecorded);
  const v1::Appraisal& appraisal = content.appraisal();
  const v1::ReturnResult& result = appraisal.result();
  std::string html =
      Definitions({{"Appraisal", appraisal.title()},
                   {"Compared with", appraisal.compared_with()},
                   {"Base year", FinancialYearText(appraisal.base_financial_year())},
                   {"Discount schedule", ScheduleText(content.discount_schedule())},
                   {"Optimism bias", OptimismText(appraisal.optimism_bias())},
                   {"Answers for it", appraisal.appraised_by_role()},
                   {"Not put into money", std::to_string(result.unmonetised_count()) + " of " +
                                              std::to_string(result.benefit_count()) + " benefits"},
                   {"Measured, cause not shown",
                    MoneyText(result.unattributed_pence()) + ", outside every return"}});
  const std::pair<const char*, const v1::ReturnFigures& (v1::ScopedReturn::*)() const> tables[] = {
      {"Return as planned", &v1::ScopedReturn::planned},
      {"Return with optimism bias", &v1::ScopedReturn::adjusted},
      {"Realised so far: attributed benefits and what was spent", &v1::ScopedReturn::realised}};
  for (const auto& [caption, figures] : tables) {
    Table table = ReturnTable(caption);
    for (const v1::ScopedReturn& scoped : result.returns()) {
      table.rows.push_back(ReturnRow(ScopeText(scoped.scope()), (scoped.*figures)()));
    }
    html += ToHtml(table);
  }
  return html + GainsHtml(result) + SensitivityHtml(result);
}

}  // namespace

std::string MoneySection(const v1::BoardReportContent& content) {
  const std::string html = Heading(3, "Money moved: the repurposing ledger") +
                           LedgersHtml(content) + Heading(3, "Benefits") + BenefitsHtml(content) +
                           Heading(3, "Costs") + CostsHtml(content) + Heading(3, "Money returned") +
                           AppraisalHtml(content);
  return Section("money", "Money moved and returned", html);
}

}  // namespace fivestep::metrics::report
