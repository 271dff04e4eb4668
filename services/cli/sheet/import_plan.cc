#include "cli/sheet/import_plan.h"

#include <algorithm>
#include <charconv>
#include <set>
#include <utility>

#include "cli/sheet/words.h"
#include "platform/audit/sha256.h"
#include "platform/rpc/validation.h"

namespace fivestep::cli::sheet {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

// Half of a SHA-256 still never repeats by chance; a request id has at most 64 bytes.
constexpr size_t kIdDigits = 40;
// Enough to see whether one row was edited.
constexpr size_t kMarkDigits = 16;

// Where what stands in a row.
struct Headings {
  PlacedColumns of_request;
  PlacedColumns of_item;
  std::optional<size_t> row_key;
  std::optional<size_t> as_exported;
};

class HeadingReader {
 public:
  HeadingReader(const CommandShape& shape, ImportPlan& plan) : shape_(shape), plan_(plan) {}

  Headings Read(const GridRow& row) {
    for (size_t i = 0; i < row.cells.size(); ++i) {
      const std::string heading = ShownText(row.cells[i]);
      if (!heading.empty() && !heading.starts_with('(')) Place(row.number, heading, i);
    }
    return std::move(headings_);
  }

 private:
  void Place(int row, const std::string& heading, size_t place) {
    const std::string words = Spaced(Named(heading));
    if (words == kResultHeading || words == kErrorHeading) return;
    if (!seen_.insert(words).second) {
      plan_.problems.push_back({row, heading, "stands twice among the headings."});
    } else if (words == kRowKeyHeading) {
      headings_.row_key = place;
    } else if (words == kAsExportedHeading) {
      headings_.as_exported = place;
    } else {
      PlaceField(row, heading, place);
    }
  }
  void PlaceField(int row, const std::string& heading, size_t place) {
    Result<Column> column = shape_.Find(heading);
    if (!column.ok()) {
      plan_.problems.push_back({row, heading,
                                column.status().message() +
                                    " `fivestep sheet template` shows "
                                    "those that there are; put a note in parentheses."});
      return;
    }
    PlacedColumns& columns = shape_.IsOfItem(*column) ? headings_.of_item : headings_.of_request;
    columns.emplace_back(std::move(*column), place);
  }

  const CommandShape& shape_;
  ImportPlan& plan_;
  Headings headings_;
  std::set<std::string> seen_;
};

std::string Digest(const std::vector<std::string>& parts, size_t digits) {
  Sha256Stream stream;
  for (const std::string& part : parts) stream.Add(std::to_string(part.size()) + ":" + part);
  return ToHex(stream.Finish()).substr(0, digits);
}

class Planner {
 public:
  Planner(const SheetContent& content, const CommandShape& shape, const std::string& programme,
          const NewRequest& new_request, Headings headings, ImportPlan& plan)
      : content_(content),
        shape_(shape),
        programme_(programme),
        new_request_(new_request),
        row_key_(headings.row_key),
        as_exported_(headings.as_exported),
        request_reader_(std::move(headings.of_request), programme),
        item_reader_(std::move(headings.of_item), programme),
        plan_(plan) {}

  void AddRow(const GridRow& row) {
    if (request_reader_.IsBlank(row) && item_reader_.IsBlank(row)) return;
    const std::string key = row_key_ ? ShownText(row.at(*row_key_)) : "";
    const auto known = key.empty() ? by_key_.end() : by_key_.find(key);
    if (known != by_key_.end()) return AddToCall(row, known->second);
    if (key.empty() && GoesOn(row)) return AddToCall(row, plan_.calls.size() - 1);
    follows_ = false;
    PlannedCall call;
    call.request = new_request_();
    call.rows = {row.number};
    Keep(row, request_reader_.Read(row, "", *call.request, call.headings));
    SetParent(*call.request);
    AddItem(row, call);
    if (IsUnchanged(row, *call.request)) {
      ++plan_.unchanged_count;
      return;
    }
    if (!key.empty()) by_key_.emplace(key, plan_.calls.size());
    first_rows_.push_back(&row);
    keys_.push_back(key);
    plan_.calls.push_back(std::move(call));
    follows_ = true;
  }

  void Finish() {
    for (size_t i = 0; i < plan_.calls.size(); ++i) {
      SetRequestId(plan_.calls[i], keys_[i]);
      Validate(plan_.calls[i]);
    }
  }

 private:
  void Keep(const GridRow& row, std::vector<CellProblem> problems) {
    for (CellProblem& problem : problems) {
      bad_cells_.emplace(row.number, problem.heading);
      plan_.problems.push_back(
          {row.number, std::move(problem.heading), std::move(problem.sentence)});
    }
  }

