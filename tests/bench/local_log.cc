#include "bench/local_log.h"

#include <condition_variable>
#include <future>
#include <mutex>

#include "engagement/engagement_service.h"
#include "fivestep/programme/v1/events.pb.h"
#include "platform/core/timestamp.h"
#include "platform/eventlog/descriptors.h"

namespace fivestep::bench {
namespace {

// What a `Result` holds, moved to `place`; or its error.
template <class T>
Status Keep(Result<T> result, T& place) {
  if (result.ok()) place = std::move(*result);
  return result.status();
}

Caller BenchCaller() {
  Caller caller;
  caller.id = "bench";
  caller.organisation = "nhs-north";
  caller.roles = {"administrator", "programme-manager", "engagement-lead"};
  return caller;
}

// As the programme service would have published it.
ForeignEvent OpenedProgramme(Instant now) {
  programme::v1::ProgrammeOpened opened;
  opened.set_programme(LocalLog::kProgramme);
  platform::v1::RecordedEvent record;
  record.set_position(1);
  record.set_stream("programme/p1");
  record.set_stream_version(1);
  record.set_type(opened.GetTypeName());
  *record.mutable_recorded_time() = ToTimestamp(now);
  record.set_programme(LocalLog::kProgramme);
  record.set_payload(SerialiseDeterministically(opened));
  return {"programme", 1, SerialiseDeterministically(record)};
}

}  // namespace

// Keeps a number of commands under way.
class LocalLog::Drive {
 public:
  Drive(CommitLoop* loop, const CommandRule* rule, RequestMaker* requests)
      : loop_(loop), rule_(rule), requests_(requests) {}

  Status Run(int64_t count, int outstanding) {
    std::unique_lock lock(mutex_);
    for (int64_t sent = 0; sent < count && refusal_.ok(); ++sent) {
      ended_.wait(lock, [&] { return under_way_ < outstanding; });
      ++under_way_;
      lock.unlock();
      Submit();
      lock.lock();
    }
    ended_.wait(lock, [&] { return under_way_ == 0; });
    return refusal_;
  }

 private:
  void Submit() {
    const google::protobuf::Message& request = requests_->Make();
    CommandCall call;
    call.rule = rule_;
    call.request.reset(request.New());
    call.request->CopyFrom(request);
    call.request_bytes = SerialiseDeterministically(request);
    call.request_id = StringField(request, "request_id");
    call.programme = kProgramme;
    call.caller = BenchCaller();
    loop_->Submit(std::move(call), [this](CommandResult result) {
      const std::lock_guard lock(mutex_);
      if (!result.status.ok()) refusal_ = result.status;
      --under_way_;
      ended_.notify_one();
    });
  }

  CommitLoop* loop_;
  const CommandRule* rule_;
  RequestMaker* requests_;
  std::mutex mutex_;
  std::condition_variable ended_;
  int under_way_ = 0;
  Status refusal_;
};

LocalLog::LocalLog() : model_(engagement::MakeModel()) {}
LocalLog::~LocalLog() {
  if (loop_ != nullptr) loop_->Stop();
}

Result<std::unique_ptr<LocalLog>> LocalLog::Open(const std::string& directory) {
  std::unique_ptr<LocalLog> log(new LocalLog());
  FIVESTEP_RETURN_IF_ERROR(log->Start(directory));
  return log;
}

Status LocalLog::Start(const std::string& directory) {
  FIVESTEP_RETURN_IF_ERROR(Keep(KeyStore::Open(directory + "/keys", ""), keys_));
  FIVESTEP_RETURN_IF_ERROR(Keep(BlobStore::Open(directory + "/blobs", keys_.get()), blobs_));
  sealer_ = std::make_unique<Sealer>(keys_.get());
  EventLog::Options options;
  options.directory = directory + "/log";
  options.deployment = kDeployment;
  options.context = model_.context();
  FIVESTEP_RETURN_IF_ERROR(Keep(EventLog::Open(options), log_));
  loop_ = std::make_unique<CommitLoop>(log_.get(), &model_, sealer_.get(), blobs_.get(), &clock_,
                                       &ids_, CommitLoop::Options{});
  FIVESTEP_RETURN_IF_ERROR(loop_->Start());
  std::promise<Status> heard;
  loop_->Ingest(OpenedProgramme(clock_.Now()),
                [&heard](IngestOutcome, Status status) { heard.set_value(std::move(status)); });
  return heard.get_future().get();
}

Status LocalLog::Run(RequestMaker& requests, int64_t count, int outstanding) {
  const CommandRule* rule = model_.FindCommand(requests.Make().GetDescriptor());
  return Drive(loop_.get(), rule, &requests).Run(count, outstanding);
}

}  // namespace fivestep::bench
