// Our answer in the columns that the reference names, and its comparison with the reference's.
#ifndef FIVESTEP_TESTS_ORACLES_TABLE_COMPARISON_H_
#define FIVESTEP_TESTS_ORACLES_TABLE_COMPARISON_H_

#include <map>
#include <string>
#include <variant>
#include <vector>

#include "agreement.h"

namespace fivestep::oracles {

// Columns by the reference's names: numbers, or texts.
using Column = std::variant<std::vector<double>, std::vector<std::string>>;
using Table = std::map<std::string, Column>;

// Compares every column the reference returned, row by row, with ours of that name; a column that
// we lack, or of another length, differs, unless it is an input that comes back. Columns which the
// reference did not return are ours only: an option of it selects some. "status" is none.
void CompareTable(const OracleCase& one, const Table& ours, Comparison& comparison,
                  double tolerance = kRelativeTolerance);

// Compares such columns of another part of the answer, in which no input comes back.
void CompareColumns(Json expected_columns, const Table& ours, Comparison& comparison);

// Compares a whole answer: the columns, or that we refuse what the reference refuses.
void CompareAnswer(const OracleCase& one, const Result<Table>& ours, Comparison& comparison);

}  // namespace fivestep::oracles

#endif  // FIVESTEP_TESTS_ORACLES_TABLE_COMPARISON_H_
