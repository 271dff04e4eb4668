// `fivestep sheet` against the five programs and a nats-server: from a blank sheet to what is
// recorded, back into a sheet, and changed from there.
#include "system/sheets.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "cli/sheet/zip_parts.h"

namespace fivestep::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;

constexpr char kParent[] = "programmes/sheets";

// A stack with one open programme, made once: each test keeps to things of its own.
struct Opened {
  Stack stack;
  Sheets sheets{stack, kParent};

  Opened() {
    sheets.Record("programme-manager", "programme", "programmes",
                  {{{"programme id", "sheets"},
                    {"title", "From spreadsheets"},
                    {"aim", "What partners know reaches the record."},
                    {"level", "system"},
                    {"senior responsible owner role", "Director of population health"},
                    {"organisational priorities.1.organisation", "ICB"},
                    {"organisational priorities.1.priority", "Reduce inequalities"},
                    {"partners", "Council; Healthwatch"}}});
  }
};

Opened& Setting() {
  static Opened opened;
  return opened;
}

Sheets& TheSheets() { return Setting().sheets; }

SheetRow Action(const std::string& id, const std::string& due) {
  return {{"action id", id},
          {"title", "=Train midwives (" + id + ")"},
          {"owner role", "lead midwife"},
          {"due date", due},
          {"milestones.1.milestone", "first"},
          {"milestones.1.title", "The first clinic"},
          {"milestones.1.due date", "01/03/2027"}};
}

TEST(SheetImport, SaysOfEachRowWhatIsWrongAndSendsNothing) {
  Sheets& sheets = TheSheets();
  const std::string path = sheets.Template("metrics", "actions");
  sheets.Fill(path, {Action("dry-a", "2027-09-30"),
                     Action("dry-b", "2027-09-31"),
                     {{"title", "No owner"}, {"due date", "2027-01-01"}}});
  for (const std::vector<std::string>& more :
       {std::vector<std::string>{"--dry-run"}, std::vector<std::string>{}}) {
    const Ended ended = sheets.Import("programme-manager", path, more);
    EXPECT_EQ(ended.exit_code, 2);
    EXPECT_THAT(ended.output, HasSubstr("row 3, column due date: is no day of the calendar"));
    EXPECT_THAT(ended.output, HasSubstr("row 4, column owner role: must be filled in"));
    EXPECT_THAT(ended.output, HasSubstr("Nothing was sent."));
  }
  const std::string results = path.substr(0, path.size() - 5) + "-results.xlsx";
  EXPECT_THAT(sheets.Texts(results, "error")[1], HasSubstr("due date: is no day"));
  EXPECT_THAT(sheets.Texts(sheets.Export("programme-manager", "metrics", "actions"), "name"),
              Not(::testing::Contains(HasSubstr("dry-"))));
}

TEST(SheetImport, TakesTheCorrectedCopyWithTheErrorsInIt) {
  Sheets& sheets = TheSheets();
  const std::string path = sheets.Template("metrics", "actions");
  sheets.Fill(path, {Action("corrected", "2027-02-30")});
  const std::string results = sheets.NewPath(".xlsx");
  EXPECT_EQ(sheets.Import("programme-manager", path, {"--results", results}).exit_code, 2);
  sheets.Edit(results, 0, "due date", "2027-03-02");
  EXPECT_THAT(sheets.Import("programme-manager", results).output, HasSubstr("1 recorded"));
}

TEST(SheetImport, RecordsNothingTwiceHoweverOftenItIsRepeated) {
  Sheets& sheets = TheSheets();
  for (const char* extension : {".xlsx", ".csv"}) {
    const std::string id = std::string("again-") + (extension + 1);
    const std::string path = sheets.Template("metrics", "actions", extension);
    sheets.Fill(path, {Action(id + "-1", "2027-09-30"), Action(id + "-2", "30/09/2027")});
    EXPECT_THAT(sheets.Import("programme-manager", path, {"--dry-run"}).output,
                HasSubstr("2 to be sent"));
    EXPECT_THAT(sheets.Import("programme-manager", path).output,
                HasSubstr("2 recorded, 0 already recorded, 0 refused"));
    EXPECT_THAT(sheets.Import("programme-manager", path).output,
                HasSubstr("0 recorded, 2 already recorded, 0 refused"));
    sheets.Fill(path, {Action(id + "-3", "2027-09-30")});
    EXPECT_THAT(sheets.Import("programme-manager", path).output,
                HasSubstr("1 recorded, 2 already recorded, 0 refused"));
  }
}

