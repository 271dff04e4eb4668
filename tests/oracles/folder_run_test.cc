// The runner on folders that are written here: what it must count, and what it must not forgive.
#include "folder_run.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

namespace fivestep::oracles {
namespace {

// One case of phe_rate: 1 event in 1,700, with this value expected.
std::string RateCase(const std::string& value) {
  return R"({"family":"rates","cases":[{"name":"one","fn":"phe_rate","input":{"obs":[1],"pop":[1700]},
    "options":{"confidence":0.95,"multiplier":100000},
    "expected":{"status":"ok","columns":{"value":[)" +
         value + R"(],"method":["Exact"]}}}]})";
}

class FolderRunTest : public ::testing::Test {
 protected:
  FolderRunTest() : folder_(std::filesystem::path(::testing::TempDir()) / "oracle_folder") {
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
  }
  ~FolderRunTest() override { std::filesystem::remove_all(folder_); }

  void Write(const std::string& file, const std::string& content) {
    std::ofstream(folder_ / file) << content;
  }

  FolderRun Run() {
    const auto run = RunFolder(folder_, out_);
    EXPECT_TRUE(run.ok()) << run.status().ToString();
    return run.ok() ? *run : FolderRun();
  }

  // Whether a single file of these cases fails the run.
  bool Fails(const std::string& file, const std::string& content) {
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
    Write(file, content);
    return !Run().agrees();
  }

  const std::filesystem::path folder_;
  std::ostringstream out_;
};

TEST_F(FolderRunTest, CountsWhatAgrees) {
  Write("rates.json", RateCase("58.8235294117647"));
  const FolderRun run = Run();
  EXPECT_TRUE(run.agrees());
  EXPECT_EQ(run.counts.agree, 1u);
  EXPECT_NE(out_.str().find("total"), std::string::npos);
}

TEST_F(FolderRunTest, NamesWhatDiffers) {
  Write("rates.json", RateCase("58.9"));
  const FolderRun run = Run();
  EXPECT_FALSE(run.agrees());
  EXPECT_EQ(run.counts.differ, 1u);
  EXPECT_NE(out_.str().find("one: value, row 1: expected 58.9"), std::string::npos) << out_.str();
}

TEST_F(FolderRunTest, CountsWhatBothRefuse) {
  Write("rates.json", R"({"family":"rates","cases":[{"name":"none","fn":"phe_rate",
    "input":{"obs":[1],"pop":[0]},"options":{},
    "expected":{"status":"error","message":"denominators must be greater than zero"}}]})");
  EXPECT_EQ(Run().counts.refused, 1u);
}

TEST_F(FolderRunTest, DoesNotForgiveAnAnswerWhereAnErrorIsExpected) {
  EXPECT_TRUE(Fails("rates.json", R"({"family":"rates","cases":[{"name":"none","fn":"phe_rate",
    "input":{"obs":[1],"pop":[10]},"options":{},"expected":{"status":"error","message":"no"}}]})"));
}

TEST_F(FolderRunTest, DoesNotForgiveAnUnknownFamily) {
  EXPECT_TRUE(Fails("horoscopes.json", RateCase("58.8235294117647")));
}

TEST_F(FolderRunTest, DoesNotForgiveAFileThatIsNotOfTheFormat) {
  EXPECT_TRUE(Fails("rates.json", "{"));
  EXPECT_TRUE(Fails("rates.json", "[]"));
  EXPECT_TRUE(Fails("rates.json", R"({"family":"rates"})"));
  EXPECT_TRUE(Fails("rates.json", R"({"family":"rates","cases":7})"));
  EXPECT_TRUE(Fails("rates.json", R"({"family":"rates","cases":[{"name":"empty"}]})"));
  EXPECT_TRUE(Fails("rates.json", R"({"a_table_of_numbers":7})"));
}

TEST_F(FolderRunTest, DoesNotForgiveACaseWithoutItsColumns) {
  for (const char* family : {"byars_wilson", "distributions_rng", "dsr", "funnel_helpers",
                             "funnels", "israte", "isratio", "life_expectancy", "means",
                             "pkgdata_cases", "proportions", "quantiles", "rates", "sii", "spc"}) {
    EXPECT_TRUE(Fails(std::string(family) + ".json",
                      R"({"family":"f","cases":[{"name":"c","fn":"f","input":{},"options":[],
                          "expected":{"status":"ok","columns":{"value":[1]}}}]})"))
        << family;
  }
}

TEST_F(FolderRunTest, ReadsTablesWithoutCasesAsSuch) {
  Write("pkgdata_tables.json", R"({"LE_data":{"age":[0,1]},"esp2013":[5000,5500]})");
  EXPECT_TRUE(Run().agrees());
  EXPECT_NE(out_.str().find("2 tables, no cases"), std::string::npos);
}

TEST_F(FolderRunTest, HasNothingToSayAboutAFolderThatIsEmptyOrAbsent) {
  EXPECT_EQ(RunFolder(folder_, out_).status().code(), Code::kInvalidArgument);
  EXPECT_EQ(RunFolder(folder_ / "nowhere", out_).status().code(), Code::kInvalidArgument);
}

}  // namespace
}  // namespace fivestep::oracles
