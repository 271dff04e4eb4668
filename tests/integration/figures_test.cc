// The last link between analysis and metrics over a real nats-server: exact figures are supplied,
// fetched, recorded; a next version revises; nothing exact lies on the bus in the clear.
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <future>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "analysis/analysis_service.h"
#include "analysis/data_set_upload.h"
#include "bus_streams.h"
#include "fivestep/analysis/v1/analysis_service.pb.h"
#include "fivestep/metrics/v1/metrics_service.pb.h"
#include "fivestep/programme/v1/events.pb.h"
#include "metrics/domain/examples.h"
#include "metrics/metrics_service.h"
#include "platform/bus/bus.h"
#include "platform/bus/eventlog_edges.h"
#include "platform/bus/subjects.h"
#include "platform/eventlog/errands.h"
#include "platform/rpc/restricted_tools.h"
#include "platform/testing/nats_fixture.h"
#include "platform/testing/test_log.h"

namespace fivestep::testing {
namespace {

namespace av1 = analysis::v1;
namespace mv1 = metrics::v1;

constexpr char kDeployment[] = "test";
constexpr char kOneKey[] = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
constexpr char kOtherKey[] = "ff0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
const std::string kProgramme = "programmes/p1";
const std::string kIndicator = kProgramme + "/indicators/smoking";
const std::string kSupply = kProgramme + "/figureSupplies/smoking";
const std::string kMetric = kProgramme + "/metrics/smoking";

constexpr char kFirstFile[] =
    "month,decile,smokers,maternities\n"
    "2024-01,1,93,997\n2024-01,10,31,1203\n"
    "2024-02,1,6,1011\n2024-02,10,29,1190\n";
// January is corrected, March is new.
constexpr char kSecondFile[] =
    "month,decile,smokers,maternities\n"
    "2024-01,1,113,997\n2024-01,10,31,1203\n"
    "2024-02,1,6,1011\n2024-02,10,29,1190\n"
    "2024-03,1,88,1004\n2024-03,10,27,1188\n";

Caller Analyst() {
  Caller caller;
  caller.id = "analyst-1";
  caller.organisation = "QE1";
  caller.roles = {"analyst"};
  return caller;
}

// One service with its bus and its errands, as ServiceProcess puts them together.
class Node {
 public:
  Node(const std::string& directory, ServiceModel model, const NatsServer& nats, const char* key)
      : seal_(SealOf(std::filesystem::path(directory).parent_path().string(), key)),
        log_(directory, std::move(model), nullptr, LoopOptions()),
        hand_overs_(&log_.log(), &log_.loop(), log_.model().hand_overs()),
        bus_(&log_.log(), &log_.loop(), nullptr, BusOptions(nats)),
        tools_(kDeployment, BusOptions(nats).connection, seal_.get()),
        errands_(&log_.log(), &log_.loop(), &log_.model(), &tools_, ErrandOptions()) {
    EXPECT_TRUE(bus_.Start().ok());
    errands_.Start();
  }
  ~Node() {
    errands_.Stop();
    bus_.Stop();
  }
  Node(const Node&) = delete;
  Node& operator=(const Node&) = delete;

  TestLog& log() { return log_; }
  Errands& errands() { return errands_; }

  void OpenProgramme() {
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
    const auto [outcome, status] = log_.Ingest("programme", 1, record.SerializeAsString());
    EXPECT_EQ(outcome, IngestOutcome::kApplied) << status.ToString();
  }
  // Runs a command, prepared where it is to be.
  CommandResult Run(const google::protobuf::Message& request) {
    const CommandRule* rule = log_.model().FindCommand(request.GetDescriptor());
    if (!rule->prepare) return log_.Run(request, "", Analyst());
    CommandResult result;
    auto prepared = rule->prepare(request, *log_.loop().Read(Analyst()));
    if (!prepared.ok()) {
      result.status = prepared.status();
      return result;
    }
    CommandCall call;
    call.rule = rule;
    call.request.reset(request.New());
    call.request->CopyFrom(request);
    call.prepared = std::move(*prepared);
    call.caller = Analyst();
    call.programme = kProgramme;
    std::promise<CommandResult> promise;
    log_.loop().Submit(std::move(call),
                       [&promise](CommandResult done) { promise.set_value(std::move(done)); });
    return promise.get_future().get();
  }
  void Do(const google::protobuf::Message& request) {
    const CommandResult result = Run(request);
    ASSERT_TRUE(result.status.ok()) << result.status.ToString();
  }
  template <class Resource>
  Resource Get(const std::string& name) {
    auto found = log_.loop().Read(Analyst())->Get<Resource>(name);
    return found.ok() ? *found : Resource();
  }

