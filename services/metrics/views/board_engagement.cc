// What a board report shows of engagement: how people were asked, what they said, what was
// answered.
#include <string>

#include "fivestep/engagement/v1/events.pb.h"
#include "metrics/views/board_items.h"

namespace fivestep::metrics::board {
namespace {

namespace pb = engagement::v1;

void OnPlanned(v1::StoredBoardItem& stored, const pb::ActivityPlanned& event) {
  stored.mutable_item()->set_title(event.title());
  stored.mutable_item()->set_state("planned");
  stored.set_visibility(event.visibility());
  Say(stored, "Approach", Words(pb::EngagementMethod_Name(event.method()), "ENGAGEMENT_METHOD_"));
  Say(stored, "Where", event.place());
  Say(stored, "Day", event.planned_date());
  Say(stored, "With", Listed(event.partners()));
}

void OnDpia(v1::StoredBoardItem& stored, const pb::DpiaApproved&) {
  stored.mutable_item()->set_state("assessed for data protection");
}

void OnOpened(v1::StoredBoardItem& stored, const pb::ActivityOpened&) {
  stored.mutable_item()->set_state("open");
}

void OnClosed(v1::StoredBoardItem& stored, const pb::ActivityClosed&) {
  stored.mutable_item()->set_state("closed, people wait for an answer");
}

void OnCoded(v1::StoredBoardItem& stored, const pb::ActivityCoded&) {
  stored.mutable_item()->set_state("coded, people wait for an answer");
}

void OnFedBack(v1::StoredBoardItem& stored, const pb::ActivityFedBack&) {
  stored.mutable_item()->set_state("people have their answer");
}

void Endorse(v1::StoredBoardItem& stored, const pb::Endorsement& endorsement) {
  SayAlso(stored, "Endorsed by",
          endorsement.role() + " (" +
              Words(pb::EndorsingVoice_Name(endorsement.voice()), "ENDORSING_VOICE_") + ")");
}

void OnAgreed(v1::StoredBoardItem& stored, const pb::ThemeAgreed& event) {
  stored.mutable_item()->set_title(event.title());
  stored.mutable_item()->set_state("no response yet");
  stored.set_visibility(event.visibility());
  Say(stored, "What people told us", event.definition());
  for (const pb::Endorsement& endorsement : event.endorsements()) Endorse(stored, endorsement);
}

void OnEndorsed(v1::StoredBoardItem& stored, const pb::ThemeEndorsed& event) {
  Endorse(stored, event.endorsement());
}

// An answer is one of several words for what is done; the later one holds.
void OnResponse(v1::StoredBoardItem& stored, const pb::ResponsePublished& event) {
  const pb::Response& response = event.response();
  stored.mutable_item()->set_state(Words(pb::ResponseKind_Name(response.kind()), "RESPONSE_KIND_"));
  Say(stored, "Our response", response.public_text());
  Say(stored, "Owner", response.owner_role());
  Say(stored, "Promised by", response.promised_date());
  Say(stored, "Why not", response.reason());
  Say(stored, "Needed from", response.needed_from());
}

void OnOverdue(v1::StoredBoardItem& stored, const pb::ResponseOverdue&) {
  stored.mutable_item()->set_state("response overdue");
}

std::string PercentText(double share) { return NumberText(100 * share) + " %"; }

void OnStrength(v1::StoredBoardItem& stored, const pb::ThemeStrengthAssessed& event) {
  const pb::ThemeStrength& strength = event.strength();
  Say(stored, "How many say so",
      PercentText(strength.adjusted_share()) +
          " of the target population, as far as its groups were reached; between " +
          PercentText(strength.lower_bound()) + " and " + PercentText(strength.upper_bound()) +
          ", whatever the others would say");
}

void OnThemeEvidenceWithdrawn(v1::StoredBoardItem& stored, const pb::ThemeEvidenceWithdrawn&) {
  Say(stored, "Taken back", "a contribution that it rests on, since it was agreed");
  stored.set_evidence_withdrawn_position(stored.item().source().position());
}

void OnInsight(v1::StoredBoardItem& stored, const pb::InsightStated& event) {
  stored.mutable_item()->set_title(event.title());
  stored.mutable_item()->set_state("stated");
  stored.set_visibility(event.visibility());
  Say(stored, "What follows", event.statement());
}

void OnInsightEndorsed(v1::StoredBoardItem& stored, const pb::InsightEndorsed& event) {
  stored.mutable_item()->set_state("endorsed");
  Endorse(stored, event.endorsement());
}

void OnInsightRetired(v1::StoredBoardItem& stored, const pb::InsightRetired& event) {
  stored.mutable_item()->set_state("not held any more");
  Say(stored, "Why", event.retirement_reason());
}

void OnInsightEvidenceWithdrawn(v1::StoredBoardItem& stored, const pb::InsightEvidenceWithdrawn&) {
  Say(stored, "Taken back", "a contribution that it rests on, since it was stated");
  stored.set_evidence_withdrawn_position(stored.item().source().position());
}

void OnReach(v1::StoredBoardItem& stored, const pb::ReachAssessed& event) {
  const pb::ReachAssessment& assessment = event.assessment();
  stored.mutable_item()->set_title(event.title());
  stored.mutable_item()->set_state("assessed");
  stored.set_visibility(event.visibility());
  if (assessment.has_reach_score()) {
    Say(stored, "Reach score",
        NumberText(assessment.reach_score()) +
            " of 1, where 1 means that those reached are made up as the target population is");
  }
  if (assessment.has_coverage()) {
    Say(stored, "Whose group is known", PercentText(assessment.coverage()) + " of people reached");
  }
  Say(stored, "Group unknown", assessment.unknown_count().text());
  Say(stored, "Preferred not to say", assessment.prefer_not_to_say_count().text());
}

void OnBarrier(v1::StoredBoardItem& stored, const pb::BarrierRecorded& event) {
  stored.mutable_item()->set_title(event.title());
  stored.mutable_item()->set_state("no remedy yet");
  stored.set_visibility(event.visibility());
  Say(stored, "What kind", Words(pb::BarrierKind_Name(event.kind()), "BARRIER_KIND_"));
  Say(stored, "Whom it keeps out", event.group());
  Say(stored, "What happens", event.description());
}

void OnRemedy(v1::StoredBoardItem& stored, const pb::RemedyAgreed& event) {
  stored.mutable_item()->set_state("remedy agreed");
  Say(stored, "What is done", event.remedy());
  Say(stored, "Owner", event.owner_role());
  Say(stored, "Promised by", event.due_date());
}

void OnBarrierRemoved(v1::StoredBoardItem& stored, const pb::BarrierRemoved& event) {
  stored.mutable_item()->set_state("removed");
  Say(stored, "How that is known", event.outcome());
}

void OnBarrierAccepted(v1::StoredBoardItem& stored, const pb::BarrierAccepted& event) {
  stored.mutable_item()->set_state("stays");
  Say(stored, "Why it stays", event.outcome());
}

}  // namespace

void TellEngagement(Tellers& tellers) {
  Tell(tellers, "activity", &pb::ActivityPlanned::activity, OnPlanned);
  Tell(tellers, "activity", &pb::DpiaApproved::activity, OnDpia);
  Tell(tellers, "activity", &pb::ActivityOpened::activity, OnOpened);
  Tell(tellers, "activity", &pb::ActivityClosed::activity, OnClosed);
  Tell(tellers, "activity", &pb::ActivityCoded::activity, OnCoded);
  Tell(tellers, "activity", &pb::ActivityFedBack::activity, OnFedBack);
  Tell(tellers, "theme", &pb::ThemeAgreed::theme, OnAgreed);
  Tell(tellers, "theme", &pb::ThemeEndorsed::theme, OnEndorsed);
  Tell(tellers, "theme", &pb::ResponsePublished::theme, OnResponse);
  Tell(tellers, "theme", &pb::ResponseOverdue::theme, OnOverdue);
  Tell(tellers, "theme", &pb::ThemeStrengthAssessed::theme, OnStrength);
  Tell(tellers, "theme", &pb::ThemeEvidenceWithdrawn::theme, OnThemeEvidenceWithdrawn);
  Tell(tellers, "insight", &pb::InsightStated::insight, OnInsight);
  Tell(tellers, "insight", &pb::InsightEndorsed::insight, OnInsightEndorsed);
  Tell(tellers, "insight", &pb::InsightRetired::insight, OnInsightRetired);
  Tell(tellers, "insight", &pb::InsightEvidenceWithdrawn::insight, OnInsightEvidenceWithdrawn);
  Tell(tellers, "reach", &pb::ReachAssessed::reach_report, OnReach);
  Tell(tellers, "barrier", &pb::BarrierRecorded::barrier, OnBarrier);
  Tell(tellers, "barrier", &pb::RemedyAgreed::barrier, OnRemedy);
  Tell(tellers, "barrier", &pb::BarrierRemoved::barrier, OnBarrierRemoved);
  Tell(tellers, "barrier", &pb::BarrierAccepted::barrier, OnBarrierAccepted);
}

}  // namespace fivestep::metrics::board
