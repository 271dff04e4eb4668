#include "platform/bus/log_completion.h"

#include <future>
#include <utility>

#include "platform/eventlog/tree_store.h"

namespace fivestep {
namespace {

// Waits for a call of the commit loop, which always answers: also when it stops.
template <class Answer, class Call>
Answer Await(const Call& call) {
  auto promise = std::make_shared<std::promise<Answer>>();
  call([promise](Answer answer) { promise->set_value(std::move(answer)); });
  return promise->get_future().get();
}

}  // namespace

Status CommitLoopCompletion::Mark() {
  return Await<Status>([this](auto done) { loop_->MarkRestored(std::move(done)); });
}

CompactRange CommitLoopCompletion::Tree() const { return log_->tree().range(); }

Result<CheckpointBody> CommitLoopCompletion::Verify(std::string_view note) const {
  if (!trust_.verify) return FailedPrecondition("This log has no key to sign its heads with.");
  return trust_.verify(note);
}

Status CommitLoopCompletion::Append(int64_t first, std::vector<std::string> events) {
  return Await<Status>(
      [&](auto done) { loop_->Refill(first, std::move(events), std::move(done)); });
}

Status CommitLoopCompletion::Finish() {
  return Await<Result<int64_t>>([this](auto done) { loop_->FinishRestore(std::move(done)); })
      .status();
}

}  // namespace fivestep
