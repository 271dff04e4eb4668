// Whatever a command takes can be written into a row and read back: messages at random, for every
// command of the five services, through cells and through .csv and .xlsx files.
#include <google/protobuf/util/message_differencer.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "cli/sheet/cell_codec.h"
#include "cli/sheet/command_shape.h"
#include "cli/sheet/csv_table.h"
#include "cli/sheet/row_codec.h"
#include "cli/sheet/sheet_file.h"
#include "fivestep/analysis/v1/analysis_service.pb.h"
#include "fivestep/codesign/v1/codesign_service.pb.h"
#include "fivestep/engagement/v1/engagement_service.pb.h"
#include "fivestep/metrics/v1/metrics_service.pb.h"
#include "fivestep/platform/v1/options.pb.h"
#include "fivestep/programme/v1/programme_service.pb.h"

namespace fivestep::cli::sheet {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::MessageFactory;

// Every message of which a row is made.
const std::vector<const Descriptor*>& RowTypes() {
  static const std::vector<const Descriptor*> types = [] {
    std::vector<const Descriptor*> found;
    for (const Descriptor* one :
         {analysis::v1::GetFindingRequest::descriptor(), codesign::v1::GetIdeaRequest::descriptor(),
          engagement::v1::GetThemeRequest::descriptor(),
          metrics::v1::GetMetricRequest::descriptor(),
          programme::v1::GetGateRequest::descriptor()}) {
      for (const auto* method : CommandsOf(*one->file()->service(0))) {
        const FieldDescriptor* batch = BatchOf(*method);
        found.push_back(batch == nullptr ? method->input_type() : batch->message_type());
      }
    }
    return found;
  }();
  return types;
}

// Text that begins and ends with a letter or with what spreadsheets take for a formula.
rc::Gen<std::string> Texts() {
  return rc::gen::map(
      rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(
          std::vector<std::string>{"a", "Z",  "0", "=", "+", "-",  "@", "'", "\"",      ",",
                                   ";", "\\", "é", "…", " ", "\n", "<", "&", "_x000A_", "#"})),
      [](const std::vector<std::string>& parts) {
        std::string text;
        for (const std::string& part : parts) text += part;
        text = ShownText(TextCell(text));
        return text.empty() ? std::string("x") : text;
      });
}

class Filler {
 public:
  void Fill(Message& message, int lists) {
    const Descriptor& type = *message.GetDescriptor();
    const int always = *rc::gen::inRange(0, type.field_count());
    for (int i = 0; i < type.field_count(); ++i) {
      const FieldDescriptor& field = *type.field(i);
      if (!HasColumn(field) || field.real_containing_oneof() != nullptr) continue;
      if (i == always || *rc::gen::arbitrary<bool>()) FillField(message, field, lists);
    }
  }

 private:
  void FillField(Message& message, const FieldDescriptor& field, int lists) {
    if (field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE && !IsTime(field)) {
      const int most = field.options().GetExtension(platform::v1::rule).max_items();
      const int offered = lists == 0 ? kOfferedItems : kOfferedInnerItems;
      const int count = *rc::gen::inRange(1, (most > 0 ? std::min(most, offered) : offered) + 1);
      for (int i = 0; i < (field.is_repeated() ? count : 1); ++i) {
        FillGroup(message, field, lists);
      }
      return;
    }
    const Column column{{{&field}}, field.name()};
    RC_ASSERT(SetValue(column, RandomCell(column), "", message) == "");
  }

  // A group without any cell is nothing that a sheet can say.
  void FillGroup(Message& message, const FieldDescriptor& field, int lists) {
    const auto& reflection = *message.GetReflection();
    std::unique_ptr<Message> group(
        MessageFactory::generated_factory()->GetPrototype(field.message_type())->New());
    Fill(*group, lists + (field.is_repeated() ? 1 : 0));
    bool says = false;
    for (const Cell& cell :
         CellsOf(ColumnsOf(*field.message_type(), kOfferedItems, nullptr), *group)) {
      says = says || !cell.empty();
    }
    if (!says) return;
    if (field.is_repeated()) {
      reflection.AddMessage(&message, &field)->CopyFrom(*group);
    } else {
      reflection.MutableMessage(&message, &field)->CopyFrom(*group);
    }
  }

