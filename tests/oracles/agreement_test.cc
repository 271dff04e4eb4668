#include "agreement.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace fivestep::oracles {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

Agreement OfNumbers(double expected, double actual) {
  Comparison comparison;
  comparison.Number("value", expected, actual);
  return comparison.agreement();
}

TEST(Comparison, AgreesWithinARelativeTolerance) {
  EXPECT_EQ(OfNumbers(1e6, 1e6 + 1e-4), Agreement::kAgrees);
  EXPECT_EQ(OfNumbers(1e6, 1e6 + 1e-2), Agreement::kDiffers);
  EXPECT_EQ(OfNumbers(-1e-6, -1.1e-6), Agreement::kDiffers);
}

TEST(Comparison, IsAbsoluteWhereZeroIsExpected) {
  EXPECT_EQ(OfNumbers(0, 1e-10), Agreement::kAgrees);
  EXPECT_EQ(OfNumbers(0, 1e-8), Agreement::kDiffers);
}

TEST(Comparison, LetsOnlyTheSameMatchWhatIsNoFiniteNumber) {
  EXPECT_EQ(OfNumbers(std::nan(""), std::nan("")), Agreement::kAgrees);
  EXPECT_EQ(OfNumbers(std::nan(""), 0), Agreement::kDiffers);
  EXPECT_EQ(OfNumbers(0, std::nan("")), Agreement::kDiffers);
  EXPECT_EQ(OfNumbers(kInfinity, kInfinity), Agreement::kAgrees);
  EXPECT_EQ(OfNumbers(kInfinity, -kInfinity), Agreement::kDiffers);
  EXPECT_EQ(OfNumbers(1, kInfinity), Agreement::kDiffers);
}

TEST(Comparison, CountsNoDeviationThatDiffersElsewhere) {
  Comparison comparison;
  comparison.Deviates("the reference is wrong");
  EXPECT_EQ(comparison.agreement(), Agreement::kDeviates);
  comparison.Text("method", "Byars", "Exact");
  EXPECT_EQ(comparison.agreement(), Agreement::kDiffers);
  EXPECT_EQ(comparison.differences().front(), "method: expected \"Byars\", ours \"Exact\"");
}

TEST(Comparison, TakesOnlyAnInvalidArgumentWithASentenceForARefusal) {
  const auto refused = [](const Status& status) {
    Comparison comparison;
    comparison.Refused(status);
    return comparison.agreement();
  };
  EXPECT_EQ(refused(InvalidArgument("a rate needs a denominator")), Agreement::kRefused);
  EXPECT_EQ(refused(InvalidArgument("")), Agreement::kDiffers);
  EXPECT_EQ(refused(Internal("a bug")), Agreement::kDiffers);
  EXPECT_EQ(refused(OkStatus()), Agreement::kDiffers);
}

}  // namespace
}  // namespace fivestep::oracles
