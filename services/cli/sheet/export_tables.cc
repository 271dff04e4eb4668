#include "cli/sheet/export_tables.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "cli/sheet/words.h"
#include "fivestep/platform/v1/options.pb.h"

namespace fivestep::cli::sheet {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

bool IsNumbered(const Column& column) {
  return std::any_of(column.path.begin(), column.path.end(),
                     [](const Step& step) { return step.item > 0; });
}

// Whether a value of one field can be that of the other.
bool IsAlike(const FieldDescriptor& one, const FieldDescriptor& other) {
  if (one.cpp_type() != other.cpp_type() || one.is_repeated() != other.is_repeated()) return false;
  if (one.cpp_type() == FieldDescriptor::CPPTYPE_ENUM) {
    return one.enum_type()->full_name() == other.enum_type()->full_name();
  }
  return true;
}

// The column of `resource` with the same path of names; nothing where there is none.
std::optional<Column> SameIn(const Descriptor& resource, const Column& column) {
  Column same{{}, column.heading};
  const Descriptor* at = &resource;
  for (const Step& step : column.path) {
    const FieldDescriptor* field = at->FindFieldByName(step.field->name());
    if (field == nullptr || !IsAlike(*field, *step.field)) return std::nullopt;
    same.path.push_back({field, step.item});
    at = field->message_type();
    if (at == nullptr && &step != &column.path.back()) return std::nullopt;
  }
  return same;
}

// The title and the state.
std::vector<Column> NotesOf(const Descriptor& resource) {
  std::vector<Column> notes;
  for (int i = 0; i < resource.field_count(); ++i) {
    const FieldDescriptor& field = *resource.field(i);
    const bool shown = field.name() == "state" || field.options().GetExtension(platform::v1::title);
    if (shown && HasColumn(field)) notes.push_back({{{&field}}, "(" + Spaced(field.name()) + ")"});
  }
  return notes;
}

// The marks of rows that say what their cells say.
std::vector<std::string> MarksOf(const Table& table, const CommandShape& shape,
                                 const std::string& programme, const NewRequest& new_request) {
  SheetContent content;
  for (const Heading& heading : table.headings) {
    content.headings.cells.push_back(TextCell(heading.text));
  }
  for (const std::vector<Cell>& row : table.rows) {
    content.rows.push_back({static_cast<int>(content.rows.size()) + 1, row});
  }
  const ImportPlan plan = PlanImport(content, shape, programme, new_request);
  std::vector<std::string> marks(table.rows.size());
  for (const PlannedCall& call : plan.calls) {
    marks[static_cast<size_t>(call.rows.front() - 1)] = MarkOf(*call.request);
  }
  return marks;
}

Heading Plain(const std::string& text) {
  Heading heading;
  heading.text = text;
  return heading;
}

// The cells of the columns that have a counterpart; empty ones for the others.
std::vector<Cell> RowOf(const std::vector<std::optional<Column>>& sources,
                        const Message& resource) {
  std::vector<Cell> row;
  for (const std::optional<Column>& source : sources) {
    row.push_back(source ? CellsOf({*source}, resource)[0] : Cell());
  }
  return row;
}

}  // namespace

Table ReadingTable(const Collection& collection, const Messages& resources) {
  int longest = 1;
  for (const auto& resource : resources) longest = std::max(longest, LongestList(*resource));
  const std::vector<Column> columns =
      ColumnsOf(collection.resource(), std::min(longest, kMaxShownItems), nullptr);
  std::vector<std::vector<Cell>> all;
  for (const auto& resource : resources) all.push_back(CellsOf(columns, *resource));
  Table table{Spaced(Named(collection.name)), {}, false, {}};
  table.rows.resize(all.size());
  for (size_t i = 0; i < columns.size() && table.headings.size() < kMaxColumns; ++i) {
    const bool filled =
        std::any_of(all.begin(), all.end(), [&](const auto& row) { return !row[i].empty(); });
    if (IsNumbered(columns[i]) && !filled) continue;
    Heading heading = HeadingOf(columns[i]);
    heading.choices.clear();
    table.headings.push_back(std::move(heading));
    for (size_t j = 0; j < all.size(); ++j) table.rows[j].push_back(std::move(all[j][i]));
  }
  return table;
}

Table EditingTable(const CommandShape& shape, const Collection& collection,
                   const std::string& programme, const Messages& resources,
                   const NewRequest& new_request) {
  Table table{shape.method->name(), {RowKeyHeading(shape)}, true, {}};
  std::vector<std::optional<Column>> sources{std::nullopt};  // the row key is people's own
  for (const Column& column : shape.Columns(true)) {
    table.headings.push_back(HeadingOf(column));
    sources.push_back(shape.IsOfItem(column) ? std::nullopt
                                             : SameIn(collection.resource(), column));
  }
  for (const auto& resource : resources) table.rows.push_back(RowOf(sources, *resource));
  const std::vector<std::string> marks = MarksOf(table, shape, programme, new_request);
  for (const Column& note : NotesOf(collection.resource())) {
    table.headings.push_back(Plain(note.heading));
    for (size_t i = 0; i < resources.size(); ++i) {
      table.rows[i].push_back(CellsOf({note}, *resources[i])[0]);
    }
  }
  table.headings.push_back(Plain(kAsExportedHeading));
  table.headings.back().hidden = true;
  for (size_t i = 0; i < marks.size(); ++i) table.rows[i].push_back(TextCell(marks[i]));
  return table;
}

Result<Collection> NamedBy(const google::protobuf::ServiceDescriptor& service,
                           const FieldDescriptor& field) {
  const auto& types = field.options().GetExtension(platform::v1::link).type();
  for (const Collection& collection : CollectionsOf(service)) {
    const std::string& type =
        collection.resource().options().GetExtension(platform::v1::resource).type();
    if (std::find(types.begin(), types.end(), type) != types.end()) return collection;
  }
  return InvalidArgument("What `" + field.name() + "` names is not listed by this service.");
}

std::set<std::string> NamesIn(const FieldDescriptor& field, const Messages& resources) {
  std::set<std::string> names;
  for (const auto& resource : resources) {
    const auto& reflection = *resource->GetReflection();
    if (!field.is_repeated()) {
      names.insert(reflection.GetString(*resource, &field));
      continue;
    }
    for (int i = 0; i < reflection.FieldSize(*resource, &field); ++i) {
      names.insert(reflection.GetRepeatedString(*resource, &field, i));
    }
  }
  return names;
}

}  // namespace fivestep::cli::sheet
