#include "oracle_cases.h"

#include <cmath>
#include <cstdlib>
#include <limits>

namespace fivestep::oracles {

bool OracleCase::ExpectsError() const { return Text(Json(expected["status"].value())) == "error"; }

std::vector<double> OracleCase::ExpectedNumbers(std::string_view column) const {
  const std::optional<Json> columns = Member(expected, "columns");
  return Numbers(columns.value_or(expected), column);
}

OracleFamily::OracleFamily(const std::filesystem::path& file) {
  const Json root = parser_.load(file.string());
  for (const Json one : root["cases"].get_array()) {
    cases_.push_back({Text(one["name"].value()), Text(one["fn"].value()), one["input"].value(),
                      one["options"].value(), one["expected"].value()});
  }
}

std::filesystem::path OraclePath(std::string_view family) {
  const char* source = std::getenv("FIVESTEP_SOURCE");
  const std::filesystem::path root = source != nullptr ? source : ".";
  return root / ".." / "shared" / "oracles" / (std::string(family) + ".json");
}

std::optional<Json> Member(Json object, std::string_view key) {
  Json value;
  if (!object.is_object() || object.at_key(key).get(value) != simdjson::SUCCESS) {
    return std::nullopt;
  }
  return value;
}

double Number(Json value) {
  double number = std::numeric_limits<double>::quiet_NaN();
  if (value.get_double().get(number) == simdjson::SUCCESS) return number;
  std::string_view text;
  if (value.get_string().get(text) != simdjson::SUCCESS) return number;
  if (text == "Inf") return std::numeric_limits<double>::infinity();
  if (text == "-Inf") return -std::numeric_limits<double>::infinity();
  return number;
}

std::vector<double> Numbers(Json value) {
  if (!value.is_array()) return {Number(value)};
  std::vector<double> numbers;
  for (const Json one : value.get_array()) numbers.push_back(Number(one));
  return numbers;
}

std::vector<double> Numbers(Json object, std::string_view key) {
  const std::optional<Json> value = Member(object, key);
  return value ? Numbers(*value) : std::vector<double>();
}

std::string Text(Json value) {
  std::string_view text;
  if (value.get_string().get(text) == simdjson::SUCCESS) return std::string(text);
  return value.is_null() ? std::string() : simdjson::minify(value);
}

std::vector<std::string> Texts(Json value) {
  if (!value.is_array()) return {Text(value)};
  std::vector<std::string> texts;
  for (const Json one : value.get_array()) texts.push_back(Text(one));
  return texts;
}

bool IsNull(Json object, std::string_view key) {
  const std::optional<Json> value = Member(object, key);
  return !value || value->is_null();
}

void ExpectNear(double expected, double actual, const std::string& what, double tolerance) {
  if (std::isnan(expected)) {
    EXPECT_TRUE(std::isnan(actual)) << what << ": " << actual;
  } else if (std::isinf(expected)) {
    EXPECT_EQ(expected, actual) << what;
  } else {
    const double scale = expected == 0 ? 1 : std::abs(expected);
    EXPECT_NEAR(expected, actual, tolerance * scale) << what;
  }
}

}  // namespace fivestep::oracles
