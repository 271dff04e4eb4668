#include "analysis/ranking_preparation.h"

#include <utility>

#include "analysis/domain/priority_score.h"

namespace fivestep::analysis {

Result<v1::PreparedRanking> PrepareRanking(const v1::CloseRankingRequest& request,
                                           const ReadContext& context) {
  const auto ranking = context.Get<v1::Ranking>(request.name());
  if (!ranking.ok()) return ranking.status();
  v1::PreparedRanking prepared;
  for (v1::RankedFinding& result : RankByPriority(*ranking, request.seed())) {
    *prepared.add_results() = std::move(result);
  }
  prepared.set_basis(BasisOf(*ranking));
  return prepared;
}

}  // namespace fivestep::analysis
