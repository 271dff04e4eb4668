// Analysis publishes populations; here each becomes a target population.
#ifndef FIVESTEP_ENGAGEMENT_REACTIONS_RECORD_TARGET_POPULATION_H_
#define FIVESTEP_ENGAGEMENT_REACTIONS_RECORD_TARGET_POPULATION_H_

#include <vector>

#include "fivestep/analysis/v1/events.pb.h"
#include "fivestep/engagement/v1/internal.pb.h"
#include "fivestep/platform/v1/record.pb.h"

namespace fivestep::engagement {

// One command; none for an event that names no data set. The target population is called like its
// data set, with a suffix that follows from period and area where there are any: what is published
// again replaces the earlier one.
std::vector<v1::RecordTargetPopulationRequest> RecordTargetPopulation(
    const analysis::v1::PopulationPublished& event, const platform::v1::RecordedEvent& record);

}  // namespace fivestep::engagement

#endif  // FIVESTEP_ENGAGEMENT_REACTIONS_RECORD_TARGET_POPULATION_H_
