#include "cli/figure_rows.h"

#include <gtest/gtest.h>

namespace fivestep::cli {
namespace {

namespace pb = analysis::v1;

constexpr char kIndicator[] = "programmes/p/indicators/i";
constexpr char kDataSet[] = "programmes/p/dataSets/d";

template <class Event>
platform::v1::RecordedEvent At(int64_t position, const Event& event) {
  platform::v1::RecordedEvent record;
  record.set_position(position);
  record.set_type(event.GetDescriptor()->full_name());
  record.set_payload(event.SerializeAsString());
  return record;
}

pb::IndicatorDefined Defined() {
  pb::IndicatorDefined event;
  event.set_indicator(kIndicator);
  event.mutable_definition()->set_group_dimension(pb::GROUP_DIMENSION_ETHNICITY);
  event.mutable_definition()->set_unit("%");
  return event;
}

pb::DataSetImported Imported() {
  pb::DataSetImported event;
  event.set_data_set(kDataSet);
  event.mutable_header()->set_disclosure_profile(pb::DISCLOSURE_PROFILE_HES_ROUND_5);
  event.mutable_header()->mutable_population()->set_ethnicity_scheme("2021 census, 19 groups");
  return event;
}

pb::FindingRecorded Finding(const std::string& id, const std::string& period = "2023") {
  pb::FindingRecorded event;
  event.set_finding("programmes/p/findings/" + id);
  event.set_indicator(kIndicator);
  event.set_indicator_version(2);
  event.set_data_set(kDataSet);
  event.set_blob_digest("\x01\xff");
  event.set_period(period);
  auto& figures = *event.mutable_figures();
  figures.set_method("Wilson, \"hybrid\"");
  auto& shown = *figures.add_groups();
  shown.set_group("White, Irish");
  shown.set_state(pb::RELEASE_STATE_RELEASED);
  shown.mutable_value()->set_value(0.1);
  shown.mutable_value()->mutable_interval()->set_upper(0.25);
  auto& withheld = *figures.add_groups();
  withheld.set_group("Roma");
  withheld.set_state(pb::RELEASE_STATE_SUPPRESSED);
  return event;
}

FigureRows Log() {
  FigureRows rows;
  rows.Add(At(1, Defined()));
  rows.Add(At(2, Imported()));
  rows.Add(At(3, Finding("f1")));
  return rows;
}

TEST(FigureRows, HoldEachFigureWithWhatItTakesToReadIt) {
  const auto rows = Log().From(0);
  ASSERT_EQ(rows.size(), 2U);
  const FigureRow& row = rows[0];
  EXPECT_EQ(row.key, "programmes/p/findings/f1#value/White, Irish");
  EXPECT_EQ(row.indicator_version, 2);
  EXPECT_EQ(row.group_dimension, "ethnicity");
  EXPECT_EQ(row.code_system, "2021 census, 19 groups");
  EXPECT_EQ(row.state, "released");
  EXPECT_EQ(row.data_set_digest, "01ff");
  EXPECT_EQ(row.disclosure_profile, "hes_round_5");
  EXPECT_EQ(row.log_position, 3);
  EXPECT_EQ(row.superseded_by, "");
}

TEST(FigureRows, KeepAWithheldFigureWithoutAValue) {
  const auto rows = Log().From(0);
  EXPECT_EQ(rows[1].state, "suppressed");
  EXPECT_FALSE(rows[1].value);
  EXPECT_NE(JsonLine(rows[1]).find("\"value\":null"), std::string::npos);
}

TEST(FigureRows, SayWhichLaterFindingTookTheirPlace) {
  auto log = Log();
  log.Add(At(4, Finding("f2")));
  log.Add(At(5, Finding("f3", "2022")));
  const auto rows = log.From(0);
  EXPECT_EQ(rows[0].superseded_by, "programmes/p/findings/f2");
  EXPECT_EQ(rows[2].superseded_by, "");
  EXPECT_EQ(rows[4].superseded_by, "");
}

TEST(FigureRows, ResumeWithWhatIsNewAndWhatThatSuperseded) {
  auto log = Log();
  EXPECT_TRUE(log.From(4).empty());
  log.Add(At(4, Finding("f3", "2022")));
  EXPECT_EQ(log.From(4).size(), 2U);
  log.Add(At(5, Finding("f2")));
  const auto rows = log.From(5);
  ASSERT_EQ(rows.size(), 4U);
  EXPECT_EQ(rows[0].log_position, 3);
  EXPECT_EQ(rows[0].superseded_by, "programmes/p/findings/f2");
  EXPECT_EQ(rows[3].log_position, 5);
}

TEST(FigureRows, HoldGapsAndSlopes) {
  auto event = Finding("f1");
  auto& gap = *event.mutable_figures()->mutable_gap();
  gap.set_group("Roma");
  gap.set_comparator("White, Irish");
  gap.set_people_to_close_count(25);
  event.mutable_figures()->mutable_slope()->mutable_sii()->set_value(3);
  FigureRows log;
  log.Add(At(1, event));
  const auto rows = log.From(0);
  ASSERT_EQ(rows.size(), 7U);
  EXPECT_EQ(rows[2].figure, "absolute_gap");
  EXPECT_EQ(rows[2].comparator, "White, Irish");
  EXPECT_EQ(rows[3].figure, "relative_gap");
  EXPECT_FALSE(rows[3].value);
  EXPECT_EQ(*rows[4].value, 25);
  EXPECT_EQ(rows[5].figure, "sii");
  EXPECT_EQ(rows[5].comparator, "");
}

TEST(FigureRows, KeepAGapInTheDataOfAnAuditWithoutAValue) {
  pb::AuditLineRecorded event;
  event.set_audit_line("programmes/p/equityAudits/a/auditLines/line-001");
  event.mutable_line()->set_group_dimension(pb::GROUP_DIMENSION_SEX);
  event.mutable_line()->set_data_gap("No indicator measures this by sex.");
  FigureRows log;
  log.Add(At(1, event));
  ASSERT_EQ(log.From(0).size(), 1U);
  EXPECT_EQ(log.From(0)[0].state, "missing");
  EXPECT_FALSE(log.From(0)[0].value);
}

TEST(FigureRows, PassOverWhatTheyDoNotKnow) {
  FigureRows log;
  platform::v1::RecordedEvent record;
  record.set_type("fivestep.analysis.v1.FindingRecorded");
  record.set_payload("\xff\xff");
  log.Add(record);
  record.set_type("fivestep.analysis.v9.New");
  log.Add(record);
  EXPECT_TRUE(log.From(0).empty());
}

TEST(FigureText, IsCsvThatSpreadsheetsRead) {
  const auto rows = Log().From(0);
  EXPECT_EQ(CsvHeading().substr(0, 21), "key,figure,indicator,");
  const std::string line = CsvLine(rows[0]);
  EXPECT_NE(line.find("\"White, Irish\""), std::string::npos);
  EXPECT_NE(line.find("\"Wilson, \"\"hybrid\"\"\""), std::string::npos);
  EXPECT_NE(line.find(",0.10000000000000001,0,0.25,"), std::string::npos);
}

TEST(FigureText, IsJsonWithNumbersAsNumbers) {
  const std::string line = JsonLine(Log().From(0)[0]);
  EXPECT_NE(line.find("\"value\":0.10000000000000001,"), std::string::npos);
  EXPECT_NE(line.find("\"method\":\"Wilson, \\\"hybrid\\\"\""), std::string::npos);
  EXPECT_NE(line.find("\"superseded_by\":null"), std::string::npos);
}

}  // namespace
}  // namespace fivestep::cli
