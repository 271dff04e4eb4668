#include "agreement.h"

#include <cmath>
#include <cstdio>
#include <utility>

namespace fivestep::oracles {
namespace {

bool AreNear(double expected, double actual, double tolerance) {
  if (std::isnan(expected)) return std::isnan(actual);
  if (std::isinf(expected)) return expected == actual;
  return std::abs(expected - actual) <= tolerance * (expected == 0 ? 1 : std::abs(expected));
}

std::string Shown(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.15g", value);
  return text;
}

std::string Difference(std::string_view what, const std::string& expected,
                       const std::string& actual) {
  return std::string(what) + ": expected " + expected + ", ours " + actual;
}

}  // namespace

void Comparison::Number(std::string_view what, double expected, double actual, double tolerance) {
  if (AreNear(expected, actual, tolerance)) return;
  Differs(Difference(what, Shown(expected), Shown(actual)));
}

void Comparison::Text(std::string_view what, std::string_view expected, std::string_view actual) {
  if (expected == actual) return;
  Differs(Difference(what, '"' + std::string(expected) + '"', '"' + std::string(actual) + '"'));
}

void Comparison::Differs(std::string difference) { differences_.push_back(std::move(difference)); }

void Comparison::Deviates(std::string_view reason) { deviations_.emplace_back(reason); }

void Comparison::Refused(const Status& status) {
  if (status.ok()) {
    Differs("expected a refusal, ours is an answer");
  } else if (status.code() != Code::kInvalidArgument || status.message().empty()) {
    Differs("expected INVALID_ARGUMENT and a sentence, ours " + status.ToString());
  } else {
    refused_ = true;
  }
}

Agreement Comparison::agreement() const {
  if (!differences_.empty()) return Agreement::kDiffers;
  if (!deviations_.empty()) return Agreement::kDeviates;
  return refused_ ? Agreement::kRefused : Agreement::kAgrees;
}

}  // namespace fivestep::oracles