 private:
  static std::unique_ptr<RestrictedSeal> SealOf(const std::string& folder, const char* key) {
    if (key == nullptr) return nullptr;
    const std::string file = folder + "/" + std::string(key).substr(0, 2) + ".key";
    std::ofstream(file) << key << "\n";
    ::chmod(file.c_str(), 0600);
    return std::make_unique<RestrictedSeal>(RestrictedSeal::FromFile(file, kDeployment).value());
  }
  CommitLoop::Options LoopOptions() {
    CommitLoop::Options options;
    options.restricted = seal_.get();
    options.disposal_settling = std::chrono::milliseconds(0);
    return options;
  }
  Bus::Options BusOptions(const NatsServer& nats) {
    Bus::Options options;
    options.connection.urls = {nats.url()};
    options.follow = log_.model().followed_logs();
    if (!log_.model().hand_overs().view.empty()) options.restricted = &hand_overs_;
    return options;
  }
  static Errands::Options ErrandOptions() {
    Errands::Options options;
    options.first_pause = std::chrono::milliseconds(20);
    options.longest_pause = std::chrono::milliseconds(200);
    return options;
  }

  std::unique_ptr<RestrictedSeal> seal_;
  TestLog log_;
  CommitLoopHandOvers hand_overs_;
  Bus bus_;
  RestrictedTools tools_;
  Errands errands_;
};

class Figures : public ::testing::Test {
 protected:
  Figures() { StartAnalysis(kOneKey); }

  void StartAnalysis(const char* key) {
    analysis_.reset();
    std::filesystem::create_directories(directory_ / "analysis");
    analysis_.emplace(directory_ / "analysis", analysis::MakeModel(), nats_, key);
  }
  void StartMetrics(const char* key) {
    metrics_.reset();
    std::filesystem::create_directories(directory_ / "metrics");
    metrics_.emplace(directory_ / "metrics", metrics::MakeModel(), nats_, key);
  }
  static bool Eventually(const std::function<bool()>& condition) {
    // A lost server is looked for again after two seconds at most, then streams are compared.
    for (int i = 0; i < 6; ++i) {
      if (TestLog::Eventually(condition)) return true;
    }
    return false;
  }

