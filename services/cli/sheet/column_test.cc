#include "cli/sheet/column.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fivestep/codesign/v1/codesign_service.pb.h"
#include "fivestep/engagement/v1/engagement_service.pb.h"
#include "fivestep/metrics/v1/metrics_service.pb.h"
#include "fivestep/metrics/v1/reading.pb.h"

namespace fivestep::cli::sheet {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

std::vector<std::string> HeadingsOf(const google::protobuf::Descriptor& type, int items = 2) {
  std::vector<std::string> headings;
  for (const Column& column : ColumnsOf(type, items, nullptr)) headings.push_back(column.heading);
  return headings;
}

Column Found(const google::protobuf::Descriptor& type, const std::string& heading) {
  const Result<Column> column = FindColumn(type, heading);
  EXPECT_TRUE(column.ok()) << heading << ": " << column.status().ToString();
  return column.ok() ? *column : Column();
}

const auto& Ballot() { return *codesign::v1::BallotEntry::descriptor(); }
const auto& Plan() { return *engagement::v1::PlanActivityRequest::descriptor(); }
const auto& Words() { return *engagement::v1::NewContribution::descriptor(); }

TEST(Columns, AreTheFieldsThatHoldValues) {
  EXPECT_THAT(HeadingsOf(Ballot()),
              testing::ElementsAre("token", "choices.1.idea", "choices.1.dot count",
                                   "choices.2.idea", "choices.2.dot count"));
  EXPECT_THAT(HeadingsOf(*codesign::v1::SpecifyInterventionRequest::descriptor()),
              Contains("specification.expected mechanism"));
}

TEST(Columns, OfATimeAreOne) {
  EXPECT_THAT(HeadingsOf(*codesign::v1::ScheduleSessionRequest::descriptor()),
              Contains("start time"));
}

TEST(Columns, LeaveOutBytes) {
  for (const std::string& heading : HeadingsOf(*metrics::v1::Reading::descriptor())) {
    EXPECT_THAT(heading, testing::Not(HasSubstr("digest")));
  }
}

TEST(Columns, HaveKindsByWhatTheirFieldsHold) {
  EXPECT_EQ(Found(Plan(), "title").kind(), ValueKind::kText);
  EXPECT_EQ(Found(Plan(), "parent").kind(), ValueKind::kName);
  EXPECT_EQ(Found(Plan(), "method").kind(), ValueKind::kChoice);
  EXPECT_EQ(Found(Plan(), "planned date").kind(), ValueKind::kDay);
  EXPECT_EQ(Found(Plan(), "response days").kind(), ValueKind::kWholeNumber);
  EXPECT_EQ(Found(Words(), "consent to quote").kind(), ValueKind::kYesNo);
  EXPECT_EQ(Found(Words(), "occasion time").kind(), ValueKind::kTime);
}

TEST(FindColumn, TakesHeadingsAsPeopleWriteThem) {
  for (const char* heading : {"planned date", "Planned Date", "planned_date", "PLANNED-DATE"}) {
    EXPECT_EQ(Found(Plan(), heading).heading, "planned date");
  }
  EXPECT_EQ(Found(Words(), "words . English text").heading, "words.english text");
}

TEST(FindColumn, TakesMoreItemsThanASheetOffers) {
  EXPECT_EQ(Found(Ballot(), "choices.17.idea").path[0].item, 17);
}

TEST(FindColumn, RefusesWhatIsNoValue) {
  for (const char* heading :
       {"", "nothing", "choices", "choices.idea", "choices.0.idea", "choices.1",
        "choices.1001.idea", "token.1", "token.text", "choices.1.idea.x"}) {
    EXPECT_FALSE(FindColumn(Ballot(), heading).ok()) << heading;
  }
}

TEST(FindColumn, SaysHowItemsAreNumbered) {
  EXPECT_THAT(FindColumn(Ballot(), "choices").status().message(), HasSubstr("choices.1"));
}

TEST(Hints, SayWhatIsRequired) {
  EXPECT_THAT(HintOf(Found(Plan(), "title")), StartsWith("required: "));
  EXPECT_THAT(HintOf(Found(Words(), "words.text")), StartsWith("required: "));
  EXPECT_THAT(HintOf(Found(Ballot(), "choices.2.idea")),
              StartsWith("required with anything else of choices.2: "));
  EXPECT_THAT(HintOf(Found(Plan(), "response days")), "a whole number");
}

TEST(Hints, SpeakInWords) {
  EXPECT_THAT(HintOf(Found(Plan(), "method")), HasSubstr("for example listening event"));
  EXPECT_THAT(HintOf(Found(Plan(), "partners")), HasSubstr("with ; between"));
}

TEST(Headings, OfferChoicesWhereOneIsChosen) {
  EXPECT_THAT(HeadingOf(Found(Plan(), "method")).choices, Contains("listening event"));
  EXPECT_THAT(HeadingOf(Found(Words(), "consent to quote")).choices,
              testing::ElementsAre("yes", "no"));
  EXPECT_THAT(HeadingOf(Found(Plan(), "consent items")).choices, IsEmpty());
}

}  // namespace
}  // namespace fivestep::cli::sheet
