#include "cli/sheet/row_results.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fivestep/codesign/v1/codesign_service.pb.h"

namespace fivestep::cli::sheet {
namespace {

using testing::ElementsAre;
using testing::SizeIs;

CommandShape Shape() {
  return ShapeOf(*codesign::v1::GetIdeaRequest::descriptor()->file()->service(0)->FindMethodByName(
      "RecordIdeas"));
}

// Headings in row 1, one row in row 3 and one in row 6.
SheetContent Content() {
  SheetContent content;
  content.headings = {1, {TextCell("title"), TextCell("(note)"), TextCell("error")}};
  content.rows = {{3, {TextCell("One"), TextCell("n"), TextCell("old")}}, {6, {TextCell("Two")}}};
  return content;
}

TEST(RowResults, StandBesideTheirRowsAndTheRowsWhereTheyStood) {
  RowResults results;
  AddProblems({{3, "title", "is too long."}, {3, "", "And more."}}, results);
  results[6].result = "recorded programmes/p/ideas/i";
  const Table table = ResultTable(Content(), Shape(), results, false);
  ASSERT_THAT(table.headings, SizeIs(4));
  EXPECT_EQ(table.headings[2].text, "result");
  EXPECT_EQ(table.headings[3].text, "error");
  ASSERT_THAT(table.rows, SizeIs(4));  // rows 3 to 6
  EXPECT_EQ(ShownText(table.rows[0][3]), "title: is too long.\nAnd more.");
  EXPECT_TRUE(table.rows[1][0].empty());
  EXPECT_EQ(ShownText(table.rows[3][2]), "recorded programmes/p/ideas/i");
}

TEST(RowResults, CountTheFirstLineOfACsv) {
  EXPECT_THAT(ResultTable(Content(), Shape(), {}, true).rows, SizeIs(3));
}

TEST(RowResults, NameWhatWasRecorded) {
  codesign::v1::Session session;
  session.set_name("programmes/p/sessions/s");
  EXPECT_THAT(NamesRecorded(session), ElementsAre("programmes/p/sessions/s"));
  codesign::v1::RecordIdeasResponse ideas;
  ideas.add_ideas("programmes/p/ideas/1");
  ideas.add_ideas("programmes/p/ideas/2");
  EXPECT_THAT(NamesRecorded(ideas), ElementsAre("programmes/p/ideas/1", "programmes/p/ideas/2"));
}

TEST(RowResults, AreWrittenBesideTheSheet) {
  EXPECT_EQ(ResultsName("folder/actions.xlsx"), "folder/actions-results.xlsx");
  EXPECT_EQ(ResultsName("actions.csv"), "actions-results.csv");
  EXPECT_EQ(ResultsName("-"), "sheet-results.xlsx");
}

}  // namespace
}  // namespace fivestep::cli::sheet