  void DefineIndicator() {
    av1::DefineIndicatorRequest define;
    define.set_parent(kProgramme);
    define.set_indicator_id("smoking");
    av1::IndicatorDefinition& definition = *define.mutable_definition();
    definition.set_title("Smoking at time of delivery");
    definition.set_kind(av1::INDICATOR_KIND_PROPORTION);
    definition.set_multiplier(100);
    definition.set_unit("%");
    definition.set_group_dimension(av1::GROUP_DIMENSION_DEPRIVATION);
    analysis_->Do(define);
  }
  static av1::ImportDataSetRequest Header(const std::string& id, const std::string& supersedes) {
    av1::ImportDataSetRequest part;
    part.set_parent(kProgramme);
    part.set_data_set_id(id);
    part.set_request_id(id);
    av1::DataSetHeader& header = *part.mutable_header();
    header.set_title("Smoking");
    header.set_publisher("the trust");
    header.set_period_start_date("2024-01-01");
    header.set_period_end_date("2024-12-31");
    header.set_disclosure_profile(av1::DISCLOSURE_PROFILE_HES_ROUND_5);
    header.set_source("maternity system");
    header.set_supersedes(supersedes);
    header.set_deprivation_edition("IMD 2019");
    header.mutable_population()->set_basis(av1::POPULATION_BASIS_RESIDENT);
    av1::Processing& processing = *header.mutable_processing();
    processing.set_purpose("health inequalities");
    processing.set_controller("the ICB");
    processing.set_agreement("an agreement");
    processing.set_retention_date("2026-12-31");
    processing.set_opt_out(av1::OPT_OUT_HANDLING_APPLIED);
    av1::ColumnMapping& mapping = *header.mutable_mapping();
    mapping.set_group_column("decile");
    mapping.set_group_kind(av1::GROUP_DIMENSION_DEPRIVATION);
    mapping.set_period_column("month");
    mapping.set_numerator_column("smokers");
    mapping.set_denominator_column("maternities");
    return part;
  }
  void Import(const std::string& id, const std::string& file, const std::string& supersedes = "") {
    const auto sink = analysis::OpenDataSetUpload();
    const auto context = analysis_->log().loop().Read(Analyst());
    const Status first = sink->Receive(Header(id, supersedes), *context);
    ASSERT_TRUE(first.ok()) << first.ToString();
    av1::ImportDataSetRequest content;
    content.set_content(file);
    ASSERT_TRUE(sink->Receive(content, *context).ok());
    auto finished = sink->Finish(*context);
    ASSERT_TRUE(finished.ok()) << finished.status().ToString();
    const CommandResult result = analysis_->log().Run(*finished->command, "", Analyst());
    ASSERT_TRUE(result.status.ok()) << result.status.ToString();
  }
  av1::SupplyFiguresRequest Supply() {
    av1::SupplyFiguresRequest supply;
    supply.set_parent(kProgramme);
    supply.set_figure_supply_id("smoking");
    supply.set_title("Smoking by deprivation");
    supply.set_indicator(kIndicator);
    supply.set_data_set(kProgramme + "/dataSets/first");
    return supply;
  }
  void SupplyFirstFile() {
    analysis_->OpenProgramme();
    DefineIndicator();
    Import("first", kFirstFile);
    analysis_->Do(Supply());
  }
  // A defined metric, which follows the first decile as soon as the supply is known.
  void FollowFirstDecile() {
    metrics_->OpenProgramme();
    mv1::CreateMetricRequest create;
    create.set_parent(kProgramme);
    create.set_metric_id("smoking");
    create.set_title("Smoking");
    metrics_->Do(create);
    mv1::DefineMetricRequest define;
    define.set_name(kMetric);
    *define.mutable_definition() = metrics::SampleDefinition();
    define.mutable_definition()->set_population("most deprived tenth");
    define.mutable_definition()->set_geography("the ICB");
    define.mutable_definition()->set_organisational_priority("smoking");
    metrics_->Do(define);
    mv1::FollowFiguresRequest follow;
    follow.set_name(kMetric);
    follow.mutable_feed()->set_figure_supply(kSupply);
    follow.mutable_feed()->set_group("1");
    ASSERT_TRUE(Eventually([&] { return metrics_->Run(follow).status.ok(); }));
  }
  mv1::Metric Metric() { return metrics_->Get<mv1::Metric>(kMetric); }
  bool HasTaken(int readings) {
    return Eventually([&] { return Metric().reading_count() == readings; });
  }
  mv1::Reading ReadingOf(const std::string& start) {
    mv1::GetReadingRequest request;
    request.set_name(kMetric + "/readings/" + start);
    const auto* query = metrics_->log().model().FindQuery(request.GetDescriptor());
    auto reading = query->answer(request, *metrics_->log().loop().Read(Analyst()));
    EXPECT_TRUE(reading.ok()) << reading.status().ToString();
    return reading.ok() ? static_cast<const mv1::Reading&>(**reading) : mv1::Reading();
  }
  static int64_t MessagesIn(TestClient& client, const std::string& stream) {
    const auto count = CountMessages(client.connection(), stream);
    return count.ok() ? *count : -1;
  }
  // Everything that lies in the streams of the two services and in the restricted one.
  std::string OnTheBus() {
    TestClient client(nats_.url());
    std::string all;
    for (const std::string& stream :
         {EventStreamName(kDeployment, "analysis"), EventStreamName(kDeployment, "metrics"),
          RestrictedStreamName(kDeployment)}) {
      jsStreamInfo* raw = nullptr;
      jsErrCode error{};
      if (js_GetStreamInfo(&raw, client.connection().jet_stream(), stream.c_str(), nullptr,
                           &error) != NATS_OK) {
        ADD_FAILURE() << "no stream " << stream;
        continue;
      }
      const StreamInfoHandle info(raw);
      for (uint64_t i = info->State.FirstSeq; i <= info->State.LastSeq; ++i) {
        natsMsg* message = nullptr;
        if (js_GetMsg(&message, client.connection().jet_stream(), stream.c_str(), i, nullptr,
                      &error) != NATS_OK) {
          continue;
        }
        const MessageHandle owner(message);
        all += BodyOf(message);
      }
    }
    return all;
  }

