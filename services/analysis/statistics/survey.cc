#include "analysis/statistics/survey.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <utility>

#include "analysis/statistics/faults.h"
#include "analysis/statistics/subgroups.h"

namespace fivestep::analysis::statistics {
namespace {

Status Check(std::span<const Respondent> respondents) {
  std::set<int> orders;
  std::size_t with_unit = 0;
  bool bad_value = false;
  bool bad_weight = false;
  for (const Respondent& one : respondents) {
    if (orders.size() < kMinSubgroups) orders.insert(one.order);
    with_unit += one.unit ? 1 : 0;
    bad_value = bad_value || !std::isfinite(one.value);
    bad_weight = bad_weight || !(one.weight > 0) || !std::isfinite(one.weight);
  }
  Faults faults;
  faults.Add(orders.size() < kMinSubgroups, "people of more than two groups are needed");
  faults.Add(respondents.size() > kMaxRespondents, "there are more than 10,000,000 people");
  faults.Add(bad_value, "a value is not a finite number");
  faults.Add(bad_weight, "a weight is a finite number above 0");
  faults.Add(with_unit != 0 && with_unit != respondents.size(),
             "a sampling unit is given for some people but not for all");
  return faults.status();
}

// The scores of each stratum's units, added up over their people.
std::map<int, std::vector<LineScore>> UnitScores(std::span<const Respondent> respondents,
                                                 std::span<const LineScore> scores) {
  std::map<int, std::vector<LineScore>> strata;
  std::map<std::pair<int, int>, std::size_t> places;
  for (std::size_t i = 0; i < respondents.size(); ++i) {
    const Respondent& one = respondents[i];
    std::vector<LineScore>& units = strata[one.stratum];
    std::size_t place = units.size();
    if (one.unit) place = places.try_emplace({one.stratum, *one.unit}, place).first->second;
    if (place == units.size()) units.emplace_back();
    units[place].height += scores[i].height;
    units[place].slope += scores[i].slope;
  }
  return strata;
}

}  // namespace

Result<RankedRows> RowsOf(std::span<const Respondent> respondents) {
  if (const Status status = Check(respondents); !status.ok()) return status;
  std::vector<int> orders;
  RankedRows rows;
  for (const Respondent& one : respondents) {
    orders.push_back(one.order);
    rows.values.push_back(one.value);
    rows.weights.push_back(one.weight);
  }
  rows.ranks = MidpointRanks(orders, rows.weights);
  return rows;
}

Result<LineMatrix> DesignCovariance(std::span<const Respondent> respondents,
                                    std::span<const LineScore> scores) {
  LineMatrix covariance;
  for (const auto& [stratum, units] : UnitScores(respondents, scores)) {
    if (units.size() < 2) {
      return InvalidArgument("a stratum has a single sampling unit, so its variance is unknown");
    }
    const auto count = static_cast<double>(units.size());
    LineScore mean;
    for (const LineScore& unit : units) {
      mean.height += unit.height / count;
      mean.slope += unit.slope / count;
    }
    for (const LineScore& unit : units) {
      covariance.AddSquare({unit.height - mean.height, unit.slope - mean.slope},
                           count / (count - 1));
    }
  }
  return covariance;
}

}  // namespace fivestep::analysis::statistics
