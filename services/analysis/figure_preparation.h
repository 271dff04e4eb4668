// The slow part of supplying figures: exact counts by group and period, sealed for the metrics
// service. The one way in which exact figures leave this service.
#ifndef FIVESTEP_ANALYSIS_FIGURE_PREPARATION_H_
#define FIVESTEP_ANALYSIS_FIGURE_PREPARATION_H_

#include <string>

#include "fivestep/analysis/v1/data_set.pb.h"
#include "fivestep/analysis/v1/events.pb.h"
#include "fivestep/analysis/v1/figure_supply.pb.h"
#include "fivestep/analysis/v1/internal.pb.h"
#include "platform/eventlog/reader.h"

namespace fivestep::analysis {

// What one supply lists at most, so that its event and the rows made of it stay below 64 KiB.
inline constexpr int kMaxSuppliedGroups = 200;
inline constexpr int kMaxSuppliedPeriods = 200;
inline constexpr size_t kMaxSuppliedBytes = 40 * 1024;

// What the figures are sealed for, beside the deployment; who opens them must say the same.
std::string FiguresIdentity(const std::string& data_set, const std::string& indicator);

// Errors of the two: RESTRICTED_KEY_MISSING, RESOURCE_NOT_FOUND, DATA_SET_WITHDRAWN,
// COUNTS_MISSING, POPULATIONS_DIFFER, DATA_SET_UNREADABLE, CUT_NOT_PLANNED, GROUPS_NOT_IN_DATA_SET,
// PERIODS_NOT_READABLE, SUPPLY_TOO_LARGE, SUPPLY_SUPERSEDED, those of AddUpByGroup, AddUpCells and
// OpenTables; kUnavailable when the blob could not be stored.

// What a supply begins with.
Result<v1::PreparedFigures> PrepareFigures(const v1::SupplyFiguresRequest& request,
                                           const ReadContext& context);

// What it supplies now: of the newest version of its data set.
Result<v1::PreparedFigures> PrepareRenewedFigures(const v1::RenewFiguresRequest& request,
                                                  const ReadContext& context);

// What the supplies fed by the version that `next` supersedes hand over of `next`, which is about
// to be registered. One that cannot says why.
google::protobuf::RepeatedPtrField<v1::PreparedRenewal> PrepareRenewals(const v1::DataSet& next,
                                                                        const ReadContext& context);

}  // namespace fivestep::analysis

#endif  // FIVESTEP_ANALYSIS_FIGURE_PREPARATION_H_
