#include "metrics/domain/disclosure.h"

#include <cmath>

namespace fivestep::metrics {
namespace {

bool IsSmall(int64_t count) { return count >= 1 && count <= kLargestSuppressedCount; }

int64_t Rounded(int64_t count) {
  return (count + kRoundingBase / 2) / kRoundingBase * kRoundingBase;
}

bool MustSuppress(v1::ValueKind kind, const v1::ExactCounts& counts) {
  if (IsSmall(counts.numerator())) return true;
  if (kind == v1::VALUE_KIND_COUNT) return false;
  if (IsSmall(counts.denominator())) return true;
  return kind == v1::VALUE_KIND_PERCENT && IsSmall(counts.denominator() - counts.numerator());
}

double ValueOf(const v1::MetricDefinition& definition, int64_t numerator, int64_t denominator) {
  const double part = static_cast<double>(numerator);
  if (definition.value_kind() == v1::VALUE_KIND_COUNT) return part;
  const double per =
      definition.value_kind() == v1::VALUE_KIND_PERCENT ? 100.0 : definition.rate_per();
  return per * part / static_cast<double>(denominator);
}

}  // namespace

bool KeepsCountsBack(v1::DisclosureProfile profile) {
  return profile != v1::DISCLOSURE_PROFILE_PUBLISHED;
}

v1::ReleasedFigure Release(const v1::MetricDefinition& definition, const v1::ExactCounts& counts) {
  const v1::ValueKind kind = definition.value_kind();
  const bool keep_back = KeepsCountsBack(definition.disclosure_profile());
  v1::ReleasedFigure released;
  if (keep_back && MustSuppress(kind, counts)) {
    released.set_suppressed(true);
    return released;
  }
  const int64_t numerator = keep_back ? Rounded(counts.numerator()) : counts.numerator();
  const int64_t denominator = keep_back ? Rounded(counts.denominator()) : counts.denominator();
  released = ReleaseValue(definition, ValueOf(definition, numerator, denominator));
  released.set_numerator(numerator);
  if (kind != v1::VALUE_KIND_COUNT) released.set_denominator(denominator);
  return released;
}

double ExactValue(const v1::MetricDefinition& definition, const v1::ExactCounts& counts) {
  return ValueOf(definition, counts.numerator(), counts.denominator());
}

v1::ReleasedFigure ReleaseReach(int64_t reached, std::optional<int64_t> intended) {
  v1::MetricDefinition reach;
  const bool is_share = intended && *intended > 0;
  reach.set_value_kind(is_share ? v1::VALUE_KIND_PERCENT : v1::VALUE_KIND_COUNT);
  reach.set_disclosure_profile(v1::DISCLOSURE_PROFILE_HES_ROUND_5);
  v1::ExactCounts counts;
  counts.set_numerator(reached);
  counts.set_denominator(is_share ? *intended : 0);
  return Release(reach, counts);
}

v1::ReleasedFigure ReleaseValue(const v1::MetricDefinition& definition, double value) {
  const double scale = std::pow(10.0, definition.decimal_places());
  v1::ReleasedFigure released;
  released.set_value(std::round(value * scale) / scale);
  return released;
}

}  // namespace fivestep::metrics
