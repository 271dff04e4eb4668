// Imports data sets and takes them out of use.
//
// Stream: `data_set/{data_set}`. See services/analysis/README.md for the commands -> events table.
#ifndef FIVESTEP_ANALYSIS_DOMAIN_DATA_SET_H_
#define FIVESTEP_ANALYSIS_DOMAIN_DATA_SET_H_

#include "fivestep/analysis/v1/data_set.pb.h"
#include "fivestep/analysis/v1/events.pb.h"
#include "fivestep/analysis/v1/internal.pb.h"
#include "platform/core/decision.h"

namespace fivestep::analysis {

// Checks what a header must hold beyond its field rules, before the file behind it is read: days in
// order; source, purpose, controller, agreement, retention and opt-out; whose members are counted;
// the edition of deprivation, the ethnicity scheme and the LSOA vintage where its labels are of
// one; a mapping that is one. Errors: HEADER_INCOMPLETE with every violation.
Status CheckHeader(const v1::DataSetHeader& header);

// Whether rows made with `mapping` have the figure: from a column of its own, from wide columns, by
// a rule for measures, or since persons are counted.
bool HasFigure(const v1::ColumnMapping& mapping, v1::FigureKind figure);

// The data set must not exist yet: an upload names it, so the platform cannot check that. What it
// supersedes must be there and have no next version.
Decision Decide(const v1::DataSet& data_set, const v1::RegisterDataSetRequest& command,
                const CommandContext& context);
Decision Decide(const v1::DataSet& data_set, const v1::WithdrawDataSetRequest& command,
                const CommandContext& context);

void Evolve(v1::DataSet& data_set, const v1::DataSetImported& event);
void Evolve(v1::DataSet& data_set, const v1::DataSetSuperseded& event);
void Evolve(v1::DataSet& data_set, const v1::DataSetWithdrawn& event);
void Evolve(v1::DataSet& data_set, const v1::PopulationPublished& event);

}  // namespace fivestep::analysis

#endif  // FIVESTEP_ANALYSIS_DOMAIN_DATA_SET_H_
