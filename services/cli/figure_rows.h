// Released figures as tidy rows, one figure each, for warehouses and spreadsheets.
#ifndef FIVESTEP_CLI_FIGURE_ROWS_H_
#define FIVESTEP_CLI_FIGURE_ROWS_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "fivestep/analysis/v1/events.pb.h"
#include "fivestep/platform/v1/record.pb.h"

namespace fivestep::cli {

// One released or withheld figure. Where it is withheld, value and interval are absent and `state`
// says why.
struct FigureRow {
  // Stable: the resource that holds the figure, which figure, and the group.
  std::string key;
  // `value`, `absolute_gap`, `relative_gap`, `people_to_close`, `sii` or `rii`.
  std::string figure;
  std::string indicator;
  int indicator_version = 0;
  std::string group_dimension;
  std::string group;
  std::string comparator;
  // Edition of the classification that the groups are of, where the data set declares it.
  std::string code_system;
  std::string period;
  std::string area;
  std::optional<double> value;
  std::optional<double> lower;
  std::optional<double> upper;
  std::string unit;
  std::string state;
  std::string method;
  std::string data_set;
  std::string data_set_digest;  // SHA-256 in hexadecimal: which version
  std::string disclosure_profile;
  std::string source;  // the finding, or the line of an audit
  int64_t log_position = 0;
  // A later finding of the same indicator, period and area.
  std::string superseded_by;
  int64_t superseded_at = 0;  // where that stands in the log; 0: nowhere
};

// Folds the analysis log into rows. Give it the log from position 1, so that it knows definitions
// and data sets.
class FigureRows {
 public:
  // An event of another kind, or one that cannot be read, adds nothing.
  void Add(const platform::v1::RecordedEvent& record);

  // The rows of events from `from` on, and those that an event from there on superseded, in the
  // order of the log.
  std::vector<FigureRow> From(int64_t from) const;

 private:
  void AddFinding(const analysis::v1::FindingRecorded& event, int64_t position);
  void AddLine(const analysis::v1::AuditLineRecorded& event, int64_t position);
  FigureRow Begin(const std::string& source, const std::string& indicator, int version,
                  const std::string& data_set, const std::string& digest, int64_t position) const;

  std::map<std::string, analysis::v1::IndicatorDefinition> definitions_;
  std::map<std::string, analysis::v1::DataSetHeader> headers_;
  std::map<std::string, std::string> newest_;  // finding, by indicator, period and area
  std::vector<FigureRow> rows_;
};

// The heading row of CsvLine.
std::string CsvHeading();
// One row as CSV (RFC 4180, without the line's end) or as a JSON object. Numbers have 17 digits, so
// that nothing is lost.
std::string CsvLine(const FigureRow& row);
std::string JsonLine(const FigureRow& row);

}  // namespace fivestep::cli

#endif  // FIVESTEP_CLI_FIGURE_ROWS_H_
