#include "cli/sheet/row_codec.h"

#include <algorithm>
#include <utility>

#include "cli/sheet/cell_codec.h"

namespace fivestep::cli::sheet {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

// Walks to the message that holds a column's value, and makes what is not there.
class Builder {
 public:
  Builder(Message& root, std::string prefix) : root_(root), prefix_(std::move(prefix)) {}

  Message& HolderOf(const Column& column) {
    Message* at = &root_;
    path_ = prefix_;
    std::string numbers;  // the path by the numbers in the heading
    for (size_t i = 0; i + 1 < column.path.size(); ++i) {
      const Step& step = column.path[i];
      const auto& reflection = *at->GetReflection();
      path_ += step.field->name();
      numbers += step.field->name() + "." + std::to_string(step.item) + ".";
      if (step.item == 0) {
        at = reflection.MutableMessage(at, step.field);
      } else {
        const auto [index, is_new] =
            indices_.try_emplace(numbers, reflection.FieldSize(*at, step.field));
        if (is_new) reflection.AddMessage(at, step.field);
        at = reflection.MutableRepeatedMessage(at, step.field, index->second);
        path_ += "[" + std::to_string(index->second) + "]";
      }
      path_ += ".";
    }
    path_ += column.leaf().name();
    return *at;
  }
  // Of the last column.
  const std::string& path() const { return path_; }

 private:
  Message& root_;
  const std::string prefix_;
  std::string path_;
  std::map<std::string, int> indices_;  // of the items of lists
};

// Null where a message on the way is not there.
const Message* HolderIn(const Message& root, const Column& column) {
  const Message* at = &root;
  for (size_t i = 0; i + 1 < column.path.size(); ++i) {
    const Step& step = column.path[i];
    const auto& reflection = *at->GetReflection();
    if (step.item == 0) {
      if (!reflection.HasField(*at, step.field)) return nullptr;
      at = &reflection.GetMessage(*at, step.field);
    } else {
      if (reflection.FieldSize(*at, step.field) < step.item) return nullptr;
      at = &reflection.GetRepeatedMessage(*at, step.field, step.item - 1);
    }
  }
  return at;
}

bool IsBlankCell(const Cell& cell) { return cell.empty() || ShownText(cell).empty(); }

// The member of a choice (oneof) that is filled in already, if another is to be.
const FieldDescriptor* RivalOf(const Column& column, const Message& holder) {
  const auto* choice = column.leaf().real_containing_oneof();
  if (choice == nullptr) return nullptr;
  return holder.GetReflection()->GetOneofFieldDescriptor(holder, choice);
}

}  // namespace

RowReader::RowReader(PlacedColumns columns, std::string programme)
    : columns_(std::move(columns)), programme_(std::move(programme)) {
  std::sort(columns_.begin(), columns_.end(),
            [](const auto& one, const auto& other) { return ComesBefore(one.first, other.first); });
}

bool RowReader::IsBlank(const GridRow& row) const {
  return std::all_of(columns_.begin(), columns_.end(),
                     [&](const auto& placed) { return IsBlankCell(row.at(placed.second)); });
}

std::vector<CellProblem> RowReader::Read(const GridRow& row, const std::string& prefix,
                                         Message& message,
                                         std::map<std::string, std::string>& headings) const {
  std::vector<CellProblem> problems;
  Builder builder(message, prefix);
  for (const auto& [column, place] : columns_) {
    const Cell& cell = row.at(place);
    if (IsBlankCell(cell)) continue;
    Message& holder = builder.HolderOf(column);
    headings[builder.path()] = column.heading;
    if (const FieldDescriptor* rival = RivalOf(column, holder)) {
      problems.push_back(
          {column.heading, "cannot be filled in beside " + rival->name() + ": choose one."});
      continue;
    }
    std::string problem = SetValue(column, cell, programme_, holder);
    if (!problem.empty()) problems.push_back({column.heading, std::move(problem)});
  }
  return problems;
}

std::vector<Cell> CellsOf(const std::vector<Column>& columns, const Message& message) {
  std::vector<Cell> cells;
  for (const Column& column : columns) {
    const Message* holder = HolderIn(message, column);
    cells.push_back(holder == nullptr ? Cell() : CellOf(column, *holder));
  }
  return cells;
}

int LongestList(const Message& message) {
  std::vector<const FieldDescriptor*> fields;
  const auto& reflection = *message.GetReflection();
  reflection.ListFields(message, &fields);
  int longest = 0;
  for (const FieldDescriptor* field : fields) {
    if (field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE || field->is_map()) continue;
    if (!field->is_repeated()) {
      longest = std::max(longest, LongestList(reflection.GetMessage(message, field)));
      continue;
    }
    const int size = reflection.FieldSize(message, field);
    longest = std::max(longest, size);
    for (int i = 0; i < size; ++i) {
      longest = std::max(longest, LongestList(reflection.GetRepeatedMessage(message, field, i)));
    }
  }
  return longest;
}

}  // namespace fivestep::cli::sheet
