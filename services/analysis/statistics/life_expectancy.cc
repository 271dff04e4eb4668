#include "analysis/statistics/life_expectancy.h"

#include <cmath>

#include "analysis/statistics/normal.h"

namespace fivestep::analysis::statistics {
namespace {

constexpr double kRadix = 100'000;  // newborns that the table follows

Status CheckBands(std::span<const LifeTableBand> bands) {
  if (bands.size() != kLifeTableBands) {
    return InvalidArgument(
        "a life table has 20 age bands: 0, 1 to 4, five years each, 90 and over");
  }
  double population = 0;
  for (std::size_t i = 0; i < bands.size(); ++i) {
    const LifeTableBand& band = bands[i];
    const bool follows = i == 0 ? band.start_age == 0 : band.start_age > bands[i - 1].start_age;
    if (!follows || !std::isfinite(band.start_age)) {
      return InvalidArgument("the age bands of a life table begin at 0 and ascend");
    }
    if (!(band.population > 0) || !std::isfinite(band.population)) {
      return InvalidArgument("every age band of a life table needs a population above zero");
    }
    if (!(band.deaths >= 0 && band.deaths <= band.population)) {
      return InvalidArgument("every age band needs deaths, from zero to its population");
    }
    population += band.population;
  }
  if (population <= kMaxTooSmallPopulation) {
    return InvalidArgument("a life table needs more than 5,000 people");
  }
  return OkStatus();
}

// A row of the table, named as in Chiang: l alive at the start, d dying within, L years lived
// within, e years still to live.
struct Row {
  double width = 0;
  double lived_share = 0;
  double dying = 0;  // the probability q
  double l = 0;
  double d = 0;
  double e = 0;
  double cumulative_variance = 0;  // of all years lived from here on
};

double ProbabilityOfDying(const LifeTableBand& band, const Row& row) {
  const double rate = band.deaths / band.population;
  const bool some_survive = band.deaths <= band.population / row.width / row.lived_share;
  return some_survive ? rate * row.width / (1 + rate * row.width * (1 - row.lived_share)) : 1;
}

std::vector<Row> Survival(std::span<const LifeTableBand> bands) {
  std::vector<Row> rows(bands.size());
  double alive = kRadix;
  for (std::size_t i = 0; i < bands.size(); ++i) {
    const bool last = i + 1 == bands.size();
    const double rate = bands[i].deaths / bands[i].population;
    rows[i].width = last ? 2 / rate : bands[i + 1].start_age - bands[i].start_age;
    rows[i].lived_share = i == 0 ? kInfantLivedShare : kLivedShare;
    rows[i].dying = last ? 1 : ProbabilityOfDying(bands[i], rows[i]);
    rows[i].l = alive;
    rows[i].d = last ? alive : alive - alive * (1 - rows[i].dying);
    alive *= 1 - rows[i].dying;
  }
  return rows;
}

void AddExpectation(std::span<const LifeTableBand> bands, std::vector<Row>& rows) {
  double lived = 0;
  for (std::size_t i = rows.size(); i-- > 0;) {
    Row& row = rows[i];
    const bool last = i + 1 == rows.size();
    lived += last ? row.l / (bands[i].deaths / bands[i].population)
                  : row.width * (rows[i + 1].l + row.lived_share * row.d);
    row.e = row.l == 0 ? 0 : lived / row.l;
  }
}

void AddVariance(std::span<const LifeTableBand> bands, std::vector<Row>& rows) {
  double variance = 0;
  for (std::size_t i = rows.size(); i-- > 0;) {
    Row& row = rows[i];
    const double deaths = bands[i].deaths;
    if (i + 1 == rows.size()) {
      const double rate = deaths / bands[i].population;
      variance += row.l * row.l / 4 * (4 / (deaths * rate * rate));
    } else {
      const double of_dying = row.d == 0 ? 0 : row.dying * row.dying * (1 - row.dying) / deaths;
      const double years = (1 - row.lived_share) * row.width + rows[i + 1].e;
      variance += of_dying * row.l * row.l * years * years;
    }
    row.cumulative_variance = variance;
  }
}

}  // namespace

Result<std::vector<LifeExpectancy>> EstimateLifeExpectancy(std::span<const LifeTableBand> bands,
                                                           double confidence) {
  const Result<double> fraction = ConfidenceFraction(confidence);
  if (!fraction.ok()) return fraction.status();
  FIVESTEP_RETURN_IF_ERROR(CheckBands(bands));
  std::vector<Row> rows = Survival(bands);
  AddExpectation(bands, rows);
  AddVariance(bands, rows);

  std::vector<LifeExpectancy> expectancies(rows.size());
  double population = 0;
  double deaths = 0;
  for (std::size_t i = rows.size(); i-- > 0;) {
    population += bands[i].population;
    deaths += bands[i].deaths;
    const double error = std::sqrt(rows[i].cumulative_variance / (rows[i].l * rows[i].l));
    const double reach = TwoSidedZ(*fraction) * error;
    LifeExpectancy& one = expectancies[i];
    one = {bands[i].start_age,
           std::nullopt,
           {rows[i].e - reach, rows[i].e + reach},
           population,
           deaths};
    // Where nobody lives to an age, its error is not a number and its expectancy is 0.
    const bool too_wide = TwoSidedZ(kDefaultConfidence) * error > kMaxLifeExpectancyReach;
    if (!too_wide && std::isfinite(rows[i].e)) one.value = rows[i].e;
  }
  return expectancies;
}

}  // namespace fivestep::analysis::statistics
