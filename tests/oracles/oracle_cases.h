// Reads the oracle vectors: what the reference R packages answered, one JSON file a family, in the
// format of `../shared/oracles/README.md`.
//
// Every reader takes what is there: a missing key reads as R's NULL, a scalar as a list of one.
#ifndef FIVESTEP_TESTS_ORACLES_ORACLE_CASES_H_
#define FIVESTEP_TESTS_ORACLES_ORACLE_CASES_H_

#include <simdjson.h>

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/core/status.h"

namespace fivestep::oracles {

using Json = simdjson::dom::element;

// Relative tolerance of the oracles' README; absolute where the expected value is zero.
inline constexpr double kRelativeTolerance = 1e-9;

// The member of an object, or nothing: R writes an empty list as [].
std::optional<Json> Member(Json object, std::string_view key);

// A number as R has it: null is NaN, "NaN", "Inf" and "-Inf" are themselves, true is 1.
double Number(Json value);
std::vector<double> Numbers(Json value);  // a scalar is a list of one
std::vector<double> Numbers(Json object, std::string_view key);
std::string Text(Json value);  // null is empty; a number is written out
std::vector<std::string> Texts(Json value);
std::vector<std::string> Texts(Json object, std::string_view key);
bool IsNull(Json object, std::string_view key);
// Whether the value is a text, or a list with a text in it that is no number of R's.
bool HoldsText(Json value);

// One call of a reference function. Views into the family that gave it.
struct OracleCase {
  std::string name;
  std::string function;
  Json input;
  Json options;
  Json expected;

  bool ExpectsError() const;
  // The error's text; empty where the reference answers.
  std::string ExpectedMessage() const;
  // The columns of the answer: those below "columns", or beside "status" where there are none.
  Json ExpectedColumns() const;
  // The expected column, or an empty list when the reference returns none of that name.
  std::vector<double> ExpectedNumbers(std::string_view column) const;

  // Options; `otherwise` where there is none, or it is null.
  std::string TextOption(std::string_view option, std::string_view otherwise) const;
  double NumberOption(std::string_view option, double otherwise) const;
  bool FlagOption(std::string_view option, bool otherwise) const;
};

// A family's cases. Keeps the parsed document alive; neither copied nor moved.
class OracleFamily {
 public:
  // Errors:
  //   kInvalidArgument  the file cannot be read, is no JSON, or is not of the format.
  static Result<std::unique_ptr<OracleFamily>> Read(const std::filesystem::path& file);
  OracleFamily(const OracleFamily&) = delete;
  OracleFamily& operator=(const OracleFamily&) = delete;

  const std::vector<OracleCase>& cases() const { return cases_; }
  // Tables of columns instead of cases: data that the reference package ships with.
  std::size_t table_count() const { return table_count_; }

 private:
  OracleFamily() = default;
  Status Load(const std::filesystem::path& file);
  Status ReadCases(Json cases);
  Status CountTables(Json root);

  simdjson::dom::parser parser_;
  simdjson::dom::parser no_options_;
  std::vector<OracleCase> cases_;
  std::size_t table_count_ = 0;
};

}  // namespace fivestep::oracles

#endif  // FIVESTEP_TESTS_ORACLES_ORACLE_CASES_H_
