#include "cli/sheet/grid.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <utility>

#include "platform/core/date.h"

namespace fivestep::cli::sheet {
namespace {

constexpr char kBlanks[] = " \t\r\n";

std::string NumberText(double number) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.15g", number);
  return text.data();
}

std::string MomentText(int64_t seconds) {
  const std::chrono::sys_seconds moment{std::chrono::seconds(seconds)};
  const auto day = std::chrono::floor<std::chrono::days>(moment);
  std::string text = ToText(Date(day));
  const int64_t of_day = (moment - day).count();
  if (of_day == 0) return text;
  std::array<char, 16> clock{};
  std::snprintf(clock.data(), clock.size(), "T%02d:%02d:%02dZ", static_cast<int>(of_day / 3600),
                static_cast<int>(of_day / 60 % 60), static_cast<int>(of_day % 60));
  return text + clock.data();
}

std::string Trimmed(const std::string& text) {
  const size_t first = text.find_first_not_of(kBlanks);
  if (first == std::string::npos) return {};
  return text.substr(first, text.find_last_not_of(kBlanks) - first + 1);
}

}  // namespace

Cell TextCell(std::string text) {
  Cell cell;
  if (text.empty()) return cell;
  cell.kind = Cell::Kind::kText;
  cell.text = std::move(text);
  return cell;
}

Cell NumberCell(double number) {
  Cell cell;
  cell.kind = Cell::Kind::kNumber;
  cell.number = number;
  return cell;
}

Cell YesNoCell(bool yes) {
  Cell cell;
  cell.kind = Cell::Kind::kYesNo;
  cell.yes = yes;
  return cell;
}

Cell MomentCell(int64_t seconds) {
  Cell cell;
  cell.kind = Cell::Kind::kMoment;
  cell.seconds = seconds;
  return cell;
}

Cell BrokenCell(std::string shown) {
  Cell cell;
  cell.kind = Cell::Kind::kBroken;
  cell.text = std::move(shown);
  return cell;
}

std::string ShownText(const Cell& cell) {
  switch (cell.kind) {
    case Cell::Kind::kEmpty:
      return {};
    case Cell::Kind::kText:
    case Cell::Kind::kBroken:
      return Trimmed(cell.text);
    case Cell::Kind::kNumber:
      return NumberText(cell.number);
    case Cell::Kind::kYesNo:
      return cell.yes ? "yes" : "no";
    case Cell::Kind::kMoment:
      return MomentText(cell.seconds);
  }
  return {};
}

std::string Printable(std::string text) {
  std::replace_if(
      text.begin(), text.end(),
      [](char c) { return static_cast<unsigned char>(c) < ' ' || c == '\x7F'; }, ' ');
  return text;
}

double RoundedNumber(double number) { return std::strtod(NumberText(number).c_str(), nullptr); }

const Cell& GridRow::at(size_t column) const {
  static const Cell nothing;
  return column < cells.size() ? cells[column] : nothing;
}

}  // namespace fivestep::cli::sheet
