#include "metrics/report/report_preparation.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <tuple>

#include "fivestep/metrics/v1/board_view.pb.h"
#include "fivestep/metrics/v1/commentary.pb.h"
#include "metrics/domain/board_report.h"
#include "metrics/domain/examples.h"
#include "metrics/domain/money_examples.h"
#include "metrics/report/report_examples.h"
#include "metrics/views/board_keys.h"
#include "platform/audit/checkpoint.h"
#include "platform/testing/fake_read_context.h"

namespace fivestep::metrics {
namespace {

using testing::FakeReadContext;
using testing::FakeViewWriter;
using ::testing::HasSubstr;
using ::testing::Not;

// What other services told, one theme in it, and how far their logs were read.
FakeViewWriter Told(platform::v1::Visibility visibility = platform::v1::VISIBILITY_PROGRAMME) {
  FakeViewWriter view;
  view.Put(board::PositionKey("engagement"), "42");
  v1::StoredBoardItem stored;
  stored.mutable_item()->set_kind("theme");
  stored.mutable_item()->set_title("Help is out of reach");
  stored.set_visibility(visibility);
  view.Put(board::ItemKey("programmes/p1", "programmes/p1/themes/t1"), stored.SerializeAsString());
  v1::StoredBoardItem other = stored;
  other.mutable_item()->set_title("Of another programme");
  view.Put(board::ItemKey("programmes/p10", "programmes/p10/themes/t1"), other.SerializeAsString());
  return view;
}

v1::BoardReport Row(const v1::PreparedBoardReport& prepared, const std::string& approver) {
  v1::BoardReportDrafted drafted;
  drafted.set_content_blob_digest(prepared.content_blob_digest());
  drafted.set_content_digest(prepared.content_digest());
  *drafted.mutable_positions() = prepared.positions();
  v1::BoardReport report;
  report.set_name(kReport);
  Evolve(report, drafted);
  if (approver.empty()) return report;
  v1::BoardReportApproved approved;
  approved.set_approved_by_role(approver);
  Evolve(report, approved);
  return report;
}

// A context with a draft, approved where `approver` is given.
class Story {
 public:
  explicit Story(const std::string& approver = "") {
    context_.WithView(board::kView, Told());
    v1::Metric metric = DefinedMetric();
    metric.set_name(kMetric);
    context_.PutRow(kMetric, metric);
    context_.Put(RealisedOnce());
    prepared_ = PrepareBoardReport(DraftRequest(), context_).value();
    context_.Put(Row(prepared_, approver));
  }
  FakeReadContext& context() { return context_; }
  const v1::PreparedBoardReport& prepared() const { return prepared_; }
  Result<v1::GetBoardReportResponse> Get(v1::BoardReportFormat format) {
    v1::GetBoardReportRequest request;
    request.set_name(kReport);
    request.set_format(format);
    return AnswerGetBoardReport(request, context_);
  }
  void Issue(const v1::IssueBoardReportRequest& request) {
    const auto files = PrepareIssue(request, context_);
    ASSERT_TRUE(files.ok()) << files.status().ToString();
    v1::BoardReport report = context_.Get<v1::BoardReport>(kReport).value();
    v1::BoardReportIssued issued;
    *issued.mutable_files() = files->files();
    Evolve(report, issued);
    context_.Put(report);
  }

