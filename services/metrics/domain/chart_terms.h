// The words of the charts as the protos say them, and the series as the charts take them. Pure.
#ifndef FIVESTEP_METRICS_DOMAIN_CHART_TERMS_H_
#define FIVESTEP_METRICS_DOMAIN_CHART_TERMS_H_

#include <string>
#include <vector>

#include "fivestep/metrics/v1/chart.pb.h"
#include "fivestep/metrics/v1/metric.pb.h"
#include "fivestep/metrics/v1/reading.pb.h"
#include "metrics/spc/control_chart.h"

namespace fivestep::metrics {

spc::ImprovementDirection DirectionOf(v1::Polarity polarity);
v1::SpecialCause SpecialCauseOf(spc::SpecialCause cause);
v1::Variation VariationOf(spc::Variation variation);
v1::Assurance AssuranceOf(spc::Assurance assurance);
v1::ChartKind KindOf(const spc::ControlChart& chart, spc::Method method);

// What a special cause is called in sentences: `run below the mean`.
std::string NameOf(v1::SpecialCause cause);
std::string NameOf(v1::Variation variation);
std::string NameOf(v1::Assurance assurance);

// The convention and the method in force: those asked for, else the metric's, else the defaults.
spc::Convention ConventionOf(v1::ChartConvention asked, const v1::MetricDefinition& definition);
spc::Method MethodOf(v1::ChartMethod asked, const v1::MetricDefinition& definition);
// How the chart is drawn, for people to read and repeat.
std::string Describe(spc::Convention convention, spc::Method method);

// The day of a recorded reading or a checked date. REQUIRES: it is a day.
std::chrono::sys_days DayIn(const std::string& date);

// The released values with their counts, in the order of their periods.
std::vector<spc::Reading> ReadingsOf(const v1::Series& series);

// How the metric's chart is drawn: direction, target, rebases, how limits are held.
spc::ChartOptions OptionsOf(const v1::Metric& metric, spc::Convention convention,
                            spc::Method method);

}  // namespace fivestep::metrics

#endif  // FIVESTEP_METRICS_DOMAIN_CHART_TERMS_H_
