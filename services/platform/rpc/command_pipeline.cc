#include "platform/rpc/command_pipeline.h"

#include <utility>

#include "fivestep/platform/v1/error_reason.pb.h"
#include "platform/core/decision.h"

namespace fivestep {

Status QueueFull(size_t limit) {
  Status status = StatusOf(platform::v1::QUEUE_FULL, {{"limit", std::to_string(limit)}});
  // A full queue of commands is about a second of work.
  status.SetRetryAfter(std::chrono::seconds(1));
  return status;
}

Answer AnswerOf(CommandResult result, const Admission& admission,
                const std::string& correlation_id) {
  Answer answer{std::move(result.status), std::move(result.response), {}};
  answer.trailers = result.position > 0 ? admission.Trailers(correlation_id, result.position)
                                        : admission.Trailers(correlation_id);
  if (result.repeated) answer.trailers.emplace_back(kRepeatedKey, "true");
  return answer;
}

// One command on its way.
struct CommandPipeline::Work {
  const MethodRules* rules = nullptr;
  UnaryRequest request;
  Answering done;
  CommandCall call;

  void Refuse(Status status, const Admission& admission) {
    done({std::move(status), nullptr, admission.Trailers(call.caller.correlation_id)});
  }
};

UnaryHandler CommandPipeline::HandlerOf(MethodRules rules, const CommandRule* command) {
  const auto shared_rules = std::make_shared<const MethodRules>(std::move(rules));
  return [this, shared_rules, command](UnaryRequest request, Answering done) {
    auto work = std::make_shared<Work>();
    work->rules = shared_rules.get();
    work->request = std::move(request);
    work->done = std::move(done);
    work->call.rule = command;
    const google::protobuf::Message& message = *work->request.message;
    admission_->Admit(*work->rules, work->request.info, message, [this, work](Admitted admitted) {
      work->call.caller = std::move(admitted.caller);
      work->call.programme = std::move(admitted.programme);
      if (!admitted.status.ok()) return work->Refuse(std::move(admitted.status), *admission_);
      Run(work);
    });
  };
}

void CommandPipeline::Run(const std::shared_ptr<Work>& work) {
  CommandCall& call = work->call;
  call.request_id = RequestIdOf(*work->rules, *work->request.message);
  call.deadline = work->request.info.deadline;
  call.request = std::move(work->request.message);
  call.request_bytes = std::move(work->request.bytes);
  // A repeat is answered from its events, whatever has become of what it was prepared on.
  if (!call.rule->prepare || loop_->IsRepeat(call)) return Submit(work);
  if (!workers_->TrySubmit([this, work] { Prepare(work); })) {
    work->Refuse(QueueFull(workers_->capacity()), *admission_);
  }
}

void CommandPipeline::Prepare(const std::shared_ptr<Work>& work) {
  CommandCall& call = work->call;
  if (std::chrono::steady_clock::now() >= call.deadline) {
    return work->Refuse(StatusOf(platform::v1::DEADLINE_PASSED), *admission_);
  }
  const std::unique_ptr<ReadContext> snapshot = loop_->Read(call.caller);
  auto prepared = call.rule->prepare(*call.request, *snapshot);
  if (!prepared.ok()) return work->Refuse(prepared.status(), *admission_);
  call.prepared = std::move(*prepared);
  Submit(work);
}

void CommandPipeline::Submit(const std::shared_ptr<Work>& work) {
  // The correlation stays behind for the trailers.
  const std::string correlation_id = work->call.caller.correlation_id;
  loop_->Submit(std::move(work->call), [this, work, correlation_id](CommandResult result) {
    work->done(AnswerOf(std::move(result), *admission_, correlation_id));
  });
}

}  // namespace fivestep
