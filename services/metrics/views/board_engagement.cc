// What a board report shows of engagement: how people were asked, what they said, what was
// answered.
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

void OnOpened(v1::StoredBoardItem& stored, const pb::ActivityOpened&) {
  stored.mutable_item()->set_state("open");
}

void OnClosed(v1::StoredBoardItem& stored, const pb::ActivityClosed&) {
  stored.mutable_item()->set_state("closed, people wait for an answer");
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

}  // namespace

void TellEngagement(Tellers& tellers) {
  Tell(tellers, "activity", &pb::ActivityPlanned::activity, OnPlanned);
  Tell(tellers, "activity", &pb::ActivityOpened::activity, OnOpened);
  Tell(tellers, "activity", &pb::ActivityClosed::activity, OnClosed);
  Tell(tellers, "activity", &pb::ActivityFedBack::activity, OnFedBack);
  Tell(tellers, "theme", &pb::ThemeAgreed::theme, OnAgreed);
  Tell(tellers, "theme", &pb::ThemeEndorsed::theme, OnEndorsed);
  Tell(tellers, "theme", &pb::ResponsePublished::theme, OnResponse);
  Tell(tellers, "theme", &pb::ResponseOverdue::theme, OnOverdue);
}

}  // namespace fivestep::metrics::board
