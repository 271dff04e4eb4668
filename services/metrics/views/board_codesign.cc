// What a board report shows of co-design: who came, what was designed, who disagreed.
#include <chrono>
#include <string>

#include "fivestep/codesign/v1/events.pb.h"
#include "metrics/domain/amounts.h"
#include "metrics/views/board_items.h"

namespace fivestep::metrics::board {
namespace {

namespace pb = codesign::v1;

std::string GroupText(pb::StakeholderGroup group) {
  if (group == pb::STAKEHOLDER_GROUP_VCFSE) return "voluntary and community sector";
  return Words(pb::StakeholderGroup_Name(group), "STAKEHOLDER_GROUP_");
}

void OnScheduled(v1::StoredBoardItem& stored, const pb::SessionScheduled& event) {
  stored.mutable_item()->set_title(event.title());
  stored.mutable_item()->set_state("scheduled");
  stored.set_visibility(event.visibility());
  Say(stored, "Approach", Words(pb::SessionMethod_Name(event.method()), "SESSION_METHOD_"));
  Say(stored, "Where", event.place());
  const Instant start{std::chrono::seconds(event.start_time().seconds())};
  Say(stored, "Day", ToText(DayOf(start)));
  for (int i = 0; i < event.access_arrangements_size(); ++i) {
    SayAlso(stored, "Access",
            Words(pb::AccessArrangement_Name(event.access_arrangements(i)), "ACCESS_ARRANGEMENT_"));
  }
}

void OnHeld(v1::StoredBoardItem& stored, const pb::SessionHeld& event) {
  stored.mutable_item()->set_state("held");
  Say(stored, "Who came", "");
  for (const pb::AttendanceBand& band : event.attendance()) {
    SayAlso(
        stored, "Who came",
        GroupText(band.group()) + ": " +
            (band.fewer_than_eight() ? "fewer than 8"
                                     : "about " + std::to_string(band.attendee_count_rounded())));
  }
}

void OnClosed(v1::StoredBoardItem& stored, const pb::SessionClosed&) {
  stored.mutable_item()->set_state("closed, ideas voted on");
}

void OnDissent(v1::StoredBoardItem& stored, const pb::DissentRecorded& event) {
  stored.mutable_item()->set_title(event.title());
  stored.mutable_item()->set_state("kept beside the result");
  stored.set_visibility(event.visibility());
  Say(stored, "Raised by", GroupText(event.stakeholder_group()));
}

void OnSpecified(v1::StoredBoardItem& stored, const pb::InterventionSpecified& event) {
  const pb::InterventionSpecification& specification = event.specification();
  stored.mutable_item()->set_title(event.title());
  stored.mutable_item()->set_state("specified");
  stored.set_visibility(event.visibility());
  Say(stored, "What", specification.what());
  Say(stored, "Expected mechanism", specification.expected_mechanism());
  Say(stored, "Who delivers", specification.who_delivers());
  Say(stored, "Where", specification.where());
  Say(stored, "When and how much", specification.when_and_how_much());
  Say(stored, "Cost estimate", MoneyText(specification.cost_estimate_pence()));
  Say(stored, "Funded from", specification.funded_from());
}

void OnInterventionProposed(v1::StoredBoardItem& stored, const pb::InterventionProposed& event) {
  stored.mutable_item()->set_title(event.title());
  stored.mutable_item()->set_state("an idea");
  stored.set_visibility(event.visibility());
  Say(stored, "What", event.summary());
}

void OnShortlisted(v1::StoredBoardItem& stored, const pb::InterventionShortlisted& event) {
  stored.mutable_item()->set_state("shortlisted");
  Say(stored, "Why it was shortlisted", event.reason());
}

void OnSetAside(v1::StoredBoardItem& stored, const pb::InterventionSetAside& event) {
  stored.mutable_item()->set_state("set aside");
  Say(stored, "Why it was set aside", event.reason());
}

void OnPilotStarted(v1::StoredBoardItem& stored, const pb::PilotStarted& event) {
  stored.mutable_item()->set_state("piloted");
  Say(stored, "Pilot",
      event.pilot().where() + ", " + event.pilot().start_date() + " to " +
          event.pilot().planned_end_date());
  Say(stored, "What would have to be seen", event.pilot().success_criteria());
}

void OnPilotConcluded(v1::StoredBoardItem& stored, const pb::PilotConcluded& event) {
  stored.mutable_item()->set_state(
      "pilot concluded: " +
      Words(pb::PilotConclusion_Name(event.conclusion()), "PILOT_CONCLUSION_"));
  Say(stored, "Why", event.reason());
  Say(stored, "What was learned", event.learned());
}

std::string AnswerText(const pb::OpinionFindings& findings) {
  switch (findings.answer()) {
    case pb::OPINION_ANSWER_GROUPS:
      return std::to_string(findings.groups_size()) + " groups of opinion";
    case pb::OPINION_ANSWER_TOO_FEW_VOTERS:
      return "no groups: too few voters to tell";
    case pb::OPINION_ANSWER_GROUPS_TOO_SMALL:
      return "no groups: every division leaves fewer than 8 people on one side";
    case pb::OPINION_ANSWER_NO_MORE_THAN_CHANCE:
      return "no groups: people divide no more clearly than by chance";
    default:
      return {};
  }
}

void OnOpinions(v1::StoredBoardItem& stored, const pb::OpinionsComputed& event) {
  stored.mutable_item()->set_title(event.title());
  stored.mutable_item()->set_state("computed");
  stored.set_visibility(event.visibility());
  Say(stored, "Whether opinions divide", AnswerText(event.findings()));
  Say(stored, "Statements that most agree with", std::to_string(event.findings().agreed_size()));
}

void OnEndorsement(v1::StoredBoardItem& stored, const pb::EndorsementRecorded& event) {
  SayAlso(stored, "Endorsed by",
          event.endorsed_by_role() + " (" +
              Words(pb::EndorsementSide_Name(event.side()), "ENDORSEMENT_SIDE_") + ")");
}

void OnEndorsed(v1::StoredBoardItem& stored, const pb::InterventionEndorsed&) {
  stored.mutable_item()->set_state("endorsed by all sides");
}

}  // namespace

void TellCodesign(Tellers& tellers) {
  Tell(tellers, "session", &pb::SessionScheduled::session, OnScheduled);
  Tell(tellers, "session", &pb::SessionHeld::session, OnHeld);
  Tell(tellers, "session", &pb::SessionClosed::session, OnClosed);
  Tell(tellers, "dissent", &pb::DissentRecorded::dissent, OnDissent);
  Tell(tellers, "opinions", &pb::OpinionsComputed::opinion_result, OnOpinions);
  Tell(tellers, "intervention", &pb::InterventionProposed::intervention, OnInterventionProposed);
  Tell(tellers, "intervention", &pb::InterventionShortlisted::intervention, OnShortlisted);
  Tell(tellers, "intervention", &pb::InterventionSetAside::intervention, OnSetAside);
  Tell(tellers, "intervention", &pb::PilotStarted::intervention, OnPilotStarted);
  Tell(tellers, "intervention", &pb::PilotConcluded::intervention, OnPilotConcluded);
  Tell(tellers, "intervention", &pb::InterventionSpecified::intervention, OnSpecified);
  Tell(tellers, "intervention", &pb::EndorsementRecorded::intervention, OnEndorsement);
  Tell(tellers, "intervention", &pb::InterventionEndorsed::intervention, OnEndorsed);
}

}  // namespace fivestep::metrics::board