TEST(SheetImport, GoesOnWhereOneRowIsRefusedAndSaysWhich) {
  Sheets& sheets = TheSheets();
  sheets.Record("programme-manager", "metrics", "actions", {Action("taken", "2027-09-30")});
  const std::string path = sheets.Template("metrics", "actions");
  sheets.Fill(path, {Action("taken", "2028-09-30"), Action("free", "2027-09-30")});
  const std::string results = sheets.NewPath(".csv");
  const Ended ended = sheets.Import("programme-manager", path, {"--results", results});
  EXPECT_EQ(ended.exit_code, 1);
  EXPECT_THAT(ended.output, HasSubstr("1 recorded, 0 already recorded, 1 refused"));
  EXPECT_THAT(sheets.Texts(results, "error"), ElementsAre(Not(""), ""));
  EXPECT_THAT(sheets.Texts(results, "result"),
              ElementsAre("", std::string("recorded ") + kParent + "/actions/free"));
}

TEST(SheetImport, StopsWhereTheCallerMayNot) {
  Sheets& sheets = TheSheets();
  const std::string path = sheets.Template("metrics", "actions");
  sheets.Fill(path, {Action("mine", "2027-09-30"), Action("yours", "2027-09-30")});
  const Ended ended = sheets.Import("auditor", path);
  EXPECT_EQ(ended.exit_code, 4);
  EXPECT_THAT(ended.output, HasSubstr("1 refused, 1 not sent"));
}

TEST(SheetImport, SaysWhatAReusedRowKeyMeans) {
  Sheets& sheets = TheSheets();
  const std::string path = sheets.Template("metrics", "actions");
  SheetRow row = Action("keyed", "2027-09-30");
  row["row key"] = "17";
  sheets.Fill(path, {row});
  EXPECT_THAT(sheets.Import("programme-manager", path).output, HasSubstr("1 recorded"));
  sheets.Edit(path, 0, "title", "Something else");
  EXPECT_THAT(sheets.Import("programme-manager", path).output,
              HasSubstr("row 2, column row key: names a row that was recorded before"));
}

TEST(SheetExport, MakesASheetWhoseEditedRowsAreChanges) {
  Sheets& sheets = TheSheets();
  sheets.Record("programme-manager", "metrics", "actions",
                {Action("edit-a", "2027-09-30"), Action("edit-b", "2027-09-30")});
  const std::string path = sheets.Export("programme-manager", "metrics", "ReportProgress");
  const std::string stale = sheets.Export("programme-manager", "metrics", "ReportProgress");
  const std::vector<std::string> names = sheets.Texts(path, "name");
  const auto row = static_cast<size_t>(
      std::find(names.begin(), names.end(), std::string(kParent) + "/actions/edit-a") -
      names.begin());
  ASSERT_LT(row, names.size());
  EXPECT_EQ(sheets.Texts(path, "(title)")[row], "=Train midwives (edit-a)");

  EXPECT_THAT(sheets.Import("metric-owner", path).output,
              HasSubstr("0 recorded, 0 already recorded, 0 refused, " +
                        std::to_string(names.size()) + " unchanged"));
  sheets.Edit(path, row, "progress", "Six of ten are trained");
  sheets.Edit(path, row, "reached people count", "6");
  EXPECT_THAT(sheets.Import("metric-owner", path).output, HasSubstr("1 recorded"));
  EXPECT_THAT(sheets.Import("metric-owner", path).output,
              HasSubstr("0 recorded, 1 already recorded, 0 refused"));

  sheets.Edit(stale, row, "progress", "What somebody else wrote meanwhile");
  const Ended refused = sheets.Import("metric-owner", stale);
  EXPECT_EQ(refused.exit_code, 1);
  EXPECT_THAT(refused.output, HasSubstr("ETAG_MISMATCH"));
}

