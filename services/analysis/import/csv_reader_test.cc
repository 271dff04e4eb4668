#include "analysis/import/csv_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace fivestep::analysis {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

using Fields = std::vector<std::string>;

struct Row {
  std::int64_t number;
  Fields fields;
};

struct Outcome {
  std::vector<Row> rows;
  Status status;

  std::vector<Fields> fields() const {
    std::vector<Fields> all;
    for (const Row& row : rows) all.push_back(row.fields);
    return all;
  }
};

bool Ignore(const CsvRow&, Status&) { return true; }

Outcome ReadAll(std::string_view file, std::size_t chunk = std::string_view::npos) {
  Outcome outcome;
  CsvReader reader([&outcome](const CsvRow& row, Status&) {
    outcome.rows.push_back({row.number, Fields(row.fields.begin(), row.fields.end())});
    return true;
  });
  while (!file.empty() && outcome.status.ok()) {
    outcome.status = reader.Read(file.substr(0, chunk));
    file.remove_prefix(std::min(chunk, file.size()));
  }
  if (outcome.status.ok()) outcome.status = reader.Finish();
  return outcome;
}

TEST(CsvReader, ReadsRowsEndedByLfCrlfOrCrAndTheLastByNothing) {
  for (const char* file : {"a,b\n1,2\n3,4", "a,b\r\n1,2\r\n3,4\r\n", "a,b\r1,2\r3,4\r"}) {
    const Outcome outcome = ReadAll(file);
    ASSERT_TRUE(outcome.status.ok());
    EXPECT_THAT(outcome.fields(),
                ElementsAre(Fields{"a", "b"}, Fields{"1", "2"}, Fields{"3", "4"}));
  }
}

TEST(CsvReader, ReadsQuotedCommasLineEndsAndDoubledQuotes) {
  const Outcome outcome = ReadAll("\"a,b\",\"c\r\nd\",\"say \"\"hello\"\"\",\"\"\n");
  ASSERT_TRUE(outcome.status.ok());
  EXPECT_THAT(outcome.fields(), ElementsAre(Fields{"a,b", "c\r\nd", "say \"hello\"", ""}));
}

TEST(CsvReader, KeepsAQuoteInsideAnUnquotedField) {
  EXPECT_THAT(ReadAll("5\" pipe,b\n").fields(), ElementsAre(Fields{"5\" pipe", "b"}));
}

TEST(CsvReader, DropsAByteOrderMarkBeforeAQuotedHeader) {
  EXPECT_THAT(ReadAll("\xEF\xBB\xBF\"a,x\",b\n1,2\n").fields(),
              ElementsAre(Fields{"a,x", "b"}, Fields{"1", "2"}));
}

TEST(CsvReader, ReadsTheSameInChunksOfAnySize) {
  const std::string file =
      "\xEF\xBB\xBFname,note\r\n\"O\x92"
      "Brien\",\"two\r\nlines, \"\"quoted\"\"\"\r\nCaf\xC3\xA9,x";
  const auto whole = ReadAll(file).fields();
  ASSERT_EQ(whole.size(), 3u);
  for (std::size_t chunk = 1; chunk <= file.size(); ++chunk) {
    EXPECT_EQ(ReadAll(file, chunk).fields(), whole) << chunk;
  }
}

TEST(CsvReader, ReadsFieldsLongerThanABlockAndQuotesAtItsEdges) {
  for (std::size_t length = 55; length < 75; ++length) {
    const std::string word(length, 'x');
    const std::string file = word + ",\"" + word + "\"\"\"," + word + "\n" + word + ",b,\"c\"";
    for (const std::size_t chunk : {std::size_t{7}, std::size_t{64}, file.size()}) {
      EXPECT_THAT(ReadAll(file, chunk).fields(),
                  ElementsAre(Fields{word, word + "\"", word}, Fields{word, "b", "c"}))
          << length;
    }
  }
}

