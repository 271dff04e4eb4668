#include "codesign/votes_preparation.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "codesign/domain/opinion_findings.h"
#include "codesign/domain/statement_vote.h"
#include "fivestep/codesign/v1/error_reason.pb.h"
#include "platform/audit/sha256.h"
#include "platform/core/decision.h"

namespace fivestep::codesign {
namespace {

// Voters of one page: some 200 KiB at 40 votes each.
constexpr int kDefaultPageSize = 1'000;
constexpr int kMaxPageSize = 5'000;

std::string DigestOf(const std::string& bytes) {
  const Sha256Digest digest = Sha256(bytes);
  return std::string(digest.begin(), digest.end());
}

Result<v1::VoteBatchContent> ReadBatch(const v1::VoteBatch& batch, const ReadContext& context) {
  const auto bytes = context.ReadBlob(batch.blob_digest());
  if (!bytes.ok() && bytes.status().code() == Code::kNotFound) {
    return StatusOf(v1::VOTES_UNREADABLE, {{"statement_vote", batch.statement_vote()}});
  }
  if (!bytes.ok()) return bytes.status();
  v1::VoteBatchContent content;
  if (DigestOf(*bytes) != batch.content_digest() || !content.ParseFromString(*bytes)) {
    return DataLoss("Stored votes of " + batch.statement_vote() + " changed.");
  }
  return content;
}

// One entry per voter.
Result<v1::VoteBatchContent> ReadVotes(const std::string& vote, const ReadContext& context) {
  std::vector<v1::VoteBatch> batches;
  context.ScanRows(vote, "voteBatches", "", [&](RowSnapshot& row) {
    auto* batch = google::protobuf::DynamicCastToGenerated<v1::VoteBatch>(row.resource.get());
    if (batch != nullptr) batches.push_back(std::move(*batch));
    return true;
  });
  std::sort(batches.begin(), batches.end(), [](const v1::VoteBatch& a, const v1::VoteBatch& b) {
    return a.sequence() < b.sequence();
  });
  std::vector<v1::VoteBatchContent> contents;
  for (v1::VoteBatch& batch : batches) {
    batch.set_statement_vote(vote);
    auto content = ReadBatch(batch, context);
    if (!content.ok()) return content.status();
    contents.push_back(std::move(*content));
  }
  return MergedVotes(contents);
}

}  // namespace

Result<v1::PreparedVotes> PrepareVotes(const v1::CastVotesRequest& request,
                                       const ReadContext& context) {
  const auto vote = context.Get<v1::StatementVote>(request.name());
  if (!vote.ok()) return vote.status();
  if (const Decision no = CheckVotes(*vote, request); no.rejected()) return no.rejection();
  v1::VoteBatchContent content;
  *content.mutable_voters() = request.voters();
  const std::string bytes = content.SerializeAsString();
  auto blob = context.WriteBlob(bytes, request.name());
  if (!blob.ok()) return blob.status();
  v1::PreparedVotes prepared;
  prepared.set_blob_digest(*blob);
  prepared.set_content_digest(DigestOf(bytes));
  for (const v1::VoterVotes& voter : request.voters()) {
    prepared.set_vote_count(prepared.vote_count() + VoteCountOf(voter));
  }
  return prepared;
}

Result<v1::PreparedOpinions> PrepareOpinions(const v1::ComputeOpinionsRequest& request,
                                             const ReadContext& context) {
  const auto vote = context.Get<v1::StatementVote>(request.statement_vote());
  if (!vote.ok()) return vote.status();
  if (vote->state() != v1::StatementVote::STATE_CLOSED) {
    return StatusOf(v1::STATEMENT_VOTE_NOT_CLOSED,
                    {{"statement_vote", request.statement_vote()},
                     {"state", v1::StatementVote::State_Name(vote->state())}});
  }
  const auto votes = ReadVotes(request.statement_vote(), context);
  if (!votes.ok()) return votes.status();
  v1::PreparedOpinions prepared;
  prepared.set_vote_count(vote->vote_count());
  *prepared.mutable_findings() = FindingsOf(*vote, *votes);
  prepared.mutable_findings()->set_votes_digest(DigestOf(votes->SerializeAsString()));
  return prepared;
}

Result<v1::ExportVotesResponse> AnswerExportVotes(const v1::ExportVotesRequest& request,
                                                  const ReadContext& context) {
  const auto vote = context.Get<v1::StatementVote>(request.name());
  if (!vote.ok()) return vote.status();
  const auto votes = ReadVotes(request.name(), context);
  if (!votes.ok()) return votes.status();
  const int page_size =
      request.page_size() == 0 ? kDefaultPageSize : std::min(request.page_size(), kMaxPageSize);
  v1::ExportVotesResponse response;
  *response.mutable_statements() = vote->statements();
  response.set_votes_digest(DigestOf(votes->SerializeAsString()));
  for (const v1::VoterVotes& voter : votes->voters()) {
    if (voter.token() <= request.page_token()) continue;
    if (response.voters_size() == page_size) {
      response.set_next_page_token(response.voters(page_size - 1).token());
      break;
    }
    *response.add_voters() = voter;
  }
  return response;
}

}  // namespace fivestep::codesign
