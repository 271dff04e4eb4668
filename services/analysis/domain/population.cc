#include "analysis/domain/population.h"

#include <string>
#include <utility>

#include "fivestep/analysis/v1/error_reason.pb.h"
#include "platform/core/decision.h"

namespace fivestep::analysis {
namespace {

// A population and how an error text calls its owner.
struct Declared {
  const v1::Population& population;
  std::string owner;
};

std::string BasisText(const v1::Population& population) {
  return population.basis() == v1::POPULATION_BASIS_UNSPECIFIED
             ? std::string()
             : v1::PopulationBasis_Name(population.basis());
}

Status Compare(const std::string& aspect, std::pair<std::string, std::string> values,
               const Declared& one, const Declared& other) {
  const auto& [first, second] = values;
  if (first.empty() || second.empty() || first == second) return OkStatus();
  return StatusOf(v1::POPULATIONS_DIFFER, {{"aspect", aspect},
                                           {"first", first},
                                           {"first_owner", one.owner},
                                           {"second", second},
                                           {"second_owner", other.owner}});
}

Status CheckPair(const Declared& one, const Declared& other) {
  FIVESTEP_RETURN_IF_ERROR(Compare("the population basis",
                                   {BasisText(one.population), BasisText(other.population)}, one,
                                   other));
  FIVESTEP_RETURN_IF_ERROR(Compare(
      "the geography vintage",
      {one.population.geography_vintage(), other.population.geography_vintage()}, one, other));
  return Compare("the ethnicity scheme",
                 {one.population.ethnicity_scheme(), other.population.ethnicity_scheme()}, one,
                 other);
}

}  // namespace

Status CheckPopulations(const v1::Indicator& indicator, const v1::DataSet& data_set) {
  const v1::DataSetHeader& header = data_set.header();
  const Declared numerator{header.population(), "the numerator of " + data_set.name()};
  const Declared denominator{
      header.has_denominator_population() ? header.denominator_population() : header.population(),
      "the denominator of " + data_set.name()};
  const Declared definition{indicator.definition().population(), indicator.name()};
  FIVESTEP_RETURN_IF_ERROR(CheckPair(numerator, denominator));
  FIVESTEP_RETURN_IF_ERROR(CheckPair(definition, numerator));
  return CheckPair(definition, denominator);
}

}  // namespace fivestep::analysis