TEST(CsvReader, KeepsWhatFollowsAClosingQuote) {
  EXPECT_THAT(ReadAll("\"a\"b\"c,\"d\" \"e\"\n").fields(), ElementsAre(Fields{"ab\"c", "d \"e\""}));
}

TEST(CsvReader, CountsBlankRowsButLeavesThemOut) {
  const Outcome outcome = ReadAll("a,b\n\n,,\n1,2\n  \n");
  ASSERT_EQ(outcome.rows.size(), 2u);
  EXPECT_EQ(outcome.rows[1].number, 4);
}

TEST(CsvReader, KeepsAnEmptyLastField) {
  EXPECT_THAT(ReadAll("a,b,\n1,,").fields(),
              ElementsAre(Fields{"a", "b", ""}, Fields{"1", "", ""}));
}

TEST(CsvReader, ReadsAnEmptyFileAsNoRows) {
  EXPECT_TRUE(ReadAll("").rows.empty());
  EXPECT_TRUE(ReadAll("\xEF\xBB\xBF").rows.empty());
  EXPECT_TRUE(ReadAll("").status.ok());
}

TEST(CsvReader, RefusesAQuoteThatIsNeverClosed) {
  const Outcome outcome = ReadAll("a,b\n1,\"two\n");
  EXPECT_EQ(outcome.status.code(), Code::kInvalidArgument);
  EXPECT_THAT(outcome.status.message(), HasSubstr("row 2"));
}

TEST(CsvReader, RefusesARowLongerThanTheLimitAndSuspectsAQuote) {
  const Outcome fits = ReadAll(std::string(kMaxCsvRowBytes, 'x'));
  EXPECT_TRUE(fits.status.ok());
  const Outcome outcome = ReadAll("a\n\"" + std::string(kMaxCsvRowBytes, '\n'));
  EXPECT_THAT(outcome.status.message(), HasSubstr("row 2 is longer than 64 KiB"));
}

TEST(CsvReader, RefusesMoreColumnsThanTheLimit) {
  EXPECT_TRUE(ReadAll("x" + std::string(kMaxCsvColumns - 1, ',')).status.ok());
  EXPECT_THAT(ReadAll("x" + std::string(kMaxCsvColumns, ',')).status.message(),
              HasSubstr("500 columns"));
}

TEST(CsvReader, RefusesAFileLongerThanTheLimit) {
  CsvReader reader(Ignore);
  const std::string row = std::string(kMaxCsvRowBytes - 1, 'x') + "\n";
  for (std::size_t sent = 0; sent < kMaxCsvBytes; sent += row.size()) {
    ASSERT_TRUE(reader.Read(row).ok());
  }
  EXPECT_THAT(reader.Read("x").message(), HasSubstr("512 MiB"));
}

TEST(CsvReader, RefusesUtf16AndWorkbooks) {
  EXPECT_THAT(ReadAll(std::string_view("\xFF\xFE"
                                       "a\0,\0",
                                       6))
                  .status.message(),
              HasSubstr("UTF-16"));
  EXPECT_THAT(ReadAll(std::string_view("PK\x03\x04\x14\0\x06\0", 8)).status.message(),
              HasSubstr("CSV UTF-8"));
}

TEST(CsvReader, StaysFailedAndSaysNothingOfTheCells) {
  CsvReader reader(Ignore);
  const std::string_view secret("name,count\nMary,3\0\n", 18);
  const Status first = reader.Read(secret);
  EXPECT_THAT(first.message(), Not(HasSubstr("Mary")));
  EXPECT_EQ(reader.Read("a\n").message(), first.message());
  EXPECT_EQ(reader.Finish().message(), first.message());
}

TEST(CsvReader, EndsWithTheErrorOfItsHandler) {
  int calls = 0;
  CsvReader reader([&calls](const CsvRow&, Status& why) {
    ++calls;
    why = FailedPrecondition("enough");
    return false;
  });
  EXPECT_EQ(reader.Read("a\nb\nc\n").code(), Code::kFailedPrecondition);
  EXPECT_EQ(calls, 1);
}

}  // namespace
}  // namespace fivestep::analysis
