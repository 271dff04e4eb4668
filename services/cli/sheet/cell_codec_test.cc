#include "cli/sheet/cell_codec.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "fivestep/codesign/v1/codesign_service.pb.h"
#include "fivestep/engagement/v1/engagement_service.pb.h"
#include "fivestep/metrics/v1/reading.pb.h"
#include "fivestep/programme/v1/equity_assessment.pb.h"

namespace fivestep::cli::sheet {
namespace {

using engagement::v1::PlanActivityRequest;
using metrics::v1::ExactCounts;
using metrics::v1::ReleasedFigure;
using testing::ElementsAre;
using testing::HasSubstr;

constexpr char kProgramme[] = "programmes/p";

template <class Message>
Message Set(const std::string& heading, const Cell& cell) {
  Message message;
  const std::string problem =
      SetValue(*FindColumn(*Message::descriptor(), heading), cell, kProgramme, message);
  EXPECT_EQ(problem, "") << heading;
  return message;
}

template <class Message>
std::string Problem(const std::string& heading, const Cell& cell) {
  Message message;
  return SetValue(*FindColumn(*Message::descriptor(), heading), cell, kProgramme, message);
}

std::string DayOf(const Cell& cell) {
  return Set<PlanActivityRequest>("planned date", cell).planned_date();
}

int64_t TimeOf(const std::string& text) {
  return Set<codesign::v1::ScheduleSessionRequest>("start time", TextCell(text))
      .start_time()
      .seconds();
}

TEST(CellCodec, TakesDaysAsTheyAreWrittenHere) {
  EXPECT_EQ(DayOf(TextCell("2026-03-02")), "2026-03-02");
  EXPECT_EQ(DayOf(TextCell("02/03/2026")), "2026-03-02");
  EXPECT_EQ(DayOf(MomentCell(1'772'409'600)), "2026-03-02");
}

TEST(CellCodec, RefusesWhatIsNoDay) {
  for (const char* text : {"2026-02-30", "31/02/2026", "2/3/26", "March", "2026-03-02T10:00:00Z"}) {
    EXPECT_THAT(Problem<PlanActivityRequest>("planned date", TextCell(text)),
                HasSubstr("no day of the calendar"))
        << text;
  }
  EXPECT_NE(Problem<PlanActivityRequest>("planned date", NumberCell(46083)), "");
  EXPECT_NE(Problem<PlanActivityRequest>("planned date", MomentCell(1'772'409'601)), "");
}

TEST(CellCodec, TakesTimesInUtcUnlessTheySayOtherwise) {
  const int64_t ten = 1'772'409'600 + 10 * 3'600;
  EXPECT_EQ(TimeOf("2026-03-02T10:00:00Z"), ten);
  EXPECT_EQ(TimeOf("2026-03-02 10:00"), ten);
  EXPECT_EQ(TimeOf("02/03/2026 10:00:00"), ten);
  EXPECT_EQ(TimeOf("2026-03-02 11:00+01:00"), ten);
  EXPECT_EQ(TimeOf("2026-03-02"), ten - 10 * 3'600);
}

TEST(CellCodec, RefusesWhatIsNoTime) {
  for (const char* text : {"10:00", "2026-03-02 25:00", "2026-03-02 10", "tomorrow"}) {
    EXPECT_NE(Problem<codesign::v1::ScheduleSessionRequest>("start time", TextCell(text)), "")
        << text;
  }
}

TEST(CellCodec, TakesWholeNumbersWithTheirThousands) {
  EXPECT_EQ(Set<ExactCounts>("numerator", TextCell("1,234,567")).numerator(), 1'234'567);
  EXPECT_EQ(Set<ExactCounts>("numerator", NumberCell(12)).numerator(), 12);
  EXPECT_EQ(Set<ExactCounts>("numerator", TextCell("-3")).numerator(), -3);
}

TEST(CellCodec, RefusesWhatIsNoWholeNumber) {
  for (const char* text : {"12.5", "1,23", ",123", "twelve", "1e3", "99999999999999999999"}) {
    EXPECT_EQ(Problem<ExactCounts>("numerator", TextCell(text)), "must be a whole number.") << text;
  }
  EXPECT_NE(Problem<ExactCounts>("numerator", NumberCell(0.5)), "");
  EXPECT_NE(Problem<ExactCounts>("numerator", NumberCell(1e17)), "");
  EXPECT_EQ(Problem<PlanActivityRequest>("response days", NumberCell(3e9)),
            "is too large a number.");
}

TEST(CellCodec, TakesNumbersWithFifteenDigits) {
  EXPECT_EQ(Set<ReleasedFigure>("value", NumberCell(0.1 + 0.2)).value(), 0.3);
  EXPECT_EQ(Set<ReleasedFigure>("value", TextCell("1,234.5")).value(), 1234.5);
  EXPECT_EQ(Problem<ReleasedFigure>("value", TextCell("12%")), "must be a number.");
  EXPECT_EQ(Problem<ReleasedFigure>("value", TextCell("inf")), "must be a number.");
}

TEST(CellCodec, TakesYesAndNo) {
  for (const char* text : {"yes", "Y", "TRUE", "1"}) {
    EXPECT_TRUE(Set<ReleasedFigure>("suppressed", TextCell(text)).suppressed()) << text;
  }
  EXPECT_TRUE(Set<ReleasedFigure>("suppressed", YesNoCell(true)).suppressed());
  EXPECT_FALSE(Set<ReleasedFigure>("suppressed", TextCell("No")).suppressed());
  EXPECT_EQ(Problem<ReleasedFigure>("suppressed", TextCell("maybe")), "must be yes or no.");
}

TEST(CellCodec, NamesTheChoicesThereAre) {
  EXPECT_THAT(Problem<codesign::v1::IdeaEntry>("stakeholder group", TextCell("neighbours")),
              HasSubstr("residents, clinicians, vcfse, commissioners or others"));
}

TEST(CellCodec, CompletesNamesOfTheProgramme) {
  EXPECT_EQ(Set<codesign::v1::DotChoice>("idea", TextCell("i-1")).idea(), "programmes/p/ideas/i-1");
  EXPECT_EQ(Set<codesign::v1::DotChoice>("idea", TextCell("programmes/q/ideas/i")).idea(),
            "programmes/q/ideas/i");
  EXPECT_EQ(Set<PlanActivityRequest>("parent", TextCell("q")).parent(), "programmes/q");
  EXPECT_EQ(Set<codesign::v1::DotChoice>("idea", TextCell("Not an id")).idea(), "Not an id");
}

TEST(CellCodec, TakesListsInLinesOrBetweenSemicolons) {
  EXPECT_THAT(Set<PlanActivityRequest>("partners", TextCell("A; B;; C")).partners(),
              ElementsAre("A", "B", "C"));
  EXPECT_THAT(Set<PlanActivityRequest>("partners", TextCell("A; B\n\n C")).partners(),
              ElementsAre("A; B", "C"));
  EXPECT_THAT(Set<PlanActivityRequest>("partners", TextCell("A\\; B")).partners(),
              ElementsAre("A; B"));
  EXPECT_THAT(
      Set<PlanActivityRequest>("consent items", TextCell("participation; quote")).consent_items(),
      ElementsAre(engagement::v1::CONSENT_ITEM_PARTICIPATION, engagement::v1::CONSENT_ITEM_QUOTE));
  EXPECT_NE(Problem<PlanActivityRequest>("consent items", TextCell("participation; nothing")), "");
}

TEST(CellCodec, KeepsNumbersAsTheTextThatIsShown) {
  EXPECT_EQ(Set<PlanActivityRequest>("title", NumberCell(2026)).title(), "2026");
  EXPECT_EQ(Set<PlanActivityRequest>("title", MomentCell(1'772'409'600)).title(), "2026-03-02");
}

TEST(CellCodec, RefusesAFormulasError) {
  EXPECT_THAT(Problem<PlanActivityRequest>("title", BrokenCell("#REF!")), HasSubstr("#REF!"));
}

TEST(CellCodec, SetsNothingForABlankCell) {
  EXPECT_EQ(Set<PlanActivityRequest>("title", TextCell(" \n")).ByteSizeLong(), 0U);
  EXPECT_EQ(Set<PlanActivityRequest>("method", Cell()).ByteSizeLong(), 0U);
}

TEST(CellCodec, ShowsLargeNumbersAsTextSoThatNoDigitIsLost) {
  ExactCounts counts;
  counts.set_numerator(9'007'199'254'740'993);
  const Column column = *FindColumn(*ExactCounts::descriptor(), "numerator");
  EXPECT_EQ(CellOf(column, counts), TextCell("9007199254740993"));
}

TEST(CellCodec, ShowsWhatItDoesNotKnowByItsNumber) {
  codesign::v1::IdeaEntry idea;
  idea.set_stakeholder_group(static_cast<codesign::v1::StakeholderGroup>(99));
  const Column column = *FindColumn(*codesign::v1::IdeaEntry::descriptor(), "stakeholder group");
  EXPECT_EQ(ShownText(CellOf(column, idea)), "99");
}

}  // namespace
}  // namespace fivestep::cli::sheet
