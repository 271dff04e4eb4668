#include "cli/data_set_import.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

namespace fivestep::cli {
namespace {

namespace pb = analysis::v1;
using testing::ElementsAre;
using testing::HasSubstr;

ImportCommand Command() {
  ImportCommand command;
  command.file = "tables/smoking.csv";
  command.parent = "programmes/p";
  return command;
}

TEST(DataSetImport, MakesTheHeaderOfTheOptions) {
  ImportCommand command = Command();
  command.title = "Smoking";
  command.start_date = "2022-04-01";
  command.profile = "hes-round-5";
  command.population = "service-users";
  command.visibility = "partners";
  command.group_column = "Area Name";
  command.filters = {"Sex=Female", "Time=a=b"};
  const pb::ImportDataSetRequest first = *FirstPart(command);
  EXPECT_EQ(first.parent(), "programmes/p");
  EXPECT_EQ(first.visibility(), platform::v1::VISIBILITY_PARTNERS);
  EXPECT_EQ(first.request_id().size(), 36u);
  const pb::DataSetHeader& header = first.header();
  EXPECT_EQ(header.title(), "Smoking");
  EXPECT_EQ(header.source_file(), "smoking.csv");
  EXPECT_EQ(header.disclosure_profile(), pb::DISCLOSURE_PROFILE_HES_ROUND_5);
  EXPECT_EQ(header.population().basis(), pb::POPULATION_BASIS_SERVICE_USERS);
  EXPECT_EQ(header.mapping().group_column(), "Area Name");
  ASSERT_EQ(header.mapping().filters_size(), 2);
  EXPECT_EQ(header.mapping().filters(1).value(), "a=b");
}

TEST(DataSetImport, AddsOptionsToAWholeHeader) {
  ImportCommand command = Command();
  command.header = R"({"title": "Of the header", "publisher": "OHID"})";
  command.title = "Of the option";
  const pb::ImportDataSetRequest first = *FirstPart(command);
  EXPECT_EQ(first.header().title(), "Of the option");
  EXPECT_EQ(first.header().publisher(), "OHID");
}

TEST(DataSetImport, NamesTheOptionThatIsWrong) {
  ImportCommand command = Command();
  command.filters = {"no equals sign"};
  EXPECT_THAT(FirstPart(command).status().message(), HasSubstr("--filter"));
  command = Command();
  command.header = R"({"name": "x"})";
  EXPECT_THAT(FirstPart(command).status().message(), HasSubstr("--header"));
  command.header = "@/nowhere";
  EXPECT_THAT(FirstPart(command).status().message(), HasSubstr("/nowhere"));
}

TEST(DataSetImport, SaysUnderWhichAuthorityAndByWhichDimensions) {
  ImportCommand command = Command();
  command.mapping = R"({"group_column": "imd", "repeat_rule": "REPEAT_RULE_ADD_UP"})";
  command.dimensions = {"age_band:age=Age", "org=Provider=code"};
  command.purpose = "audit";
  command.opt_out = "does-not-apply";
  command.lsoa_vintage = "2021";
  const pb::DataSetHeader header = FirstPart(command)->header();
  EXPECT_EQ(header.mapping().group_column(), "imd");
  EXPECT_EQ(header.mapping().repeat_rule(), pb::REPEAT_RULE_ADD_UP);
  ASSERT_EQ(header.mapping().dimensions_size(), 2);
  EXPECT_EQ(header.mapping().dimensions(0).kind(), pb::GROUP_DIMENSION_AGE);
  EXPECT_EQ(header.mapping().dimensions(1).column(), "Provider=code");
  EXPECT_EQ(header.processing().purpose(), "audit");
  EXPECT_EQ(header.processing().opt_out(), pb::OPT_OUT_HANDLING_DOES_NOT_APPLY);
  EXPECT_EQ(header.lsoa_vintage(), pb::LSOA_VINTAGE_2021);
  command.dimensions = {"age"};
  EXPECT_THAT(FirstPart(command).status().message(), HasSubstr("--dimension"));
  command.dimensions = {"age:years=Age"};
  EXPECT_THAT(FirstPart(command).status().message(), HasSubstr("years"));
}

TEST(DataSetImport, ReadsWhatReferenceDataIsBesideItsFile) {
  const std::string folder = ::testing::TempDir();
  std::ofstream(folder + "/look_up.json") << R"({"title": "A look-up", "edition": "2024"})";
  ReferenceCommand command;
  command.file = folder + "/look_up.csv";
  command.kind = "standard-population";
  command.edition = "2025";
  const auto first = FirstPart(command);
  ASSERT_TRUE(first.ok()) << first.status().ToString();
  EXPECT_EQ(first->header().title(), "A look-up");
  EXPECT_EQ(first->header().edition(), "2025");
  EXPECT_EQ(first->header().kind(), pb::REFERENCE_KIND_STANDARD_POPULATION);
}

std::string Content(const Client::NextPart& next, int& parts) {
  std::string content;
  parts = 0;
  while (const auto part = next()) {
    content += dynamic_cast<const pb::ImportDataSetRequest&>(*part).content();
    ++parts;
  }
  return content;
}

TEST(DataSetImport, SendsTheWholeFileInSlicesOnEachTry) {
  pb::ImportDataSetRequest first;
  first.set_parent("programmes/p");
  const std::string content = std::string(kImportPartBytes, 'a') + "end";
  const std::string path = ::testing::TempDir() + "/slices.csv";
  std::ofstream(path, std::ios::binary) << content;
  const auto file = SlicedFile::Open(path);
  ASSERT_TRUE(file.ok());
  EXPECT_EQ(file->Beginning(kImportPartBytes + 1).size(), kImportPartBytes + 1);
  std::vector<int64_t> progress;
  const Session::Parts begin =
      PartsOf(first, *file, [&](int64_t done) { progress.push_back(done); });
  for (int attempt = 0; attempt < 2; ++attempt) {
    int parts = 0;
    EXPECT_EQ(Content(begin(), parts), content);
    EXPECT_EQ(parts, 3);  // the header, then two slices
  }
  const auto slice = static_cast<int64_t>(kImportPartBytes);
  EXPECT_THAT(progress, ElementsAre(slice, slice + 3, slice, slice + 3));
}

TEST(DataSetImport, SumsUpWhatCameOfIt) {
  pb::DataSet data_set;
  data_set.set_name("programmes/p/dataSets/d");
  data_set.set_title("Smoking");
  data_set.mutable_quality_report()->set_row_count(12);
  data_set.mutable_quality_report()->set_kept_row_count(9);
  data_set.mutable_quality_report()->set_filtered_row_count(3);
  data_set.mutable_quality_report()->add_issues()->set_message("2 rows have no count.");
  EXPECT_EQ(ImportSummary(data_set),
            "programmes/p/dataSets/d\n"
            "Smoking\n"
            "9 of 12 rows kept, 3 left out by the filters; 0 groups, 0 periods, 0 areas.\n"
            "  2 rows have no count.\n");
}

}  // namespace
}  // namespace fivestep::cli
