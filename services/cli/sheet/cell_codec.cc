#include "cli/sheet/cell_codec.h"

#include <google/protobuf/timestamp.pb.h>
#include <google/protobuf/util/time_util.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <optional>
#include <utility>
#include <vector>

#include "cli/sheet/words.h"
#include "fivestep/platform/v1/options.pb.h"
#include "platform/core/date.h"
#include "platform/core/ids.h"
#include "platform/rpc/resource_types.h"

namespace fivestep::cli::sheet {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Timestamp;
using google::protobuf::util::TimeUtil;

// Beyond it a spreadsheet's numbers are not whole any more.
constexpr double kLargestWhole = 9'007'199'254'740'992;  // 2^53
constexpr size_t kDayLength = 10;

// `02/03/2026` -> `2026-03-02`; other text stays as it is.
std::string IsoDay(const std::string& text) {
  if (text.size() != kDayLength || text[2] != '/' || text[5] != '/') return text;
  return text.substr(6, 4) + "-" + text.substr(3, 2) + "-" + text.substr(0, 2);
}

std::string DayText(const std::string& text) {
  const std::string day = IsoDay(text.substr(0, kDayLength));
  const bool alone = text.size() <= kDayLength || text.substr(kDayLength) == " 00:00:00";
  return alone && ParseDate(day) ? day : std::string();
}

// A day and, behind a blank or T, a clock with or without seconds and zone.
std::optional<Timestamp> TimeOf(const std::string& text) {
  const std::string day = IsoDay(text.substr(0, kDayLength));
  std::string clock = text.size() > kDayLength + 1 ? text.substr(kDayLength + 1) : "00:00";
  const size_t zone = std::min(clock.find_first_of("Zz+-"), clock.size());
  std::string offset = clock.substr(zone);
  clock.resize(zone);
  if (clock.size() == 5) clock += ":00";
  if (offset.empty() || offset == "z") offset = "Z";
  Timestamp time;
  if (!ParseDate(day) || !TimeUtil::FromString(day + "T" + clock + offset, &time)) {
    return std::nullopt;
  }
  return time;
}

template <class Number>
std::optional<Number> ToNumber(const std::string& text) {
  Number number{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

// `12,500` -> `12500`, where each comma has three digits behind it.
std::string WithoutThousands(const std::string& text) {
  std::string digits;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] != ',') {
      digits += text[i];
      continue;
    }
    const size_t end = std::min(text.find(',', i + 1), std::min(text.find('.', i), text.size()));
    if (i == 0 || end != i + 4) return text;
  }
  return digits;
}

std::optional<int64_t> WholeOf(const Cell& cell) {
  if (cell.kind != Cell::Kind::kNumber) {
    return ToNumber<int64_t>(WithoutThousands(ShownText(cell)));
  }
  const bool whole =
      std::floor(cell.number) == cell.number && std::abs(cell.number) <= kLargestWhole;
  return whole ? std::optional(static_cast<int64_t>(cell.number)) : std::nullopt;
}

std::string NameOf(const std::string& text, const FieldDescriptor& field,
                   const std::string& programme) {
  const auto& link = field.options().GetExtension(platform::v1::link);
  if (programme.empty() || link.type_size() != 1 || !IsValidId(text)) return text;
  if (link.type(0) == "programme") return "programmes/" + text;
  const auto found = ResourceCollections().find(link.type(0));
  const bool direct = found != ResourceCollections().end() &&
                      found->second.find('/') == std::string::npos && link.type(0) != "operation";
  return direct ? programme + "/" + found->second + "/" + text : text;
}

// Sets one value, or adds it where the field is a list.
class Setter {
 public:
  Setter(const Column& column, const std::string& programme, Message& holder)
      : kind_(column.kind()),
        field_(column.leaf()),
        programme_(programme),
        holder_(holder),
        reflection_(*holder.GetReflection()) {}

  std::string Set(const Cell& cell) {
    const std::string text = ShownText(cell);
    switch (kind_) {
      case ValueKind::kText:
        return SetText(text);
      case ValueKind::kName:
        return SetText(NameOf(text, field_, programme_));
      case ValueKind::kWholeNumber:
        return SetWhole(WholeOf(cell));
      case ValueKind::kNumber:
        return SetNumber(cell, text);
      case ValueKind::kYesNo:
        return SetYesNo(cell, text);
      case ValueKind::kChoice:
        return SetChoice(text);
      case ValueKind::kDay:
        return SetDay(text);
      case ValueKind::kTime:
        return SetTime(text);
    }
    return {};
  }

