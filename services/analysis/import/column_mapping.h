// Which column of a file plays which part: a mapping held against headings.
#ifndef FIVESTEP_ANALYSIS_IMPORT_COLUMN_MAPPING_H_
#define FIVESTEP_ANALYSIS_IMPORT_COLUMN_MAPPING_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/import/csv_reader.h"
#include "fivestep/analysis/v1/data_set.pb.h"
#include "platform/core/status.h"

namespace fivestep::analysis {

inline constexpr int kNotMapped = -1;

// What is wrong with a mapping whatever the file: names that are none, wide columns without their
// dimension, figures that are said twice or not at all. `field` is a field of ColumnMapping.
std::vector<FieldViolation> CheckMapping(const v1::ColumnMapping& mapping);

// A label of each row of the table. The group is the first of a table's labels.
struct LabelPlace {
  std::string name;  // `group`, `area`, `period`, or the dimension's
  v1::GroupDimension kind = v1::GROUP_DIMENSION_UNSPECIFIED;
  int column = kNotMapped;
  int wide_label = kNotMapped;  // which of a wide column's labels, where there is no column
};

// Columns that make one row of the table.
struct FigurePlaces {
  int numerator = kNotMapped;
  int denominator = kNotMapped;
  int value = kNotMapped;
  std::vector<std::string> wide_labels;
};

// Where everything is.
struct ColumnPlaces {
  struct Filter {
    int column = kNotMapped;
    std::vector<std::string> values;
  };
  // What the number of a row is where `column` holds `value`.
  struct Rule {
    std::string value;
    bool numerator = false;
    bool denominator = false;
    bool other = false;
  };

  std::vector<LabelPlace> labels;
  std::vector<FigurePlaces> figures;  // several where columns become rows
  std::vector<Filter> filters;
  int rule_column = kNotMapped;
  std::vector<Rule> rules;
  std::vector<int> fill_down;
  std::size_t width = 0;  // one past the last column in use
};

// The labels of a table that `mapping` makes, without their places.
std::vector<LabelPlace> LabelsOf(const v1::ColumnMapping& mapping);

// Finds the columns of `mapping` among `headings`; "Count #2" is the second of several columns
// "Count". Every column that is absent or there twice is a violation.
ColumnPlaces FindColumns(const v1::ColumnMapping& mapping, const std::vector<std::string>& headings,
                         std::vector<FieldViolation>& violations);

// The headings of two rows as one: "Male | 01-04", where the upper one is written once for several
// columns.
std::vector<std::string> JoinHeadings(const std::vector<std::string>& upper,
                                      const std::vector<std::string>& lower);

// Rows above the headings that are looked through.
inline constexpr std::size_t kMaxPreambleRows = 30;

// Finds the row of headings: the one that the mapping names, or the first that has all of its
// columns. One thread.
class HeadingSearch {
 public:
  explicit HeadingSearch(const v1::ColumnMapping& mapping) : mapping_(mapping) {}

  // Looks at the next row. True when it ends the headings.
  bool Offer(const CsvRow& row);
  // Whether there is no use in looking on.
  bool exhausted() const { return exhausted_; }

  const std::vector<std::string>& headings() const { return headings_; }
  const ColumnPlaces& places() const { return places_; }
  // Rows above the headings.
  const std::vector<std::int64_t>& preamble() const { return preamble_; }

  // Why no headings were found: violations against the row that came nearest.
  Status NotFound() const;

 private:
  bool Try(const std::vector<std::string>& headings);

  const v1::ColumnMapping& mapping_;
  std::vector<std::string> headings_;
  ColumnPlaces places_;
  std::vector<std::string> above_;  // the row before this one
  std::int64_t above_number_ = 0;
  std::vector<std::int64_t> preamble_;
  bool exhausted_ = false;
  bool any_row_ = false;
  std::vector<FieldViolation> nearest_;
};

}  // namespace fivestep::analysis

#endif  // FIVESTEP_ANALYSIS_IMPORT_COLUMN_MAPPING_H_
