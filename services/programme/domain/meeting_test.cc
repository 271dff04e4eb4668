#include "programme/domain/meeting.h"

#include "platform/core/timestamp.h"
#include "platform/testing/given.h"
#include "programme/domain/board.h"
#include "programme/domain/meeting_calendar.h"

namespace fivestep::programme {
namespace {

using fivestep::testing::Given;
using fivestep::testing::kNow;
using ::testing::HasSubstr;

constexpr char kBoard[] = "programmes/p1/governanceBoards/b1";
constexpr char kMeeting[] = "programmes/p1/boardMeetings/m1";

pb::GovernanceBoardDetails Details() {
  pb::GovernanceBoardDetails details;
  details.set_title("Health inequalities board");
  details.set_chair_role("Chair");
  for (const char* role : {"Chair", "GP", "GP", "Resident", "Secretary"}) {
    pb::BoardMember& member = *details.add_members();
    member.set_role(role);
    member.set_votes(member.role() != "Secretary");
  }
  details.set_quorum_count(3);
  return details;
}

pb::GovernanceBoard Board() {
  pb::GovernanceBoard board;
  pb::BoardEstablished established;
  established.set_governance_board(kBoard);
  *established.mutable_details() = Details();
  Keep(board, established);
  return board;
}

pb::ScheduleMeetingRequest Schedule() {
  pb::ScheduleMeetingRequest command;
  command.mutable_details()->set_title("April board");
  command.mutable_details()->set_governance_board(kBoard);
  *command.mutable_start_time() = ToTimestamp(kNow + std::chrono::hours(1));
  *command.mutable_end_time() = ToTimestamp(kNow + std::chrono::hours(2));
  command.set_place("Town hall, room 1");
  return command;
}

pb::BoardMeeting Scheduled() {
  pb::BoardMeeting meeting;
  pb::MeetingScheduled scheduled;
  scheduled.set_board_meeting(kMeeting);
  CopySameFields(Schedule(), scheduled);
  Keep(meeting, scheduled);
  return meeting;
}

pb::HoldMeetingRequest Hold(std::initializer_list<const char*> roles) {
  pb::HoldMeetingRequest command;
  command.set_name(kMeeting);
  for (const char* role : roles) command.add_attending_roles(role);
  return command;
}

pb::MeetingHeld Held(std::initializer_list<const char*> roles) {
  const auto then = Given<pb::BoardMeeting>(Scheduled())
                        .With(kBoard, Board())
                        .At(kNow + std::chrono::hours(2))
                        .When(Decide, Hold(roles));
  return dynamic_cast<const pb::MeetingHeld&>(*then.decision().events().at(0));
}

TEST(EstablishBoard, RejectsAChairWithoutASeatAndAQuorumThatCannotBeMet) {
  pb::EstablishBoardRequest command;
  *command.mutable_details() = Details();
  command.mutable_details()->set_chair_role("Mayor");
  command.mutable_details()->set_quorum_count(5);
  auto then = Given<pb::GovernanceBoard>().When(Decide, command);
  then.ThenRejected(pb::DETAILS_CONTRADICTORY);
  EXPECT_EQ(then.decision().rejection().violations().size(), 2u);
}

TEST(ReviseBoard, TakesNewSeats) {
  pb::ReviseBoardRequest command;
  command.set_name(kBoard);
  *command.mutable_details() = Details();
  command.set_reason("A seat for the Roma community.");
  EXPECT_FALSE(Given<pb::GovernanceBoard>(Board()).When(Decide, command).decision().rejected());
  command.mutable_details()->set_quorum_count(5);
  Given<pb::GovernanceBoard>(Board()).When(Decide, command).ThenRejected(pb::DETAILS_CONTRADICTORY);
}

TEST(ScheduleMeeting, PutsItIntoTheCalendarOfItsBoard) {
  EXPECT_FALSE(Given<pb::BoardMeeting>()
                   .With(kBoard, Board())
                   .Naming(kMeeting)
                   .When(Decide, Schedule())
                   .decision()
                   .rejected());
}

TEST(ScheduleMeeting, RejectsADissolvedBoardAndAnEndBeforeTheStart) {
  pb::GovernanceBoard dissolved = Board();
  dissolved.set_state(pb::GovernanceBoard::STATE_DISSOLVED);
  Given<pb::BoardMeeting>()
      .With(kBoard, dissolved)
      .When(Decide, Schedule())
      .ThenRejected(pb::BOARD_DISSOLVED);
  auto backwards = Schedule();
  *backwards.mutable_end_time() = ToTimestamp(kNow);
  Given<pb::BoardMeeting>()
      .With(kBoard, Board())
      .When(Decide, backwards)
      .ThenRejected(pb::DETAILS_CONTRADICTORY);
}

TEST(MoveMeeting, CountsHowOftenItWasMoved) {
  pb::BoardMeeting meeting = Scheduled();
  pb::MeetingMoved moved;
  moved.set_board_meeting(kMeeting);
  moved.set_place("Library");
  Evolve(meeting, moved);
  EXPECT_EQ(meeting.move_count(), 1);
  EXPECT_EQ(meeting.place(), "Library");
}

TEST(HoldMeeting, CountsMembersWithAVoteOncePerSeat) {
  EXPECT_TRUE(Held({"Chair", "GP", "GP", "Secretary"}).quorate());
  EXPECT_EQ(Held({"Chair", "GP", "GP", "GP"}).voting_present_count(), 3);
  EXPECT_FALSE(Held({"Chair", "GP", "Secretary", "Visitor"}).quorate());
  EXPECT_EQ(Held({"Chair", "GP"}).quorum_count(), 3);
}

TEST(HoldMeeting, RejectsOneThatHasNotBegun) {
  Given<pb::BoardMeeting>(Scheduled())
      .With(kBoard, Board())
      .When(Decide, Hold({"Chair"}))
      .ThenRejected(pb::MEETING_NOT_BEGUN);
}

Decision MayDecide(const pb::BoardMeeting& meeting, const CommandContext& context) {
  return CheckMayDecide(meeting.name(), context);
}

TEST(Decisions, NeedAMeetingThatWasHeldWithAQuorum) {
  Given<pb::BoardMeeting>(Scheduled())
      .With(kMeeting, Scheduled())
      .WhenDue(MayDecide)
      .ThenRejected(pb::MEETING_NOT_QUORATE);
  pb::BoardMeeting small = Scheduled();
  Keep(small, Held({"Chair"}));
  auto then = Given<pb::BoardMeeting>(small).With(kMeeting, small).WhenDue(MayDecide);
  then.ThenRejected(pb::MEETING_NOT_QUORATE);
  EXPECT_THAT(then.decision().rejection().message(), HasSubstr("the quorum is 3"));
  pb::BoardMeeting full = Scheduled();
  Keep(full, Held({"Chair", "GP", "Resident"}));
  EXPECT_FALSE(
      Given<pb::BoardMeeting>(full).With(kMeeting, full).WhenDue(MayDecide).decision().rejected());
}

TEST(MeetingCalendar, IsWhatCalendarsTake) {
  pb::BoardMeeting meeting = Scheduled();
  *meeting.mutable_update_time() = ToTimestamp(kNow);
  meeting.add_agenda()->set_title("Gate 2; risks");
  EXPECT_EQ(ToCalendar("Smoke-free", {meeting}),
            "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Fivestep//Programme meetings//EN\r\n"
            "METHOD:PUBLISH\r\nX-WR-CALNAME:Smoke-free\r\nBEGIN:VEVENT\r\n"
            "UID:programmes/p1/boardMeetings/m1\r\nDTSTAMP:20260302T100000Z\r\n"
            "DTSTART:20260302T110000Z\r\nDTEND:20260302T120000Z\r\nSUMMARY:April board\r\n"
            "LOCATION:Town hall\\, room 1\r\nDESCRIPTION:1. Gate 2\\; risks\r\nSEQUENCE:0\r\n"
            "STATUS:CONFIRMED\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n");
  meeting.set_state(pb::BoardMeeting::STATE_CANCELLED);
  EXPECT_THAT(ToCalendar("", {meeting}), HasSubstr("SEQUENCE:1\r\nSTATUS:CANCELLED"));
}

TEST(MeetingCalendar, EscapesAndFoldsWithoutCuttingACharacter) {
  EXPECT_EQ(EscapeCalendarText("a\\b;c,d\r\ne"), "a\\\\b\\;c\\,d\\ne");
  const std::string line = std::string(74, 'x') + "é" + std::string(80, 'y');
  EXPECT_EQ(CalendarLine(line), std::string(74, 'x') + "\r\n é" + std::string(72, 'y') + "\r\n " +
                                    std::string(8, 'y') + "\r\n");
}

}  // namespace
}  // namespace fivestep::programme
