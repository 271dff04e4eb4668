#include "codesign/domain/appraisal.h"

#include <algorithm>
#include <set>
#include <string>

#include "codesign/domain/intervention_states.h"
#include "fivestep/codesign/v1/error_reason.pb.h"
#include "platform/core/violations.h"

namespace fivestep::codesign {
namespace {

constexpr int kCriteria = 6;

bool HasAppraised(const v1::Intervention& intervention, v1::StakeholderGroup group) {
  return std::any_of(
      intervention.appraisals().begin(), intervention.appraisals().end(),
      [&](const v1::Appraisal& appraisal) { return appraisal.stakeholder_group() == group; });
}

// Nothing is said of one group alone. REQUIRES: each appraisal has all criteria, in order.
void SetSpreads(v1::Intervention& intervention) {
  intervention.clear_spreads();
  if (intervention.appraisals_size() < 2) return;
  for (int c = 0; c < kCriteria; ++c) {
    v1::ApeaseSpread& spread = *intervention.add_spreads();
    spread.set_criterion(intervention.appraisals(0).scores(c).criterion());
    spread.set_lowest(intervention.appraisals(0).scores(c).score());
    spread.set_highest(spread.lowest());
    for (const v1::Appraisal& appraisal : intervention.appraisals()) {
      spread.set_lowest(std::min(spread.lowest(), appraisal.scores(c).score()));
      spread.set_highest(std::max(spread.highest(), appraisal.scores(c).score()));
    }
    spread.set_disagreement(spread.highest() - spread.lowest() >= kDisagreement);
    for (const v1::Appraisal& appraisal : intervention.appraisals()) {
      if (appraisal.scores(c).score() == spread.lowest()) {
        spread.add_lowest_groups(appraisal.stakeholder_group());
      }
    }
  }
}

}  // namespace

Decision Decide(const v1::Intervention& intervention,
                const v1::AppraiseInterventionRequest& command, const CommandContext&) {
  Decision no = RejectUnlessPossible(Step::kAppraise, intervention, command.name());
  if (no.rejected()) return no;
  Violations violations;
  std::set<v1::ApeaseCriterion> criteria;
  for (int i = 0; i < command.scores_size(); ++i) {
    violations.Expect(criteria.insert(command.scores(i).criterion()).second,
                      FieldOf("scores", i, "criterion"), "must be another one than those before");
  }
  violations.Expect(criteria.size() == kCriteria, "scores", "must score each of the six criteria");
  if (no = violations.RejectionBy(v1::APPRAISAL_NOT_VALID); no.rejected()) return no;
  v1::InterventionAppraised appraised;
  appraised.set_intervention(command.name());
  v1::Appraisal& appraisal = *appraised.mutable_appraisal();
  appraisal.set_stakeholder_group(command.stakeholder_group());
  *appraisal.mutable_scores() = command.scores();
  std::sort(appraisal.mutable_scores()->begin(), appraisal.mutable_scores()->end(),
            [](const v1::ApeaseScore& a, const v1::ApeaseScore& b) {
              return a.criterion() < b.criterion();
            });
  return Emit(appraised);
}

Decision Decide(const v1::Intervention& intervention,
                const v1::ShortlistInterventionRequest& command, const CommandContext&) {
  Decision no = RejectUnlessPossible(Step::kShortlist, intervention, command.name());
  if (no.rejected()) return no;
  const bool by_residents = HasAppraised(intervention, v1::STAKEHOLDER_GROUP_RESIDENTS);
  if (!by_residents || intervention.appraisals_size() < 2) {
    return Reject(v1::APPRAISALS_MISSING)
        .With("intervention", command.name())
        .With("missing", by_residents ? "a group other than residents"
                                      : "residents and people with lived experience");
  }
  v1::InterventionShortlisted shortlisted;
  shortlisted.set_intervention(command.name());
  shortlisted.set_reason(command.reason());
  return Emit(shortlisted);
}

void Evolve(v1::Intervention& intervention, const v1::InterventionAppraised& event) {
  const auto& appraisals = intervention.appraisals();
  const auto earlier =
      std::find_if(appraisals.begin(), appraisals.end(), [&](const v1::Appraisal& appraisal) {
        return appraisal.stakeholder_group() == event.appraisal().stakeholder_group();
      });
  if (earlier == appraisals.end()) {
    *intervention.add_appraisals() = event.appraisal();
  } else {
    *intervention.mutable_appraisals(static_cast<int>(earlier - appraisals.begin())) =
        event.appraisal();
  }
  SetSpreads(intervention);
}

void Evolve(v1::Intervention& intervention, const v1::InterventionShortlisted& event) {
  intervention.set_state(v1::Intervention::STATE_SHORTLISTED);
  intervention.set_reason(event.reason());
}

}  // namespace fivestep::codesign
