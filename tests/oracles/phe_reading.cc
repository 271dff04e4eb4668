#include "phe_reading.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <map>

namespace fivestep::oracles {
namespace {

constexpr double kFirstPercent = 90;

std::string Formatted(const char* format, int digits, double number) {
  std::array<char, 64> text;
  std::snprintf(text.data(), text.size(), format, digits, number);
  return text.data();
}

// A level as a fraction, for the name of a column and for comparison only.
double Fraction(double level) { return level >= kFirstPercent ? level / 100 : level; }

// "95_0": the percentage with one decimal, as the package names columns.
std::string LevelSuffix(double level) {
  std::string suffix = Formatted("%.*f", 1, Fraction(level) * 100);
  std::replace(suffix.begin(), suffix.end(), '.', '_');
  return suffix;
}

bool IsText(const OracleCase& one, const std::string& column) {
  const std::optional<Json> values = Member(one.input, column);
  return values && HoldsText(*values);
}

}  // namespace

std::vector<std::string> GroupColumns(const OracleCase& one) {
  if (IsNull(one.options, "group_by")) return {};
  return Texts(one.options, "group_by");
}

std::vector<RowGroup> GroupRows(const OracleCase& one, std::size_t count) {
  const std::vector<std::string> columns = GroupColumns(one);
  std::vector<RowGroup> groups;
  std::map<std::vector<std::string>, std::size_t> places;
  std::vector<std::vector<std::string>> texts;
  for (const std::string& column : columns) {
    texts.push_back(Texts(one.input, column));
    texts.back().resize(count);
  }
  for (std::size_t row = 0; row < count; ++row) {
    std::vector<std::string> key;
    for (const auto& column : texts) key.push_back(column[row]);
    const auto [place, is_new] = places.emplace(key, groups.size());
    if (is_new) groups.push_back({key, {}});
    groups[place->second].rows.push_back(row);
  }
  std::vector<bool> text;
  for (const std::string& column : columns) text.push_back(IsText(one, column));
  std::stable_sort(groups.begin(), groups.end(), [&](const RowGroup& a, const RowGroup& b) {
    for (std::size_t i = 0; i < text.size(); ++i) {
      if (a.key[i] == b.key[i]) continue;
      if (text[i]) return a.key[i] < b.key[i];
      return std::strtod(a.key[i].c_str(), nullptr) < std::strtod(b.key[i].c_str(), nullptr);
    }
    return false;
  });
  return groups;
}

Table KeyTable(const OracleCase& one, const std::vector<RowGroup>& groups) {
  Table table;
  const std::vector<std::string> columns = GroupColumns(one);
  for (std::size_t i = 0; i < columns.size(); ++i) {
    std::vector<std::string> keys;
    for (const RowGroup& group : groups) keys.push_back(group.key[i]);
    table[columns[i]] = keys;
  }
  return table;
}

Result<std::vector<double>> NumberColumn(const OracleCase& one, std::string_view option,
                                         std::string_view otherwise) {
  const std::string column = one.TextOption(option, otherwise);
  const std::optional<Json> values = Member(one.input, column);
  if (!values) return InvalidArgument("there is no column " + column);
  if (HoldsText(*values)) return InvalidArgument("column " + column + " holds text, not numbers");
  return Numbers(*values);
}

Status CheckRows(std::size_t rows, std::initializer_list<std::size_t> columns) {
  for (const std::size_t column : columns) {
    if (column != rows) return InvalidArgument("the columns of a table are of one length");
  }
  return OkStatus();
}

Result<std::vector<double>> PairOfLevels(const OracleCase& one) {
  const bool is_given = Member(one.options, "confidence").has_value();
  std::vector<double> levels = Numbers(one.options, "confidence");
  if (!is_given) levels = {analysis::statistics::kDefaultConfidence};
  if (levels.size() > 2) return InvalidArgument("there are at most two confidence levels");
  if (levels.size() == 2 && (Fraction(levels[0]) != 0.95 || Fraction(levels[1]) != 0.998)) {
    return InvalidArgument("two confidence levels are 0.95 and 0.998");
  }
  return levels;
}

Status CheckColumnChoice(const OracleCase& one) {
  const std::string type = one.TextOption("type", "full");
  for (const char* known : {"value", "lower", "upper", "standard", "full"}) {
    if (type == known) return OkStatus();
  }
  return InvalidArgument("type is one of value, lower, upper, standard or full");
}

std::string LevelsLabel(const std::vector<double>& levels) {
  std::string label;
  for (const double level : levels) {
    if (!label.empty()) label += ", ";
    label += PlainNumber(Fraction(level) * 100) + "%";
  }
  return label;
}

std::string PlainNumber(double number) {
  if (number == std::floor(number)) return Formatted("%.*f", 0, number);
  constexpr int kDigits = 15;
  return Formatted("%.*g", kDigits, number);
}

std::string PastedNumber(double number) {
  const std::string plain = PlainNumber(number);
  constexpr int kDigits = 15;
  for (int digits = 0; digits < kDigits; ++digits) {
    const std::string scientific = Formatted("%.*e", digits, number);
    if (std::strtod(scientific.c_str(), nullptr) != number) continue;
    return scientific.size() < plain.size() ? scientific : plain;
  }
  return plain;
}

LimitColumns::LimitColumns(std::vector<double> levels)
    : levels_(std::move(levels)), lower_(levels_.size()), upper_(levels_.size()) {}

void LimitColumns::Add(std::size_t level, const analysis::statistics::Interval& interval) {
  lower_[level].push_back(interval.lower);
  upper_[level].push_back(interval.upper);
}

void LimitColumns::AddMissing(std::size_t level) { Add(level, kMissingInterval); }

void LimitColumns::AddTo(Table& table) const {
  for (std::size_t i = 0; i < levels_.size(); ++i) {
    const std::string suffix = levels_.size() == 1 ? "" : LevelSuffix(levels_[i]);
    table["lower" + suffix + "cl"] = lower_[i];
    table["upper" + suffix + "cl"] = upper_[i];
  }
}

}  // namespace fivestep::oracles
