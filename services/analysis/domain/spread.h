// How far groups lie apart, whether or not they have an order.
#ifndef FIVESTEP_ANALYSIS_DOMAIN_SPREAD_H_
#define FIVESTEP_ANALYSIS_DOMAIN_SPREAD_H_

#include "fivestep/analysis/v1/finding.pb.h"
#include "fivestep/analysis/v1/indicator.pb.h"

namespace fivestep::analysis {

// Adds range, between-group variance and mean difference from the average, weighted by the released
// denominators; nothing where fewer than two groups have a value. With three or more it also adds
// the other measures of the WHO's package that need no order: standard deviation and coefficient of
// variation between groups, mean difference from the best, index of disparity, Theil index and mean
// logarithmic deviation. One that cannot be made (an average of 0) is left out.
//
// Source: WHO, Handbook on Health Inequality Monitoring (2013), BGV and MDMW.
// Worked value: 10 of 100 and 20 of 100 in per cent -> range 10, average 15, variance 25, mean
// difference 5.
void AddSpread(const v1::IndicatorDefinition& definition, v1::Figures& figures);

}  // namespace fivestep::analysis

#endif  // FIVESTEP_ANALYSIS_DOMAIN_SPREAD_H_
