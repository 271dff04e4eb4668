#include "metrics/domain/board_report.h"

#include <gtest/gtest.h>

#include "fivestep/metrics/v1/error_reason.pb.h"
#include "fivestep/platform/v1/error_reason.pb.h"
#include "platform/testing/given.h"

namespace fivestep::metrics {
namespace {

using testing::Given;

const std::string kReport = "programmes/p1/boardReports/july";

v1::DraftBoardReportRequest Draft() {
  v1::DraftBoardReportRequest request;
  request.set_parent("programmes/p1");
  request.set_board_report_id("july");
  request.set_title("Smoke-free start");
  request.mutable_brief()->set_meeting_date("2026-07-24");
  request.mutable_brief()->add_next_steps()->set_due_date("2026-09-30");
  return request;
}

v1::PreparedBoardReport Prepared() {
  v1::PreparedBoardReport prepared;
  prepared.set_content_blob_digest("blob");
  prepared.set_content_digest("content");
  prepared.add_positions()->set_log("engagement");
  prepared.mutable_positions(0)->set_position(42);
  return prepared;
}

v1::BoardReport Drafted(const std::string& author = "author") {
  v1::BoardReportDrafted drafted;
  drafted.set_content_digest("content");
  drafted.set_drafted_by_actor_id(author);
  v1::BoardReport report;
  Evolve(report, drafted);
  return report;
}

v1::BoardReport Approved() {
  v1::BoardReport report = Drafted();
  v1::BoardReportApproved approved;
  approved.set_approved_by_role("chair");
  Evolve(report, approved);
  return report;
}

TEST(DraftBoardReport, PinsWhatWasPutTogether) {
  v1::BoardReportDrafted expected;
  expected.set_board_report(kReport);
  expected.set_title("Smoke-free start");
  *expected.mutable_brief() = Draft().brief();
  *expected.mutable_positions() = Prepared().positions();
  expected.set_content_blob_digest("blob");
  expected.set_content_digest("content");
  Given<v1::BoardReport>().Naming(kReport).When(Decide, Draft(), Prepared()).ThenEmits(expected);
}

TEST(DraftBoardReport, NamesEveryDayThatDoesNotExist) {
  v1::DraftBoardReportRequest request = Draft();
  EXPECT_FALSE(CheckBrief(request).rejected());
  request.mutable_brief()->set_meeting_date("24 July");
  request.mutable_brief()->mutable_next_steps(0)->set_due_date("2026-09-31");
  const Decision refused = CheckBrief(request);
  ASSERT_TRUE(refused.rejected());
  EXPECT_EQ(refused.rejection().violations().size(), 2u);
}

v1::ApproveBoardReportRequest Approve() {
  v1::ApproveBoardReportRequest request;
  request.set_name(kReport);
  request.set_approved_by_role("chair");
  return request;
}

TEST(ApproveBoardReport, ApprovesTheContentOfTheDraft) {
  v1::BoardReportApproved expected;
  expected.set_board_report(kReport);
  expected.set_approved_by_role("chair");
  expected.set_content_digest("content");
  Given<v1::BoardReport>(Drafted()).When(Decide, Approve()).ThenEmits(expected);
}

TEST(ApproveBoardReport, RejectsItsAuthor) {
  // The actor of these tests has no id.
  Given<v1::BoardReport>(Drafted("")).When(Decide, Approve()).ThenRejected(v1::APPROVER_IS_AUTHOR);
}

TEST(ApproveBoardReport, RejectsASecondTime) {
  Given<v1::BoardReport>(Approved())
      .When(Decide, Approve())
      .ThenRejected(v1::BOARD_REPORT_NOT_IN_STATE);
}

v1::IssueBoardReportRequest Issue() {
  v1::IssueBoardReportRequest request;
  request.set_name(kReport);
  request.set_issued_by_role("board secretary");
  return request;
}

v1::PreparedIssue Files() {
  v1::PreparedIssue prepared;
  prepared.set_content_digest("content");
  prepared.set_approved_by_role("chair");
  prepared.add_files()->set_format(v1::BOARD_REPORT_FORMAT_HTML);
  return prepared;
}

TEST(IssueBoardReport, KeepsTheFiles) {
  v1::BoardReportIssued expected;
  expected.set_board_report(kReport);
  expected.set_issued_by_role("board secretary");
  *expected.mutable_files() = Files().files();
  Given<v1::BoardReport>(Approved()).When(Decide, Issue(), Files()).ThenEmits(expected);
}

TEST(IssueBoardReport, RejectsADraftAndOneThatIsOut) {
  Given<v1::BoardReport>(Drafted())
      .When(Decide, Issue(), Files())
      .ThenRejected(v1::BOARD_REPORT_NOT_IN_STATE);
  v1::BoardReport issued = Approved();
  Evolve(issued, v1::BoardReportIssued());
  Given<v1::BoardReport>(issued)
      .When(Decide, Issue(), Files())
      .ThenRejected(v1::BOARD_REPORT_NOT_IN_STATE);
}

TEST(IssueBoardReport, RejectsFilesOfAnotherContentOrApproval) {
  v1::PreparedIssue other = Files();
  other.set_content_digest("another");
  Given<v1::BoardReport>(Approved())
      .When(Decide, Issue(), other)
      .ThenRejected(platform::v1::PREPARED_ON_OLD_STATE);
  other = Files();
  other.set_approved_by_role("somebody else");
  Given<v1::BoardReport>(Approved())
      .When(Decide, Issue(), other)
      .ThenRejected(platform::v1::PREPARED_ON_OLD_STATE);
}

}  // namespace
}  // namespace fivestep::metrics
