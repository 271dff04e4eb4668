// Tables of a data set by any of its dimensions: derived from reference data, filtered,
// standardised, weighted; and always released.
#ifndef FIVESTEP_ANALYSIS_DATA_SET_TABULATION_H_
#define FIVESTEP_ANALYSIS_DATA_SET_TABULATION_H_

#include "fivestep/analysis/v1/data_set.pb.h"
#include "fivestep/analysis/v1/tabulation.pb.h"
#include "platform/eventlog/reader.h"

namespace fivestep::analysis {

// Whether the question is more than "by group, in one period and area".
bool AsksForDimensions(const v1::TabulateDataSetRequest& request);

// Answers such a question. Every count goes through the data set's disclosure profile; a rate or a
// mean is shown only where the counts of its group are.
//
// Errors: those of AnalysisService.TabulateDataSet.
Result<v1::TabulateDataSetResponse> TabulateByDimensions(const v1::TabulateDataSetRequest& request,
                                                         const v1::DataSet& data_set,
                                                         const ReadContext& context);

}  // namespace fivestep::analysis

#endif  // FIVESTEP_ANALYSIS_DATA_SET_TABULATION_H_