  // Whether the row is a further item of the call before it.
  bool GoesOn(const GridRow& row) const {
    if (!follows_ || shape_.separate || item_reader_.IsBlank(row)) return false;
    const GridRow& first = *first_rows_.back();
    const auto& columns = request_reader_.columns();
    return std::all_of(columns.begin(), columns.end(), [&](const auto& placed) {
      const std::string text = ShownText(row.at(placed.second));
      return text.empty() || text == ShownText(first.at(placed.second));
    });
  }

  // A list's item that has no cell is missing where a row is nothing else, and no item otherwise.
  void AddItem(const GridRow& row, PlannedCall& call) {
    if (!shape_.separate && item_reader_.IsBlank(row)) return;
    const auto& reflection = *call.request->GetReflection();
    const int index = reflection.FieldSize(*call.request, shape_.items);
    Message& item = *reflection.AddMessage(call.request.get(), shape_.items);
    call.item_rows.resize(static_cast<size_t>(index), call.rows.front());
    call.item_rows.push_back(row.number);
    const std::string prefix = shape_.items->name() + "[" + std::to_string(index) + "].";
    Keep(row, item_reader_.Read(row, prefix, item, call.headings));
  }

  // A further row of a list says the same about the whole, or nothing.
  void AddToCall(const GridRow& row, size_t index) {
    PlannedCall& call = plan_.calls[index];
    const std::string first = "row " + std::to_string(call.rows.front());
    if (!shape_.separate && item_reader_.IsBlank(row)) {
      plan_.problems.push_back({row.number, kRowKeyHeading, "is that of " + first + " too."});
      return;
    }
    for (const auto& [column, place] : request_reader_.columns()) {
      const std::string text = ShownText(row.at(place));
      if (text.empty() || text == ShownText(first_rows_[index]->at(place))) continue;
      plan_.problems.push_back(
          {row.number, column.heading, "differs from " + first + ", which has the same row key."});
    }
    call.rows.push_back(row.number);
    AddItem(row, call);
  }

  void SetParent(Message& request) const {
    if (shape_.parent == nullptr || programme_.empty()) return;
    const auto& reflection = *request.GetReflection();
    if (reflection.GetString(request, shape_.parent).empty()) {
      reflection.SetString(&request, shape_.parent, programme_);
    }
  }

  bool IsUnchanged(const GridRow& row, const Message& request) const {
    const std::string mark = as_exported_ ? ShownText(row.at(*as_exported_)) : "";
    return !mark.empty() && mark == MarkOf(request);
  }

  void SetRequestId(PlannedCall& call, const std::string& key) {
    const FieldDescriptor* field = shape_.request().FindFieldByName("request_id");
    if (field == nullptr) return;
    const auto about = content_.about.find(kKeyKey);
    const std::string sheet = about == content_.about.end() ? "" : about->second;
    const std::string& command = shape_.method->full_name();
    std::string id = Digest({command, sheet, "key", key}, kIdDigits);
    if (key.empty()) {
      const std::string content = call.request->SerializeAsString();
      const int count = ++counts_[content];
      id = Digest({command, sheet, "content", content, std::to_string(count)}, kIdDigits);
    }
    call.request->GetReflection()->SetString(call.request.get(), field, "sheet-" + id);
  }

  // What a cell says that cannot be read is not missing as well.
  void Validate(const PlannedCall& call) {
    const Status status = ValidateRequest(*call.request, {programme_});
    if (status.ok()) return;
    for (RowProblem& problem : ProblemsOf(status, call, shape_)) {
      if (!bad_cells_.contains({problem.row, problem.heading})) {
        plan_.problems.push_back(std::move(problem));
      }
    }
  }

