#include "bench/make_log.h"

#include <condition_variable>
#include <future>
#include <memory>
#include <mutex>

#include "bench/requests.h"
#include "engagement/engagement_service.h"
#include "fivestep/engagement/v1/engagement_service.pb.h"
#include "fivestep/programme/v1/events.pb.h"
#include "platform/core/clock.h"
#include "platform/core/ids.h"
#include "platform/eventlog/commit_loop.h"
#include "platform/eventlog/descriptors.h"
#include "platform/eventlog/event_log.h"
#include "platform/sealing/blob_store.h"
#include "platform/sealing/key_store.h"
#include "platform/sealing/sealer.h"

namespace fivestep::bench {
namespace {

namespace v1 = platform::v1;
using google::protobuf::Message;

// Commands under way: enough for full batches, below the loop's own limit.
constexpr int64_t kWindow = 3 * kMaxBatch;
constexpr char kProgramme[] = "programmes/late-shifts";
constexpr int64_t kProgressEvents = 100'000;

// The parts of a service that write.
class LogWriter {
 public:
  Status Open(const LogFolders& folders) {
    auto keys = KeyStore::Open(folders.keys, "");
    if (!keys.ok()) return keys.status();
    keys_ = std::move(*keys);
    auto blobs = BlobStore::Open(folders.data + "/blobs", keys_.get());
    if (!blobs.ok()) return blobs.status();
    blobs_ = std::move(*blobs);
    sealer_ = std::make_unique<Sealer>(keys_.get());
    EventLog::Options options;
    options.directory = folders.data + "/log";
    options.deployment = kLogDeployment;
    options.context = model_.context();
    auto log = EventLog::Open(options);
    if (!log.ok()) return log.status();
    log_ = std::move(*log);
    loop_ = std::make_unique<CommitLoop>(log_.get(), &model_, sealer_.get(), blobs_.get(), &clock_,
                                         &ids_, CommitLoop::Options());
    return loop_->Start();
  }
  ~LogWriter() {
    if (loop_ != nullptr) loop_->Stop();
  }

  EventLog& log() { return *log_; }

  void Submit(const Message& request, std::function<void(CommandResult)> done) {
    CommandCall call;
    call.rule = model_.FindCommand(request.GetDescriptor());
    call.request.reset(request.New());
    call.request->CopyFrom(request);
    call.request_bytes = SerialiseDeterministically(request);
    call.request_id = StringField(request, "request_id");
    call.programme = kProgramme;
    call.caller.id = "bench";
    call.caller.organisation = "nhs-north";
    call.caller.roles = {"administrator", "programme-manager", "engagement-lead"};
    loop_->Submit(std::move(call), std::move(done));
  }

  // Waits for it; the answer must be of this type.
  template <class Answer>
  Result<Answer> Run(const Message& request) {
    std::promise<CommandResult> promise;
    Submit(request, [&promise](CommandResult result) { promise.set_value(std::move(result)); });
    CommandResult result = promise.get_future().get();
    if (!result.status.ok()) return result.status;
    return static_cast<const Answer&>(*result.response);
  }

  // What the programme service would have published.
  Status HearOfProgramme() {
    programme::v1::ProgrammeOpened opened;
    opened.set_programme(kProgramme);
    opened.set_title("Access to care for people who work late");
    v1::RecordedEvent record;
    record.set_position(1);
    record.set_stream("programme/late-shifts");
    record.set_stream_version(1);
    record.set_id(ids_.NewId(clock_.Now()));
    record.set_type(opened.GetTypeName());
    record.set_programme(kProgramme);
    record.set_payload(opened.SerializeAsString());
    std::promise<Status> promise;
    loop_->Ingest({"programme", 1, record.SerializeAsString()},
                  [&promise](IngestOutcome, Status status) { promise.set_value(status); });
    return promise.get_future().get();
  }

 private:
  const ServiceModel model_ = engagement::MakeModel();
  SystemClock clock_;
  UuidSource ids_;
  std::unique_ptr<KeyStore> keys_;
  std::unique_ptr<BlobStore> blobs_;
  std::unique_ptr<Sealer> sealer_;
  std::unique_ptr<EventLog> log_;
  std::unique_ptr<CommitLoop> loop_;
};

Result<std::string> OpenActivity(LogWriter& writer) {
  engagement::v1::PlanActivityRequest plan;
  plan.set_parent(kProgramme);
  plan.set_title("Listening at the depot");
  plan.set_method(engagement::v1::ENGAGEMENT_METHOD_LISTENING_EVENT);
  plan.set_purpose("What keeps people on late shifts from care.");
  plan.set_place("Bus depot, canteen");
  plan.set_planned_date("2026-03-02");
  plan.set_lawful_basis(engagement::v1::LAWFUL_BASIS_PUBLIC_TASK);
  plan.add_consent_items(engagement::v1::CONSENT_ITEM_PARTICIPATION);
  const auto planned = writer.Run<engagement::v1::Activity>(plan);
  if (!planned.ok()) return planned.status();
  engagement::v1::OpenActivityRequest open;
  open.set_name(planned->name());
  const auto opened = writer.Run<engagement::v1::Activity>(open);
  if (!opened.ok()) return opened.status();
  return opened->name();
}

// Commands under way, and the first that was refused.
class Window {
 public:
  void Enter() {
    std::unique_lock lock(mutex_);
    room_.wait(lock, [this] { return under_way_ < kWindow; });
    ++under_way_;
  }
  void Leave(const Status& status) {
    const std::lock_guard lock(mutex_);
    --under_way_;
    if (!status.ok() && failure_.ok()) failure_ = status;
    room_.notify_all();
  }
  Status WaitForAll() {
    std::unique_lock lock(mutex_);
    room_.wait(lock, [this] { return under_way_ == 0; });
    return failure_;
  }
  Status failure() {
    const std::lock_guard lock(mutex_);
    return failure_;
  }

 private:
  std::mutex mutex_;
  std::condition_variable room_;
  int64_t under_way_ = 0;
  Status failure_;
};

}  // namespace

Status MakeLog(const LogFolders& folders, int64_t events,
               const std::function<void(int64_t)>& progress) {
  LogWriter writer;
  FIVESTEP_RETURN_IF_ERROR(writer.Open(folders));
  if (writer.log().last_position() >= events) return OkStatus();
  if (writer.log().last_position() == 0) FIVESTEP_RETURN_IF_ERROR(writer.HearOfProgramme());
  const Result<std::string> activity = OpenActivity(writer);
  if (!activity.ok()) return activity.status();
  const auto themes = ThemesIn(kProgramme);
  const auto contributions = ContributionsTo(*activity);
  Window window;
  int64_t made = writer.log().last_position();
  int64_t told = made;
  int64_t sealed = made / kEventsPerContribution;
  while (made < events && window.failure().ok()) {
    const bool speaks = (made / kEventsPerContribution > sealed + kContributionsPerCommand) &&
                        events - made >= kContributionsPerCommand;
    RequestMaker& maker = speaks ? *contributions : *themes;
    window.Enter();
    writer.Submit(maker.Make(), [&window](CommandResult result) { window.Leave(result.status); });
    made += maker.event_count();
    if (speaks) sealed += kContributionsPerCommand;
    if (made - told < kProgressEvents) continue;
    told = made;
    if (progress) progress(made);
  }
  return window.WaitForAll();
}

}  // namespace fivestep::bench
