#include "platform/rpc/uploads.h"

#include <memory>
#include <utility>

#include "fivestep/platform/v1/error_reason.pb.h"
#include "platform/core/decision.h"
#include "platform/rpc/command_pipeline.h"
#include "platform/rpc/validation.h"

namespace fivestep {

// One upload. gRPC asks for the next part only when the one before has been taken, so all of this
// is used by one thread at a time.
class Uploads::Receiver : public PartReceiver {
 public:
  Receiver(Uploads* uploads, std::shared_ptr<const MethodRules> rules, const UploadRule* upload,
           CallInfo info)
      : uploads_(uploads), rules_(std::move(rules)), info_(std::move(info)), sink_(upload->open()) {
    if (!info_.deadline_given) info_.deadline = info_.start + kUploadDeadline;
    counted_ = ++uploads_->open_ <= kMaxUploads;
  }
  ~Receiver() override { --uploads_->open_; }

  void Receive(std::unique_ptr<google::protobuf::Message> part, size_t bytes,
               std::function<void(Status)> next) override {
    if (!counted_) return next(QueueFull(kMaxUploads));
    bytes_ += static_cast<int64_t>(bytes);
    if (bytes_ > kMaxUploadBytes) {
      return next(InvalidArgument(
          "An upload may hold 512 MiB at most: split the table by period or by area."));
    }
    const std::shared_ptr<google::protobuf::Message> shared = std::move(part);
    if (begun_) return Check(shared, std::move(next));
    begun_ = true;
    uploads_->admission_->Admit(*rules_, info_, *shared,
                                [this, shared, next = std::move(next)](Admitted admitted) {
                                  admitted_ = std::move(admitted);
                                  if (!admitted_.status.ok()) return next(admitted_.status);
                                  HandOver(shared, next);
                                });
  }

  void Finish(Answering done) override {
    if (!begun_) {
      return Refuse(InvalidArgument("The upload has no parts: send at least one."), done);
    }
    if (!uploads_->workers_->TrySubmit([this, done] { Conclude(done); })) {
      Refuse(QueueFull(uploads_->workers_->capacity()), done);
    }
  }

  Metadata trailers() const override {
    return uploads_->admission_->Trailers(admitted_.caller.correlation_id);
  }

 private:
  using Part = std::shared_ptr<google::protobuf::Message>;

  // Parts after the first are not about another programme, so only their shape is looked at.
  void Check(const Part& part, std::function<void(Status)> next) {
    const Status valid = ValidateRequest(*part, {.programme = admitted_.programme});
    if (!valid.ok()) return next(valid);
    HandOver(part, next);
  }
  void HandOver(const Part& part, const std::function<void(Status)>& next) {
    const auto receive = [this, part, next] {
      const std::unique_ptr<ReadContext> snapshot = uploads_->loop_->Read(admitted_.caller);
      next(sink_->Receive(*part, *snapshot));
    };
    if (!uploads_->workers_->TrySubmit(receive)) next(QueueFull(uploads_->workers_->capacity()));
  }
  void Conclude(const Answering& done) {
    const std::unique_ptr<ReadContext> snapshot = uploads_->loop_->Read(admitted_.caller);
    Result<UploadSink::Finished> finished = sink_->Finish(*snapshot);
    if (!finished.ok()) return Refuse(finished.status(), done);
    CommandCall call;
    call.rule = uploads_->model_->FindCommand(finished->command->GetDescriptor());
    if (call.rule == nullptr) {
      return Refuse(Internal(rules_->path + ": what it makes is no command of this service."),
                    done);
    }
    call.request = std::move(finished->command);
    call.request_bytes = std::move(finished->identity);
    call.request_id = std::move(finished->request_id);
    call.caller = admitted_.caller;
    call.programme = admitted_.programme;
    call.deadline = info_.deadline;
    uploads_->loop_->Submit(std::move(call), [this, done](CommandResult result) {
      done(AnswerOf(std::move(result), *uploads_->admission_, admitted_.caller.correlation_id));
    });
  }
  void Refuse(Status status, const Answering& done) {
    done({std::move(status), nullptr, trailers()});
  }

  Uploads* uploads_;
  const std::shared_ptr<const MethodRules> rules_;
  CallInfo info_;
  std::unique_ptr<UploadSink> sink_;
  bool counted_ = false;
  bool begun_ = false;
  int64_t bytes_ = 0;
  Admitted admitted_;
};

PartHandler Uploads::HandlerOf(MethodRules rules, const UploadRule* upload) {
  const auto shared = std::make_shared<const MethodRules>(std::move(rules));
  return [this, shared, upload](CallInfo info) -> std::unique_ptr<PartReceiver> {
    return std::make_unique<Receiver>(this, shared, upload, std::move(info));
  };
}

}  // namespace fivestep
