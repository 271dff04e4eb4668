#include "programme/domain/gate_checklist.h"

namespace fivestep::programme {
namespace {

struct Line {
  v1::Step step;
  v1::Criterion criterion;
  const char* question;
  const char* where_to_record;
};

// Adapted from what each step is to leave behind in the five-step model.
constexpr Line kLines[] = {
    {v1::STEP_GATHER_INSIGHTS, v1::CRITERION_THEME_AGREED, "a theme agreed out of what people said",
     "AgreeTheme of the engagement service"},
    {v1::STEP_GATHER_INSIGHTS, v1::CRITERION_COMMUNITY_ENDORSEMENT,
     "somebody who speaks for the community standing behind a theme",
     "AgreeTheme or EndorseTheme of the engagement service, with ENDORSING_VOICE_COMMUNITY"},
    {v1::STEP_GATHER_INSIGHTS, v1::CRITERION_CLINICAL_ENDORSEMENT,
     "a clinician standing behind a theme",
     "AgreeTheme or EndorseTheme of the engagement service, with ENDORSING_VOICE_CLINICAL"},
    {v1::STEP_IDENTIFY_AND_PRIORITISE, v1::CRITERION_FINDING_RANKED,
     "findings ranked by the prioritisation panel", "CloseRanking of the analysis service"},
    {v1::STEP_IDENTIFY_AND_PRIORITISE, v1::CRITERION_EQUITY_AUDIT_RECORDED,
     "every measure held against deprivation, ethnicity, age and sex",
     "RecordEquityAudit of the analysis service"},
    {v1::STEP_DEFINE_TARGET_AREAS, v1::CRITERION_TARGET_AREA_APPROVED, "a target area approved",
     "ApproveTargetArea of the analysis service"},
    {v1::STEP_CO_DESIGN, v1::CRITERION_INTERVENTION_ENDORSED,
     "an intervention endorsed by those it is for and those who run it",
     "EndorseIntervention of the codesign service"},
    {v1::STEP_ACT_AND_MEASURE, v1::CRITERION_METRIC_DEFINED,
     "a metric defined, with baseline, target and owner", "DefineMetric of the metrics service"},
    {v1::STEP_ACT_AND_MEASURE, v1::CRITERION_INEQUALITIES_PAIRED,
     "every approved target area followed as level and gap", "PairMetrics of the metrics service"},
    {v1::STEP_ACT_AND_MEASURE, v1::CRITERION_BALANCING_MEASURE_DEFINED,
     "a balancing measure defined, which shows whether something else got worse",
     "DefineMetric of the metrics service, with MEASURE_TYPE_BALANCING"},
};

}  // namespace

std::string GateTitle(v1::Step step) {
  switch (step) {
    case v1::STEP_GATHER_INSIGHTS:
      return "Gate 1: enough insight, from the right people, to analyse?";
    case v1::STEP_IDENTIFY_AND_PRIORITISE:
      return "Gate 2: which inequalities, and why these?";
    case v1::STEP_DEFINE_TARGET_AREAS:
      return "Gate 3: these target areas, in this order?";
    case v1::STEP_CO_DESIGN:
      return "Gate 4: this intervention, designed with those it is for?";
    case v1::STEP_ACT_AND_MEASURE:
      return "Gate 5: is it measured whether the gap closes?";
    default:
      return {};
  }
}

std::vector<v1::GateCriterion> Checklist(v1::Step step) {
  std::vector<v1::GateCriterion> checklist;
  for (const Line& line : kLines) {
    if (line.step != step) continue;
    v1::GateCriterion criterion;
    criterion.set_criterion(line.criterion);
    criterion.set_question(line.question);
    criterion.set_where_to_record(line.where_to_record);
    checklist.push_back(std::move(criterion));
  }
  return checklist;
}

v1::Step StepOf(v1::Criterion criterion) {
  for (const Line& line : kLines) {
    if (line.criterion == criterion) return line.step;
  }
  return v1::STEP_UNSPECIFIED;
}

}  // namespace fivestep::programme
