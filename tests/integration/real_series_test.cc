// Charts of published NHS series, from the files as their publishers left them: A&E of an
// integrated care board and of every trust, referral to treatment, talking therapies. What the
// data's README says of each file is met as it is met in practice: by the caller, or by a refusal
// that says so.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include "fivestep/metrics/v1/metrics_service.pb.h"
#include "fivestep/programme/v1/events.pb.h"
#include "metrics/chart_query.h"
#include "metrics/metrics_service.h"
#include "platform/core/date.h"
#include "platform/testing/test_log.h"

namespace fivestep {
namespace {

namespace mv1 = metrics::v1;
namespace fs = std::filesystem;
using ::testing::HasSubstr;

const std::string kProgramme = "programmes/p1";

fs::path FindData(const std::string& file) {
  const char* source = std::getenv("FIVESTEP_SOURCE");
  const fs::path at = fs::path(source == nullptr ? "." : source) / ".." / "shared" / "data";
  return fs::exists(at / "timeseries" / file) ? at / "timeseries" / file : fs::path();
}

using Row = std::map<std::string, std::string>;

// Rows of a file whose cells may be quoted.
std::vector<Row> ReadCsv(const fs::path& path) {
  std::ifstream file(path);
  std::string line;
  const auto cells = [](const std::string& text) {
    std::vector<std::string> found(1);
    bool quoted = false;
    for (const char c : text) {
      if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        found.emplace_back();
      } else if (c != '\r') {
        found.back() += c;
      }
    }
    return found;
  };
  std::getline(file, line);
  const std::vector<std::string> header = cells(line);
  std::vector<Row> rows;
  while (std::getline(file, line)) {
    const std::vector<std::string> row = cells(line);
    Row named;
    for (size_t i = 0; i < header.size() && i < row.size(); ++i) named[header[i]] = row[i];
    rows.push_back(named);
  }
  return rows;
}

// `April 2022` and `2022-04-01` as the first day of the month.
std::string MonthStart(const std::string& text) {
  if (ParseDate(text)) return text.substr(0, 8) + "01";
  static const std::vector<std::string> kMonths = {"January",   "February", "March",    "April",
                                                   "May",       "June",     "July",     "August",
                                                   "September", "October",  "November", "December"};
  const size_t space = text.find(' ');
  const auto month = std::find(kMonths.begin(), kMonths.end(), text.substr(0, space));
  const auto number = static_cast<unsigned>(month - kMonths.begin() + 1);
  return ToText(Date(std::chrono::year(std::stoi(text.substr(space + 1))),
                     std::chrono::month(number), std::chrono::day(1)));
}

std::string MonthEnd(const std::string& start) {
  const Date next = *ParseDate(start) + std::chrono::months(1);
  return ToText(Date(std::chrono::sys_days(next) - std::chrono::days(1)));
}

// Counts of one month.
struct Month {
  int64_t numerator = 0;
  int64_t denominator = 0;
};
using Months = std::map<std::string, Month>;  // by first day

class RealSeries : public ::testing::Test {
 protected:
  RealSeries() : log_(directory_.path(), metrics::MakeModel()) {
    programme::v1::ProgrammeOpened opened;
    opened.set_programme(kProgramme);
    platform::v1::RecordedEvent record;
    record.set_position(1);
    record.set_stream("programme/p1");
    record.set_stream_version(1);
    record.set_id("event-1");
    record.set_type(opened.GetTypeName());
    record.set_programme(kProgramme);
    record.set_payload(opened.SerializeAsString());
    log_.Ingest("programme", 1, record.SerializeAsString());
  }

  // A metric of published monthly figures.
  std::string Define(const std::string& id, mv1::ValueKind kind, mv1::ChartMethod method,
                     double target) {
    mv1::CreateMetricRequest create;
    create.set_parent(kProgramme);
    create.set_metric_id(id);
    create.set_title(id);
    create.set_population_group("all");
    create.set_geography("as published");
    EXPECT_TRUE(log_.Run(create).status.ok());
    mv1::DefineMetricRequest define;
    define.set_name(kProgramme + "/metrics/" + id);
    auto& definition = *define.mutable_definition();
    definition.set_numerator("numerator");
    if (kind != mv1::VALUE_KIND_COUNT) definition.set_denominator("denominator");
    definition.set_source("as published");
    definition.set_owner_role("owner");
    definition.set_collection_owner_role("analyst");
    definition.set_benchmark("England");
    definition.set_organisational_priority("recovery");
    definition.set_theory_of_change_link("none");
    definition.set_frequency(mv1::FREQUENCY_MONTHLY);
    definition.set_baseline_start_date("2016-01-01");
    definition.set_baseline_end_date("2016-12-31");
    definition.set_target_value(target);
    definition.set_target_date("2027-03-31");
    definition.set_measure_type(mv1::MEASURE_TYPE_PROCESS);
    definition.set_polarity(mv1::POLARITY_LOWER_IS_BETTER);
    definition.set_value_kind(kind);
    definition.set_chart_method(method);
    definition.set_decimal_places(2);
    definition.set_disclosure_profile(mv1::DISCLOSURE_PROFILE_PUBLISHED);
    const auto result = log_.Run(define);
    EXPECT_TRUE(result.status.ok()) << result.status.ToString();
    return define.name();
  }

