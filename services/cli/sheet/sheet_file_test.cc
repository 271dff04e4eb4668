#include "cli/sheet/sheet_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "cli/sheet/xlsx_reader.h"
#include "cli/sheet/zip_parts.h"

namespace fivestep::cli::sheet {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

class SheetFile : public testing::TestWithParam<const char*> {
 protected:
  SheetFile() {
    std::string pattern = (std::filesystem::temp_directory_path() / "fivestep-XXXXXX").string();
    folder_ = ::mkdtemp(pattern.data());
  }
  ~SheetFile() override { std::filesystem::remove_all(folder_); }

  std::string Path() const { return folder_ + "/sheet" + GetParam(); }
  std::string Bytes() const {
    std::ifstream file(Path(), std::ios::binary);
    std::ostringstream bytes;
    bytes << file.rdbuf();
    return bytes.str();
  }
  SheetContent Again(const About& about, const Table& table) const {
    EXPECT_TRUE(WriteSheet(about, {table}, Path()).ok());
    const auto content = ReadSheet(Bytes());
    EXPECT_TRUE(content.ok()) << content.status().ToString();
    return content.ok() ? *content : SheetContent();
  }

  std::string folder_;
};

Table Example() {
  Table table{"Example", {}, true, {}};
  for (const char* text : {"row key", "title", "count", "day", "kind"}) {
    table.headings.push_back({});
    table.headings.back().text = text;
  }
  table.headings[0].hint = "# a hint";
  table.headings[2].look = Heading::Look::kNumber;
  table.headings[3].look = Heading::Look::kDay;
  table.headings[4].choices = {"one", "two"};
  table.rows = {{TextCell("k1"), TextCell("=1+1"), NumberCell(12.5), MomentCell(1'772'409'600),
                 TextCell("one")},
                {Cell(), TextCell("  padded\nlines "), NumberCell(-1), Cell(), Cell()}};
  return table;
}

std::vector<std::string> Shown(const GridRow& row) {
  std::vector<std::string> texts;
  for (size_t i = 0; i < 5; ++i) texts.push_back(ShownText(row.at(i)));
  return texts;
}

TEST_P(SheetFile, GivesBackWhatWasWritten) {
  const About about{{kVersionKey, kSheetVersion}, {kCommandKey, "PlanAction"}, {kKeyKey, "a=b"}};
  const SheetContent content = Again(about, Example());
  EXPECT_EQ(content.about, about);
  EXPECT_THAT(Shown(content.headings), ElementsAre("row key", "title", "count", "day", "kind"));
  ASSERT_EQ(content.rows.size(), 2U);
  EXPECT_THAT(Shown(content.rows[0]), ElementsAre("k1", "=1+1", "12.5", "2026-03-02", "one"));
  EXPECT_THAT(Shown(content.rows[1]), ElementsAre("", "padded\nlines", "-1", "", ""));
}

TEST_P(SheetFile, IsItsOwnersAlone) {
  Again({}, Example());
  struct stat facts {};
  ASSERT_EQ(::stat(Path().c_str(), &facts), 0);
  EXPECT_EQ(facts.st_mode & 0777, 0600U);
}

TEST_P(SheetFile, SaysWhenItIsOfALaterVersion) {
  ASSERT_TRUE(WriteSheet({{kVersionKey, "2"}}, {Example()}, Path()).ok());
  EXPECT_THAT(ReadSheet(Bytes()).status().message(), HasSubstr("newer"));
}

TEST_P(SheetFile, SaysWhenItCannotBeWritten) {
  const Status status = WriteSheet({}, {Example()}, folder_ + "/missing/sheet" + GetParam());
  EXPECT_EQ(status.code(), Code::kFailedPrecondition);
}

INSTANTIATE_TEST_SUITE_P(BothFormats, SheetFile, testing::Values(".xlsx", ".csv"),
                         [](const auto& suite) { return std::string(suite.param).substr(1); });

class XlsxFile : public SheetFile {};

TEST_P(XlsxFile, HoldsNoFormulaWhateverTheTexts) {
  Again({}, Example());
  const std::string bytes = Bytes();
  auto parts = ZipParts::Open(bytes);
  ASSERT_TRUE(parts.ok());
  EXPECT_THAT(*parts->Read("xl/worksheets/sheet1.xml"), Not(HasSubstr("<f>")));
}

TEST_P(XlsxFile, OffersCodeListsAsDropDowns) {
  Again({}, Example());
  const std::string bytes = Bytes();
  auto parts = ZipParts::Open(bytes);
  ASSERT_TRUE(parts.ok());
  const std::string sheet = *parts->Read("xl/worksheets/sheet1.xml");
  EXPECT_THAT(sheet, HasSubstr("type=\"list\""));
  EXPECT_THAT(sheet, HasSubstr("lists!$A$1:$A$2"));
  EXPECT_THAT(*parts->Read("xl/workbook.xml"),
              HasSubstr("name=\"lists\" sheetId=\"2\" state=\"hidden\""));
}

TEST_P(XlsxFile, RefusesATextThatNoCellHolds) {
  Table table = Example();
  table.rows[0][1] = TextCell(std::string(40'000, 'x'));
  EXPECT_THAT(WriteSheet({}, {table}, Path()).message(), HasSubstr("Row 3, column title"));
}

TEST_P(XlsxFile, HasAWorksheetForEachTable) {
  ASSERT_TRUE(WriteSheet({}, {Example(), {"Second", Example().headings, false, {}}}, Path()).ok());
  EXPECT_TRUE(ReadSheet(Bytes()).ok());
  EXPECT_FALSE(WriteSheet({}, {Example(), Example()}, folder_ + "/two.csv").ok());
}

INSTANTIATE_TEST_SUITE_P(Xlsx, XlsxFile, testing::Values(".xlsx"));

TEST(SheetText, TakesACsvOfSomebodyElse) {
  const auto content = ReadSheet("# my notes\ntitle,count\nA,1\n# not this,2\nB,3\n");
  ASSERT_TRUE(content.ok());
  EXPECT_TRUE(content->about.empty());
  EXPECT_EQ(content->rows.size(), 2U);
  EXPECT_EQ(content->rows[1].number, 5);
}

TEST(SheetText, RefusesANameThatSaysNoFormat) {
  EXPECT_THAT(WriteSheet({}, {Example()}, "-").message(), HasSubstr("ends so"));
  EXPECT_FALSE(WriteSheet({}, {Example()}, "sheet.ods").ok());
}

TEST(SheetText, RefusesNothingAtAll) {
  EXPECT_FALSE(ReadSheet("").ok());
  EXPECT_FALSE(ReadSheet("# only a note\n").ok());
}

}  // namespace
}  // namespace fivestep::cli::sheet
