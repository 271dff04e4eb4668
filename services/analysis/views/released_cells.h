// The ledger of released cells: which cells of which data set version have left this service, and
// with what. The planned tables of a data set are decided as a whole (release_plan.h), so the
// ledger does not guard anything; it lets an auditor see what is out.
#ifndef FIVESTEP_ANALYSIS_VIEWS_RELEASED_CELLS_H_
#define FIVESTEP_ANALYSIS_VIEWS_RELEASED_CELLS_H_

#include "fivestep/analysis/v1/finding.pb.h"
#include "platform/eventlog/model.h"
#include "platform/eventlog/reader.h"

namespace fivestep::analysis {

inline constexpr char kReleasedCellsView[] = "released_cells";

// Folds findings, audit lines and published populations into one row for each data set, period,
// area and group.
ViewFold ReleasedCellsView();

// The ledger of one data set; at most kMaxReleasedCells.
//
// Errors: RESOURCE_NOT_FOUND.
Result<v1::ListReleasedCellsResponse> ListReleasedCells(const v1::ListReleasedCellsRequest& request,
                                                        const ReadContext& context);

}  // namespace fivestep::analysis

#endif  // FIVESTEP_ANALYSIS_VIEWS_RELEASED_CELLS_H_
