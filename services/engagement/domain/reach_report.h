// Who was reached and who raised a theme, held against a target population.
//
// Streams: `target_population/{target_population}`, `reach_report/{reach_report}`; the strength of
// a theme is on `theme/{theme}`.
#ifndef FIVESTEP_ENGAGEMENT_DOMAIN_REACH_REPORT_H_
#define FIVESTEP_ENGAGEMENT_DOMAIN_REACH_REPORT_H_

#include "engagement/domain/lifecycle.h"
#include "fivestep/engagement/v1/engagement_service.pb.h"
#include "fivestep/engagement/v1/events.pb.h"
#include "fivestep/engagement/v1/internal.pb.h"
#include "fivestep/engagement/v1/reach.pb.h"
#include "fivestep/engagement/v1/theme.pb.h"

namespace fivestep::engagement {

// What analysis published, whether or not there was an earlier one of the same name.
Decision Decide(const v1::TargetPopulation& population,
                const v1::RecordTargetPopulationRequest& command, const CommandContext& context);

// Every group of the target population has a line, also one that nobody named: it was not reached.
// Groups that it does not know come after them. The exact counts are sealed with the event.
Decision Decide(const v1::ReachReport& report, const v1::AssessReachRequest& command,
                const CommandContext& context);

Decision Decide(const v1::Theme& theme, const v1::AssessThemeStrengthRequest& command,
                const CommandContext& context);

void Evolve(v1::TargetPopulation& population, const v1::TargetPopulationRecorded& event);
void Evolve(v1::ReachReport& report, const v1::ReachAssessed& event);
void Evolve(v1::Theme& theme, const v1::ThemeStrengthAssessed& event);

}  // namespace fivestep::engagement

#endif  // FIVESTEP_ENGAGEMENT_DOMAIN_REACH_REPORT_H_