  NatsServer nats_;
  TemporaryDirectory directory_;
  std::optional<Node> analysis_;
  std::optional<Node> metrics_;
};

TEST_F(Figures, OfADataSetBecomeReadingsAndThoseOfTheNextVersionRevisions) {
  SupplyFirstFile();
  StartMetrics(kOneKey);
  FollowFirstDecile();
  ASSERT_TRUE(HasTaken(2)) << Metric().DebugString();
  EXPECT_EQ(ReadingOf("2024-01-01").released().value(), 9.5);
  EXPECT_TRUE(ReadingOf("2024-02-01").released().suppressed());
  EXPECT_FALSE(ReadingOf("2024-02-01").released().has_numerator());

  nats_.Kill();
  Import("second", kSecondFile, kProgramme + "/dataSets/first");
  EXPECT_EQ(analysis_->Get<av1::FigureSupply>(kSupply).data_set_version(), 2);
  nats_.Start();
  ASSERT_TRUE(HasTaken(3)) << Metric().DebugString();
  const mv1::Reading january = ReadingOf("2024-01-01");
  EXPECT_EQ(january.released().value(), 11.6);
  EXPECT_EQ(january.revision_count(), 1);
  EXPECT_EQ(january.revision_reason(), "Figures of programmes/p1/dataSets/second, version 2");
  EXPECT_TRUE(ReadingOf("2024-02-01").released().suppressed());
  EXPECT_EQ(ReadingOf("2024-02-01").revision_count(), 0);
  const mv1::DeliveryOutcome outcome = Metric().last_delivery();
  EXPECT_EQ(outcome.recorded_count(), 1);
  EXPECT_EQ(outcome.revised_count(), 1);
  EXPECT_EQ(outcome.unchanged_count(), 1);
  EXPECT_TRUE(outcome.left_out().empty());
}

TEST_F(Figures, AreNowhereOnTheBusInTheClear) {
  SupplyFirstFile();
  StartMetrics(kOneKey);
  FollowFirstDecile();
  ASSERT_TRUE(HasTaken(2));
  ASSERT_TRUE(Eventually([this] {
    return OnTheBus().find(Metric().last_delivery().delivery()) != std::string::npos;
  }));
  const std::string bus = OnTheBus();
  // Each cell as it was sealed, and the exact numbers as their event would hold them.
  for (const auto& [numerator, denominator] :
       {std::pair(93.0, 997.0), std::pair(6.0, 1011.0), std::pair(31.0, 1203.0)}) {
    av1::SuppliedCell cell;
    cell.set_numerator(numerator);
    cell.set_denominator(denominator);
    EXPECT_EQ(bus.find(cell.SerializeAsString()), std::string::npos) << numerator;
    mv1::ExactCounts counts;
    counts.set_numerator(static_cast<int64_t>(numerator));
    counts.set_denominator(static_cast<int64_t>(denominator));
    EXPECT_EQ(bus.find(counts.SerializeAsString()), std::string::npos) << numerator;
  }
}

TEST_F(Figures, WaitForTheRightKey) {
  SupplyFirstFile();
  StartMetrics(kOtherKey);
  FollowFirstDecile();
  ASSERT_TRUE(Eventually([this] { return !metrics_->errands().waiting().empty(); }));
  EXPECT_NE(metrics_->errands().waiting()[0].error().find("--restricted-key-file"),
            std::string::npos);
  ASSERT_TRUE(Eventually([this] { return metrics_->errands().waiting()[0].attempt_count() > 2; }));
  EXPECT_EQ(Metric().reading_count(), 0);
  StartMetrics(nullptr);
  ASSERT_TRUE(Eventually([this] { return !metrics_->errands().waiting().empty(); }));
  StartMetrics(kOneKey);
  EXPECT_TRUE(HasTaken(2));
}

TEST_F(Figures, WaitForWhatTheStreamLacks) {
  SupplyFirstFile();
  TestClient client(nats_.url());
  const int64_t events = analysis_->log().log().last_position();
  ASSERT_TRUE(Eventually([&] {
    return MessagesIn(client, EventStreamName(kDeployment, "analysis")) == events &&
           MessagesIn(client, RestrictedStreamName(kDeployment)) == 1;
  }));
  analysis_.reset();
  client.Purge(RestrictedStreamName(kDeployment));
  StartMetrics(kOneKey);
  FollowFirstDecile();
  ASSERT_TRUE(Eventually([this] { return !metrics_->errands().waiting().empty(); }));
  EXPECT_EQ(Metric().reading_count(), 0);
  StartAnalysis(kOneKey);
  EXPECT_TRUE(HasTaken(2));
}

TEST_F(Figures, AreRefusedWithoutAKeyWithASentenceThatSaysWhatToDo) {
  StartAnalysis(nullptr);
  analysis_->OpenProgramme();
  DefineIndicator();
  Import("first", kFirstFile);
  const CommandResult refused = analysis_->Run(Supply());
  EXPECT_EQ(refused.status.code(), Code::kFailedPrecondition);
  EXPECT_EQ(refused.status.reason(), "RESTRICTED_KEY_MISSING");
}

TEST_F(Figures, OfAVersionThatCannotBeSuppliedLeaveAReason) {
  SupplyFirstFile();
  StartAnalysis(nullptr);
  Import("second", kSecondFile, kProgramme + "/dataSets/first");
  const auto supply = analysis_->Get<av1::FigureSupply>(kSupply);
  EXPECT_EQ(supply.data_set(), kProgramme + "/dataSets/first");
  EXPECT_EQ(supply.not_renewed_data_set(), kProgramme + "/dataSets/second");
  EXPECT_FALSE(supply.not_renewed_reason().empty());
  StartAnalysis(kOneKey);
  av1::RenewFiguresRequest renew;
  renew.set_name(kSupply);
  analysis_->Do(renew);
  const auto renewed = analysis_->Get<av1::FigureSupply>(kSupply);
  EXPECT_EQ(renewed.data_set(), kProgramme + "/dataSets/second");
  EXPECT_EQ(renewed.supply_count(), 2);
  EXPECT_TRUE(renewed.not_renewed_reason().empty());
}

TEST_F(Figures, OfADataSetWhoseTimeIsOverAreDestroyed) {
  SupplyFirstFile();
  TestClient client(nats_.url());
  const std::string stream = RestrictedStreamName(kDeployment);
  ASSERT_TRUE(Eventually([&] { return MessagesIn(client, stream) == 1; }));
  const std::string name = kProgramme + "/dataSets/first";
  const Instant over = std::chrono::sys_days(std::chrono::January / 1 / 2027);
  analysis_->log().clock().Set(over - std::chrono::seconds(1));
  std::this_thread::sleep_for(std::chrono::milliseconds(300));
  EXPECT_FALSE(analysis_->Get<av1::DataSet>(name).has_personal_erase_time());
  analysis_->log().clock().Set(over);
  ASSERT_TRUE(
      Eventually([&] { return analysis_->Get<av1::DataSet>(name).has_personal_erase_time(); }));
  av1::TabulateDataSetRequest tabulate;
  tabulate.set_name(name);
  tabulate.set_period("2024-01");
  const auto* query = analysis_->log().model().FindQuery(tabulate.GetDescriptor());
  const auto table = query->answer(tabulate, *analysis_->log().loop().Read(Analyst()));
  EXPECT_EQ(table.status().reason(), "DATA_SET_UNREADABLE");
  av1::RenewFiguresRequest renew;
  renew.set_name(kSupply);
  EXPECT_EQ(analysis_->Run(renew).status.reason(), "DATA_SET_UNREADABLE");
  // What lies in the restricted stream goes too.
  EXPECT_TRUE(Eventually([&] { return MessagesIn(client, stream) == 0; }));
}

}  // namespace
}  // namespace fivestep::testing
