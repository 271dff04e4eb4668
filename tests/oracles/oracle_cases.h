// Reads the oracle vectors: what the reference R packages answered, one JSON file a family.
//
// The vectors live outside the repository, in `../shared/oracles` from its root (see the README
// there). A test that needs them begins with FIVESTEP_ORACLE and is skipped, saying so, where they
// are absent.
#ifndef FIVESTEP_TESTS_ORACLES_ORACLE_CASES_H_
#define FIVESTEP_TESTS_ORACLES_ORACLE_CASES_H_

#include <gtest/gtest.h>
#include <simdjson.h>

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace fivestep::oracles {

using Json = simdjson::dom::element;

// Relative tolerance of the oracles' README; absolute where the expected value is zero.
inline constexpr double kRelativeTolerance = 1e-9;

// One call of a reference function. Views into the family that gave it.
struct OracleCase {
  std::string name;
  std::string function;
  Json input;
  Json options;
  Json expected;

  bool ExpectsError() const;
  // The expected column, or an empty list when the reference returns none of that name.
  std::vector<double> ExpectedNumbers(std::string_view column) const;
};

// A family's cases. Keeps the parsed document alive; neither copied nor moved.
class OracleFamily {
 public:
  explicit OracleFamily(const std::filesystem::path& file);
  OracleFamily(const OracleFamily&) = delete;
  OracleFamily& operator=(const OracleFamily&) = delete;

  const std::vector<OracleCase>& cases() const { return cases_; }

 private:
  simdjson::dom::parser parser_;
  std::vector<OracleCase> cases_;
};

// The file of a family, whether it is there or not: below $FIVESTEP_SOURCE/../shared/oracles.
std::filesystem::path OraclePath(std::string_view family);

// The member of an object, or nothing: R writes an empty list as [].
std::optional<Json> Member(Json object, std::string_view key);

// A number as R has it: null is NaN, "NaN", "Inf" and "-Inf" are themselves.
double Number(Json value);
std::vector<double> Numbers(Json value);  // a scalar is a list of one
std::vector<double> Numbers(Json object, std::string_view key);
std::string Text(Json value);  // null is empty; a number is written out
std::vector<std::string> Texts(Json value);
bool IsNull(Json object, std::string_view key);

// Expects `actual` within the relative tolerance of `expected`; NaN and infinities match
// themselves.
void ExpectNear(double expected, double actual, const std::string& what,
                double tolerance = kRelativeTolerance);

}  // namespace fivestep::oracles

// Declares `variable`, the family, or skips the test when the shared vectors are not on this
// machine.
#define FIVESTEP_ORACLE(variable, family)                                                       \
  if (!std::filesystem::exists(::fivestep::oracles::OraclePath(family))) {                      \
    GTEST_SKIP() << "no oracle vectors at " << ::fivestep::oracles::OraclePath(family).string() \
                 << "; set FIVESTEP_SOURCE to the repository's root beside shared/";            \
  }                                                                                             \
  const ::fivestep::oracles::OracleFamily variable(::fivestep::oracles::OraclePath(family))

#endif  // FIVESTEP_TESTS_ORACLES_ORACLE_CASES_H_
