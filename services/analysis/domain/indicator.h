// Defines what is measured, and revises definitions.
//
// Stream: `indicator/{indicator}`. See services/analysis/README.md for the commands -> events
// table.
#ifndef FIVESTEP_ANALYSIS_DOMAIN_INDICATOR_H_
#define FIVESTEP_ANALYSIS_DOMAIN_INDICATOR_H_

#include "fivestep/analysis/v1/events.pb.h"
#include "fivestep/analysis/v1/indicator.pb.h"
#include "platform/core/decision.h"

namespace fivestep::analysis {

Decision Decide(const v1::Indicator& indicator, const v1::DefineIndicatorRequest& command,
                const CommandContext& context);
Decision Decide(const v1::Indicator& indicator, const v1::ReviseIndicatorRequest& command,
                const CommandContext& context);

void Evolve(v1::Indicator& indicator, const v1::IndicatorDefined& event);
void Evolve(v1::Indicator& indicator, const v1::IndicatorRevised& event);

}  // namespace fivestep::analysis

#endif  // FIVESTEP_ANALYSIS_DOMAIN_INDICATOR_H_