  const SheetContent& content_;
  const CommandShape& shape_;
  const std::string& programme_;
  const NewRequest& new_request_;
  const std::optional<size_t> row_key_;
  const std::optional<size_t> as_exported_;
  const RowReader request_reader_;
  const RowReader item_reader_;
  ImportPlan& plan_;
  std::map<std::string, size_t> by_key_;
  std::vector<const GridRow*> first_rows_;
  std::vector<std::string> keys_;
  std::map<std::string, int> counts_;
  std::set<std::pair<int, std::string>> bad_cells_;
  bool follows_ = false;  // the last row made the last call, or is part of it
};

// `ideas[2].words.text` -> 2 and `words.text`; nothing where the path is not of an item.
std::optional<std::pair<size_t, std::string>> ItemPath(const std::string& path,
                                                       const CommandShape& shape) {
  if (shape.items == nullptr) return std::nullopt;
  const std::string prefix = shape.items->name() + "[";
  const size_t end = path.find("].");
  if (!path.starts_with(prefix) || end == std::string::npos) return std::nullopt;
  size_t index = 0;
  std::from_chars(path.data() + prefix.size(), path.data() + end, index);
  return std::pair(index, path.substr(end + 2));
}

// `choices[1].dot_count` -> `choices.2.dot count`.
std::string HeadingOfPath(const std::string& path) {
  std::string heading;
  for (size_t i = 0; i < path.size(); ++i) {
    const size_t end = path[i] == '[' ? path.find(']', i) : std::string::npos;
    int index = 0;
    const bool numbered =
        end != std::string::npos &&
        std::from_chars(path.data() + i + 1, path.data() + end, index).ptr == path.data() + end;
    if (numbered) {
      heading += "." + std::to_string(index + 1);
      i = end;
    } else {
      heading += path[i];
    }
  }
  return Spaced(heading);
}

// Descriptions begin with the field's name, which the heading says already.
std::string ClauseOf(const FieldViolation& violation) {
  const std::string name = "`" + violation.field + "` ";
  const std::string& text = violation.description;
  return text.starts_with(name) ? text.substr(name.size()) : text;
}

RowProblem ProblemOf(const FieldViolation& violation, const PlannedCall& call,
                     const CommandShape& shape) {
  const auto item = ItemPath(violation.field, shape);
  const bool has_row = item && item->first < call.item_rows.size();
  const int row = has_row ? call.item_rows[item->first] : call.rows.front();
  const auto known = call.headings.find(violation.field);
  if (known != call.headings.end()) return {row, known->second, ClauseOf(violation)};
  if (!has_row) return {row, HeadingOfPath(violation.field), ClauseOf(violation)};
  const std::string list = shape.separate ? "" : Spaced(shape.items->name()) + ".";
  return {row, list + HeadingOfPath(item->second), ClauseOf(violation)};
}

}  // namespace

std::string RowProblem::Text() const {
  return Printable("row " + std::to_string(row) + (heading.empty() ? "" : ", column " + heading) +
                   ": " + sentence);
}

Heading RowKeyHeading(const CommandShape& shape) {
  Heading heading;
  heading.text = kRowKeyHeading;
  heading.hint =
      "# Rows that begin with # are for you, this one too. A row key is optional: a number or word "
      "of "
      "your own by which the row is known when the sheet is imported again.";
  if (shape.separate) {
    heading.hint += " Rows with the same row key are recorded together, all or none.";
  } else if (shape.tall()) {
    heading.hint +=
        " Rows that follow each other are recorded together, all or none, where only the "
        "columns " +
        Spaced(shape.items->name()) +
        ".… differ; the others may be left blank "
        "from the second row on.";
  }
  return heading;
}

ImportPlan PlanImport(const SheetContent& content, const CommandShape& shape,
                      const std::string& programme, const NewRequest& new_request) {
  ImportPlan plan;
  Headings headings = HeadingReader(shape, plan).Read(content.headings);
  Planner planner(content, shape, programme, new_request, std::move(headings), plan);
  for (const GridRow& row : content.rows) planner.AddRow(row);
  planner.Finish();
  std::stable_sort(
      plan.problems.begin(), plan.problems.end(),
      [](const RowProblem& one, const RowProblem& other) { return one.row < other.row; });
  return plan;
}

std::vector<RowProblem> ProblemsOf(const Status& refusal, const PlannedCall& call,
                                   const CommandShape& shape) {
  std::vector<RowProblem> problems;
  for (const FieldViolation& violation : refusal.violations()) {
    problems.push_back(ProblemOf(violation, call, shape));
  }
  if (!problems.empty()) return problems;
  if (refusal.reason() == "REQUEST_ID_REUSED") {
    return {
        {call.rows.front(), kRowKeyHeading,
         "names a row that was recorded before and said something else. Change what is recorded "
         "with an exported sheet, or give this row another key."}};
  }
  const std::string reason = refusal.reason().empty() ? CodeName(refusal.code()) : refusal.reason();
  for (const int row : call.rows) problems.push_back({row, "", refusal.message() + " " + reason});
  return problems;
}

std::string MarkOf(const Message& request) {
  std::unique_ptr<Message> content(request.New());
  content->CopyFrom(request);
  const FieldDescriptor* id = content->GetDescriptor()->FindFieldByName("request_id");
  if (id != nullptr) content->GetReflection()->ClearField(content.get(), id);
  return Digest({content->GetDescriptor()->full_name(), content->SerializeAsString()}, kMarkDigits);
}

}  // namespace fivestep::cli::sheet
