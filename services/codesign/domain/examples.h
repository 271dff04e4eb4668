// Rows that the tests of this folder begin with.
#ifndef FIVESTEP_CODESIGN_DOMAIN_EXAMPLES_H_
#define FIVESTEP_CODESIGN_DOMAIN_EXAMPLES_H_

#include <string>

#include "codesign/domain/idea.h"
#include "codesign/domain/intervention.h"
#include "codesign/domain/session.h"
#include "fivestep/codesign/v1/brief.pb.h"
#include "platform/core/timestamp.h"
#include "platform/testing/given.h"

namespace fivestep::codesign {

inline const std::string kBrief = "programmes/p1/briefs/quit-smoking";
inline const std::string kOtherBrief = "programmes/p1/briefs/another";
inline const std::string kSession = "programmes/p1/sessions/s1";
inline const std::string kOtherSession = "programmes/p1/sessions/s2";
inline const std::string kIdeaA = "programmes/p1/ideas/a";
inline const std::string kIdeaB = "programmes/p1/ideas/b";
inline const std::string kIdeaC = "programmes/p1/ideas/c";

inline v1::Brief SampleBrief() {
  v1::Brief brief;
  brief.set_target_area("programmes/p1/targetAreas/quit-smoking");
  brief.set_title("Smoking at time of delivery in the most deprived areas");
  brief.set_indicator("programmes/p1/indicators/smoking");
  brief.set_inequality("smoking at time of delivery");
  brief.set_population_group("pregnant women in the most deprived fifth");
  brief.set_geography("Blackpool");
  brief.set_mechanism("support is far from home");
  return brief;
}

// In the calendar, starting at `start`; 3 dots a ballot, at most 2 on one idea.
inline v1::Session ScheduledSession(Instant start) {
  v1::SessionScheduled event;
  event.set_brief(kBrief);
  event.set_target_area(SampleBrief().target_area());
  event.set_title("What would help you to stop?");
  *event.mutable_start_time() = ToTimestamp(start);
  event.set_dots_per_ballot(3);
  event.set_max_dots_per_idea(2);
  event.set_visibility(platform::v1::VISIBILITY_PARTNERS);
  v1::Session session;
  Evolve(session, event);
  return session;
}

// Held, with the ideas A, B and C.
inline v1::Session HeldSession() {
  v1::Session session = ScheduledSession(testing::kNow - std::chrono::hours(2));
  Evolve(session, v1::SessionHeld());
  v1::IdeasCollected collected;
  for (const std::string& idea : {kIdeaA, kIdeaB, kIdeaC}) collected.add_ideas(idea);
  Evolve(session, collected);
  return session;
}

// Closed, with the ideas in the order B, A, C.
inline v1::Session ClosedSession() {
  v1::Session session = HeldSession();
  v1::SessionClosed closed;
  for (const std::string& idea : {kIdeaB, kIdeaA, kIdeaC}) closed.add_ideas(idea);
  Evolve(session, closed);
  return session;
}

inline v1::Idea SampleIdea(const std::string& session, int dot_count) {
  v1::IdeaRecorded recorded;
  recorded.set_session(session);
  v1::Idea idea;
  Evolve(idea, recorded);
  if (dot_count > 0) {
    v1::DotsAdded added;
    added.set_dot_count(dot_count);
    Evolve(idea, added);
  }
  return idea;
}

inline const std::string kIntervention = "programmes/p1/interventions/i1";

// All twelve items of TIDieR, and what doing nothing comes to.
inline v1::InterventionSpecification WholeSpecification() {
  v1::InterventionSpecification specification;
  specification.set_expected_mechanism("support is near");
  specification.set_materials("carbon monoxide monitors, vouchers");
  specification.set_what("Weekly drop-in with carbon monoxide reading and vouchers");
  specification.set_who_delivers("stop-smoking advisers");
  specification.set_how("face to face");
  specification.set_where("children's centres");
  specification.set_when_and_how_much("weekly, for a year");
  specification.set_tailoring("none");
  specification.set_modifications("agreed each month, noted in the log book");
  specification.set_planned_fidelity("one session in ten is observed");
  specification.set_actual_fidelity("observations are counted and reported");
  specification.set_cost_estimate_pence(4'800'000);
  specification.set_funded_from("repurposed clinic");
  specification.mutable_do_nothing()->set_cost_estimate_pence(9'000'000);
  specification.mutable_do_nothing()->set_consequence("admissions as today, from the tariff");
  return specification;
}

inline v1::Appraisal AppraisalBy(v1::StakeholderGroup group, int score) {
  v1::Appraisal appraisal;
  appraisal.set_stakeholder_group(group);
  for (int criterion = 1; criterion <= 6; ++criterion) {
    v1::ApeaseScore& entry = *appraisal.add_scores();
    entry.set_criterion(static_cast<v1::ApeaseCriterion>(criterion));
    entry.set_score(score);
    entry.set_rationale("as we see it");
  }
  return appraisal;
}

// In `state`, with all that a step from there asks for.
inline v1::Intervention InterventionIn(v1::Intervention::State state) {
  v1::Intervention intervention;
  intervention.set_state(state);
  intervention.set_title("Stop-smoking advisers at children's centres");
  intervention.set_target_area(SampleBrief().target_area());
  intervention.set_brief(kBrief);
  intervention.set_session(kSession);
  *intervention.add_appraisals() = AppraisalBy(v1::STAKEHOLDER_GROUP_RESIDENTS, 4);
  *intervention.add_appraisals() = AppraisalBy(v1::STAKEHOLDER_GROUP_CLINICIANS, 1);
  return intervention;
}

}  // namespace fivestep::codesign

#endif  // FIVESTEP_CODESIGN_DOMAIN_EXAMPLES_H_
