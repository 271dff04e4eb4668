#include "cli/sheet/import_plan.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fivestep/codesign/v1/codesign_service.pb.h"
#include "fivestep/metrics/v1/metrics_service.pb.h"
#include "platform/core/status.h"

namespace fivestep::cli::sheet {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

using Texts = std::vector<std::string>;

constexpr char kProgramme[] = "programmes/p";

// A context's requests lie in several files; its service is in one.
template <class Request>
CommandShape ShapeFor(const char* method) {
  const std::string package = Request::descriptor()->file()->package();  // fivestep.metrics.v1
  const std::string context = package.substr(9, package.rfind('.') - 9);
  const auto* file = google::protobuf::DescriptorPool::generated_pool()->FindFileByName(
      "fivestep/" + context + "/v1/" + context + "_service.proto");
  return ShapeOf(*file->service(0)->FindMethodByName(method));
}

// Rows as they stand in a sheet: headings in row 1, a hint in row 2.
SheetContent Sheet(const Texts& headings, const std::vector<Texts>& rows,
                   const std::string& key = "sheet-key") {
  SheetContent content;
  content.about[kKeyKey] = key;
  content.headings.number = 1;
  for (const std::string& heading : headings) content.headings.cells.push_back(TextCell(heading));
  for (const Texts& row : rows) {
    GridRow& read = content.rows.emplace_back();
    read.number = static_cast<int>(content.rows.size()) + 2;
    for (const std::string& text : row) read.cells.push_back(TextCell(text));
  }
  return content;
}

template <class Request>
ImportPlan Plan(const char* method, const SheetContent& content,
                const std::string& programme = kProgramme) {
  return PlanImport(content, ShapeFor<Request>(method), programme,
                    [] { return std::make_unique<Request>(); });
}

ImportPlan PlanIdeas(const SheetContent& content) {
  return Plan<codesign::v1::RecordIdeasRequest>("RecordIdeas", content);
}

template <class Request>
const Request& RequestOf(const ImportPlan& plan, size_t index = 0) {
  return dynamic_cast<const Request&>(*plan.calls.at(index).request);
}

const codesign::v1::RecordIdeasRequest& Ideas(const ImportPlan& plan, size_t index = 0) {
  return RequestOf<codesign::v1::RecordIdeasRequest>(plan, index);
}

Texts ProblemTexts(const ImportPlan& plan) {
  Texts texts;
  for (const RowProblem& problem : plan.problems) texts.push_back(problem.Text());
  return texts;
}

Texts RequestIds(const ImportPlan& plan) {
  Texts ids;
  for (const PlannedCall& call : plan.calls) {
    const auto* field = call.request->GetDescriptor()->FindFieldByName("request_id");
    ids.push_back(call.request->GetReflection()->GetString(*call.request, field));
  }
  return ids;
}

const Texts kIdeaHeadings{"row key", "name", "title", "stakeholder group", "words.text"};
const Texts kFirstIdea{"", "s", "Patches at the visit", "residents", "Give it to me"};
const Texts kSecondIdea{"", "s", "Peer mothers", "VCFSE", ""};

TEST(ImportPlan, MakesACallOfEachRow) {
  const ImportPlan plan = PlanIdeas(Sheet(kIdeaHeadings, {kFirstIdea, kSecondIdea}));
  EXPECT_THAT(ProblemTexts(plan), IsEmpty());
  ASSERT_THAT(plan.calls, SizeIs(2));
  EXPECT_EQ(Ideas(plan).name(), "programmes/p/sessions/s");
  EXPECT_EQ(Ideas(plan).ideas(0).words().text(), "Give it to me");
  EXPECT_EQ(Ideas(plan, 1).ideas(0).stakeholder_group(), codesign::v1::STAKEHOLDER_GROUP_VCFSE);
  EXPECT_FALSE(Ideas(plan, 1).ideas(0).has_words());
}

TEST(ImportPlan, FillsInTheProgramme) {
  const ImportPlan plan =
      Plan<metrics::v1::PlanActionRequest>("PlanAction", Sheet({"title"}, {{"Call the hub"}}));
  EXPECT_EQ(RequestOf<metrics::v1::PlanActionRequest>(plan).parent(), kProgramme);
}

TEST(ImportPlan, GivesEqualSheetsEqualRequestIds) {
  const SheetContent sheet = Sheet(kIdeaHeadings, {kFirstIdea, kSecondIdea});
  EXPECT_EQ(RequestIds(PlanIdeas(sheet)), RequestIds(PlanIdeas(sheet)));
  for (const std::string& id : RequestIds(PlanIdeas(sheet))) EXPECT_LE(id.size(), 64U);
}

TEST(ImportPlan, KeepsTheRequestIdsOfOldRowsWhenRowsAreAddedMovedOrWrittenOtherwise) {
  const Texts before = RequestIds(PlanIdeas(Sheet(kIdeaHeadings, {kFirstIdea, kSecondIdea})));
  const Texts other{"", "programmes/p/sessions/s", " Patches at the visit", "Residents",
                    "Give it to me"};
  const Texts third{"", "s", "An evening clinic", "others", ""};
  const Texts after = RequestIds(PlanIdeas(Sheet(kIdeaHeadings, {third, kSecondIdea, other})));
  EXPECT_EQ(after[1], before[1]);
  EXPECT_EQ(after[2], before[0]);
}

TEST(ImportPlan, CountsTwoEqualRowsAsTwo) {
  const Texts ids = RequestIds(PlanIdeas(Sheet(kIdeaHeadings, {kFirstIdea, kFirstIdea})));
  EXPECT_NE(ids[0], ids[1]);
  EXPECT_EQ(ids[0], RequestIds(PlanIdeas(Sheet(kIdeaHeadings, {kFirstIdea})))[0]);
}

TEST(ImportPlan, TellsSheetsAndCommandsApart) {
  const Texts here = RequestIds(PlanIdeas(Sheet(kIdeaHeadings, {kFirstIdea})));
  EXPECT_NE(here, RequestIds(PlanIdeas(Sheet(kIdeaHeadings, {kFirstIdea}, "other-key"))));
}

TEST(ImportPlan, KnowsARowByItsKeyWhateverItSays) {
  Texts row = kFirstIdea;
  row[0] = "7";
  const Texts before = RequestIds(PlanIdeas(Sheet(kIdeaHeadings, {row})));
  row[2] = "Patches at every visit";
  EXPECT_EQ(RequestIds(PlanIdeas(Sheet(kIdeaHeadings, {row}))), before);
}

TEST(ImportPlan, MakesOneCallOfRowsThatShareAKey) {
  const ImportPlan plan = PlanIdeas(Sheet(kIdeaHeadings, {{"a", "s", "One", "residents", ""},
                                                          {"a", "", "Two", "residents", ""},
                                                          {"b", "s", "Three", "residents", ""}}));
  EXPECT_THAT(ProblemTexts(plan), IsEmpty());
  ASSERT_THAT(plan.calls, SizeIs(2));
  EXPECT_EQ(Ideas(plan).ideas_size(), 2);
  EXPECT_THAT(plan.calls[0].rows, ElementsAre(3, 4));
}

TEST(ImportPlan, RefusesRowsOfOneKeyThatDisagree) {
  const ImportPlan plan = PlanIdeas(Sheet(
      kIdeaHeadings, {{"a", "s", "One", "residents", ""}, {"a", "t", "Two", "residents", ""}}));
  EXPECT_THAT(ProblemTexts(plan),
              ElementsAre("row 4, column name: differs from row 3, which has the same row key."));
}

TEST(ImportPlan, RefusesAKeyTwiceWhereARowIsWhole) {
  const ImportPlan plan = Plan<metrics::v1::DropActionRequest>(
      "DropAction", Sheet({"row key", "name", "reason"}, {{"a", "x", "r"}, {"a", "y", "r"}}));
  EXPECT_THAT(ProblemTexts(plan), ElementsAre("row 4, column row key: is that of row 3 too."));
}

ImportPlan PlanDrivers(const std::vector<Texts>& rows) {
  return Plan<metrics::v1::ReviseDriverDiagramRequest>(
      "ReviseDriverDiagram",
      Sheet({"row key", "name", "reason", "drivers.driver", "drivers.kind", "drivers.text"}, rows));
}

TEST(ImportPlan, MakesOneCallOfTheRowsThatAreOneList) {
  const ImportPlan plan = PlanDrivers({{"", "d", "Aim", "one", "primary", "One"},
                                       {"", "", "", "two", "primary", "Two"},
                                       {"", "d", "Aim", "three", "primary", "Three"},
                                       {"", "e", "Aim", "one", "primary", "One"}});
  EXPECT_THAT(ProblemTexts(plan), IsEmpty());
  ASSERT_THAT(plan.calls, SizeIs(2));
  EXPECT_THAT(plan.calls[0].rows, ElementsAre(3, 4, 5));
  EXPECT_EQ(RequestOf<metrics::v1::ReviseDriverDiagramRequest>(plan).drivers_size(), 3);
}

TEST(ImportPlan, BeginsAnotherListWhereTheKeyIsAnother) {
  const ImportPlan plan = PlanDrivers(
      {{"1", "d", "Aim", "one", "primary", "One"}, {"2", "d", "Aim", "two", "primary", "Two"}});
  EXPECT_THAT(plan.calls, SizeIs(2));
}

TEST(ImportPlan, NamesTheRowOfAList) {
  const ImportPlan plan = PlanDrivers({{"", "d", "Aim", "", "", ""},
                                       {"", "", "", "one", "primary", "One"},
                                       {"", "", "", "two", "primary", ""}});
  EXPECT_THAT(ProblemTexts(plan), ElementsAre(HasSubstr("row 5, column drivers.text: must be")));
}

TEST(ImportPlan, FindsEveryProblemAndSaysWhere) {
  const ImportPlan plan = PlanIdeas(
      Sheet(kIdeaHeadings, {{"", "s", "", "neighbours", ""}, {"", "", "Two", "residents", ""}}));
  const Texts texts = ProblemTexts(plan);
  ASSERT_THAT(texts, SizeIs(3));
  EXPECT_THAT(texts[0], HasSubstr("row 3, column stakeholder group: must be residents"));
  EXPECT_THAT(texts[1], HasSubstr("row 3, column title: must be filled in"));
  EXPECT_THAT(texts[2], HasSubstr("row 4, column name: must be filled in"));
}

TEST(ImportPlan, NamesTheRowOfABatch) {
  const ImportPlan plan = PlanIdeas(
      Sheet(kIdeaHeadings, {{"a", "s", "One", "residents", ""}, {"a", "s", "", "residents", ""}}));
  EXPECT_THAT(ProblemTexts(plan), ElementsAre(HasSubstr("row 4, column title:")));
}

TEST(ImportPlan, NamesTheNumberedColumnEvenWhereOthersAreBlank) {
  const ImportPlan plan = Plan<codesign::v1::CastBallotsRequest>(
      "CastBallots",
      Sheet({"name", "token", "choices.1.idea", "choices.3.idea", "choices.3.dot count"},
            {{"s", "t-1", "", "i", "-4"}}));
  EXPECT_THAT(ProblemTexts(plan), ElementsAre(HasSubstr("row 3, column choices.3.dot count: ")));
  EXPECT_EQ(RequestOf<codesign::v1::CastBallotsRequest>(plan).ballots(0).choices_size(), 1);
}

TEST(ImportPlan, ReadsNumberedColumnsByTheirNumbers) {
  const ImportPlan plan = Plan<codesign::v1::CastBallotsRequest>(
      "CastBallots", Sheet({"choices.10.idea", "choices.2.idea", "name", "token",
                            "choices.2.dot count", "choices.10.dot count"},
                           {{"ten", "two", "s", "t-1", "1", "2"}}));
  EXPECT_THAT(ProblemTexts(plan), IsEmpty());
  const auto& ballot = RequestOf<codesign::v1::CastBallotsRequest>(plan).ballots(0);
  ASSERT_EQ(ballot.choices_size(), 2);
  EXPECT_EQ(ballot.choices(0).idea(), "programmes/p/ideas/two");
  EXPECT_EQ(ballot.choices(1).dot_count(), 2);
}

TEST(ImportPlan, RefusesHeadingsThatMeanNothing) {
  const ImportPlan plan = PlanIdeas(Sheet({"name", "titel", "title", "Title"}, {}));
  EXPECT_THAT(ProblemTexts(plan),
              ElementsAre(HasSubstr("row 1, column titel: there is no such column"),
                          HasSubstr("row 1, column Title: stands twice")));
}

TEST(ImportPlan, ShowsNothingThatATerminalWouldObey) {
  const ImportPlan plan = PlanIdeas(Sheet({"name", "\x1B[2Jtitle\nx"}, {}));
  EXPECT_THAT(ProblemTexts(plan), ElementsAre(HasSubstr("row 1, column  [2Jtitle x: there is")));
}

TEST(ImportPlan, PassesOverNotesResultsAndBlankRows) {
  Texts headings = kIdeaHeadings;
  headings.insert(headings.end(), {"(our note)", "result", "error", ""});
  Texts row = kFirstIdea;
  row.insert(row.end(), {"x", "recorded", "wrong", "y"});
  const ImportPlan plan =
      PlanIdeas(Sheet(headings, {row, {"", "", " ", "", "", "only a note"}, {"key only"}}));
  EXPECT_THAT(ProblemTexts(plan), IsEmpty());
  EXPECT_THAT(plan.calls, SizeIs(1));
}

TEST(ImportPlan, PassesOverRowsThatNobodyEdited) {
  const Texts headings{"name", "etag", "reason", "as exported"};
  metrics::v1::DropActionRequest exported;
  exported.set_name("programmes/p/actions/a");
  exported.set_etag("e1");
  const std::string mark = MarkOf(exported);
  const ImportPlan plan = Plan<metrics::v1::DropActionRequest>(
      "DropAction", Sheet(headings, {{"a", "e1", "", mark}, {"a", "e1", "Done by others", mark}}));
  EXPECT_EQ(plan.unchanged_count, 1);
  EXPECT_THAT(ProblemTexts(plan), IsEmpty());
  ASSERT_THAT(plan.calls, SizeIs(1));
  EXPECT_EQ(RequestOf<metrics::v1::DropActionRequest>(plan).etag(), "e1");
}

TEST(Refusals, AreToldOfTheRowsTheyAreAbout) {
  const ImportPlan plan = PlanIdeas(Sheet(
      kIdeaHeadings, {{"a", "s", "One", "residents", ""}, {"a", "", "Two", "residents", ""}}));
  const CommandShape shape = ShapeFor<codesign::v1::RecordIdeasRequest>("RecordIdeas");
  Status fields = InvalidArgument("Fields.");
  fields.SetViolations({{"ideas[1].words.text", "`ideas[1].words.text` is too long."},
                        {"name", "The session is closed."}});
  EXPECT_THAT(ProblemsOf(fields, plan.calls[0], shape),
              ElementsAre(RowProblem{4, "words.text", "is too long."},
                          RowProblem{3, "name", "The session is closed."}));
  Status whole = FailedPrecondition("The session is not held.");
  whole.SetReason("codesign.fivestep", "SESSION_NOT_HELD");
  EXPECT_THAT(ProblemsOf(whole, plan.calls[0], shape), SizeIs(2));
}

TEST(Refusals, SayWhatAReusedKeyMeans) {
  const ImportPlan plan = PlanIdeas(Sheet(kIdeaHeadings, {kFirstIdea}));
  Status reused = InvalidArgument("Used.");
  reused.SetReason("platform.fivestep", "REQUEST_ID_REUSED");
  const auto problems =
      ProblemsOf(reused, plan.calls[0], ShapeFor<codesign::v1::RecordIdeasRequest>("RecordIdeas"));
  EXPECT_THAT(problems.at(0).Text(), HasSubstr("row 3, column row key: names a row that was"));
}

}  // namespace
}  // namespace fivestep::cli::sheet
