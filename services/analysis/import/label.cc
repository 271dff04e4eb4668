#include "analysis/import/label.h"

#include <algorithm>
#include <array>
#include <string>

namespace fivestep::analysis {
namespace {

// What labels begin with, in lower case.
constexpr std::array<std::string_view, 9> kNotStated = {
    "not stated",    "prefer not", "declined",      "did not wish", "did not say",
    "does not wish", "refused",    "not disclosed", "rather not"};
constexpr std::array<std::string_view, 10> kUnknown = {
    "unknown",     "not known", "not recorded",  "missing",        "value outside",
    "unspecified", "no record", "not available", "not applicable", "null"};
// The whole label.
constexpr std::array<std::string_view, 5> kUnknownWholly = {"", "na", "n/a", "-", "nk"};

std::string Lower(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

}  // namespace

LabelClass ClassOf(std::string_view label, bool is_ethnic_code) {
  if (is_ethnic_code && label == "Z") return LabelClass::kNotStated;
  if (is_ethnic_code && label == "99") return LabelClass::kUnknown;
  const std::string text = Lower(label);
  const auto begins = [&text](std::string_view with) { return text.starts_with(with); };
  if (std::any_of(kNotStated.begin(), kNotStated.end(), begins)) return LabelClass::kNotStated;
  if (std::any_of(kUnknown.begin(), kUnknown.end(), begins)) return LabelClass::kUnknown;
  const bool wholly =
      std::find(kUnknownWholly.begin(), kUnknownWholly.end(), text) != kUnknownWholly.end();
  return wholly ? LabelClass::kUnknown : LabelClass::kNamed;
}

}  // namespace fivestep::analysis
