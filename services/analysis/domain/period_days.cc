#include "analysis/domain/period_days.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <chrono>
#include <vector>

#include "platform/core/date.h"

namespace fivestep::analysis {
namespace {

constexpr std::array<std::string_view, 12> kMonths = {"jan", "feb", "mar", "apr", "may", "jun",
                                                      "jul", "aug", "sep", "oct", "nov", "dec"};
constexpr std::array<std::string_view, 12> kWholeMonths = {
    "january", "february", "march",     "april",   "may",      "june",
    "july",    "august",   "september", "october", "november", "december"};
// Years that a file of ours can be about; other numbers of four digits are none.
constexpr int kFirstYear = 1900;
constexpr int kLastYear = 2199;

bool IsDigit(char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; }

// A number of exactly `digits` digits.
std::optional<int> NumberOf(std::string_view text, size_t digits) {
  if (text.size() != digits || !std::all_of(text.begin(), text.end(), IsDigit)) return std::nullopt;
  int number = 0;
  for (const char c : text) number = number * 10 + (c - '0');
  return number;
}

std::optional<int> YearOf(std::string_view text) {
  const auto year = NumberOf(text, 4);
  return year && *year >= kFirstYear && *year <= kLastYear ? year : std::nullopt;
}

// So many whole months from the first of `month` of `year`.
PeriodDays Months(int year, int month, int count) {
  const auto first = std::chrono::year_month(std::chrono::year(year),
                                             std::chrono::month(static_cast<unsigned>(month)));
  const auto last = first + std::chrono::months(count - 1);
  return {ToText(Date(first / std::chrono::day(1))),
          ToText(Date(std::chrono::sys_days(last / std::chrono::last)))};
}

// Whether `later` names the year after `year`, in two digits or four.
bool IsNextYear(int year, std::string_view later) {
  if (const auto whole = YearOf(later)) return *whole == year + 1;
  const auto two = NumberOf(later, 2);
  return two && *two == (year + 1) % 100;
}

// `2024/25`, `2024-25`, `2024/2025`: the year in which it begins.
std::optional<int> FinancialYearOf(std::string_view text) {
  if (text.size() < 7 || (text[4] != '/' && text[4] != '-')) return std::nullopt;
  const auto year = YearOf(text.substr(0, 4));
  const std::string_view later = text.substr(5);
  if (!year || !IsNextYear(*year, later)) return std::nullopt;
  const auto month = NumberOf(later, 2);
  const bool reads_as_month = text[4] == '-' && month && *month >= 1 && *month <= 12;
  return reads_as_month ? std::nullopt : year;
}

std::optional<int> MonthNamed(std::string_view text) {
  for (size_t i = 0; i < kMonths.size(); ++i) {
    if (text == kMonths[i] || text == kWholeMonths[i]) return static_cast<int>(i) + 1;
  }
  if (text == "sept") return 9;
  return std::nullopt;
}

// `q1` to `q4`.
std::optional<int> QuarterOf(std::string_view text) {
  if (text.size() != 2 || text[0] != 'q' || text[1] < '1' || text[1] > '4') return std::nullopt;
  return text[1] - '0';
}

// In lower case, split at white space.
std::vector<std::string> WordsOf(std::string_view label) {
  std::vector<std::string> words(1);
  for (const char c : label) {
    if (std::isspace(static_cast<unsigned char>(c)) != 0) {
      if (!words.back().empty()) words.emplace_back();
    } else {
      words.back() += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    }
  }
  if (words.back().empty()) words.pop_back();
  return words;
}

std::optional<PeriodDays> OneWord(const std::string& word) {
  if (ParseDate(word)) return PeriodDays{word, ""};
  if (const auto year = YearOf(word)) return Months(*year, 1, 12);
  if (const auto year = FinancialYearOf(word)) return Months(*year, 4, 12);
  if (word.size() < 6) return std::nullopt;
  // `2024-04`, `2024-q1`, `2024q1`
  if (const auto year = YearOf(std::string_view(word).substr(0, 4))) {
    const std::string_view rest = std::string_view(word).substr(word[4] == '-' ? 5 : 4);
    const auto month = NumberOf(rest, 2);
    if (word[4] == '-' && month && *month >= 1 && *month <= 12) return Months(*year, *month, 1);
    if (const auto quarter = QuarterOf(rest)) return Months(*year, 3 * *quarter - 2, 3);
    return std::nullopt;
  }
  // `apr-24`, `april-2024`
  const size_t hyphen = word.find('-');
  if (hyphen == std::string::npos) return std::nullopt;
  const auto month = MonthNamed(std::string_view(word).substr(0, hyphen));
  const std::string_view text = std::string_view(word).substr(hyphen + 1);
  const auto two = NumberOf(text, 2);
  const auto year = two ? std::optional(2000 + *two) : YearOf(text);
  return month && year ? std::optional(Months(*year, *month, 1)) : std::nullopt;
}

// A quarter beside a year, or a month beside one.
std::optional<PeriodDays> TwoWords(const std::string& one, const std::string& other) {
  if (const auto quarter = QuarterOf(other)) {
    if (const auto year = FinancialYearOf(one)) {
      // The fourth lies in the next calendar year.
      return *quarter == 4 ? Months(*year + 1, 1, 3) : Months(*year, 3 * *quarter + 1, 3);
    }
    if (const auto year = YearOf(one)) return Months(*year, 3 * *quarter - 2, 3);
  }
  const auto month = MonthNamed(other);
  const auto year = YearOf(one);
  return month && year ? std::optional(Months(*year, *month, 1)) : std::nullopt;
}

}  // namespace

std::optional<PeriodDays> DaysOfPeriod(std::string_view label) {
  const std::vector<std::string> words = WordsOf(label);
  if (words.size() == 1) return OneWord(words[0]);
  if (words.size() == 2) {
    const auto days = TwoWords(words[0], words[1]);
    return days ? days : TwoWords(words[1], words[0]);
  }
  const bool range = words.size() == 3 && words[1] == "to" && ParseDate(words[0]) &&
                     ParseDate(words[2]) && words[0] <= words[2];
  return range ? std::optional(PeriodDays{words[0], words[2]}) : std::nullopt;
}

}  // namespace fivestep::analysis
