#include "cli/sheet/xlsx_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/sheet/zip_builder.h"

namespace fivestep::cli::sheet {
namespace {

using testing::HasSubstr;

Grid Read(const std::string& rows, const std::string& properties = "") {
  const auto workbook = ReadXlsx(ZipOf(WorkbookOf(rows, properties)));
  EXPECT_TRUE(workbook.ok()) << workbook.status().ToString();
  return workbook.ok() ? workbook->table : Grid();
}

Cell ReadCell(const std::string& cell, const std::string& properties = "") {
  const Grid grid = Read("<row r=\"1\">" + cell + "</row>", properties);
  return grid.rows.empty() ? Cell() : grid.rows[0].at(0);
}

TEST(XlsxReader, ReadsSharedInlineAndRichText) {
  EXPECT_EQ(ReadCell("<c r=\"A1\" t=\"s\"><v>0</v></c>"), TextCell("plain"));
  EXPECT_EQ(ReadCell("<c r=\"A1\" t=\"s\"><v>1</v></c>"), TextCell("rich"));
  EXPECT_EQ(ReadCell("<c r=\"A1\" t=\"inlineStr\"><is><t>in &amp; line</t></is></c>"),
            TextCell("in & line"));
}

TEST(XlsxReader, ReadsNumbersAndWhatIsShownAsADay) {
  EXPECT_EQ(ReadCell("<c r=\"A1\"><v>12.5</v></c>"), NumberCell(12.5));
  EXPECT_EQ(ShownText(ReadCell("<c r=\"A1\" s=\"1\"><v>46083</v></c>")), "2026-03-02");
  EXPECT_EQ(ShownText(ReadCell("<c r=\"A1\" s=\"2\"><v>46083.4375</v></c>")),
            "2026-03-02T10:30:00Z");
  EXPECT_EQ(ReadCell("<c r=\"A1\" s=\"0\"><v>46083</v></c>"), NumberCell(46083));
}

TEST(XlsxReader, ReadsDaysOfAWorkbookThatCountsFrom1904) {
  const char* properties = "<workbookPr date1904=\"1\"/>";
  EXPECT_EQ(ShownText(ReadCell("<c r=\"A1\" s=\"1\"><v>44621</v></c>", properties)), "2026-03-02");
}

TEST(XlsxReader, ReadsYesAndNo) {
  EXPECT_EQ(ReadCell("<c r=\"A1\" t=\"b\"><v>1</v></c>"), YesNoCell(true));
  EXPECT_EQ(ReadCell("<c r=\"A1\" t=\"b\"><v>0</v></c>"), YesNoCell(false));
}

TEST(XlsxReader, TakesTheLastResultOfAFormula) {
  EXPECT_EQ(ReadCell("<c r=\"A1\"><f>1+1</f><v>2</v></c>"), NumberCell(2));
  EXPECT_EQ(ReadCell("<c r=\"A1\" t=\"str\"><f>A2</f><v>text</v></c>"), TextCell("text"));
  EXPECT_EQ(ReadCell("<c r=\"A1\"><f>1+1</f></c>"), Cell());
}

TEST(XlsxReader, KeepsAFormulasErrorAsBroken) {
  EXPECT_EQ(ReadCell("<c r=\"A1\" t=\"e\"><f>1/0</f><v>#DIV/0!</v></c>"), BrokenCell("#DIV/0!"));
}

TEST(XlsxReader, PutsCellsWhereTheirReferencesSay) {
  const Grid grid = Read("<row r=\"3\"><c r=\"C3\"><v>3</v></c><c><v>4</v></c></row>");
  ASSERT_EQ(grid.rows.size(), 1U);
  EXPECT_EQ(grid.rows[0].number, 3);
  EXPECT_TRUE(grid.rows[0].at(0).empty());
  EXPECT_EQ(grid.rows[0].at(2), NumberCell(3));
  EXPECT_EQ(grid.rows[0].at(3), NumberCell(4));
}

TEST(XlsxReader, CountsRowsWithoutNumbers) {
  const Grid grid = Read("<row><c><v>1</v></c></row><row/><row><c><v>3</v></c></row>");
  ASSERT_EQ(grid.rows.size(), 2U);
  EXPECT_EQ(grid.rows[1].number, 3);
}

TEST(XlsxReader, ReadsPrefixedNames) {
  Parts parts = WorkbookOf("");
  parts["xl/worksheets/sheet1.xml"] =
      "<x:worksheet><x:sheetData><x:row r=\"1\"><x:c "
      "r=\"A1\"><x:v>7</x:v></x:c></x:row></x:sheetData>"
      "</x:worksheet>";
  const auto workbook = ReadXlsx(ZipOf(parts));
  ASSERT_TRUE(workbook.ok());
  EXPECT_EQ(workbook->table.rows.at(0).at(0), NumberCell(7));
}

TEST(XlsxReader, DecodesCharactersThatXmlCannotHold) {
  EXPECT_EQ(ReadCell("<c r=\"A1\" t=\"inlineStr\"><is><t>a_x000A_b_x005F_x</t></is></c>"),
            TextCell("a\nb_x"));
  EXPECT_EQ(ReadCell("<c r=\"A1\" t=\"inlineStr\"><is><t>_xD800__x12_</t></is></c>"),
            TextCell("_xD800__x12_"));
}

TEST(XlsxReader, PassesOverHiddenWorksheets) {
  Parts parts = WorkbookOf("<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>");
  parts["xl/workbook.xml"] =
      "<workbook><sheets><sheet name=\"Other\" r:id=\"r9\"/><sheet name=\"Secret\" "
      "state=\"hidden\" "
      "r:id=\"r1\"/><sheet name=\"Rows\" r:id=\"r1\"/></sheets></workbook>";
  const auto workbook = ReadXlsx(ZipOf(parts));
  ASSERT_TRUE(workbook.ok());
  EXPECT_EQ(workbook->table.name, "Rows");
}

TEST(XlsxReader, NumbersColumnsByTheirLetters) {
  EXPECT_EQ(ColumnOfReference("A1"), 0U);
  EXPECT_EQ(ColumnOfReference("Z9"), 25U);
  EXPECT_EQ(ColumnOfReference("AB12"), 27U);
  EXPECT_EQ(ColumnOfReference("12"), kMaxColumns);
  EXPECT_EQ(ColumnOfReference("ZZZZZZZZZZZZZZ1"), kMaxColumns);
}

}  // namespace
}  // namespace fivestep::cli::sheet