 private:
  std::string SetText(std::string text) {
    if (field_.is_repeated()) {
      reflection_.AddString(&holder_, &field_, std::move(text));
    } else {
      reflection_.SetString(&holder_, &field_, std::move(text));
    }
    return {};
  }

  std::string SetDay(const std::string& text) {
    std::string day = DayText(text);
    if (day.empty()) return "is no day of the calendar: write it as 2026-03-02 or 02/03/2026.";
    return SetText(std::move(day));
  }

  std::string SetWhole(const std::optional<int64_t>& whole) {
    if (!whole) return "must be a whole number.";
    const bool narrow = field_.cpp_type() == FieldDescriptor::CPPTYPE_INT32;
    if (narrow && (*whole > std::numeric_limits<int32_t>::max() ||
                   *whole < std::numeric_limits<int32_t>::min())) {
      return "is too large a number.";
    }
    const auto small = static_cast<int32_t>(*whole);
    if (narrow && field_.is_repeated()) {
      reflection_.AddInt32(&holder_, &field_, small);
    } else if (narrow) {
      reflection_.SetInt32(&holder_, &field_, small);
    } else if (field_.cpp_type() != FieldDescriptor::CPPTYPE_INT64) {
      return "cannot be written in a sheet.";
    } else if (field_.is_repeated()) {
      reflection_.AddInt64(&holder_, &field_, *whole);
    } else {
      reflection_.SetInt64(&holder_, &field_, *whole);
    }
    return {};
  }

  std::string SetNumber(const Cell& cell, const std::string& text) {
    const std::optional<double> number = cell.kind == Cell::Kind::kNumber
                                             ? std::optional(cell.number)
                                             : ToNumber<double>(WithoutThousands(text));
    if (!number || !std::isfinite(*number)) return "must be a number.";
    if (field_.cpp_type() != FieldDescriptor::CPPTYPE_DOUBLE)
      return "cannot be written in a sheet.";
    if (field_.is_repeated()) {
      reflection_.AddDouble(&holder_, &field_, RoundedNumber(*number));
    } else {
      reflection_.SetDouble(&holder_, &field_, RoundedNumber(*number));
    }
    return {};
  }

  std::string SetYesNo(const Cell& cell, const std::string& text) {
    const std::string word = Named(text);
    const bool yes = word == "yes" || word == "y" || word == "true" || word == "1";
    const bool no = word == "no" || word == "n" || word == "false" || word == "0";
    if (cell.kind == Cell::Kind::kMoment || (!yes && !no)) return "must be yes or no.";
    if (field_.is_repeated()) {
      reflection_.AddBool(&holder_, &field_, yes);
    } else {
      reflection_.SetBool(&holder_, &field_, yes);
    }
    return {};
  }

  std::string SetChoice(const std::string& text) {
    const std::optional<int> value = ValueOf(*field_.enum_type(), text);
    if (!value) return "must be " + Alternatives(ChoicesOf(*field_.enum_type())) + ".";
    if (field_.is_repeated()) {
      reflection_.AddEnumValue(&holder_, &field_, *value);
    } else {
      reflection_.SetEnumValue(&holder_, &field_, *value);
    }
    return {};
  }

  std::string SetTime(const std::string& text) {
    const std::optional<Timestamp> time = TimeOf(text);
    if (!time) return "is no time: write it as 2026-03-02 10:30, in UTC.";
    // The field's message may be one that was made at run time: the wire is common to both.
    reflection_.MutableMessage(&holder_, &field_)->ParseFromString(time->SerializeAsString());
    return {};
  }

  const ValueKind kind_;
  const FieldDescriptor& field_;
  const std::string& programme_;
  Message& holder_;
  const google::protobuf::Reflection& reflection_;
};

// The items of a list's cell; blank ones are none. In a single line `\;` is a semicolon of the
// item.
std::vector<std::string> ItemsOf(const std::string& text) {
  const bool lines = text.find('\n') != std::string::npos;
  std::vector<std::string> parts(1);
  for (size_t i = 0; i < text.size(); ++i) {
    const bool escaped = !lines && text[i] == '\\' && i + 1 < text.size() && text[i + 1] == ';';
    if (!escaped && text[i] == (lines ? '\n' : ';')) {
      parts.emplace_back();
    } else {
      parts.back() += escaped ? text[++i] : text[i];
    }
  }
  std::vector<std::string> items;
  for (std::string& part : parts) {
    std::string item = ShownText(TextCell(std::move(part)));
    if (!item.empty()) items.push_back(std::move(item));
  }
  return items;
}

std::string ChoiceText(const FieldDescriptor& field, int value) {
  const auto* known = field.enum_type()->FindValueByNumber(value);
  if (value == 0) return {};
  return known == nullptr ? std::to_string(value) : WordsOf(*known);
}

