#include "cli/readings_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace fivestep::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

ReadingsCommand Command() {
  ReadingsCommand command;
  command.metric = "programmes/p/metrics/m";
  command.start_column = "from";
  command.end_column = "to";
  command.numerator_column = "over four hours";
  command.denominator_column = "attendances";
  command.request_id = "january";
  return command;
}

const std::string kHeader = "place,from,to,over four hours,attendances\n";

TEST(ReadingsFile, BecomesReadingsWithTheirCounts) {
  const auto calls =
      ReadingsOf(Command(), kHeader + "\"Wyre, Fylde\",2024-01-01,2024-01-31,93,997\r\n");
  ASSERT_TRUE(calls.ok()) << calls.status().message();
  ASSERT_EQ(calls->size(), 1u);
  EXPECT_EQ(calls->at(0).name(), "programmes/p/metrics/m");
  EXPECT_EQ(calls->at(0).request_id(), "january-1");
  EXPECT_EQ(calls->at(0).readings(0).period_end_date(), "2024-01-31");
  EXPECT_EQ(calls->at(0).readings(0).exact().numerator(), 93);
  EXPECT_EQ(calls->at(0).readings(0).exact().denominator(), 997);
}

TEST(ReadingsFile, SaysOfCellsWithoutFigureThatNothingWasCollected) {
  for (const char* cell : {"", "NA", "*", "-"}) {
    const auto calls = ReadingsOf(Command(), kHeader + "x,2024-01-01,2024-01-31," + cell + ",997");
    ASSERT_TRUE(calls.ok());
    EXPECT_TRUE(calls->at(0).readings(0).not_collected()) << cell;
    EXPECT_FALSE(calls->at(0).readings(0).has_exact()) << cell;
  }
}

TEST(ReadingsFile, MayHoldValuesAndAMark) {
  ReadingsCommand command = Command();
  command.numerator_column = command.denominator_column = "";
  command.value_column = "percent";
  const auto calls = ReadingsOf(command,
                                "\xEF\xBB\xBF"
                                "from,to,percent\n2024-01-01,2024-01-31,9.3\n\n");
  ASSERT_TRUE(calls.ok()) << calls.status().message();
  ASSERT_EQ(calls->at(0).readings_size(), 1);
  EXPECT_DOUBLE_EQ(calls->at(0).readings(0).value(), 9.3);
}

TEST(ReadingsFile, OfManyReadingsBecomesManyCalls) {
  std::string content = kHeader;
  for (int i = 0; i < 501; ++i) content += "x,2024-01-01,2024-01-31,93,997\n";
  const auto calls = ReadingsOf(Command(), content);
  ASSERT_TRUE(calls.ok());
  ASSERT_EQ(calls->size(), 2u);
  EXPECT_EQ(calls->at(1).readings_size(), 1);
  EXPECT_EQ(calls->at(1).request_id(), "january-2");
}

TEST(ReadingsFile, IsRefusedWithLineAndColumnAndWithoutTheCell) {
  const auto refusal = [](const ReadingsCommand& command, const std::string& content) {
    return ReadingsOf(command, content).status().message();
  };
  EXPECT_THAT(refusal(Command(), "from,to\n"), HasSubstr("`over four hours`"));
  EXPECT_THAT(refusal(Command(), kHeader), HasSubstr("no readings"));
  EXPECT_THAT(refusal(Command(), kHeader + "x,2024-01-01\n"), HasSubstr("Row 2"));
  const std::string cell = refusal(Command(), kHeader + "x,2024-01-01,2024-01-31,4 of us,997\n");
  EXPECT_THAT(cell, HasSubstr("Row 2"));
  EXPECT_THAT(cell, HasSubstr("`over four hours`"));
  EXPECT_THAT(cell, Not(HasSubstr("4 of us")));
  ReadingsCommand both = Command();
  both.value_column = "attendances";
  EXPECT_THAT(refusal(both, kHeader), HasSubstr("either"));
  EXPECT_THAT(refusal(Command(), kHeader + "x,2024-01-01,2024-01-31,93,9.97\n"),
              HasSubstr("`attendances`"));
}

}  // namespace
}  // namespace fivestep::cli
