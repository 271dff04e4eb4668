// An imported table as protos: the columns for the blob, the report for people.
#ifndef FIVESTEP_ANALYSIS_DATA_SET_TABLE_H_
#define FIVESTEP_ANALYSIS_DATA_SET_TABLE_H_

#include "analysis/import/table_builder.h"
#include "fivestep/analysis/v1/data_set.pb.h"
#include "fivestep/analysis/v1/data_set_table.pb.h"

namespace fivestep::analysis {

// How a row without a group, period or area is called in its column.
inline constexpr char kNotStated[] = "not stated";

// The import's own form of a mapping.
ColumnMapping ToImportMapping(const v1::ColumnMapping& mapping);

// The columns of `rows`; only those that `mapping` names.
v1::DataSetTable ToTable(const std::vector<TableRow>& rows, const v1::ColumnMapping& mapping);

// The report, with at most `max_issues` issues.
v1::QualityReport ToReport(const QualityReport& report, int max_issues);

}  // namespace fivestep::analysis

#endif  // FIVESTEP_ANALYSIS_DATA_SET_TABLE_H_