  Cell RandomCell(const Column& column) {
    switch (column.kind()) {
      case ValueKind::kWholeNumber:
        return NumberCell(*rc::gen::inRange(-1'000'000, 1'000'000));
      case ValueKind::kNumber:
        return NumberCell(*rc::gen::inRange(-1'000'000, 1'000'000) / 997.0);
      case ValueKind::kYesNo:
        return YesNoCell(*rc::gen::arbitrary<bool>());
      case ValueKind::kChoice:
        return TextCell(column.leaf()
                            .enum_type()
                            ->value(*rc::gen::inRange(1, column.leaf().enum_type()->value_count()))
                            ->name());
      case ValueKind::kDay:
        return MomentCell(int64_t{86'400} * *rc::gen::inRange(-20'000, 40'000));
      case ValueKind::kTime:
        return MomentCell(*rc::gen::inRange(0, 2'000'000'000));
      case ValueKind::kName:
      case ValueKind::kText:
        break;
    }
    return TextCell(*Texts());
  }
};

struct Row {
  std::unique_ptr<Message> message;
  std::vector<Column> columns;
  Table table;
};

Row RandomRow() {
  Row row;
  const Descriptor* type = *rc::gen::elementOf(RowTypes());
  row.message.reset(MessageFactory::generated_factory()->GetPrototype(type)->New());
  Filler().Fill(*row.message, 0);
  row.columns = ColumnsOf(*type, kOfferedItems, nullptr);
  row.table.name = "Rows";
  for (const Column& column : row.columns) row.table.headings.push_back(HeadingOf(column));
  row.table.rows.push_back(CellsOf(row.columns, *row.message));
  return row;
}

void ExpectReadBack(const Row& row, const GridRow& cells) {
  PlacedColumns placed;
  for (size_t i = 0; i < row.columns.size(); ++i) placed.emplace_back(row.columns[i], i);
  std::unique_ptr<Message> again(row.message->New());
  std::map<std::string, std::string> headings;
  for (const CellProblem& problem : RowReader(placed, "").Read(cells, "", *again, headings)) {
    RC_FAIL(problem.heading + " " + problem.sentence);
  }
  if (google::protobuf::util::MessageDifferencer::Equals(*row.message, *again)) return;
  RC_FAIL(row.message->DebugString() + "\nbecame\n" + again->DebugString());
}

RC_GTEST_PROP(RoundTrip, ThroughCells, ()) {
  const Row row = RandomRow();
  ExpectReadBack(row, {1, row.table.rows[0]});
}

RC_GTEST_PROP(RoundTrip, ThroughCsv, ()) {
  const Row row = RandomRow();
  const auto grid = ReadCsv(CsvText(row.table));
  RC_ASSERT(grid.ok());
  ExpectReadBack(row, grid->rows.size() > 1 ? grid->rows[1] : GridRow());
}

RC_GTEST_PROP(RoundTrip, ThroughAWorkbook, ()) {
  Row row = RandomRow();
  const std::filesystem::path path = std::filesystem::temp_directory_path() /
                                     ("round-trip-" + std::to_string(::getpid()) + ".xlsx");
  RC_ASSERT(WriteSheet({}, {row.table}, path.string()).ok());
  std::ostringstream bytes;
  bytes << std::ifstream(path, std::ios::binary).rdbuf();
  std::filesystem::remove(path);
  const auto content = ReadSheet(bytes.str());
  RC_ASSERT(content.ok());
  // Rows of a real sheet begin with the row key.
  RC_PRE(!ShownText(row.table.rows[0][0]).starts_with(kNoteMark));
  ExpectReadBack(row, content->rows.empty() ? GridRow() : content->rows[0]);
}

}  // namespace
}  // namespace fivestep::cli::sheet
