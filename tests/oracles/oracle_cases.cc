#include "oracle_cases.h"

#include <cmath>
#include <limits>

namespace fivestep::oracles {
namespace {

bool IsNumberOfR(std::string_view text) { return text == "NaN" || text == "Inf" || text == "-Inf"; }

Status NotOfTheFormat(const std::string& what) {
  return InvalidArgument("is not a file of oracle vectors: " + what);
}

}  // namespace

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
  bool flag = false;
  if (value.get_bool().get(flag) == simdjson::SUCCESS) return flag ? 1 : 0;
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

std::vector<std::string> Texts(Json object, std::string_view key) {
  const std::optional<Json> value = Member(object, key);
  return value ? Texts(*value) : std::vector<std::string>();
}

bool IsNull(Json object, std::string_view key) {
  const std::optional<Json> value = Member(object, key);
  return !value || value->is_null();
}

bool HoldsText(Json value) {
  if (!value.is_array()) return value.is_string() && !IsNumberOfR(Text(value));
  for (const Json one : value.get_array()) {
    if (one.is_string() && !IsNumberOfR(Text(one))) return true;
  }
  return false;
}

bool OracleCase::ExpectsError() const {
  const std::optional<Json> status = Member(expected, "status");
  return status && Text(*status) == "error";
}

std::string OracleCase::ExpectedMessage() const {
  const std::optional<Json> message = Member(expected, "message");
  return message ? Text(*message) : "";
}

Json OracleCase::ExpectedColumns() const { return Member(expected, "columns").value_or(expected); }

std::vector<double> OracleCase::ExpectedNumbers(std::string_view column) const {
  return Numbers(ExpectedColumns(), column);
}

std::string OracleCase::TextOption(std::string_view option, std::string_view otherwise) const {
  return IsNull(options, option) ? std::string(otherwise) : Text(*Member(options, option));
}

double OracleCase::NumberOption(std::string_view option, double otherwise) const {
  return IsNull(options, option) ? otherwise : Number(*Member(options, option));
}

bool OracleCase::FlagOption(std::string_view option, bool otherwise) const {
  bool flag = otherwise;
  const std::optional<Json> value = Member(options, option);
  if (value && value->get_bool().get(flag) != simdjson::SUCCESS) return otherwise;
  return flag;
}

Result<std::unique_ptr<OracleFamily>> OracleFamily::Read(const std::filesystem::path& file) {
  std::unique_ptr<OracleFamily> family(new OracleFamily());
  const Status loaded = family->Load(file);
  if (!loaded.ok()) return loaded;
  return family;
}

Status OracleFamily::Load(const std::filesystem::path& file) {
  Json root;
  if (const auto error = parser_.load(file.string()).get(root)) {
    return NotOfTheFormat(simdjson::error_message(error));
  }
  if (!root.is_object()) return NotOfTheFormat("it is no object");
  const std::optional<Json> cases = Member(root, "cases");
  if (cases) return ReadCases(*cases);
  return Member(root, "family") ? NotOfTheFormat("it has no cases") : CountTables(root);
}

Status OracleFamily::ReadCases(Json cases) {
  if (!cases.is_array()) return NotOfTheFormat("its cases are no list");
  const Json no_options = no_options_.parse(std::string("[]"));
  for (const Json one : cases.get_array()) {
    const auto number = std::to_string(cases_.size() + 1);
    const auto input = Member(one, "input");
    const auto expected = Member(one, "expected");
    if (!input || !expected || IsNull(*expected, "status")) {
      return NotOfTheFormat("case " + number + " lacks its input or its expected status");
    }
    const auto name = Member(one, "name");
    const auto function = Member(one, "fn");
    cases_.push_back({name ? Text(*name) : "case " + number, function ? Text(*function) : "",
                      *input, Member(one, "options").value_or(no_options), *expected});
  }
  return OkStatus();
}

Status OracleFamily::CountTables(Json root) {
  for (const auto& [name, table] : root.get_object()) {
    if (!table.is_object() && !table.is_array()) {
      return NotOfTheFormat(std::string(name) + " is neither a case nor a table");
    }
    ++table_count_;
  }
  return OkStatus();
}

}  // namespace fivestep::oracles
