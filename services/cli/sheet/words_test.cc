#include "cli/sheet/words.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fivestep/codesign/v1/session.pb.h"
#include "fivestep/programme/v1/equity_assessment.pb.h"

namespace fivestep::cli::sheet {
namespace {

using testing::ElementsAre;

const auto& Groups() { return *codesign::v1::StakeholderGroup_descriptor(); }
const auto& States() { return *codesign::v1::Session::State_descriptor(); }

TEST(Words, OfValuesHaveNoPrefix) {
  EXPECT_THAT(ChoicesOf(Groups()),
              ElementsAre("residents", "clinicians", "vcfse", "commissioners", "others"));
  EXPECT_THAT(ChoicesOf(States()), ElementsAre("scheduled", "held", "closed", "superseded"));
}

TEST(Words, AreTakenInAnyCaseAndWithThePrefix) {
  for (const char* words : {"residents", "Residents", " RESIDENTS ", "STAKEHOLDER_GROUP_RESIDENTS",
                            "stakeholder group residents", "Stakeholder-Group-Residents"}) {
    EXPECT_EQ(ValueOf(Groups(), words), codesign::v1::STAKEHOLDER_GROUP_RESIDENTS) << words;
  }
  EXPECT_EQ(ValueOf(*programme::v1::AssessmentOutcome_descriptor(), "Proceed with actions"),
            programme::v1::ASSESSMENT_OUTCOME_PROCEED_WITH_ACTIONS);
}

TEST(Words, ThatMeanNothingAreRefused) {
  EXPECT_EQ(ValueOf(Groups(), "resident"), std::nullopt);
  EXPECT_EQ(ValueOf(Groups(), ""), std::nullopt);
  EXPECT_EQ(ValueOf(Groups(), "1"), std::nullopt);
}

TEST(Words, ReplaceNamesInHints) {
  EXPECT_EQ(InWords("for example ASSESSMENT_OUTCOME_PROCEED_WITH_ACTIONS, or "
                    "ASSESSMENT_OUTCOME_PROCEED",
                    *programme::v1::AssessmentOutcome_descriptor()),
            "for example proceed with actions, or proceed");
}

TEST(Words, ListAlternatives) {
  EXPECT_EQ(Alternatives({"a", "b", "c"}), "a, b or c");
  EXPECT_EQ(Alternatives({"a"}), "a");
}

TEST(Words, OfHeadingsAndNamesAreTheSame) {
  EXPECT_EQ(Spaced("period_start_date"), "period start date");
  EXPECT_EQ(Named("  Period  start-date "), "period_start_date");
}

}  // namespace
}  // namespace fivestep::cli::sheet
