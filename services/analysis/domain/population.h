// Whether counts may be divided by one another.
#ifndef FIVESTEP_ANALYSIS_DOMAIN_POPULATION_H_
#define FIVESTEP_ANALYSIS_DOMAIN_POPULATION_H_

#include "fivestep/analysis/v1/data_set.pb.h"
#include "fivestep/analysis/v1/indicator.pb.h"
#include "platform/core/status.h"

namespace fivestep::analysis {

// A rate of registered patients over residents looks like any other rate and is wrong. So the
// populations of numerator, denominator and indicator must not differ in anything that both of two
// declare: resident or registered, geography vintage, ethnicity scheme.
//
// Errors: POPULATIONS_DIFFER, naming what differs.
Status CheckPopulations(const v1::Indicator& indicator, const v1::DataSet& data_set);

}  // namespace fivestep::analysis

#endif  // FIVESTEP_ANALYSIS_DOMAIN_POPULATION_H_
