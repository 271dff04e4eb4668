// How far groups lie apart, whether or not they have an order.
#ifndef FIVESTEP_ANALYSIS_DOMAIN_SPREAD_H_
#define FIVESTEP_ANALYSIS_DOMAIN_SPREAD_H_

#include "fivestep/analysis/v1/finding.pb.h"

namespace fivestep::analysis {

// Adds range, between-group variance and mean difference from the average, weighted by the released
// denominators; nothing where fewer than two groups have a value.
//
// Source: WHO, Handbook on Health Inequality Monitoring (2013), BGV and MDMW.
// Worked value: 10 of 100 and 20 of 100 in per cent -> range 10, average 15, variance 25, mean
// difference 5.
void AddSpread(v1::Figures& figures);

}  // namespace fivestep::analysis

#endif  // FIVESTEP_ANALYSIS_DOMAIN_SPREAD_H_
