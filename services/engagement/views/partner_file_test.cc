#include "engagement/views/partner_file.h"

#include <gtest/gtest.h>

#include "engagement/domain/consent.h"
#include "engagement/domain/examples.h"
#include "platform/testing/fake_read_context.h"

namespace fivestep::engagement {
namespace {

std::string Name(int number) {
  return "programmes/p1/contributions/c" + std::to_string(1000 + number);
}

class PartnerFile : public ::testing::Test {
 protected:
  PartnerFile() {
    Caller caller;
    caller.organisation = "HW1";
    context_.As(caller);
    context_.PutRow(kActivity, RowOf<pb::Activity>(Planned()));
  }
  pb::Contribution Of(int number, const std::string& organisation) {
    pb::Contribution said = Said(Name(number));
    said.set_owning_organisation(organisation);
    return said;
  }
  v1::GetPartnerFileResponse Answer(const std::string& after = {}) {
    v1::GetPartnerFileRequest request;
    request.set_parent("programmes/p1");
    request.set_after_contribution(after);
    const auto response = AnswerPartnerFile(request, context_);
    EXPECT_TRUE(response.ok()) << response.status().ToString();
    return *response;
  }
  testing::FakeReadContext context_;
};

TEST_F(PartnerFile, HoldsOwnContributionsWithTheirAnswersAndNoOthers) {
  pb::Contribution own = Of(1, "HW1");
  own.add_themes(kTheme);
  own.add_themes(kOtherTheme);
  context_.PutRow(Name(1), own);
  context_.PutRow(Name(2), Of(2, "ICB"));
  pb::Contribution withdrawn = Of(3, "HW1");
  Evolve(withdrawn, pb::ContributionWithdrawn());
  context_.PutRow(Name(3), withdrawn);
  context_.PutRow(kTheme, RowOf<pb::Theme>(Agreed(), Published(kTheme, Doing())));
  context_.PutRow(kOtherTheme, RowOf<pb::Theme>(Agreed(kOtherTheme)));
  const auto file = Answer();
  EXPECT_EQ(file.organisation(), "HW1");
  ASSERT_EQ(file.lines_size(), 3);
  EXPECT_EQ(file.lines(0).activity_title(), "Coffee morning in Bloomfield");
  EXPECT_EQ(file.lines(0).theme_title(), "Getting to the clinic");
  EXPECT_EQ(file.lines(0).response().public_text(), Doing().public_text());
  EXPECT_FALSE(file.lines(1).has_response());
  EXPECT_TRUE(file.lines(2).withdrawn());
  EXPECT_EQ(file.lines(2).theme(), "");
  EXPECT_EQ(file.next_after_contribution(), "");
}

TEST_F(PartnerFile, ComesInPagesWithoutGapOrRepeat) {
  for (int i = 0; i < kLinesPerPage + 20; ++i) context_.PutRow(Name(i), Of(i, "HW1"));
  const auto first = Answer();
  EXPECT_EQ(first.lines_size(), kLinesPerPage);
  const auto second = Answer(first.next_after_contribution());
  ASSERT_EQ(second.lines_size(), 20);
  EXPECT_EQ(second.lines(0).contribution(), Name(kLinesPerPage));
  EXPECT_EQ(second.next_after_contribution(), "");
}

TEST_F(PartnerFile, NeedsAnOrganisation) {
  context_.As(Caller());
  EXPECT_EQ(AnswerPartnerFile({}, context_).status().reason(), "ORGANISATION_NOT_SAID");
}

}  // namespace
}  // namespace fivestep::engagement
