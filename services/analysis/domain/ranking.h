// Lets a panel agree weights, declare interests, score findings and set ranks, in this order.
//
// Stream: `ranking/{ranking}`. See services/analysis/README.md for the commands -> events table.
#ifndef FIVESTEP_ANALYSIS_DOMAIN_RANKING_H_
#define FIVESTEP_ANALYSIS_DOMAIN_RANKING_H_

#include "fivestep/analysis/v1/events.pb.h"
#include "fivestep/analysis/v1/internal.pb.h"
#include "fivestep/analysis/v1/ranking.pb.h"
#include "platform/core/decision.h"

namespace fivestep::analysis {

// Findings in one ranking. With seven criteria and a rationale of 300 bytes for each, six gates,
// and a panel of twenty with interests of their own they almost fill a row (64 KiB).
inline constexpr int kMaxFindingsInRanking = 12;

Decision Decide(const v1::Ranking& ranking, const v1::OpenRankingRequest& command,
                const CommandContext& context);
Decision Decide(const v1::Ranking& ranking, const v1::ReviseWeightsRequest& command,
                const CommandContext& context);
// With the last role of the panel, weights are fixed and scoring begins.
Decision Decide(const v1::Ranking& ranking, const v1::DeclareInterestsRequest& command,
                const CommandContext& context);
Decision Decide(const v1::Ranking& ranking, const v1::ScoreFindingRequest& command,
                const CommandContext& context);
Decision Decide(const v1::Ranking& ranking, const v1::PlaceFindingRequest& command,
                const CommandContext& context);
// Refuses an outcome that was computed before something was scored or placed anew.
Decision Decide(const v1::Ranking& ranking, const v1::CloseRankingRequest& command,
                const v1::PreparedRanking& prepared, const CommandContext& context);

void Evolve(v1::Ranking& ranking, const v1::RankingOpened& event);
void Evolve(v1::Ranking& ranking, const v1::WeightsRevised& event);
void Evolve(v1::Ranking& ranking, const v1::InterestsDeclared& event);
void Evolve(v1::Ranking& ranking, const v1::FindingScored& event);
void Evolve(v1::Ranking& ranking, const v1::FindingPlaced& event);
void Evolve(v1::Ranking& ranking, const v1::FindingsRanked& event);

}  // namespace fivestep::analysis

#endif  // FIVESTEP_ANALYSIS_DOMAIN_RANKING_H_
