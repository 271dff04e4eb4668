#include "analysis/import/area_code.h"

#include <algorithm>
#include <cstddef>

namespace fivestep::analysis {
namespace {

constexpr std::size_t kOnsCodeLength = 9;
constexpr int kLastLsoaOf2011 = 33'768;
constexpr int kLastLsoaOf2021 = 35'762;

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// The last six digits.
int NumberOf(std::string_view ons_code) {
  int number = 0;
  for (const char c : ons_code.substr(3)) number = number * 10 + (c - '0');
  return number;
}

}  // namespace

bool IsOnsCode(std::string_view text) {
  constexpr std::string_view kCountries = "EWSNKJ";
  return text.size() == kOnsCodeLength && kCountries.find(text.front()) != std::string_view::npos &&
         std::all_of(text.begin() + 1, text.end(), IsDigit);
}

bool IsLsoa(std::string_view text) {
  return IsOnsCode(text) && (text.starts_with("E01") || text.starts_with("W01"));
}

bool IsLsoaOf2021Only(std::string_view text) {
  return IsOnsCode(text) && text.starts_with("E01") && NumberOf(text) > kLastLsoaOf2011;
}

bool IsImpossible(std::string_view ons_code) {
  if (ons_code.substr(1, 2) == "00") return true;
  if (!ons_code.starts_with("E01")) return false;
  return NumberOf(ons_code) == 0 || NumberOf(ons_code) > kLastLsoaOf2021;
}

bool IsNhsNumber(std::string_view text) {
  constexpr std::size_t kDigits = 10;
  if (text.size() != kDigits || !std::all_of(text.begin(), text.end(), IsDigit)) return false;
  int sum = 0;
  for (std::size_t i = 0; i + 1 < kDigits; ++i) {
    sum += (text[i] - '0') * static_cast<int>(kDigits - i);
  }
  // 11 is written 0, and 10 is never given out.
  const int check = (11 - sum % 11) % 11;
  return check == text[kDigits - 1] - '0';
}

}  // namespace fivestep::analysis
