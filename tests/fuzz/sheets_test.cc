// Spreadsheets as people may hand them in: workbooks and .csv files damaged in every way, as packed
// bytes and inside their parts.
#include "cli/sheet/sheet_file.h"
#include "cli/sheet/xlsx_reader.h"
#include "cli/sheet/zip_builder.h"
#include "fuzz/fuzz.h"

namespace fivestep::testing {
namespace {

using cli::sheet::GridRow;
using cli::sheet::Parts;
using cli::sheet::SheetContent;
using cli::sheet::WorkbookOf;
using cli::sheet::ZipOf;

constexpr char kRows[] =
    "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"inlineStr\"><is><t>due "
    "date</t></is></c></row><row r=\"3\"><c r=\"A3\" s=\"1\"><v>46083</v></c><c r=\"C3\" "
    "t=\"b\"><v>1</v></c></row><row r=\"4\"><c r=\"A4\"><f>1+1</f><v>2</v></c><c r=\"AB4\" "
    "t=\"e\"><v>#REF!</v></c></row>";

const std::vector<std::string>& GoodFiles() {
  static const std::vector<std::string> files{
      ZipOf(WorkbookOf(kRows)), ZipOf(WorkbookOf(kRows, "<workbookPr date1904=\"1\"/>")),
      "\xEF\xBB\xBF# fivestep sheet,command=PlanAction,key=k,service=metrics,version=1\r\n"
      "row key,title,due date\r\n# hint,\"required, a title\",\r\n7,\"'=1+1\",02/03/2026\r\n"};
  return files;
}

// Whatever was read keeps within the limits.
void ExpectWithinLimits(const Result<SheetContent>& content) {
  if (!content.ok()) {
    EXPECT_EQ(content.status().code(), Code::kInvalidArgument) << content.status().ToString();
    EXPECT_FALSE(content.status().message().empty());
    // Nothing that a terminal would obey.
    EXPECT_EQ(cli::sheet::Printable(content.status().message()), content.status().message());
    return;
  }
  EXPECT_LE(content->rows.size(), static_cast<size_t>(cli::sheet::kMaxRows));
  int last = content->headings.number;
  for (const GridRow& row : content->rows) {
    EXPECT_GT(row.number, last);
    EXPECT_LE(row.cells.size(), cli::sheet::kMaxColumns);
    for (const auto& cell : row.cells) ShownText(cell);
    last = row.number;
  }
}

class FuzzSheets : public Fuzz {};

TEST_F(FuzzSheets, DamagedFilesAreReadOrRefused) {
  Run([this] { ExpectWithinLimits(cli::sheet::ReadSheet(MutantOf(GoodFiles()))); });
}

TEST_F(FuzzSheets, WorkbooksWithADamagedPartAreReadOrRefused) {
  const Parts good = WorkbookOf(kRows);
  std::vector<std::string> contents;
  for (const auto& [name, content] : good) contents.push_back(content);
  Run([&] {
    Parts parts = good;
    std::vector<std::string> names;
    for (const auto& [name, content] : parts) names.push_back(name);
    const std::string name = chance_.Pick(names);
    parts[name] = Mutate(parts[name], chance_.Pick(contents), chance_);
    ExpectWithinLimits(cli::sheet::ReadSheet(ZipOf(parts)));
  });
}

}  // namespace
}  // namespace fivestep::testing
