// Reads exact counts and returns released figures: the one way from a data set's blob to anything
// that is shown.
#ifndef FIVESTEP_ANALYSIS_MEASUREMENT_H_
#define FIVESTEP_ANALYSIS_MEASUREMENT_H_

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "analysis/domain/figures.h"
#include "fivestep/analysis/v1/data_set.pb.h"
#include "fivestep/analysis/v1/data_set_table.pb.h"
#include "fivestep/analysis/v1/equity_audit.pb.h"
#include "platform/eventlog/reader.h"

namespace fivestep::analysis {

// The columns of data sets, each read and opened once for one command. Exact: nothing of it may
// leave. Used by one thread; must not outlive `context`.
class OpenTables {
 public:
  explicit OpenTables(const ReadContext* context) : context_(context) {}

  // The columns of `data_set`. They live as long as this does.
  //
  // Errors: DATA_SET_UNREADABLE; kDataLoss.
  Result<const v1::DataSetTable*> Of(const v1::DataSet& data_set);

  // What is withheld of `data_set` in one cut, other data sets that count the same people taken
  // into account: earlier versions, and files of the same publisher that overlap.
  //
  // Errors: those of PlanRelease; OVERLAPS_OTHER_RELEASE.
  Result<WithheldGroups> WithheldOf(const v1::DataSet& data_set, const RowSelection& selection);

 private:
  Result<std::vector<v1::DataSetTable>> EarlierVersionsOf(const v1::DataSet& data_set);

  const ReadContext* context_;
  std::map<std::string, std::unique_ptr<v1::DataSetTable>> tables_;
};

// Whether findings can be made of a data set, and figures supplied. DATA_SET_WITHDRAWN,
// COUNTS_MISSING.
Status CheckUsable(const v1::DataSet& data_set);

// What to measure on which figures.
struct Measurement {
  v1::Indicator indicator;
  v1::DataSet data_set;
  std::string period;
  std::string area;
  v1::ComparatorRule comparator_rule = v1::COMPARATOR_RULE_UNSPECIFIED;
  std::string comparator_group;
  std::string disadvantaged_group;
  int64_t seed = 0;
  bool with_slope = true;
};

// Returns the figures of one measurement, with caveats and, where the data set has an earlier
// period, the trend.
//
// Errors: DATA_SET_WITHDRAWN, COUNTS_MISSING, POPULATIONS_DIFFER, PERIOD_NEEDED, those of
// AddUpByGroup, ComputeFigures and OpenTables.
Result<v1::Figures> Measure(const Measurement& measurement, OpenTables& tables);

// Returns the gap between the two groups of `gap` in every period of the data set up to the
// measurement's, the earliest first; at most `limit`, the latest. Periods without a released gap
// are left out. Empty where the periods' names do not say their order.
std::vector<v1::Gap> GapsByPeriod(const Measurement& measurement, const v1::Gap& gap, int limit,
                                  OpenTables& tables, std::vector<std::string>& periods);

// The periods of a data set up to `last`, the earliest first; empty where their names do not begin
// with a year, which is what orders them.
std::vector<std::string> PeriodsUpTo(const v1::DataSet& data_set, const std::string& last);

}  // namespace fivestep::analysis

#endif  // FIVESTEP_ANALYSIS_MEASUREMENT_H_
