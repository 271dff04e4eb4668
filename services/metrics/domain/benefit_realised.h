// What may be recorded as realised, and where it goes in the row. Pure.
#ifndef FIVESTEP_METRICS_DOMAIN_BENEFIT_REALISED_H_
#define FIVESTEP_METRICS_DOMAIN_BENEFIT_REALISED_H_

#include "fivestep/metrics/v1/benefit.pb.h"
#include "platform/core/date.h"
#include "platform/core/decision.h"
#include "platform/core/violations.h"

namespace fivestep::metrics {

// Everything that is wrong with the entry itself: its days, its amounts, how it is attributed.
Violations CheckRealised(v1::BenefitClass benefit_class, const v1::RealisedBenefit& realised,
                         const Date& today);

// REALISED_PERIOD_EXISTS, REALISED_PERIOD_NOT_FOUND or TOO_MANY_PERIODS; else nothing. REQUIRES:
// CheckRealised found nothing.
Decision CheckRealisedPeriod(const v1::Benefit& benefit,
                             const v1::RecordRealisedBenefitRequest& command);

// Adds the entry in the order of periods; one of the same period takes its place.
void PutRealised(v1::Benefit& benefit, const v1::RealisedBenefit& realised);

}  // namespace fivestep::metrics

#endif  // FIVESTEP_METRICS_DOMAIN_BENEFIT_REALISED_H_
