#include "analysis/data_set_upload.h"

#include <gtest/gtest.h>

#include "analysis/import/imported_table.h"
#include "fivestep/analysis/v1/internal.pb.h"
#include "platform/audit/sha256.h"
#include "platform/testing/fake_read_context.h"

namespace fivestep::analysis {
namespace {

constexpr char kFile[] =
    "year,area,smokers,maternities\n"
    "2023,Blackpool,278,1590\n"
    "2023,Fylde,*,600\n"
    "2022,Blackpool,300,1600\n";

v1::ImportDataSetRequest First() {
  v1::ImportDataSetRequest part;
  part.set_parent("programmes/p1");
  part.set_data_set_id("smoking");
  part.set_request_id("r1");
  auto& header = *part.mutable_header();
  header.set_title("Smoking at time of delivery");
  header.set_period_start_date("2022-04-01");
  header.set_period_end_date("2024-03-31");
  header.set_disclosure_profile(v1::DISCLOSURE_PROFILE_PUBLISHED);
  header.set_source("fingertips.phe.org.uk");
  header.mutable_population()->set_basis(v1::POPULATION_BASIS_RESIDENT);
  auto& processing = *header.mutable_processing();
  processing.set_purpose("health inequalities");
  processing.set_controller("NHS Lancashire and South Cumbria ICB");
  processing.set_agreement("published");
  processing.set_retention_date("2032-03-31");
  processing.set_opt_out(v1::OPT_OUT_HANDLING_DOES_NOT_APPLY);
  auto& mapping = *header.mutable_mapping();
  mapping.set_group_column("area");
  mapping.set_period_column("year");
  mapping.set_numerator_column("smokers");
  mapping.set_denominator_column("maternities");
  return part;
}

v1::ImportDataSetRequest Content(const std::string& content) {
  v1::ImportDataSetRequest part;
  part.set_content(content);
  return part;
}

Result<UploadSink::Finished> Import(const v1::ImportDataSetRequest& first, const std::string& file,
                                    const ReadContext& context) {
  DataSetUpload upload;
  FIVESTEP_RETURN_IF_ERROR(upload.Receive(first, context));
  FIVESTEP_RETURN_IF_ERROR(upload.Receive(Content(file), context));
  return upload.Finish(context);
}

const v1::RegisterDataSetRequest& CommandOf(const Result<UploadSink::Finished>& finished) {
  return static_cast<const v1::RegisterDataSetRequest&>(*finished->command);
}

TEST(DataSetUpload, KeepsColumnsInABlobUnderTheDataSetsName) {
  testing::FakeReadContext context;
  const auto finished = Import(First(), kFile, context);
  ASSERT_TRUE(finished.ok()) << finished.status().ToString();
  const auto& command = CommandOf(finished);
  EXPECT_EQ(command.data_set(), "programmes/p1/dataSets/smoking");
  EXPECT_EQ(finished->request_id, "r1");
  ASSERT_EQ(context.blobs().size(), 1U);
  const auto& [digest, blob] = *context.blobs().begin();
  EXPECT_EQ(command.blob_digest(), digest);
  EXPECT_EQ(blob.retain_under, "programmes/p1/dataSets/smoking");
  const auto rows = RowsOf(blob.parts);
  ASSERT_TRUE(rows.ok());
  ASSERT_EQ(rows->size(), 3U);
  EXPECT_EQ((*rows)[1].labels.at("group"), "Fylde");
  EXPECT_EQ((*rows)[1].numbers[1], 600);
  EXPECT_EQ((*rows)[1].states[0], CellState::kSuppressed);
  EXPECT_FALSE((*rows)[1].labels.contains("area"));
}

TEST(DataSetUpload, NamesTheFileByItsDigestAndItsDimensionsByTheirLabels) {
  testing::FakeReadContext context;
  const auto finished = Import(First(), kFile, context);
  ASSERT_TRUE(finished.ok());
  const auto& command = CommandOf(finished);
  const Sha256Digest digest = Sha256(kFile);
  EXPECT_EQ(command.source_digest(), std::string(digest.begin(), digest.end()));
  ASSERT_EQ(command.dimensions_size(), 2);
  EXPECT_EQ(command.dimensions(1).name(), "period");
  EXPECT_EQ(command.dimensions(1).labels(0), "2023");
}

// Guard-rail 4: of the smallest cell only that it is one that would be withheld.
TEST(DataSetUpload, SaysOfTheSmallestCellOnlyThatItWouldBeWithheld) {
  auto first = First();
  first.mutable_header()->set_disclosure_profile(v1::DISCLOSURE_PROFILE_HES_ROUND_5);
  testing::FakeReadContext context;
  const auto small = Import(first, "year,area,smokers,maternities\n2023,Fylde,6,600\n", context);
  EXPECT_TRUE(CommandOf(small).quality_report().smallest_cell_withheld());
  const auto large = Import(first, "year,area,smokers,maternities\n2023,Fylde,60,600\n", context);
  EXPECT_FALSE(CommandOf(large).quality_report().smallest_cell_withheld());
}

TEST(DataSetUpload, RefusesAreasOfAnotherVintageThanDeclared) {
  auto first = First();
  first.mutable_header()->mutable_mapping()->clear_group_column();
  first.mutable_header()->mutable_mapping()->set_area_column("area");
  first.mutable_header()->set_lsoa_vintage(v1::LSOA_VINTAGE_2011);
  const std::string file = "year,area,smokers,maternities\n2023,E01034999,60,600\n";
  testing::FakeReadContext context;
  EXPECT_EQ(Import(first, file, context).status().reason(), "FILE_NOT_USABLE");
  first.mutable_header()->set_lsoa_vintage(v1::LSOA_VINTAGE_NONE);
  EXPECT_EQ(Import(first, file, context).status().reason(), "FILE_NOT_USABLE");
  first.mutable_header()->set_lsoa_vintage(v1::LSOA_VINTAGE_2021);
  EXPECT_TRUE(Import(first, file, context).ok());
}

TEST(DataSetUpload, RefusesAHeaderThatSaysTooLittleBeforeTheFileIsRead) {
  auto first = First();
  first.mutable_header()->mutable_processing()->clear_purpose();
  first.mutable_header()->clear_source();
  DataSetUpload upload;
  testing::FakeReadContext context;
  const Status status = upload.Receive(first, context);
  EXPECT_EQ(status.reason(), "HEADER_INCOMPLETE");
  EXPECT_EQ(status.violations().size(), 2U);
}

TEST(DataSetUpload, ListsGroupsPeriodsAndQuality) {
  testing::FakeReadContext context;
  const auto finished = Import(First(), kFile, context);
  ASSERT_TRUE(finished.ok());
  const auto& command = CommandOf(finished);
  EXPECT_EQ(command.groups_size(), 2);
  EXPECT_EQ(command.periods_size(), 2);
  EXPECT_EQ(command.quality_report().kept_row_count(), 3);
  EXPECT_EQ(command.quality_report().suppressed_row_count(), 1);
  ASSERT_EQ(command.quality_report().issues_size(), 1);
  EXPECT_EQ(command.quality_report().issues(0).kind(), v1::QUALITY_ISSUE_KIND_SUPPRESSED);
  EXPECT_EQ(command.quality_report().issues(0).first_rows(0), 3);
}

TEST(DataSetUpload, TakesTheFileInPartsCutAnywhere) {
  testing::FakeReadContext whole_context;
  const auto whole = Import(First(), kFile, whole_context);
  testing::FakeReadContext context;
  DataSetUpload upload;
  ASSERT_TRUE(upload.Receive(First(), context).ok());
  for (const char byte : std::string(kFile)) {
    ASSERT_TRUE(upload.Receive(Content(std::string(1, byte)), context).ok());
  }
  const auto parts = upload.Finish(context);
  ASSERT_TRUE(whole.ok() && parts.ok());
  EXPECT_EQ(whole->identity, parts->identity);
  EXPECT_EQ(whole_context.blobs().begin()->second.content, context.blobs().begin()->second.content);
}

TEST(DataSetUpload, TellsARepeatFromAnotherFile) {
  testing::FakeReadContext context;
  const auto first = Import(First(), kFile, context);
  const auto repeat = Import(First(), kFile, context);
  const auto other = Import(First(), std::string(kFile) + "2022,Fylde,20,300\n", context);
  auto renamed_header = First();
  renamed_header.mutable_header()->set_title("Smoking");
  const auto renamed = Import(renamed_header, kFile, context);
  EXPECT_EQ(first->identity, repeat->identity);
  EXPECT_NE(first->identity, other->identity);
  EXPECT_NE(first->identity, renamed->identity);
}

TEST(DataSetUpload, TakesContentInTheFirstPart) {
  auto first = First();
  first.set_content(kFile);
  testing::FakeReadContext context;
  DataSetUpload upload;
  ASSERT_TRUE(upload.Receive(first, context).ok());
  EXPECT_TRUE(upload.Finish(context).ok());
}

TEST(DataSetUpload, NamesAllThatTheFirstPartLacks) {
  DataSetUpload upload;
  testing::FakeReadContext context;
  const Status status = upload.Receive(Content(kFile), context);
  EXPECT_EQ(status.reason(), "FIRST_PART_INCOMPLETE");
  EXPECT_EQ(status.code(), Code::kInvalidArgument);
  EXPECT_EQ(status.violations().size(), 3U);
}

TEST(DataSetUpload, RefusesAnIdThatIsNone) {
  auto first = First();
  first.set_data_set_id("Smoking at delivery");
  testing::FakeReadContext context;
  DataSetUpload upload;
  EXPECT_EQ(upload.Receive(first, context).reason(), "FIRST_PART_INCOMPLETE");
}

TEST(DataSetUpload, RefusesWrongDatesBeforeTheFileIsRead) {
  auto first = First();
  first.mutable_header()->set_period_end_date("2021-03-31");
  testing::FakeReadContext context;
  DataSetUpload upload;
  EXPECT_EQ(upload.Receive(first, context).reason(), "HEADER_INCOMPLETE");
}

TEST(DataSetUpload, RefusesASecondHeader) {
  testing::FakeReadContext context;
  DataSetUpload upload;
  ASSERT_TRUE(upload.Receive(First(), context).ok());
  EXPECT_EQ(upload.Receive(First(), context).reason(), "LATER_PART_NOT_CONTENT");
}

TEST(DataSetUpload, RefusesAPartThatIsTooLarge) {
  testing::FakeReadContext context;
  DataSetUpload upload;
  ASSERT_TRUE(upload.Receive(First(), context).ok());
  EXPECT_EQ(upload.Receive(Content(std::string(kMaxPartBytes + 1, ' ')), context).reason(),
            "PART_TOO_LARGE");
}

TEST(DataSetUpload, RefusesACallWithoutParts) {
  DataSetUpload upload;
  testing::FakeReadContext context;
  EXPECT_EQ(upload.Finish(context).status().reason(), "FIRST_PART_INCOMPLETE");
}

TEST(DataSetUpload, NamesTheMappedColumnThatTheFileLacks) {
  auto first = First();
  first.mutable_header()->mutable_mapping()->set_numerator_column("smoker");
  testing::FakeReadContext context;
  const Status status = Import(first, kFile, context).status();
  EXPECT_EQ(status.reason(), "FILE_NOT_USABLE");
  EXPECT_NE(status.message().find("smoker"), std::string::npos) << status.message();
  ASSERT_EQ(status.violations().size(), 1U);
  EXPECT_EQ(status.violations()[0].field, "header.mapping.numerator_column");
}

TEST(DataSetUpload, RefusesAFileWithoutRows) {
  testing::FakeReadContext context;
  const Status status = Import(First(), "year,area,smokers,maternities\n", context).status();
  EXPECT_EQ(status.reason(), "FILE_NOT_USABLE");
  EXPECT_TRUE(context.blobs().empty());
}

TEST(DataSetUpload, RefusesAnEmptyFile) {
  testing::FakeReadContext context;
  EXPECT_EQ(Import(First(), "", context).status().reason(), "FILE_NOT_USABLE");
}

TEST(DataSetUpload, RefusesAFileWhoseRowsAreAllUnreadable) {
  testing::FakeReadContext context;
  const Status status =
      Import(First(), "year,area,smokers,maternities\n2023,Fylde,many,600\n", context).status();
  EXPECT_EQ(status.reason(), "FILE_NOT_USABLE");
  EXPECT_NE(status.message().find("smokers"), std::string::npos) << status.message();
  EXPECT_EQ(status.message().find("many"), std::string::npos) << status.message();
}

TEST(DataSetUpload, SaysWhenTheFiltersLeaveNothing) {
  auto first = First();
  auto& filter = *first.mutable_header()->mutable_mapping()->add_filters();
  filter.set_column("year");
  filter.set_value("2019");
  testing::FakeReadContext context;
  const Status status = Import(first, kFile, context).status();
  EXPECT_EQ(status.reason(), "FILE_NOT_USABLE");
  EXPECT_NE(status.message().find("filters"), std::string::npos);
}

TEST(DataSetUpload, PassesOnThatTheBlobCouldNotBeStored) {
  testing::FakeReadContext context;
  context.FailWrites();
  EXPECT_EQ(Import(First(), kFile, context).status().code(), Code::kUnavailable);
}

TEST(DataSetUpload, ListsNoMoreGroupsThanARowHolds) {
  std::string file = "year,area,smokers,maternities\n";
  for (int i = 0; i < 3'000; ++i) file += "2023,area " + std::to_string(i) + ",10,100\n";
  testing::FakeReadContext context;
  const auto finished = Import(First(), file, context);
  ASSERT_TRUE(finished.ok());
  EXPECT_EQ(CommandOf(finished).groups_size(), kMaxListedGroups);
  EXPECT_LT(CommandOf(finished).ByteSizeLong(), 30U * 1024);
}

TEST(DataSetUpload, CallsABlankLabelNotRecorded) {
  testing::FakeReadContext context;
  const auto finished = Import(First(), "year,area,smokers,maternities\n2023,,10,100\n", context);
  ASSERT_TRUE(finished.ok());
  EXPECT_EQ(CommandOf(finished).groups(0), "not recorded");
}

}  // namespace
}  // namespace fivestep::analysis
