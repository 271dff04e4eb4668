#include "cli/sheet/column.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

#include "cli/sheet/words.h"
#include "fivestep/platform/v1/options.pb.h"

namespace fivestep::cli::sheet {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using platform::v1::FieldRule;

constexpr char kTimestamp[] = "google.protobuf.Timestamp";

const FieldRule& RuleOf(const FieldDescriptor& field) {
  return field.options().GetExtension(platform::v1::rule);
}

bool IsGroup(const FieldDescriptor& field) {
  return field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE && !IsTime(field);
}

std::string HeadingTextOf(const std::vector<Step>& path) {
  std::string text;
  for (const Step& step : path) {
    if (!text.empty()) text += '.';
    text += Spaced(step.field->name());
    if (step.item > 0) text += "." + std::to_string(step.item);
  }
  return text;
}

class Collector {
 public:
  explicit Collector(int items) : items_(items) {}

  void Visit(const Descriptor& type,
             const std::function<bool(const FieldDescriptor&)>& skip = nullptr) {
    for (int i = 0; i < type.field_count(); ++i) {
      const FieldDescriptor& field = *type.field(i);
      if (!HasColumn(field) || (skip && skip(field))) continue;
      if (!IsGroup(field)) {
        path_.push_back({&field});
        columns_.push_back({path_, HeadingTextOf(path_)});
        path_.pop_back();
      } else if (path_.size() < static_cast<size_t>(kMaxDepth)) {
        VisitGroup(field);
      }
    }
  }
  std::vector<Column> Take() { return std::move(columns_); }

 private:
  void VisitGroup(const FieldDescriptor& field) {
    const int count = field.is_repeated() ? OfferedOf(field) : 1;
    lists_ += field.is_repeated() ? 1 : 0;
    for (int item = 1; item <= count; ++item) {
      path_.push_back({&field, field.is_repeated() ? item : 0});
      Visit(*field.message_type());
      path_.pop_back();
    }
    lists_ -= field.is_repeated() ? 1 : 0;
  }
  int OfferedOf(const FieldDescriptor& field) const {
    const int most = RuleOf(field).max_items();
    const bool short_list = most > 0 && most <= kWholeList;
    if (lists_ == 0 && short_list) return most;
    const int offered = lists_ == 0 ? items_ : std::min(items_, kOfferedInnerItems);
    return most > 0 ? std::min(offered, most) : offered;
  }

  const int items_;
  int lists_ = 0;
  std::vector<Step> path_;
  std::vector<Column> columns_;
};

std::vector<std::string> PartsOf(const std::string& heading) {
  std::vector<std::string> parts(1);
  for (const char c : heading) {
    if (c == '.') {
      parts.emplace_back();
    } else {
      parts.back() += c;
    }
  }
  for (std::string& part : parts) part = Named(part);
  return parts;
}

std::optional<int> ItemOf(const std::string& part) {
  int item = 0;
  const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), item);
  const bool whole = error == std::errc() && end == part.data() + part.size();
  return whole && item >= 1 && item <= kMaxItemNumber ? std::optional(item) : std::nullopt;
}

// What is to be written where the proto says nothing.
std::string KindHint(const Column& column) {
  const FieldRule& rule = RuleOf(column.leaf());
  switch (column.kind()) {
    case ValueKind::kYesNo:
      return "yes or no";
    case ValueKind::kChoice:
      return column.leaf().is_repeated()
                 ? "any of: " + Alternatives(ChoicesOf(*column.leaf().enum_type()))
                 : "one from the list";
    case ValueKind::kDay:
      return "a day such as 2026-03-02";
    case ValueKind::kTime:
      return "a time in UTC such as 2026-03-02 10:30";
    case ValueKind::kWholeNumber:
      return "a whole number";
    case ValueKind::kNumber:
      return "a number";
    case ValueKind::kName:
    case ValueKind::kText:
      break;
  }
  return rule.max_bytes() > 0 ? "text, at most " + std::to_string(rule.max_bytes()) + " letters"
                              : "text";
}

// Required always, or only where something else of its group is filled in.
std::string NeedOf(const Column& column) {
  if (!RuleOf(column.leaf()).required()) return {};
  for (size_t i = 0; i + 1 < column.path.size(); ++i) {
    const Step& step = column.path[i];
    if (RuleOf(*step.field).required() && step.item <= 1) continue;
    const std::vector<Step> group(column.path.begin(),
                                  column.path.begin() + 1 + static_cast<long>(i));
    return "required with anything else of " + HeadingTextOf(group) + ": ";
  }
  return "required: ";
}

}  // namespace