// What a voluntary organisation is given: its own contributions and what was answered.
TEST(SheetExport, GivesAPartnerItsContributionsAndTheirAnswersInOneFile) {
  Sheets& sheets = TheSheets();
  sheets.Record("engagement-lead", "engagement", "activities",
                {{{"activity id", "stall"},
                  {"title", "Market stall"},
                  {"method", "listening event"},
                  {"purpose", "What stands in the way?"},
                  {"place", "Market"},
                  {"planned date", "2026-02-10"},
                  {"lawful basis", "public task"},
                  {"consent items", "participation; quote"}}});
  sheets.Record("engagement-lead", "engagement", "OpenActivity", {{{"name", "stall"}}});
  const SheetRow said{{"activity", "stall"},
                      {"words.text", "-The bus does not come."},
                      {"language", "en"},
                      {"source", "resident"},
                      {"consent to quote", "yes"}};
  // Two people said the same.
  const std::vector<std::string> names =
      sheets.Record("engagement-lead", "engagement", "contributions", {said, said});
  ASSERT_THAT(names, SizeIs(2));
  EXPECT_NE(names[0], names[1]);
  sheets.Record("engagement-lead", "engagement", "themes",
                {{{"theme id", "buses"},
                  {"title", "Buses"},
                  {"definition", "Buses that do not come"},
                  {"endorsements.1.voice", "community"},
                  {"endorsements.1.role", "lived-experience lead"}}});
  sheets.Record("engagement-lead", "engagement", "CodeContributions",
                {{{"name", "buses"}, {"contributions", names[0] + "\n" + names[1]}}});
  sheets.Record("engagement-lead", "engagement", "PublishResponse",
                {{{"name", "buses"},
                  {"response.kind", "doing"},
                  {"response.public text", "A bus comes every hour from October."},
                  {"response.owner role", "transport lead"}}});

  const std::string ours = sheets.Export("engagement-lead", "engagement", "contributions",
                                         {"--owner", "QE1", "--with", "themes"});
  EXPECT_THAT(sheets.Texts(ours, "name"), ::testing::UnorderedElementsAreArray(names));
  EXPECT_THAT(sheets.Texts(ours, "words.text"), ElementsAre("", ""));
  const std::string bytes = ReadFile(ours);
  auto parts = cli::sheet::ZipParts::Open(bytes);
  ASSERT_TRUE(parts.ok());
  EXPECT_THAT(*parts->Read("xl/workbook.xml"), HasSubstr("name=\"themes\""));
  EXPECT_THAT(*parts->Read("xl/sharedStrings.xml"),
              HasSubstr("A bus comes every hour from October."));
  const std::string theirs =
      sheets.Export("engagement-lead", "engagement", "contributions", {"--owner", "QE2"});
  EXPECT_THAT(sheets.Texts(theirs, "name"), SizeIs(0));
  const std::string answers = sheets.Export("engagement-lead", "engagement", "themes");
  EXPECT_THAT(sheets.Texts(answers, "response.public text"),
              ElementsAre("A bus comes every hour from October."));
}

TEST(SheetTemplate, ListsTheSheetsOfAService) {
  const Ended ended = TheSheets().Run("programme-manager", {"sheet", "template", "metrics"});
  EXPECT_EQ(ended.exit_code, 0);
  EXPECT_THAT(ended.output, HasSubstr("PlanAction"));
  EXPECT_THAT(ended.output, HasSubstr("ReportProgress CompleteAction DropAction"));
}

TEST(SheetTemplate, SaysWhatItDoesNotKnow) {
  Sheets& sheets = TheSheets();
  const Ended unknown = sheets.Run("programme-manager",
                                   {"sheet", "template", "metrics", "PlanActoin", "-o", "x.csv"});
  EXPECT_EQ(unknown.exit_code, 2);
  EXPECT_THAT(unknown.output, HasSubstr("PlanAction"));
  EXPECT_EQ(sheets.Run("programme-manager", {"sheet", "import", "/no/such/file.csv"}).exit_code, 2);
}

}  // namespace
}  // namespace fivestep::testing
