// The signed heads of a log and the proofs that lead to them.
#include <charconv>
#include <utility>

#include "fivestep/platform/v1/error_reason.pb.h"
#include "platform/audit/tiles.h"
#include "platform/core/decision.h"
#include "platform/core/timestamp.h"
#include "platform/eventlog/tree_store.h"
#include "platform/rpc/audit_service.h"
#include "platform/rpc/command_pipeline.h"
#include "platform/rpc/page_token.h"

namespace fivestep {
namespace {

namespace pb = platform::v1;
using google::protobuf::Message;

std::string BytesOf(const Sha256Digest& digest) {
  return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

Status OutOfRange(const std::string& asked, int64_t size) {
  return StatusOf(pb::PROOF_OUT_OF_RANGE, {{"asked", asked}, {"size", std::to_string(size)}});
}

template <class Response>
Result<std::unique_ptr<Message>> MessageOf(Result<Response> response) {
  if (!response.ok()) return response.status();
  return std::unique_ptr<Message>(std::make_unique<Response>(std::move(*response)));
}

}  // namespace

template <class Request>
UnaryHandler AuditService::Bind(MethodRules rules, Method<Request> method) {
  const auto shared_rules = std::make_shared<const MethodRules>(std::move(rules));
  return [this, shared_rules, method](UnaryRequest request, Answering done) {
    const auto shared = std::make_shared<UnaryRequest>(std::move(request));
    admission_->Admit(
        *shared_rules, shared->info, *shared->message,
        [this, shared, method, done = std::move(done)](Admitted admitted) {
          const Reply reply = [this, correlation = admitted.caller.correlation_id,
                               done](Result<std::unique_ptr<Message>> result) {
            std::unique_ptr<Message> message;
            if (result.ok()) message = std::move(*result);
            done({result.status(), std::move(message), admission_->Trailers(correlation)});
          };
          if (!admitted.status.ok()) return reply(admitted.status);
          const auto work = [this, shared, method, reply] {
            (this->*method)(static_cast<const Request&>(*shared->message), reply);
          };
          if (!workers_->TrySubmit(work)) reply(QueueFull(workers_->capacity()));
        });
  };
}

UnaryHandler AuditService::HandlerOf(MethodRules rules) {
  const std::string& name = rules.method->name();
  if (name == "GetCheckpoint") return Bind(std::move(rules), &AuditService::GetCheckpoint);
  if (name == "ListCheckpoints") return Bind(std::move(rules), &AuditService::ListCheckpoints);
  if (name == "GetInclusionProof") return Bind(std::move(rules), &AuditService::GetInclusionProof);
  if (name == "GetConsistencyProof") {
    return Bind(std::move(rules), &AuditService::GetConsistencyProof);
  }
  return nullptr;
}

pb::Checkpoint AuditService::Describe(const SignedHead& head) const {
  pb::Checkpoint checkpoint;
  checkpoint.set_note(head.note);
  checkpoint.set_size(head.size);
  checkpoint.set_verifier_key(checkpointer_->verifier().ToText());
  if (head.size == 0) return checkpoint;
  checkpoint.set_root_hash(BytesOf(head.root));
  *checkpoint.mutable_sign_time() = ToTimestamp(head.sign_time);
  return checkpoint;
}

void AuditService::WithHead(int64_t size, std::function<void(Result<SignedHead>)> done) {
  SignedHead newest = checkpointer_->newest();
  if (newest.size >= size) return done(std::move(newest));
  checkpointer_->Fresh(std::move(done));
}

void AuditService::GetCheckpoint(const pb::GetCheckpointRequest& request, const Reply& reply) {
  const int64_t wanted = request.fresh() ? log_->tree().size() : 0;
  WithHead(wanted, [this, reply](Result<SignedHead> head) {
    if (!head.ok()) return reply(head.status());
    reply(MessageOf(Result<pb::Checkpoint>(Describe(*head))));
  });
}

void AuditService::ListCheckpoints(const pb::ListCheckpointsRequest& request, const Reply& reply) {
  const Result<std::string> after = ReadPageToken(request);
  if (!after.ok()) return reply(after.status());
  int64_t size = 0;
  std::from_chars(after->data(), after->data() + after->size(), size);
  const int64_t limit = PageSizeOf(request.page_size());
  Result<std::vector<SignedHead>> heads = ListHeads(*log_, size, limit + 1);
  if (!heads.ok()) return reply(heads.status());
  pb::ListCheckpointsResponse response;
  for (const SignedHead& head : *heads) {
    if (response.checkpoints_size() == limit) {
      const int64_t last = response.checkpoints(response.checkpoints_size() - 1).size();
      response.set_next_page_token(MakePageToken(request, std::to_string(last)));
      break;
    }
    *response.add_checkpoints() = Describe(head);
  }
  reply(MessageOf(Result<pb::ListCheckpointsResponse>(std::move(response))));
}

Result<pb::InclusionProof> AuditService::ProveInclusion(int64_t position, int64_t size) const {
  const TreeStore& tree = log_->tree();
  const Result<Sha256Digest> leaf = LeafAt(position - 1, tree);
  if (!leaf.ok()) return leaf.status();
  const Result<std::vector<Sha256Digest>> hashes = InclusionProof(position - 1, size, tree);
  if (!hashes.ok()) return hashes.status();
  pb::InclusionProof proof;
  proof.set_position(position);
  proof.set_tree_size(size);
  proof.set_leaf_hash(BytesOf(*leaf));
  for (const Sha256Digest& hash : *hashes) proof.add_hashes(BytesOf(hash));
  return proof;
}

void AuditService::GetInclusionProof(const pb::GetInclusionProofRequest& request,
                                     const Reply& reply) {
  const int64_t position = request.position();
  const int64_t end = log_->tree().size();
  if (position > end) {
    return reply(NotFound("There is no event " + std::to_string(position) + "; the log has " +
                          std::to_string(end) + "."));
  }
  if (const int64_t size = request.tree_size(); size != 0) {
    if (size < position || size > end) {
      return reply(OutOfRange(
          "event " + std::to_string(position) + " in a tree of " + std::to_string(size), end));
    }
    return reply(MessageOf(ProveInclusion(position, size)));
  }
  WithHead(position, [this, position, reply](Result<SignedHead> head) {
    if (!head.ok()) return reply(head.status());
    Result<pb::InclusionProof> proof = ProveInclusion(position, head->size);
    if (proof.ok()) *proof->mutable_checkpoint() = Describe(*head);
    reply(MessageOf(std::move(proof)));
  });
}

Result<pb::ConsistencyProof> AuditService::ProveConsistency(int64_t first, int64_t second) const {
  const Result<std::vector<Sha256Digest>> hashes = ConsistencyProof(first, second, log_->tree());
  if (!hashes.ok()) return hashes.status();
  pb::ConsistencyProof proof;
  proof.set_first_size(first);
  proof.set_second_size(second);
  for (const Sha256Digest& hash : *hashes) proof.add_hashes(BytesOf(hash));
  return proof;
}

void AuditService::GetConsistencyProof(const pb::GetConsistencyProofRequest& request,
                                       const Reply& reply) {
  const int64_t first = request.first_size();
  const int64_t second = request.second_size();
  const int64_t end = log_->tree().size();
  if (first > end || second > end || (second != 0 && second < first)) {
    return reply(
        OutOfRange("sizes " + std::to_string(first) + " and " + std::to_string(second), end));
  }
  if (second != 0) return reply(MessageOf(ProveConsistency(first, second)));
  WithHead(first, [this, first, reply](Result<SignedHead> head) {
    if (!head.ok()) return reply(head.status());
    Result<pb::ConsistencyProof> proof = ProveConsistency(first, head->size);
    if (proof.ok()) *proof->mutable_checkpoint() = Describe(*head);
    reply(MessageOf(std::move(proof)));
  });
}

}  // namespace fivestep
