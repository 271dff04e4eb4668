#include "cli/sheet/xlsx_reader.h"

#include <charconv>
#include <cmath>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "cli/sheet/serial_day.h"
#include "cli/sheet/xlsx_xml.h"
#include "cli/sheet/zip_parts.h"

namespace fivestep::cli::sheet {
namespace {

using pugi::xml_node;

// ECMA-376: a worksheet has so many rows at most.
constexpr int kLastRow = 1'048'576;
// Every zip file begins so; files of Excel 97 and workbooks with a password begin otherwise.
constexpr std::string_view kZip = "PK";
constexpr std::string_view kCompoundFile = "\xD0\xCF\x11\xE0";

struct Relation {
  std::string type;    // its last part, `sharedStrings`
  std::string target;  // a part
};

// By id.
using Relations = std::map<std::string, Relation>;

// What the cells of all worksheets refer to.
struct Shared {
  std::vector<std::string> strings;
  std::vector<bool> is_moment;  // by style
  DayBase base = DayBase::k1900;
};

template <class Number>
std::optional<Number> ToNumber(std::string_view text) {
  Number number{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

// `xl/workbook.xml` -> `xl/_rels/workbook.xml.rels`.
std::string RelationsOf(const std::string& part) {
  const std::filesystem::path path(part);
  return (path.parent_path() / "_rels" / (path.filename().string() + ".rels")).generic_string();
}

Result<Relations> ReadRelations(ZipParts& parts, const std::string& part) {
  const std::string name = RelationsOf(part);
  const Result<std::string> xml = parts.Read(name);
  if (!xml.ok()) return xml.status();
  pugi::xml_document document;
  FIVESTEP_RETURN_IF_ERROR(ParsePart(*xml, document));
  Relations relations;
  const std::filesystem::path folder = std::filesystem::path(part).parent_path();
  for (const xml_node node : document.document_element().children()) {
    const std::string type = AttributeOf(node, "Type");
    const std::filesystem::path target(AttributeOf(node, "Target"));
    const auto whole = target.has_root_directory() ? target.relative_path() : folder / target;
    relations[AttributeOf(node, "Id")] = {type.substr(type.rfind('/') + 1),
                                          whole.lexically_normal().generic_string()};
  }
  return relations;
}

// The part of that type; empty where there is none.
std::string PartOf(const Relations& relations, std::string_view type) {
  for (const auto& [id, relation] : relations) {
    if (relation.type == type) return relation.target;
  }
  return {};
}

Status ReadStrings(ZipParts& parts, const std::string& name, Shared& shared) {
  if (name.empty()) return OkStatus();
  const Result<std::string> xml = parts.Read(name);
  if (!xml.ok()) return xml.status();
  pugi::xml_document document;
  FIVESTEP_RETURN_IF_ERROR(ParsePart(*xml, document));
  for (const xml_node node : document.document_element().children()) {
    if (IsNamed(node, "si")) shared.strings.push_back(RichText(node));
  }
  return OkStatus();
}

Status ReadStyles(ZipParts& parts, const std::string& name, Shared& shared) {
  if (name.empty()) return OkStatus();
  const Result<std::string> xml = parts.Read(name);
  if (!xml.ok()) return xml.status();
  pugi::xml_document document;
  FIVESTEP_RETURN_IF_ERROR(ParsePart(*xml, document));
  std::map<int, bool> own;
  for (const xml_node format : ChildOf(document.document_element(), "numFmts").children()) {
    const int id = ToNumber<int>(AttributeOf(format, "numFmtId")).value_or(0);
    own[id] = ShowsMoment(AttributeOf(format, "formatCode"));
  }
  for (const xml_node style : ChildOf(document.document_element(), "cellXfs").children()) {
    const int id = ToNumber<int>(AttributeOf(style, "numFmtId")).value_or(0);
    const auto found = own.find(id);
    shared.is_moment.push_back(found != own.end() ? found->second : ShowsMoment(id));
  }
  return OkStatus();
}

Cell NumberOrMoment(const std::string& text, xml_node node, const Shared& shared) {
  const std::optional<double> number = ToNumber<double>(text);
  if (!number || !std::isfinite(*number)) return BrokenCell("no number");
  const size_t style = ToNumber<size_t>(AttributeOf(node, "s")).value_or(0);
  if (style >= shared.is_moment.size() || !shared.is_moment[style]) return NumberCell(*number);
  const std::optional<int64_t> seconds = SecondsOfSerial(*number, shared.base);
  return seconds ? MomentCell(*seconds) : BrokenCell("no day");
}

Cell CellOf(xml_node node, const Shared& shared) {
  const std::string type = AttributeOf(node, "t");
  if (type == "inlineStr") return TextCell(RichText(ChildOf(node, "is")));
  const std::string value = ChildOf(node, "v").text().get();
  if (value.empty()) return {};
  if (type == "s") {
    const std::optional<size_t> index = ToNumber<size_t>(value);
    if (!index || *index >= shared.strings.size()) return BrokenCell("no such text");
    return TextCell(shared.strings[*index]);
  }
  if (type == "b") return YesNoCell(value == "1");
  if (type == "e") return BrokenCell(value);
  if (type == "str" || type == "d") return TextCell(Unescaped(value));
  return NumberOrMoment(value, node, shared);
}

Status TooWide(int row) {
  return InvalidArgument("Row " + std::to_string(row) + " has something in column " +
                         std::to_string(kMaxColumns + 1) +
                         " or beyond: a sheet has fewer columns.");
}

Result<GridRow> ReadRow(xml_node node, int number, const Shared& shared) {
  GridRow row{number, {}};
  size_t next = 0;
  for (const xml_node child : node.children()) {
    if (!IsNamed(child, "c")) continue;
    const std::string reference = AttributeOf(child, "r");
    const size_t column = reference.empty() ? next : ColumnOfReference(reference);
    next = column + 1;
    Cell cell = CellOf(child, shared);
    if (cell.empty()) continue;
    if (column >= kMaxColumns) return TooWide(number);
    if (row.cells.size() <= column) row.cells.resize(column + 1);
    row.cells[column] = std::move(cell);
  }
  return row;
}

Result<Grid> ReadGrid(ZipParts& parts, const std::string& part, std::string name,
                      const Shared& shared) {
  const Result<std::string> xml = parts.Read(part);
  if (!xml.ok()) return xml.status();
  pugi::xml_document document;
  FIVESTEP_RETURN_IF_ERROR(ParsePart(*xml, document));
  Grid grid{std::move(name), {}};
  int last = 0;
  for (const xml_node node : ChildOf(document.document_element(), "sheetData").children()) {
    if (!IsNamed(node, "row")) continue;
    const int number = ToNumber<int>(AttributeOf(node, "r")).value_or(last + 1);
    if (number <= last || number > kLastRow) {
      return InvalidArgument("The worksheet's rows are not in order behind row " +
                             std::to_string(last) + ": save the file again as .xlsx.");
    }
    last = number;
    Result<GridRow> row = ReadRow(node, number, shared);
    if (!row.ok()) return row.status();
    if (row->cells.empty()) continue;
    if (grid.rows.size() == static_cast<size_t>(kMaxRows)) {
      return InvalidArgument("The sheet has more than " + std::to_string(kMaxRows) +
                             " rows: import it in parts.");
    }
    grid.rows.push_back(std::move(*row));
  }
  return grid;
}

struct SheetPlace {
  std::string name;
  std::string part;
  bool hidden = false;
};

Result<std::vector<SheetPlace>> PlacesOf(xml_node workbook, const Relations& relations) {
  std::vector<SheetPlace> places;
  for (const xml_node node : ChildOf(workbook, "sheets").children()) {
    if (!IsNamed(node, "sheet")) continue;
    if (places.size() == kMaxSheets) {
      return InvalidArgument("The workbook has more than " + std::to_string(kMaxSheets) +
                             " worksheets: save the one to be imported in a new workbook.");
    }
    const auto relation = relations.find(AttributeOf(node, "id"));
    if (relation == relations.end() || relation->second.type != "worksheet") continue;
    const std::string state = AttributeOf(node, "state");
    places.push_back({AttributeOf(node, "name"), relation->second.target,
                      state == "hidden" || state == "veryHidden"});
  }
  return places;
}

Result<Workbook> ReadSheets(ZipParts& parts, const std::vector<SheetPlace>& places,
                            const Shared& shared) {
  Workbook workbook;
  bool has_table = false;
  for (const SheetPlace& place : places) {
    const bool about = place.name == kAboutSheet;
    const bool table = !has_table && !place.hidden && !about && place.name != kListsSheet;
    if (!about && !table) continue;
    Result<Grid> grid = ReadGrid(parts, place.part, place.name, shared);
    if (!grid.ok()) return grid.status();
    (about ? workbook.about : workbook.table) = std::move(*grid);
    has_table = has_table || table;
  }
  if (!has_table) return InvalidArgument("The workbook has no worksheet with rows.");
  return workbook;
}

Result<Workbook> ReadParts(std::string_view bytes) {
  if (bytes.starts_with(kCompoundFile)) {
    return InvalidArgument(
        "The file is an .xls or has a password: save it as .xlsx without a password.");
  }
  Result<ZipParts> parts = ZipParts::Open(bytes);
  if (!parts.ok()) return parts.status();
  const Result<Relations> top = ReadRelations(*parts, "");
  const std::string book = top.ok() ? PartOf(*top, "officeDocument") : "";
  const Result<std::string> xml = parts->Read(book);
  if (!xml.ok() && xml.status().code() != Code::kNotFound) return xml.status();
  if (!xml.ok()) return InvalidArgument("The file is no .xlsx workbook: save it as one.");
  pugi::xml_document document;
  FIVESTEP_RETURN_IF_ERROR(ParsePart(*xml, document));
  const xml_node root = document.document_element();
  const Result<Relations> relations = ReadRelations(*parts, book);
  if (!relations.ok()) return relations.status();
  Shared shared;
  const std::string base = AttributeOf(ChildOf(root, "workbookPr"), "date1904");
  if (base == "1" || base == "true") shared.base = DayBase::k1904;
  const Result<std::vector<SheetPlace>> places = PlacesOf(root, *relations);
  if (!places.ok()) return places.status();
  FIVESTEP_RETURN_IF_ERROR(ReadStrings(*parts, PartOf(*relations, "sharedStrings"), shared));
  FIVESTEP_RETURN_IF_ERROR(ReadStyles(*parts, PartOf(*relations, "styles"), shared));
  return ReadSheets(*parts, *places, shared);
}

}  // namespace

bool IsWorkbook(std::string_view bytes) {
  return bytes.starts_with(kZip) || bytes.starts_with(kCompoundFile);
}

Result<Workbook> ReadXlsx(std::string_view bytes) {
  Result<Workbook> workbook = ReadParts(bytes);
  // A part that another one speaks of.
  if (workbook.ok() || workbook.status().code() != Code::kNotFound) return workbook;
  return InvalidArgument(workbook.status().message() + " Save the file again as .xlsx.");
}

size_t ColumnOfReference(std::string_view reference) {
  size_t column = 0;
  size_t letters = 0;
  for (; letters < reference.size() && reference[letters] >= 'A' && reference[letters] <= 'Z';
       ++letters) {
    column = column * 26 + static_cast<size_t>(reference[letters] - 'A') + 1;
    if (column > kMaxColumns) return kMaxColumns;
  }
  return letters == 0 ? kMaxColumns : column - 1;
}

}  // namespace fivestep::cli::sheet
