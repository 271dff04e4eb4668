#include "codesign/domain/brief.h"

#include <gtest/gtest.h>

#include "codesign/domain/examples.h"
#include "fivestep/codesign/v1/error_reason.pb.h"

namespace fivestep::codesign {
namespace {

using testing::Given;

v1::OpenBriefRequest Open() {
  const v1::Brief brief = SampleBrief();
  v1::OpenBriefRequest request;
  request.set_brief(kBrief);
  request.set_target_area(brief.target_area());
  request.set_title(brief.title());
  request.set_indicator(brief.indicator());
  request.set_inequality(brief.inequality());
  request.set_population_group(brief.population_group());
  request.set_geography(brief.geography());
  request.set_mechanism(brief.mechanism());
  return request;
}

TEST(BriefDecider, OpensABriefInTheWordsOfTheTargetArea) {
  auto then = Given<v1::Brief>().When(Decide, Open());
  ASSERT_EQ(then.decision().events().size(), 1u);
  const auto& opened = static_cast<const v1::BriefOpened&>(*then.decision().events()[0]);
  EXPECT_EQ(opened.brief(), kBrief);
  v1::Brief brief;
  Evolve(brief, opened);
  EXPECT_EQ(brief.SerializeAsString(), SampleBrief().SerializeAsString());
}

TEST(BriefDecider, RejectsASecondApprovalOfTheSameTargetArea) {
  Given<v1::Brief>(SampleBrief()).When(Decide, Open()).ThenRejected(v1::BRIEF_ALREADY_OPEN);
}

}  // namespace
}  // namespace fivestep::codesign
