// Import of a national file and standardised rates by area: the library beside a bare loop, the
// service beside DuckDB, and the memory of the service.
//   fivestep_bench_import FOLDER --programme-service A --analysis A --analysis-process PID
//       [--duckdb SCRIPT] [--rounds N] [--large]
#include <CLI/CLI.hpp>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "analysis/domain/cell_table.h"
#include "analysis/domain/standardisation.h"
#include "analysis/import/csv_import.h"
#include "bench/area_file.h"
#include "bench/report.h"
#include "fivestep/analysis/v1/analysis_service.pb.h"
#include "fivestep/programme/v1/programme_service.pb.h"
#include "platform/rpc/client.h"

namespace fivestep::bench {
namespace {

namespace pb = analysis::v1;

constexpr double kLibraryGoal = 0.6;
constexpr double kServiceGoal = 1.5;
constexpr double kMemoryGoal = 300;  // MB
constexpr std::size_t kPartBytes = 1 << 20;
constexpr int kYears = 2;
constexpr int kLargeYears = 20;
constexpr int kMissed = 1;
constexpr int kFailed = 2;

struct Options {
  std::string folder;
  std::string programme;
  std::string analysis;
  int analysis_process = 0;
  std::string duckdb;
  int rounds = 3;
  bool large = false;
};

double Seconds(const std::function<Status()>& work, Status& status) {
  const auto begin = std::chrono::steady_clock::now();
  status = work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

pb::ColumnMapping Mapping() {
  pb::ColumnMapping mapping;
  mapping.set_area_column("area_code");
  mapping.set_period_column("year");
  mapping.set_group_column("imd_decile");
  mapping.set_group_kind(pb::GROUP_DIMENSION_DEPRIVATION);
  mapping.set_numerator_column("numerator");
  mapping.set_denominator_column("denominator");
  for (const auto& [name, column] : {std::pair("age_band", "age_band"), std::pair("sex", "sex")}) {
    pb::Dimension& dimension = *mapping.add_dimensions();
    dimension.set_name(name);
    dimension.set_column(column);
  }
  return mapping;
}

// A table in memory.
class HeldTable : public analysis::StoredTable {
 public:
  Status Add(std::string_view part) {
    parts_.emplace_back(part);
    return OkStatus();
  }
  Status Visit(analysis::TableReader& reader, const std::function<Status()>& visit) const override {
    for (const std::string& part : parts_) {
      FIVESTEP_RETURN_IF_ERROR(reader.Take(part));
      FIVESTEP_RETURN_IF_ERROR(visit());
    }
    return OkStatus();
  }

 private:
  std::vector<std::string> parts_;
};

analysis::StandardPopulation Standard() {
  analysis::StandardPopulation standard;
  for (std::size_t i = 0; i < kBands.size(); ++i) standard[kBands[i]] = kBandWeights[i];
  return standard;
}

// From the file to the rates, through the library as the service uses it.
Status RatesByLibrary(const std::string& path, double& mean) {
  HeldTable table;
  analysis::CsvImport import(Mapping(),
                             [&table](std::string_view part) { return table.Add(part); });
  std::ifstream file(path, std::ios::binary);
  std::string chunk(kPartBytes, '\0');
  while (file.read(chunk.data(), static_cast<std::streamsize>(chunk.size())) || file.gcount() > 0) {
    FIVESTEP_RETURN_IF_ERROR(
        import.Read(std::string_view(chunk).substr(0, static_cast<std::size_t>(file.gcount()))));
  }
  FIVESTEP_RETURN_IF_ERROR(import.Finish());
  const auto cells = analysis::AddUpCells(table, {"bench", {"area", "age_band"}});
  if (!cells.ok()) return cells.status();
  const auto groups = analysis::StandardiseGroups(*cells, Standard(), 100'000, "bench");
  if (!groups.ok()) return groups.status();
  double sum = 0;
  std::size_t count = 0;
  for (const auto& group : *groups) {
    if (!group.has_rate) continue;
    sum += group.rate.value();
    ++count;
  }
  mean = sum / static_cast<double>(count);
  return OkStatus();
}

Status MeasureLibrary(const Options& options, const std::string& path, Report& report) {
  std::vector<double> ours;
  std::vector<double> bare;
  std::vector<double> ratios;
  for (int round = 0; round < options.rounds; ++round) {
    Status status;
    double expected = 0;
    bare.push_back(Seconds(
        [&] {
          const auto rate = MeanRateOf(path);
          if (rate.ok()) expected = *rate;
          return rate.status();
        },
        status));
    FIVESTEP_RETURN_IF_ERROR(status);
    double mean = 0;
    ours.push_back(Seconds([&] { return RatesByLibrary(path, mean); }, status));
    FIVESTEP_RETURN_IF_ERROR(status);
    // Areas with fewer than ten events have no rate in the library; they are few.
    if (std::abs(mean / expected - 1) > 0.02) return Internal("The two rates are not the same.");
    ratios.push_back(bare.back() / ours.back());
  }
  report.AddRatio("file of 1.35 million rows to rates by area, library / bare loop",
                  NumberText("%.0f ms", SpreadOf(ours).median * 1e3),
                  NumberText("%.0f ms", SpreadOf(bare).median * 1e3), SpreadOf(ratios),
                  AtLeast(kLibraryGoal));
  return OkStatus();
}

class Service {
 public:
  static Result<Service> Open(const Options& options) {
    Service service;
    for (const auto& [target, client] : {std::pair(&options.programme, &service.programme_),
                                         std::pair(&options.analysis, &service.analysis_)}) {
      Client::Options connection;
      connection.target = *target;
      connection.metadata = {{kActorKey, "bench"}, {kRolesKey, "programme-manager,analyst"}};
      auto opened = Client::Open(std::move(connection));
      if (!opened.ok()) return opened.status();
      *client = std::move(*opened);
    }
    programme::v1::OpenProgrammeRequest open;
    open.set_programme_id("bench");
    open.set_title("Bench");
    open.set_aim("Bench");
    open.set_level(programme::v1::PROGRAMME_LEVEL_SYSTEM);
    open.set_senior_responsible_owner_role("Director");
    auto& priority = *open.add_organisational_priorities();
    priority.set_organisation("ICB");
    priority.set_priority("One");
    open.set_request_id("bench-open");
    programme::v1::Programme opened;
    FIVESTEP_RETURN_IF_ERROR(
        service.programme_
            ->Unary("/fivestep.programme.v1.ProgrammeService/OpenProgramme", open, &opened)
            .status);
    return service;
  }

  Status Import(const std::string& path, const std::string& id) {
    pb::ImportDataSetRequest first;
    first.set_parent("programmes/bench");
    first.set_data_set_id(id);
    first.set_request_id(id);
    SayWhatItIs(*first.mutable_header());
    // The analysis service may not have heard of the programme yet.
    for (int attempt = 0;; ++attempt) {
      std::ifstream file(path, std::ios::binary);
      bool begun = false;
      pb::DataSet data_set;
      const CallOutcome outcome = analysis_->Upload(
          "/fivestep.analysis.v1.AnalysisService/ImportDataSet",
          [&]() -> std::unique_ptr<google::protobuf::Message> {
            auto part = std::make_unique<pb::ImportDataSetRequest>();
            if (!std::exchange(begun, true)) *part = first;
            std::string& content = *part->mutable_content();
            content.resize(kPartBytes);
            file.read(content.data(), static_cast<std::streamsize>(content.size()));
            content.resize(static_cast<std::size_t>(file.gcount()));
            if (content.empty()) return nullptr;
            return part;
          },
          &data_set, {{}, std::chrono::minutes(10)});
      if (outcome.status.reason() != "REFERENCE_NOT_KNOWN_HERE" || attempt == 50) {
        return outcome.status;
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(200));
    }
  }

  Status RatesByArea(const std::string& id, double& mean) {
    pb::TabulateDataSetRequest request;
    request.set_name("programmes/bench/dataSets/" + id);
    request.add_dimensions("area");
    request.set_spread_only(true);
    pb::Standardisation& standard = *request.mutable_standardisation();
    standard.set_age_dimension("age_band");
    for (std::size_t i = 0; i < kBands.size(); ++i) {
      pb::StandardBand& band = *standard.add_bands();
      band.set_band(kBands[i]);
      band.set_weight(kBandWeights[i]);
    }
    pb::TabulateDataSetResponse response;
    const Status status = analysis_
                              ->Unary("/fivestep.analysis.v1.AnalysisService/TabulateDataSet",
                                      request, &response, {{}, std::chrono::minutes(2)})
                              .status;
    mean = response.spread().mean();
    return status;
  }

 private:
  static void SayWhatItIs(pb::DataSetHeader& header) {
    header.set_title("Bench");
    header.set_publisher("nobody");
    header.set_licence("none");
    header.set_source("generated");
    header.set_period_start_date("2000-01-01");
    header.set_period_end_date("2019-12-31");
    header.set_disclosure_profile(pb::DISCLOSURE_PROFILE_PUBLISHED);
    header.set_deprivation_edition("IMD 2025");
    header.set_lsoa_vintage(pb::LSOA_VINTAGE_2021);
    header.mutable_population()->set_basis(pb::POPULATION_BASIS_RESIDENT);
    pb::Processing& processing = *header.mutable_processing();
    processing.set_purpose("bench");
    processing.set_controller("nobody");
    processing.set_agreement("none");
    processing.set_retention_date("2030-01-01");
    processing.set_opt_out(pb::OPT_OUT_HANDLING_DOES_NOT_APPLY);
    *header.mutable_mapping() = Mapping();
  }

  std::unique_ptr<Client> programme_;
  std::unique_ptr<Client> analysis_;
};

// Milliseconds of DuckDB reading the same file and computing the same rates; below 0 where it is
// not installed.
double DuckDbMilliseconds(const std::string& script, const std::string& path) {
  if (script.empty()) return -1;
  FILE* pipe = ::popen(("node '" + script + "' '" + path + "' 2>/dev/null").c_str(), "r");
  double milliseconds = -1;
  if (pipe == nullptr) return milliseconds;
  if (std::fscanf(pipe, "%lf", &milliseconds) != 1) milliseconds = -1;
  ::pclose(pipe);
  return milliseconds;
}

// The most memory that a process has had, in MB.
double PeakMegabytes(int process) {
  std::ifstream status("/proc/" + std::to_string(process) + "/status");
  for (std::string word; status >> word;) {
    double kilobytes = 0;
    if (word == "VmHWM:" && status >> kilobytes) return kilobytes / 1024;
  }
  return -1;
}

Status MeasureService(const Options& options, const std::string& path, Service& service,
                      Report& report) {
  std::vector<double> ours;
  std::vector<double> peer;
  std::vector<double> ratios;
  for (int round = 0; round < options.rounds; ++round) {
    const std::string id = "areas-" + std::to_string(round);
    double mean = 0;
    Status status;
    ours.push_back(Seconds(
        [&] {
          FIVESTEP_RETURN_IF_ERROR(service.Import(path, id));
          return service.RatesByArea(id, mean);
        },
        status));
    FIVESTEP_RETURN_IF_ERROR(status);
    const double milliseconds = DuckDbMilliseconds(options.duckdb, path);
    if (milliseconds <= 0) continue;
    peer.push_back(milliseconds / 1e3);
    ratios.push_back(ours.back() / peer.back());
  }
  const std::string measure =
      "import of 1.35 million rows and rates by area, service / DuckDB, 1 thread";
  const std::string time = NumberText("%.0f ms", SpreadOf(ours).median * 1e3);
  if (ratios.empty()) {
    report.AddFigure(measure, time + "; DuckDB is not installed", NoGoal(), true);
  } else {
    report.AddRatio(measure, time, NumberText("%.0f ms", SpreadOf(peer).median * 1e3),
                    SpreadOf(ratios), AtMost(kServiceGoal));
  }
  return OkStatus();
}

void AddMemory(const Options& options, const std::string& rows, Report& report) {
  const double peak = PeakMegabytes(options.analysis_process);
  report.AddFigure("peak memory of the analysis service after importing " + rows,
                   NumberText("%.0f MB", peak), AtMost(kMemoryGoal, " MB"),
                   peak > 0 && peak <= kMemoryGoal);
}

Status Measure(const Options& options, Report& report) {
  const std::string path = options.folder + "/areas.csv";
  FIVESTEP_RETURN_IF_ERROR(WriteAreaFile(path, kYears));
  FIVESTEP_RETURN_IF_ERROR(MeasureLibrary(options, path, report));
  if (options.analysis.empty()) return OkStatus();
  auto service = Service::Open(options);
  if (!service.ok()) return service.status();
  FIVESTEP_RETURN_IF_ERROR(MeasureService(options, path, *service, report));
  AddMemory(options, "1.35 million rows", report);
  if (!options.large) return OkStatus();
  const std::string large = options.folder + "/large.csv";
  FIVESTEP_RETURN_IF_ERROR(WriteAreaFile(large, kLargeYears));
  FIVESTEP_RETURN_IF_ERROR(service->Import(large, "areas-large"));
  AddMemory(options, "13.5 million rows", report);
  std::remove(large.c_str());
  return OkStatus();
}

int Run(int argc, char** argv) {
  Options options;
  CLI::App app("Measures the import of a national file.");
  app.add_option("folder", options.folder, "For the files")->required();
  app.add_option("--programme-service", options.programme);
  app.add_option("--analysis", options.analysis);
  app.add_option("--analysis-process", options.analysis_process);
  app.add_option("--duckdb", options.duckdb, "duckdb.cjs, where @duckdb/node-api is installed");
  app.add_option("--rounds", options.rounds)->check(CLI::Range(1, 100));
  app.add_flag("--large", options.large, "Also 13.5 million rows");
  CLI11_PARSE(app, argc, argv);
  Report report;
  if (const Status status = Measure(options, report); !status.ok()) {
    std::fprintf(stderr, "bench: %s\n", status.ToString().c_str());
    return kFailed;
  }
  std::fputs(report.rows().c_str(), stdout);
  return report.all_reached() ? 0 : kMissed;
}

}  // namespace
}  // namespace fivestep::bench

int main(int argc, char** argv) { return fivestep::bench::Run(argc, argv); }