Cell WholeCell(int64_t whole) {
  const bool exact = std::abs(static_cast<double>(whole)) < kLargestWhole;
  return exact ? NumberCell(static_cast<double>(whole)) : TextCell(std::to_string(whole));
}

Cell TimeCell(const Message& holder, const FieldDescriptor& field) {
  Timestamp time;
  time.ParseFromString(holder.GetReflection()->GetMessage(holder, &field).SerializeAsString());
  return TextCell(TimeUtil::ToString(time));
}

Cell DayCell(const std::string& text) {
  const std::optional<Date> day = ParseDate(text);
  if (!day) return TextCell(text);
  const std::chrono::sys_seconds begin = std::chrono::sys_days(*day);
  return MomentCell(begin.time_since_epoch().count());
}

std::string ItemText(const Message& holder, const FieldDescriptor& field, int index) {
  const auto& reflection = *holder.GetReflection();
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_ENUM:
      return ChoiceText(field, reflection.GetRepeatedEnumValue(holder, &field, index));
    case FieldDescriptor::CPPTYPE_BOOL:
      return ShownText(YesNoCell(reflection.GetRepeatedBool(holder, &field, index)));
    case FieldDescriptor::CPPTYPE_INT32:
      return std::to_string(reflection.GetRepeatedInt32(holder, &field, index));
    case FieldDescriptor::CPPTYPE_INT64:
      return std::to_string(reflection.GetRepeatedInt64(holder, &field, index));
    case FieldDescriptor::CPPTYPE_DOUBLE:
      return ShownText(NumberCell(reflection.GetRepeatedDouble(holder, &field, index)));
    default:
      return ShownText(TextCell(reflection.GetRepeatedString(holder, &field, index)));
  }
}

std::string Escaped(const std::string& item) {
  std::string text;
  for (const char c : item) text += c == ';' ? std::string("\\;") : std::string(1, c);
  return text;
}

// One item a line.
Cell ListCell(const Message& holder, const FieldDescriptor& field) {
  std::vector<std::string> items;
  for (int i = 0; i < holder.GetReflection()->FieldSize(holder, &field); ++i) {
    std::string item = ItemText(holder, field, i);
    std::replace_if(
        item.begin(), item.end(), [](char c) { return c == '\n' || c == '\r'; }, ' ');
    if (!item.empty()) items.push_back(std::move(item));
  }
  if (items.size() == 1) return TextCell(Escaped(items[0]));
  std::string text;
  for (const std::string& item : items) text += (text.empty() ? "" : "\n") + item;
  return TextCell(std::move(text));
}

}  // namespace

std::string SetValue(const Column& column, const Cell& cell, const std::string& programme,
                     Message& holder) {
  if (cell.empty() || ShownText(cell).empty()) return {};
  if (cell.kind == Cell::Kind::kBroken) {
    return "has no value but " + cell.text + ": correct the formula or write the value.";
  }
  Setter setter(column, programme, holder);
  if (!column.leaf().is_repeated() || cell.kind != Cell::Kind::kText) return setter.Set(cell);
  for (const std::string& item : ItemsOf(cell.text)) {
    if (std::string problem = setter.Set(TextCell(item)); !problem.empty()) return problem;
  }
  return {};
}

Cell CellOf(const Column& column, const Message& holder) {
  const FieldDescriptor& field = column.leaf();
  if (field.is_repeated()) return ListCell(holder, field);
  const auto& reflection = *holder.GetReflection();
  if (field.has_presence() && !reflection.HasField(holder, &field)) return {};
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_MESSAGE:
      return TimeCell(holder, field);
    case FieldDescriptor::CPPTYPE_ENUM:
      return TextCell(ChoiceText(field, reflection.GetEnumValue(holder, &field)));
    case FieldDescriptor::CPPTYPE_BOOL:
      return YesNoCell(reflection.GetBool(holder, &field));
    case FieldDescriptor::CPPTYPE_INT32:
      return NumberCell(reflection.GetInt32(holder, &field));
    case FieldDescriptor::CPPTYPE_INT64:
      return WholeCell(reflection.GetInt64(holder, &field));
    case FieldDescriptor::CPPTYPE_DOUBLE:
      return NumberCell(RoundedNumber(reflection.GetDouble(holder, &field)));
    case FieldDescriptor::CPPTYPE_STRING: {
      const std::string text = reflection.GetString(holder, &field);
      return column.kind() == ValueKind::kDay ? DayCell(text) : TextCell(ShownText(TextCell(text)));
    }
    default:
      return {};
  }
}

}  // namespace fivestep::cli::sheet
