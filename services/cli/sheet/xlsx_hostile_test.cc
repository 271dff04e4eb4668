// Workbooks that are not what they seem. Each is refused with a sentence, or read for what is
// really in it; none takes more memory than the limits say.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/sheet/sheet_file.h"
#include "cli/sheet/xlsx_reader.h"
#include "cli/sheet/zip_builder.h"
#include "cli/sheet/zip_parts.h"

namespace fivestep::cli::sheet {
namespace {

using testing::HasSubstr;

constexpr char kOneRow[] = "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>";

Status Refusal(const Parts& parts) {
  const auto workbook = ReadXlsx(ZipOf(parts));
  return workbook.ok() ? OkStatus() : workbook.status();
}

TEST(HostileWorkbook, CutOffAnywhere) {
  const std::string whole = ZipOf(WorkbookOf(kOneRow));
  ASSERT_TRUE(ReadXlsx(whole).ok());
  for (size_t size = 0; size < whole.size(); ++size) {
    const auto workbook = ReadXlsx(whole.substr(0, size));
    ASSERT_FALSE(workbook.ok()) << size;
    EXPECT_EQ(workbook.status().code(), Code::kInvalidArgument);
  }
}

TEST(HostileWorkbook, UnpacksToFarMoreThanItIs) {
  Parts parts = WorkbookOf(kOneRow);
  parts["xl/sharedStrings.xml"] = "<sst><si><t>" + std::string(20 << 20, ' ') + "</t></si></sst>";
  EXPECT_THAT(Refusal(parts).message(), HasSubstr("unpacks to more"));
}

TEST(HostileWorkbook, HasAPartLargerThanAnySheet) {
  // A kilobyte of letters at random, again and again: it packs to a hundredth, which sheets do too.
  std::string block;
  unsigned state = 1;
  while (block.size() < 1'024) {
    state = state * 1'664'525 + 1'013'904'223;
    block += static_cast<char>('a' + (state >> 24) % 26);
  }
  std::string noise;
  while (noise.size() <= kMaxPartBytes) noise += block;
  Parts parts = WorkbookOf(kOneRow);
  parts["xl/sharedStrings.xml"] = "<sst><si><t>" + noise + "</t></si></sst>";
  EXPECT_FALSE(Refusal(parts).ok());
}

TEST(HostileWorkbook, DeclaresEntities) {
  Parts parts = WorkbookOf(kOneRow);
  parts["xl/sharedStrings.xml"] =
      "<!DOCTYPE sst [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b "
      "\"&a;&a;&a;\">]><sst><si><t>&b;</t></si></sst>";
  EXPECT_THAT(Refusal(parts).message(), HasSubstr("entities"));
}

TEST(HostileWorkbook, DeclaresAMillionRowsAndHasOne) {
  const auto workbook =
      ReadXlsx(ZipOf(WorkbookOf("<row r=\"1048576\"><c r=\"A1\"><v>1</v></c></row>")));
  ASSERT_TRUE(workbook.ok());
  EXPECT_EQ(workbook->table.rows.size(), 1U);
  EXPECT_FALSE(
      ReadXlsx(ZipOf(WorkbookOf("<row r=\"1048577\"><c r=\"A1\"><v>1</v></c></row>"))).ok());
}

TEST(HostileWorkbook, HasMoreRowsThanASheet) {
  std::string rows;
  for (int i = 0; i <= kMaxRows; ++i) rows += "<row><c><v>1</v></c></row>";
  // A thousand equal rows pack well: the ratio must not be what refuses them.
  EXPECT_THAT(Refusal(WorkbookOf(rows)).message(), HasSubstr("rows"));
}

TEST(HostileWorkbook, HasItsRowsInDisorder) {
  EXPECT_FALSE(Refusal(WorkbookOf("<row r=\"2\"/><row r=\"1\"/>")).ok());
  EXPECT_FALSE(Refusal(WorkbookOf("<row r=\"1\"/><row r=\"1\"/>")).ok());
}

TEST(HostileWorkbook, HasACellFarToTheRight) {
  EXPECT_THAT(Refusal(WorkbookOf("<row r=\"1\"><c r=\"XFD1\"><v>1</v></c></row>")).message(),
              HasSubstr("column"));
  EXPECT_TRUE(Refusal(WorkbookOf("<row r=\"1\"><c r=\"XFD1\"/></row>")).ok());
}

TEST(HostileWorkbook, RefersToTextsThatAreNotThere) {
  const auto workbook =
      ReadXlsx(ZipOf(WorkbookOf("<row r=\"1\"><c t=\"s\"><v>99999999999</v></c></row>")));
  ASSERT_TRUE(workbook.ok());
  EXPECT_EQ(workbook->table.rows[0].at(0).kind, Cell::Kind::kBroken);
}

TEST(HostileWorkbook, NestsElementsDeeply) {
  std::string deep;
  for (int i = 0; i < 100'000; ++i) deep += "<a>";
  EXPECT_FALSE(Refusal(WorkbookOf(deep)).ok());
  std::string closed = deep;
  for (int i = 0; i < 100'000; ++i) closed += "</a>";
  EXPECT_TRUE(Refusal(WorkbookOf(closed + kOneRow)).ok());
}

TEST(HostileWorkbook, LeadsOutOfItself) {
  Parts parts = WorkbookOf(kOneRow);
  parts["_rels/.rels"] =
      std::string("<Relationships><Relationship Type=\"") + kRelationTypes +
      "officeDocument\" Id=\"r1\" Target=\"../../../../etc/passwd\"/></Relationships>";
  EXPECT_THAT(Refusal(parts).message(), HasSubstr("no .xlsx"));
}

TEST(HostileWorkbook, IsAnotherKindOfFile) {
  EXPECT_THAT(ReadXlsx("\xD0\xCF\x11\xE0 and so on").status().message(), HasSubstr("password"));
  EXPECT_THAT(Refusal({{"a.txt", "a"}}).message(), HasSubstr("no .xlsx"));
}

TEST(HostileWorkbook, HasNoWorksheetWithRows) {
  Parts parts = WorkbookOf(kOneRow);
  parts["xl/workbook.xml"] = "<workbook><sheets/></workbook>";
  EXPECT_THAT(Refusal(parts).message(), HasSubstr("no worksheet"));
}

TEST(HostileWorkbook, HasNumbersThatAreNone) {
  for (const char* value : {"nan", "1e999", "0x10", "1,5", "--1"}) {
    const auto workbook =
        ReadXlsx(ZipOf(WorkbookOf("<row r=\"1\"><c><v>" + std::string(value) + "</v></c></row>")));
    ASSERT_TRUE(workbook.ok());
    EXPECT_EQ(workbook->table.rows[0].at(0).kind, Cell::Kind::kBroken) << value;
  }
}

}  // namespace
}  // namespace fivestep::cli::sheet