  Status Record(const std::string& metric, const Months& months, bool counts) {
    mv1::RecordReadingsRequest record;
    record.set_name(metric);
    for (const auto& [start, month] : months) {
      auto& entry = *record.add_readings();
      entry.set_period_start_date(start);
      entry.set_period_end_date(MonthEnd(start));
      entry.mutable_exact()->set_numerator(month.numerator);
      if (counts) entry.mutable_exact()->set_denominator(month.denominator);
    }
    return log_.Run(record).status;
  }

  Result<mv1::GetChartResponse> Chart(const std::string& metric) {
    mv1::GetChartRequest ask;
    ask.set_name(metric);
    return metrics::AnswerGetChart(ask, *log_.loop().Read({}));
  }

  testing::TemporaryDirectory directory_;
  testing::TestLog log_;
};

#define FIVESTEP_NEEDS(path, file)      \
  const fs::path path = FindData(file); \
  if (path.empty()) GTEST_SKIP() << "../shared/data/timeseries/" << (file) << " is not there"

TEST_F(RealSeries, AccidentAndEmergencyOfTheBoardIsFortyMonths) {
  FIVESTEP_NEEDS(path, "healthyr_england_icb_accidents_emergency.csv");
  Months months;
  for (const Row& row : ReadCsv(path)) {
    if (row.at("icb22_code") != "E54000048") continue;  // QE1, Lancashire and South Cumbria
    months[MonthStart(row.at("date"))] = {std::stoll(row.at("attendances_over_4hours")),
                                          std::stoll(row.at("total_attendances"))};
  }
  ASSERT_EQ(months.size(), 40u);
  const std::string xmr = Define("board", mv1::VALUE_KIND_PERCENT, mv1::CHART_METHOD_XMR, 22);
  ASSERT_TRUE(Record(xmr, months, true).ok());
  const auto chart = Chart(xmr);
  ASSERT_TRUE(chart.ok()) << chart.status().ToString();
  EXPECT_EQ(chart->kind(), mv1::CHART_KIND_CONTROL);
  EXPECT_EQ(chart->value_count(), 40);
  EXPECT_TRUE(chart->has_limits());
  // The mean and the moving ranges of the file itself.
  double sum = 0;
  for (const auto& point : chart->points()) sum += point.value();
  EXPECT_NEAR(chart->mean(), sum / 40, 1e-9);
  const std::string prime =
      Define("board-p", mv1::VALUE_KIND_PERCENT, mv1::CHART_METHOD_P_PRIME, 22);
  ASSERT_TRUE(Record(prime, months, true).ok());
  const auto follows = Chart(prime);
  ASSERT_TRUE(follows.ok()) << follows.status().ToString();
  // Some 60,000 attendances a month vary far more than chance: what Laney's correction is for.
  EXPECT_GT(follows->sigma_z(), 3);
}

TEST_F(RealSeries, TrustsThatOpenCloseAndMergeGiveChartsRunChartsAndRefusals) {
  FIVESTEP_NEEDS(path, "nhsr_ae_attendances.csv");
  std::map<std::string, Months> trusts;
  for (const Row& row : ReadCsv(path)) {
    Month& month = trusts[row.at("org_code")][MonthStart(row.at("period"))];
    month.numerator += std::stoll(row.at("breaches"));
    month.denominator += std::stoll(row.at("attendances"));
  }
  EXPECT_EQ(trusts.size(), 274u);
  int charts = 0;
  int run_charts = 0;
  int refused = 0;
  for (const auto& [code, months] : trusts) {
    std::string id = code;
    for (char& c : id) c = static_cast<char>(std::tolower(c));
    const std::string metric =
        Define("trust-" + id, mv1::VALUE_KIND_PERCENT, mv1::CHART_METHOD_XMR, 5);
    const Status recorded = Record(metric, months, true);
    ASSERT_TRUE(recorded.ok()) << code << recorded.ToString();
    const auto chart = Chart(metric);
    if (!chart.ok()) {
      // A month without a row: the publisher has none, and a chart over the hole would mislead.
      EXPECT_EQ(chart.status().reason(), "PERIODS_NOT_CHARTABLE") << code;
      EXPECT_THAT(chart.status().message(), HasSubstr("add the periods in between")) << code;
      ++refused;
    } else if (chart->kind() == mv1::CHART_KIND_RUN) {
      EXPECT_LT(chart->value_count(), 12) << code;
      EXPECT_EQ(chart->variation(), mv1::VARIATION_UNSPECIFIED) << code;
      ++run_charts;
    } else {
      EXPECT_GE(chart->value_count(), 12) << code;
      EXPECT_NE(chart->variation(), mv1::VARIATION_UNSPECIFIED) << code;
      ++charts;
    }
  }
  EXPECT_GT(charts, 150);
  EXPECT_GT(run_charts, 0);
  EXPECT_GT(refused, 0);
  EXPECT_EQ(charts + run_charts + refused, 274);
}

TEST_F(RealSeries, ReferralToTreatmentBreaksWhereATreatmentChangesItsName) {
  FIVESTEP_NEEDS(path, "healthyr_england_rtt_region.csv");
  std::map<std::string, Months> by_name;
  Months joined;
  for (const Row& row : ReadCsv(path)) {
    const std::string& treatment = row.at("treatment");
    if (row.at("nhs_region20_name") != "North West") continue;
    if (treatment != "Cardiology" && treatment != "Cardiology Service") continue;
    const Month month{std::stoll(row.at("waits_over_18_weeks")), 0};
    by_name[treatment][MonthStart(row.at("date"))] = month;
    joined[MonthStart(row.at("date"))] = month;
  }
  ASSERT_EQ(by_name.size(), 2u);
  EXPECT_LT(by_name["Cardiology"].size(), joined.size());
  const std::string metric = Define("rtt", mv1::VALUE_KIND_COUNT, mv1::CHART_METHOD_XMR, 0);
  ASSERT_TRUE(Record(metric, joined, false).ok());
  const auto chart = Chart(metric);
  ASSERT_TRUE(chart.ok()) << chart.status().ToString();
  EXPECT_EQ(chart->kind(), mv1::CHART_KIND_CONTROL);
  EXPECT_EQ(chart->value_count(), static_cast<int>(joined.size()));
  // Waits rose through the pandemic: nobody needs a rule to see it, and every rule does.
  EXPECT_NE(chart->variation(), mv1::VARIATION_COMMON_CAUSE);
}

TEST_F(RealSeries, TalkingTherapiesAreElevenMonthsAndSoARunChart) {
  FIVESTEP_NEEDS(path, "healthyr_england_sicb_iapt.csv");
  // Counts and percentages share a column; NA is what the publisher has withheld.
  std::map<std::string, std::map<std::string, std::string>> places;
  for (const Row& row : ReadCsv(path)) {
    if (row.at("name") != "Percentage_AccessingServices6WeeksFinishedCourseTreatment") continue;
    places[row.at("sicbl22_code")][MonthStart(row.at("date"))] = row.at("value");
  }
  int withheld = 0;
  int number = 0;
  for (const auto& [code, months] : places) {
    mv1::RecordReadingsRequest record;
    int missing = 0;
    for (const auto& [start, value] : months) {
      auto& entry = *record.add_readings();
      entry.set_period_start_date(start);
      entry.set_period_end_date(MonthEnd(start));
      if (value == "NA") {
        entry.set_not_collected(true);
        ++missing;
      } else {
        entry.set_value(std::stod(value));
      }
    }
    // One place with all its figures, and every place with some withheld.
    if (missing == 0 && number > 0) continue;
    withheld += missing;
    record.set_name(Define("therapies-" + std::to_string(++number), mv1::VALUE_KIND_PERCENT,
                           mv1::CHART_METHOD_XMR, 75));
    const auto recorded = log_.Run(record);
    ASSERT_TRUE(recorded.status.ok()) << code << recorded.status.ToString();
    const auto chart = Chart(record.name());
    if (!chart.ok()) {
      EXPECT_EQ(chart.status().reason(), "PERIODS_NOT_CHARTABLE") << code;
      continue;
    }
    EXPECT_EQ(chart->kind(), mv1::CHART_KIND_RUN) << code;
    EXPECT_THAT(chart->note(), HasSubstr("no limits yet")) << code;
    EXPECT_LE(chart->points_size(), 11) << code;
  }
  EXPECT_GT(withheld, 0);
}

}  // namespace
}  // namespace fivestep
