// Publishes the groups of a data set as the people whom others hold their own figures against.
#ifndef FIVESTEP_ANALYSIS_POPULATION_PUBLICATION_H_
#define FIVESTEP_ANALYSIS_POPULATION_PUBLICATION_H_

#include "fivestep/analysis/v1/data_set.pb.h"
#include "fivestep/analysis/v1/tabulation.pb.h"
#include "platform/core/decision.h"
#include "platform/eventlog/reader.h"

namespace fivestep::analysis {

// So many groups stay well below the 64 KiB of an event and of the row that others make of it.
inline constexpr int kMaxPublishedGroups = 200;

// Adds the data set up by group and releases every count: exactly what TabulateDataSet answers.
//
// Errors: those of TabulateDataSet; COUNTS_MISSING, PERIOD_NEEDED, TOO_MANY_GROUPS.
Result<v1::TabulateDataSetResponse> PreparePopulation(const v1::PublishPopulationRequest& request,
                                                      const ReadContext& context);

// Takes the released counts of the column that the command names.
Decision Decide(const v1::DataSet& data_set, const v1::PublishPopulationRequest& command,
                const v1::TabulateDataSetResponse& prepared, const CommandContext& context);

}  // namespace fivestep::analysis

#endif  // FIVESTEP_ANALYSIS_POPULATION_PUBLICATION_H_