ValueKind Column::kind() const {
  const FieldDescriptor& field = leaf();
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_MESSAGE:
      return ValueKind::kTime;
    case FieldDescriptor::CPPTYPE_ENUM:
      return ValueKind::kChoice;
    case FieldDescriptor::CPPTYPE_BOOL:
      return ValueKind::kYesNo;
    case FieldDescriptor::CPPTYPE_DOUBLE:
    case FieldDescriptor::CPPTYPE_FLOAT:
      return ValueKind::kNumber;
    case FieldDescriptor::CPPTYPE_STRING:
      if (field.options().HasExtension(platform::v1::link)) return ValueKind::kName;
      return field.name().ends_with("_date") ? ValueKind::kDay : ValueKind::kText;
    default:
      return ValueKind::kWholeNumber;
  }
}

bool IsTime(const FieldDescriptor& field) {
  return field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE &&
         field.message_type()->full_name() == kTimestamp;
}

bool HasColumn(const FieldDescriptor& field) {
  if (field.is_map() || field.type() == FieldDescriptor::TYPE_BYTES) return false;
  if (field.cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) return true;
  // Google's other types are no values of a cell.
  return IsTime(field) ? !field.is_repeated()
                       : field.message_type()->file()->package() != "google.protobuf";
}

std::vector<Column> ColumnsOf(const Descriptor& type, int items,
                              const std::function<bool(const FieldDescriptor&)>& skip) {
  Collector collector(items);
  collector.Visit(type, skip);
  return collector.Take();
}

Result<Column> FindColumn(const Descriptor& type, const std::string& heading) {
  const Status unknown = InvalidArgument("there is no such column.");
  const std::vector<std::string> parts = PartsOf(heading);
  Column column;
  const Descriptor* at = &type;
  for (size_t i = 0; i < parts.size(); ++i) {
    const FieldDescriptor* field = at == nullptr ? nullptr : at->FindFieldByName(parts[i]);
    if (field == nullptr || !HasColumn(*field)) return unknown;
    Step step{field};
    if (IsGroup(*field) && field->is_repeated()) {
      const std::optional<int> item = i + 1 < parts.size() ? ItemOf(parts[++i]) : std::nullopt;
      if (!item) return InvalidArgument("its items are numbered, as in " + heading + ".1.");
      step.item = *item;
    }
    at = IsGroup(*field) ? field->message_type() : nullptr;
    column.path.push_back(step);
  }
  if (at != nullptr || column.path.size() > static_cast<size_t>(kMaxDepth) + 1) return unknown;
  column.heading = HeadingTextOf(column.path);
  return column;
}

std::string HintOf(const Column& column) {
  const FieldDescriptor& field = column.leaf();
  std::string hint = RuleOf(field).hint();
  if (column.kind() == ValueKind::kChoice) hint = InWords(hint, *field.enum_type());
  if (hint.empty()) hint = KindHint(column);
  if (field.is_repeated()) hint += "; several: one a line, or with ; between";
  return NeedOf(column) + hint;
}

Heading HeadingOf(const Column& column) {
  Heading heading;
  heading.text = column.heading;
  heading.hint = HintOf(column);
  const bool list = column.leaf().is_repeated();
  switch (column.kind()) {
    case ValueKind::kNumber:
    case ValueKind::kWholeNumber:
      if (!list) heading.look = Heading::Look::kNumber;
      break;
    case ValueKind::kDay:
      if (!list) heading.look = Heading::Look::kDay;
      break;
    case ValueKind::kYesNo:
      if (!list) heading.choices = {"yes", "no"};
      break;
    case ValueKind::kChoice:
      if (!list) heading.choices = ChoicesOf(*column.leaf().enum_type());
      break;
    case ValueKind::kText:
    case ValueKind::kName:
    case ValueKind::kTime:
      break;
  }
  return heading;
}

bool ComesBefore(const Column& one, const Column& other) {
  return std::lexicographical_compare(one.path.begin(), one.path.end(), other.path.begin(),
                                      other.path.end(), [](const Step& a, const Step& b) {
                                        const auto key = [](const Step& step) {
                                          return std::pair(step.field->index(), step.item);
                                        };
                                        return key(a) < key(b);
                                      });
}

}  // namespace fivestep::cli::sheet
