// Computes ranks, ties and their sensitivity off the commit thread: the draws take a tenth of a
// second.
#ifndef FIVESTEP_ANALYSIS_RANKING_PREPARATION_H_
#define FIVESTEP_ANALYSIS_RANKING_PREPARATION_H_

#include "fivestep/analysis/v1/internal.pb.h"
#include "fivestep/analysis/v1/ranking.pb.h"
#include "platform/eventlog/reader.h"

namespace fivestep::analysis {

// Errors: RESOURCE_NOT_FOUND.
Result<v1::PreparedRanking> PrepareRanking(const v1::CloseRankingRequest& request,
                                           const ReadContext& context);

}  // namespace fivestep::analysis

#endif  // FIVESTEP_ANALYSIS_RANKING_PREPARATION_H_
