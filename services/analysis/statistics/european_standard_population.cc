#include "analysis/statistics/european_standard_population.h"

namespace fivestep::analysis::statistics {
namespace {

// The finest banding that Eurostat publishes: infants, 1 to 4, five years each, 95 and over.
constexpr struct {
  int start_age;
  double population;
} kFinest[] = {{0, 1000},  {1, 4000},  {5, 5500},  {10, 5500}, {15, 5500}, {20, 6000}, {25, 6000},
               {30, 6500}, {35, 7000}, {40, 7000}, {45, 7000}, {50, 7000}, {55, 6500}, {60, 6000},
               {65, 5500}, {70, 5000}, {75, 4000}, {80, 2500}, {85, 1500}, {90, 800},  {95, 200}};

int OpenAge(OldestBand oldest) {
  switch (oldest) {
    case OldestBand::k85AndOver:
      return 85;
    case OldestBand::k90AndOver:
      return 90;
    case OldestBand::k95AndOver:
      return 95;
  }
  return 95;
}

}  // namespace

std::vector<StandardPopulationBand> EuropeanStandardPopulation2013(YoungestBand youngest,
                                                                   OldestBand oldest) {
  constexpr int kAgeAfterInfancy = 1;
  std::vector<StandardPopulationBand> bands;
  for (const auto& [start_age, population] : kFinest) {
    const bool joins_infants =
        start_age == kAgeAfterInfancy && youngest == YoungestBand::kUnderFive;
    if (joins_infants || start_age > OpenAge(oldest)) {
      bands.back().population += population;
      continue;
    }
    if (!bands.empty()) bands.back().end_age = start_age - 1;
    bands.push_back({start_age, std::nullopt, population});
  }
  return bands;
}

}  // namespace fivestep::analysis::statistics
