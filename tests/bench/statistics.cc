// Measures the two heaviest statistics in this process, and prints rows: how much less CPU they
// take than the reference packages in R took for the same work on a machine of this kind.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <ctime>

#include "analysis/statistics/direct_rate.h"
#include "analysis/statistics/european_standard_population.h"
#include "analysis/statistics/slope_index.h"
#include "bench/report.h"

namespace fivestep::bench {
namespace {

using namespace analysis::statistics;  // NOLINT: the functions measured

// Seconds of CPU that PHEindicatormethods 2.1.0 takes in R 4.5 on a virtual machine of this kind,
// as the goals state them: calculate_dsr for every lower layer super output area of England (2021),
// 19 bands each; phe_sii for 100 indicators of 10 deciles, 100,000 repetitions.
constexpr double kReferenceDirectRates = 15;
constexpr double kReferenceSlopeIndices = 42;
constexpr int kAreas = 33'755;
constexpr int kIndicators = 100;
constexpr int kDeciles = 10;
constexpr int kMissed = 1;

double CpuSeconds() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

// Counts that differ from area to area, in every band some events.
std::vector<StandardisedBand> MakeAreas() {
  const auto standard =
      EuropeanStandardPopulation2013(YoungestBand::kUnderFive, OldestBand::k90AndOver);
  FastRandomStream random(1);
  std::vector<StandardisedBand> bands;
  for (int area = 0; area < kAreas; ++area) {
    for (const StandardPopulationBand& band : standard) {
      bands.push_back({static_cast<double>(static_cast<int>(random.Uniform() * 9)),
                       60 + random.Uniform() * 100, band.population});
    }
  }
  return bands;
}

// The interval of every area at the level that is published; the sum keeps the work from being
// optimised away.
double EstimateAreas(const std::vector<StandardisedBand>& bands) {
  const std::size_t per_area = bands.size() / kAreas;
  double sum = 0;
  for (int area = 0; area < kAreas; ++area) {
    const auto rate = EstimateDirectRate(
        std::span(bands).subspan(static_cast<std::size_t>(area) * per_area, per_area));
    const auto interval = DobsonInterval(*rate);
    sum += *interval ? (*interval)->upper : 0;
  }
  return sum;
}

std::vector<SlopeGroup> MakeIndicator(int number) {
  std::vector<SlopeGroup> deciles;
  for (int decile = 0; decile < kDeciles; ++decile) {
    const double rate = 300 - 15 * decile + number;
    deciles.push_back({3'000.0 + 100 * decile, rate, {rate * 0.9, rate * 1.1}, {}});
  }
  return deciles;
}

// Rates, whose draws are brought back from the logarithm: the slowest of the value types.
template <typename Stream>
double EstimateIndicators() {
  Stream random(1);
  SlopeOptions options;
  options.value_type = SlopeValueType::kRate;
  double sum = 0;
  for (int number = 0; number < kIndicators; ++number) {
    sum += EstimateSlopeIndex(MakeIndicator(number), options, random)->limits[0].sii.upper;
  }
  return sum;
}

// The seconds of each round.
template <typename Work>
std::vector<double> Measure(int rounds, Work work) {
  std::vector<double> seconds;
  double kept = 0;
  for (int round = 0; round < rounds; ++round) {
    const double start = CpuSeconds();
    kept += work();
    seconds.push_back(CpuSeconds() - start);
  }
  if (kept == 0) std::fputs("bench: nothing was reckoned\n", stderr);
  return seconds;
}

void AddRow(Report& report, const std::string& measure, double reference,
            const std::vector<double>& seconds, const Goal& goal) {
  std::vector<double> ratios;
  for (const double one : seconds) ratios.push_back(reference / one);
  report.AddRatio(measure, NumberText("%.3f s of CPU", SpreadOf(seconds).median),
                  NumberText("R: %.0f s of CPU", reference), SpreadOf(ratios), goal);
}

int Run(int argc, char** argv) {
  int rounds = 3;
  CLI::App app("Measures standardised rates and slope indices beside what they cost in R.");
  app.add_option("--rounds", rounds, "Rounds")->check(CLI::Range(1, 100));
  CLI11_PARSE(app, argc, argv);
  const std::vector<StandardisedBand> areas = MakeAreas();
  Report report;
  AddRow(report, "R / direct rates of 33,755 areas, 19 bands each", kReferenceDirectRates,
         Measure(rounds, [&] { return EstimateAreas(areas); }), AtLeast(100));
  AddRow(report, "R / slope indices of 100 indicators, 100,000 repetitions, fast draws",
         kReferenceSlopeIndices, Measure(rounds, EstimateIndicators<FastRandomStream>),
         AtLeast(10));
  AddRow(report, "R / the same, with R's draws", kReferenceSlopeIndices,
         Measure(rounds, EstimateIndicators<RandomStream>), NoGoal());
  std::fputs(report.rows().c_str(), stdout);
  return report.all_reached() ? 0 : kMissed;
}

}  // namespace
}  // namespace fivestep::bench

int main(int argc, char** argv) { return fivestep::bench::Run(argc, argv); }