 private:
  FakeReadContext context_;
  v1::PreparedBoardReport prepared_;
};

v1::IssueBoardReportRequest IssueRequest() {
  v1::IssueBoardReportRequest request;
  request.set_name(kReport);
  request.set_issued_by_role("board secretary");
  return request;
}

TEST(BoardReport, IsPutTogetherFromRowsAndFromWhatOthersTold) {
  Story story;
  const auto response = story.Get(v1::BOARD_REPORT_FORMAT_UNSPECIFIED).value();
  const v1::BoardReportContent& content = response.content();
  ASSERT_EQ(content.items_size(), 1);
  EXPECT_EQ(content.items(0).title(), "Help is out of reach");
  EXPECT_EQ(content.metrics_size(), 1);
  EXPECT_EQ(content.benefits_size(), 1);
  ASSERT_EQ(content.positions_size(), 1);
  EXPECT_EQ(content.positions(0).position(), 42);
  EXPECT_EQ(story.prepared().positions_size(), 1);
}

v1::BoardReportContent ContentIn(const FakeReadContext& context) {
  const auto prepared = PrepareBoardReport(DraftRequest(), context).value();
  v1::BoardReportContent content;
  content.ParseFromString(context.ReadBlob(prepared.content_blob_digest()).value());
  return content;
}

TEST(BoardReport, HoldsTheNewestCommentaryAndAlertsOfAMetric) {
  FakeReadContext context;
  v1::Metric metric = DefinedMetric();
  metric.set_name(kMetric);
  for (const char* said : {"one", "two", "three", "four"}) {
    v1::Alert& alert = *metric.add_alerts();
    alert.set_text(said);
    alert.set_rule("a rule");
  }
  context.PutRow(kMetric, metric);
  for (const char* day : {"2025-04-01", "2025-05-01"}) {
    v1::Commentary commentary;
    commentary.set_name(kMetric + "/commentaries/" + day);
    commentary.set_period_start_date(day);
    commentary.mutable_text()->set_why(std::string("why of ") + day);
    context.Put(commentary);
  }
  const v1::ReportedMetric reported = ContentIn(context).metrics(0);
  ASSERT_EQ(reported.commentary_size(), 4);
  EXPECT_EQ(reported.commentary(1).text(), "why of 2025-05-01");
  ASSERT_EQ(reported.alerts_size(), 3);
  EXPECT_EQ(reported.alerts(0).text(), "four (a rule)");
}

TEST(BoardReport, HoldsPairsAndWhatIsUnderWay) {
  FakeReadContext context;
  v1::Metric metric = DefinedMetric();
  for (const char* id : {"m1", "m2"}) {
    metric.set_name(std::string("programmes/p1/metrics/") + id);
    metric.set_title(id);
    context.Put(metric);
  }
  v1::Pair pair;
  pair.set_name("programmes/p1/pairs/seen");
  pair.set_target_metric("programmes/p1/metrics/m1");
  pair.set_comparator_metric("programmes/p1/metrics/m2");
  context.Put(pair);
  pair.set_name("programmes/p1/pairs/unseen");
  pair.set_comparator_metric("programmes/p1/metrics/of-somebody-else");
  context.Put(pair);
  for (const auto& [id, state, due] :
       {std::tuple("late", v1::Action::STATE_OVERDUE, "2026-02-01"),
        std::tuple("early", v1::Action::STATE_OPEN, "2026-01-01"),
        std::tuple("done", v1::Action::STATE_COMPLETED, "2025-01-01")}) {
    v1::Action action;
    action.set_name(std::string("programmes/p1/actions/") + id);
    action.set_title(id);
    action.set_state(state);
    action.set_due_date(due);
    context.Put(action);
  }
  const v1::BoardReportContent content = ContentIn(context);
  ASSERT_EQ(content.pairs_size(), 1);
  EXPECT_EQ(content.pairs(0).comparator_title(), "m2");
  ASSERT_EQ(content.actions_size(), 2);
  EXPECT_EQ(content.actions(0).title(), "early");
  EXPECT_EQ(content.actions(1).title(), "late");
}

TEST(BoardReport, LeavesOutWhatOnlyItsOwnerMaySeeAndSaysSo) {
  FakeReadContext context;
  context.WithView(board::kView, Told(platform::v1::VISIBILITY_OWNER));
  v1::Benefit benefit = RealisedOnce();
  benefit.set_visibility(platform::v1::VISIBILITY_OWNER);
  context.Put(benefit);
  const v1::BoardReportContent content = ContentIn(context);
  EXPECT_EQ(content.items_size(), 0);
  EXPECT_EQ(content.benefits_size(), 0);
  EXPECT_EQ(content.left_out_count(), 2);
  EXPECT_THAT(content.caveats(0), HasSubstr("2 records that only their owner may see"));
}

TEST(BoardReport, RejectsADayThatDoesNotExistBeforeAnythingIsStored) {
  FakeReadContext context;
  v1::DraftBoardReportRequest request = DraftRequest();
  request.mutable_brief()->set_meeting_date("soon");
  EXPECT_EQ(PrepareBoardReport(request, context).status().reason(), "BOARD_REPORT_NOT_VALID");
  EXPECT_TRUE(context.blobs().empty());
}

TEST(BoardReport, IsTheSameToTheByteOnceIssuedWhateverHappensLater) {
  Story story("chair");
  story.Issue(IssueRequest());
  const std::string html = story.Get(v1::BOARD_REPORT_FORMAT_HTML)->file();
  const std::string csv = story.Get(v1::BOARD_REPORT_FORMAT_CSV)->file();
  EXPECT_THAT(html, HasSubstr("Issued by the board secretary"));
  // Rows and views move on, and so does what is kept of the content.
  FakeViewWriter later = Told();
  later.Put(board::PositionKey("engagement"), "99");
  story.context().WithView(board::kView, later);
  story.context().Put(ClosedBenefit());
  story.context().Erase(story.prepared().content_blob_digest());
  EXPECT_EQ(story.Get(v1::BOARD_REPORT_FORMAT_HTML)->file(), html);
  EXPECT_EQ(story.Get(v1::BOARD_REPORT_FORMAT_CSV)->file(), csv);
}

TEST(BoardReport, ShowsADraftAsADraft) {
  Story story;
  EXPECT_THAT(story.Get(v1::BOARD_REPORT_FORMAT_HTML)->file(), HasSubstr("Draft: nobody"));
}

TEST(BoardReport, ShowsADraftAsItWasWhenItWasPutTogether) {
  Story story;
  const std::string before = story.Get(v1::BOARD_REPORT_FORMAT_HTML)->file();
  story.context().Put(ClosedBenefit());
  EXPECT_EQ(story.Get(v1::BOARD_REPORT_FORMAT_HTML)->file(), before);
}

TEST(BoardReport, IsMarkedWhenAContributionToItsThemesIsTakenBackLater) {
  Story story("chief nurse");
  story.Issue(IssueRequest());
  const auto before = story.Get(v1::BOARD_REPORT_FORMAT_HTML).value();
  EXPECT_TRUE(before.marks().empty());
  testing::FakeViewWriter told = Told();
  const std::string theme =
      story.Get(v1::BOARD_REPORT_FORMAT_UNSPECIFIED).value().content().items(0).resource();
  const std::string key = board::ItemKey("programmes/p1", theme);
  v1::StoredBoardItem stored;
  stored.ParseFromString(told.Get(key));
  stored.set_evidence_withdrawn_position(43);
  told.Put(key, stored.SerializeAsString());
  story.context().WithView(board::kView, told);
  const auto after = story.Get(v1::BOARD_REPORT_FORMAT_HTML).value();
  ASSERT_EQ(after.marks_size(), 1);
  EXPECT_NE(after.marks(0).find("Help is out of reach"), std::string::npos);
  EXPECT_EQ(after.file(), before.file()) << "an issued report stays as it was";
}

TEST(BoardReport, SaysThatItsContentIsGoneWithItsKey) {
  Story story;
  story.context().Erase(story.prepared().content_blob_digest());
  EXPECT_EQ(story.Get(v1::BOARD_REPORT_FORMAT_HTML).status().reason(), "BOARD_REPORT_UNREADABLE");
}

TEST(BoardReport, FindsStoredBytesThatAreNotThoseOfTheLog) {
  Story story;
  v1::BoardReport report = story.context().Get<v1::BoardReport>(kReport).value();
  report.set_content_digest(std::string(32, 'x'));
  story.context().Put(report);
  EXPECT_EQ(story.Get(v1::BOARD_REPORT_FORMAT_HTML).status().code(), Code::kDataLoss);
}

TEST(BoardReport, IsNotIssuedWhileItIsADraft) {
  Story story;
  const size_t before = story.context().blobs().size();
  EXPECT_EQ(PrepareIssue(IssueRequest(), story.context()).status().reason(),
            "BOARD_REPORT_NOT_IN_STATE");
  EXPECT_EQ(story.context().blobs().size(), before);
}

v1::ServiceCheckpoint Checkpoint(const std::string& context, int64_t size,
                                 const std::string& deployment = "demo") {
  const auto key = SigningKey::Generate(CheckpointOrigin(deployment, context)).value();
  CheckpointBody body;
  body.origin = key.name();
  body.size = size;
  v1::ServiceCheckpoint checkpoint;
  checkpoint.set_context(context);
  checkpoint.set_note(SignCheckpoint(body, key).value());
  checkpoint.set_verifier_key(key.verifier().ToText());
  return checkpoint;
}

TEST(BoardReport, CarriesTheCheckpointsThatItWasIssuedWith) {
  Story story("chair");
  v1::IssueBoardReportRequest request = IssueRequest();
  *request.add_checkpoints() = Checkpoint("engagement", 42);
  *request.add_checkpoints() = Checkpoint("analysis", 1);
  story.Issue(request);
  EXPECT_THAT(story.Get(v1::BOARD_REPORT_FORMAT_HTML)->file(),
              HasSubstr("fivestep/demo/engagement"));
}

TEST(BoardReport, RejectsCheckpointsThatDoNotBelongToIt) {
  Story story("chair");
  v1::ServiceCheckpoint unsigned_note = Checkpoint("engagement", 42);
  unsigned_note.set_verifier_key(Checkpoint("engagement", 42).verifier_key());
  v1::ServiceCheckpoint other_log = Checkpoint("analysis", 99);
  other_log.set_context("engagement");
  v1::ServiceCheckpoint no_key = Checkpoint("engagement", 42);
  no_key.set_verifier_key("key");
  const std::vector<std::vector<v1::ServiceCheckpoint>> wrong = {
      {Checkpoint("engagement", 41)},
      {Checkpoint("nobody", 42)},
      {Checkpoint("engagement", 42), Checkpoint("engagement", 42)},
      {Checkpoint("engagement", 42), Checkpoint("analysis", 42, "elsewhere")},
      {unsigned_note},
      {other_log},
      {no_key},
  };
  for (const auto& checkpoints : wrong) {
    v1::IssueBoardReportRequest request = IssueRequest();
    for (const auto& checkpoint : checkpoints) *request.add_checkpoints() = checkpoint;
    EXPECT_EQ(PrepareIssue(request, story.context()).status().reason(), "CHECKPOINT_NOT_VALID");
  }
}

TEST(BoardReport, SaysWhenItCannotBeStored) {
  FakeReadContext context;
  context.FailWrites();
  EXPECT_EQ(PrepareBoardReport(DraftRequest(), context).status().code(), Code::kUnavailable);
}

}  // namespace
}  // namespace fivestep::metrics
