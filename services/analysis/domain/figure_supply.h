// Supplies exact figures to the metrics service, renews them, ends that.
//
// Stream: `figure_supply/{figure_supply}`. See services/analysis/README.md for the commands ->
// events table. What is supplied is computed and sealed beforehand (figure_preparation.h).
#ifndef FIVESTEP_ANALYSIS_DOMAIN_FIGURE_SUPPLY_H_
#define FIVESTEP_ANALYSIS_DOMAIN_FIGURE_SUPPLY_H_

#include "fivestep/analysis/v1/events.pb.h"
#include "fivestep/analysis/v1/figure_supply.pb.h"
#include "fivestep/analysis/v1/internal.pb.h"
#include "platform/core/decision.h"

namespace fivestep::analysis {

// The view that lists what is in force, see views/figure_supplies.h.
inline constexpr char kFigureSuppliesView[] = "figure_supplies";
// Its keys: what is handed over, by supply; the supplies that a data set feeds.
inline constexpr char kHandOverPrefix[] = "handed/";
inline constexpr char kFedPrefix[] = "fed/";

// Refuse figures whose data set was withdrawn or superseded, or whose indicator was revised, since
// they were computed.
Decision Decide(const v1::FigureSupply& supply, const v1::SupplyFiguresRequest& command,
                const v1::PreparedFigures& prepared, const CommandContext& context);
Decision Decide(const v1::FigureSupply& supply, const v1::RenewFiguresRequest& command,
                const v1::PreparedFigures& prepared, const CommandContext& context);
Decision Decide(const v1::FigureSupply& supply, const v1::EndFigureSupplyRequest& command,
                const CommandContext& context);

// Adds what becomes of the supplies that `imported` takes over from the version that it supersedes:
// each is supplied again, or there is an event that says why not.
void AddRenewals(const v1::RegisterDataSetRequest& command, const v1::DataSetImported& imported,
                 const CommandContext& context, Decision& decision);

void Evolve(v1::FigureSupply& supply, const v1::FiguresSupplied& event);
void Evolve(v1::FigureSupply& supply, const v1::FiguresNotRenewed& event);
void Evolve(v1::FigureSupply& supply, const v1::FigureSupplyEnded& event);

}  // namespace fivestep::analysis

#endif  // FIVESTEP_ANALYSIS_DOMAIN_FIGURE_SUPPLY_H_
