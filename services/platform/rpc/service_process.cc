#include "platform/rpc/service_process.h"

#include <filesystem>
#include <mutex>
#include <thread>
#include <utility>

#include "platform/audit/checkpoint.h"
#include "platform/bus/bus.h"
#include "platform/bus/eventlog_edges.h"
#include "platform/bus/log_completion.h"
#include "platform/bus/restricted_stream.h"
#include "platform/core/ids.h"
#include "platform/eventlog/audit_key.h"
#include "platform/eventlog/checkpointer.h"
#include "platform/eventlog/commit_loop.h"
#include "platform/eventlog/errands.h"
#include "platform/eventlog/event_log.h"
#include "platform/eventlog/key_tie.h"
#include "platform/eventlog/log_backup.h"
#include "platform/eventlog/personal_reader.h"
#include "platform/rpc/grpc_server.h"
#include "platform/rpc/http_endpoint.h"
#include "platform/rpc/log.h"
#include "platform/rpc/observation.h"
#include "platform/rpc/peers.h"
#include "platform/rpc/restricted_tools.h"
#include "platform/rpc/service_set.h"
#include "platform/rpc/telemetry.h"
#include "platform/rpc/token_file.h"
#include "platform/sealing/blob_store.h"
#include "platform/sealing/key_store.h"
#include "platform/sealing/restricted_seal.h"
#include "platform/sealing/sealer.h"

namespace fivestep {
namespace {

// Reads and preparations that wait at most; at a few milliseconds each that is seconds of work.
constexpr size_t kMaxQueuedWork = 1'024;
// Beside the one that is being taken.
constexpr size_t kMaxQueuedBackups = 1;
// A bus on the same machine answers within some milliseconds; one that hangs must not hold a start
// up.
constexpr std::chrono::seconds kFirstComparisonWait{1};

// What a `Result` holds, moved to `place`; or its error.
template <class T>
Status Keep(Result<T> result, T& place) {
  if (result.ok()) place = std::move(*result);
  return result.status();
}

Result<std::unique_ptr<Authenticator>> MakeAuthenticator(const ServiceOptions& options) {
  if (options.insecure_loopback) {
    return std::unique_ptr<Authenticator>(std::make_unique<LoopbackAuthenticator>());
  }
  auto opened = TokenFileAuthenticator::Open(options.token_file);
  if (!opened.ok()) return opened.status();
  return std::unique_ptr<Authenticator>(std::move(*opened));
}

void NoteInLog(const std::string& sentence) { LogWarning(sentence); }

}  // namespace

// In the order in which they are made; taken down in the opposite one.
class ServiceProcess::Parts {
 public:
  Parts(ServiceOptions options, ServiceModel model)
      : options_(std::move(options)), model_(std::move(model)), start_time_(clock_.Now()) {}
  ~Parts() { (void)Drain(std::chrono::milliseconds(0)); }

  Status Start() {
    FIVESTEP_RETURN_IF_ERROR(CheckSafety(options_));
    FIVESTEP_RETURN_IF_ERROR(Keep(MakeAuthenticator(options_), authenticator_));
    FIVESTEP_RETURN_IF_ERROR(OpenStorage());
    FIVESTEP_RETURN_IF_ERROR(StartLoop());
    FIVESTEP_RETURN_IF_ERROR(MakeBus());
    FIVESTEP_RETURN_IF_ERROR(MakeCheckpointer());
    FIVESTEP_RETURN_IF_ERROR(MakeServices());
    FIVESTEP_RETURN_IF_ERROR(bus_->Start());
    FIVESTEP_RETURN_IF_ERROR(checkpointer_->Start());
    AwaitFirstComparison();
    errands_->Start();
    return StartServers();
  }

  Status Drain(std::chrono::milliseconds patience) {
    if (drained_) return OkStatus();
    drained_ = true;
    if (server_ != nullptr) server_->SetServing(false);
    if (watcher_ != nullptr) watcher_->Stop();
    if (server_ != nullptr) server_->Drain(patience);
    if (workers_ != nullptr) workers_->Stop();
    if (backups_ != nullptr) backups_->Stop();
    if (backup_worker_ != nullptr) backup_worker_->Stop();
    if (errands_ != nullptr) errands_->Stop();
    if (bus_ != nullptr) bus_->Stop();
    if (loop_ != nullptr) loop_->Stop();
    const Status last_head = checkpointer_ != nullptr ? checkpointer_->Stop() : OkStatus();
    http_.reset();
    return last_head;
  }

  Status failure() const {
    std::lock_guard lock(mutex_);
    return failure_;
  }
  int grpc_port() const { return server_->port(); }
  int http_port() const { return http_->port(); }
  const std::string& context() const { return model_.context(); }

 private:
  Status OpenStorage() {
    std::error_code error;
    std::filesystem::create_directories(options_.data_dir, error);
    if (error) {
      return Unavailable("The folder " + options_.data_dir + " cannot be made: " + error.message());
    }
    FIVESTEP_RETURN_IF_ERROR(
        Keep(KeyStore::Open(options_.key_dir, options_.wrapping_key_file), keys_));
    FIVESTEP_RETURN_IF_ERROR(
        Keep(BlobStore::Open(options_.data_dir + "/blobs", keys_.get()), blobs_));
    sealer_ = std::make_unique<Sealer>(keys_.get());
    if (!options_.restricted_key_file.empty()) {
      auto seal = RestrictedSeal::FromFile(options_.restricted_key_file, options_.deployment);
      if (!seal.ok()) return seal.status();
      restricted_ = std::make_unique<RestrictedSeal>(std::move(*seal));
    }
    EventLog::Options log;
    log.directory = options_.data_dir + "/log";
    log.deployment = options_.deployment;
    log.context = model_.context();
    log.checkpoint_file = CheckpointFile();
    log.note = NoteInLog;
    FIVESTEP_RETURN_IF_ERROR(Keep(EventLog::Open(log), log_));
    return TieToKeyStore(*log_, *keys_, NoteInLog);
  }

  Status StartLoop() {
    CommitLoop::Options options;
    options.hold_at_start = true;
    options.disk_reserve_bytes = options_.disk_reserve_mib << 20;
    options.restricted = restricted_.get();
    options.note = NoteInLog;
    options.on_failure = [this](const Status& status) {
      std::lock_guard lock(mutex_);
      failure_ = status;
    };
    loop_ = std::make_unique<CommitLoop>(log_.get(), &model_, sealer_.get(), blobs_.get(), &clock_,
                                         &ids_, std::move(options));
    return loop_->Start();
  }

  Status MakeBus() {
    FIVESTEP_RETURN_IF_ERROR(Keep(Peers::Open(options_, model_.context()), peers_));
    Bus::Options options;
    options.connection.urls = options_.nats_urls;
    options.connection.creds_file = options_.nats_creds;
    options.connection.ca_file = options_.nats_ca;
    options.replicas = options_.nats_replicas;
    options.follow = model_.followed_logs();
    completion_ = std::make_unique<CommitLoopCompletion>(log_.get(), loop_.get(), HeadsOfThisLog());
    options.completion = completion_.get();
    options.on_confirmed = [this](int64_t first, int64_t last) { NotePublished(first, last); };
    options.on_fenced = [this](const std::string& why) { loop_->Fence(why); };
    if (!model_.hand_overs().view.empty()) {
      hand_overs_ =
          std::make_unique<CommitLoopHandOvers>(log_.get(), loop_.get(), model_.hand_overs());
      options.restricted = hand_overs_.get();
    }
    MakeErrands(options.connection);
    const auto read_gap = [this](const std::string& log, int64_t from, int64_t to) {
      return peers_->Read(log, from, to);
    };
    bus_ = std::make_unique<Bus>(log_.get(), loop_.get(), read_gap, std::move(options));
    return OkStatus();
  }

  void MakeErrands(ConnectionOptions connection) {
    connection.name = "fivestep " + model_.context() + " errands";
    tools_ = std::make_unique<RestrictedTools>(options_.deployment, std::move(connection),
                                               restricted_.get());
    Errands::Options options;
    options.note = NoteInLog;
    errands_ = std::make_unique<Errands>(log_.get(), loop_.get(), &model_, tools_.get(),
                                         std::move(options));
  }

  // What a tail that comes back from the stream must agree with.
  CommitLoopCompletion::Trust HeadsOfThisLog() {
    return {[this](std::string_view note) {
              return VerifyCheckpoint(note, checkpointer_->verifiers());
            },
            [this]() -> std::string {
              const auto head = ReadCheckpointFile(*log_, CheckpointFile());
              return head.ok() && *head ? (*head)->note : "";
            }};
  }

  std::string CheckpointFile() const { return options_.data_dir + "/" + kCheckpointFileName; }

  Status MakeCheckpointer() {
    const std::string name = CheckpointOrigin(options_.deployment, model_.context());
    Result<SigningKey> key = options_.audit_key_file.empty()
                                 ? OpenOwnAuditKey(options_.key_dir, name)
                                 : ReadAuditKey(options_.audit_key_file, name);
    if (!key.ok()) return key.status();
    Checkpointer::Options options;
    options.file = CheckpointFile();
    FIVESTEP_RETURN_IF_ERROR(Keep(ReadAuditHistory(options_.key_dir, name), options.earlier_keys));
    options.cadence = std::chrono::seconds(options_.checkpoint_seconds);
    options.on_checkpoint = [this](const SignedHead& head) { bus_->PublishCheckpoint(head.note); };
    options.on_failure = [this](const Status& status) { loop_->Fail(status); };
    options.refusal = [this] {
      if (loop_->fenced()) return Unavailable("Another writer has taken this log over; it signs.");
      return loop_->restore_state().marked
                 ? Unavailable("The restored log is not complete yet; nothing is signed.")
                 : OkStatus();
    };
    options.note = NoteInLog;
    checkpointer_ =
        std::make_unique<Checkpointer>(log_.get(), std::move(*key), &clock_, std::move(options));
    return OkStatus();
  }

  // Before the first command it should be known whether the log is shorter than its stream: what
  // was recorded meanwhile would take the place of what the stream holds. A bus that is away tells
  // nothing and holds nothing up.
  void AwaitFirstComparison() {
    const auto limit = std::chrono::steady_clock::now() + kFirstComparisonWait;
    while (std::chrono::steady_clock::now() < limit) {
      const PublisherStatus publisher = bus_->status().publisher;
      const bool looked = publisher.comparison_count > 0 || !publisher.last_error.empty() ||
                          !publisher.halted_reason.empty();
      if (looked || loop_->restore_state().marked) break;
      std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
    loop_->Release();
  }

  // Runs between the start and the stop of the bus.
  void NotePublished(int64_t first, int64_t last) {
    const auto now = std::chrono::steady_clock::now();
    for (int64_t position = first; position <= last; ++position) {
      const auto since = log_->DurableSince(position);
      if (since) telemetry_->RecordPublication(now - *since);
    }
  }

  void MakeBackups() {
    if (options_.backup_dir.empty()) return;
    LogBackup::Options options;
    options.directory = options_.backup_dir;
    options.blob_directory = options_.data_dir + "/blobs";
    options.checkpoint_file = CheckpointFile();
    backups_ = std::make_unique<LogBackup>(log_.get(), std::move(options));
    backup_worker_ = std::make_unique<WorkerPool>(1, kMaxQueuedBackups);
  }

  Status MakeServices() {
    MakeBackups();
    workers_ = std::make_unique<WorkerPool>(options_.worker_threads, kMaxQueuedWork);
    admission_ = std::make_unique<Admission>(authenticator_.get(), log_.get(), loop_.get(), &clock_,
                                             &ids_, model_.followed_logs());
    personal_ = MakePersonalReader(log_.get(), &model_, sealer_.get(), loop_.get());
    verify_ = std::make_unique<VerifyLogCalls>(admission_.get(), log_.get(), &model_,
                                               checkpointer_->verifiers(), workers_.get());
    commands_ = std::make_unique<CommandPipeline>(admission_.get(), loop_.get(), workers_.get());
    queries_ =
        std::make_unique<Queries>(admission_.get(), loop_.get(), workers_.get(), personal_.get());
    people_ = std::make_unique<PeopleService>(admission_.get(), loop_.get(), workers_.get(),
                                              personal_.get(),
                                              MakePersonExporter(log_.get(), sealer_.get()));
    uploads_ = std::make_unique<Uploads>(admission_.get(), loop_.get(), workers_.get(), &model_);
    watcher_ = std::make_unique<LogWatcher>(log_.get());
    audit_ = std::make_unique<AuditService>(admission_.get(), log_.get(), checkpointer_.get(),
                                            workers_.get(), watcher_.get());
    admin_ = std::make_unique<AdminService>(
        admission_.get(), log_.get(), loop_.get(),
        AdminService::Options{
            start_time_,
            [this](platform::v1::GetStatusResponse& response) {
              DescribeBus(bus_->status(), response);
              for (auto& errand : errands_->waiting()) {
                *response.add_waiting_errands() = std::move(errand);
              }
              response.set_checkpoint_size(checkpointer_->newest().size);
            },
            [this] { bus_->Nudge(); },
            [this](Recreation recreation) { bus_->RecreateStream(std::move(recreation)); },
            backups_.get(), backup_worker_.get(),
            [this] { return checkpointer_->SetAsideUnreached(); }});
    telemetry_ = std::make_unique<Telemetry>(MethodsOf(model_));
    telemetry_->SetGauges([this] {
      return GaugesOf({log_.get(), loop_.get(), bus_.get(), workers_.get(), checkpointer_.get(),
                       &clock_, start_time_});
    });
    const auto observe = [this](const EndedCall& call) {
      telemetry_->Record(call);
      LogCall(call);
    };
    const ServiceSet::Handlers handlers{commands_.get(), queries_.get(), uploads_.get(),
                                        audit_.get(),    admin_.get(),   people_.get(),
                                        verify_.get()};
    return Keep(ServiceSet::Build(model_, handlers, observe), services_);
  }

  Status StartServers() {
    GrpcServer::Options options;
    options.listen = options_.grpc_listen;
    options.tls = {options_.tls_cert, options_.tls_key, options_.tls_client_ca};
    for (const auto* service : ServicesOf(model_)) {
      options.service_names.push_back(service->full_name());
    }
    FIVESTEP_RETURN_IF_ERROR(Keep(GrpcServer::Start(options, services_->services()), server_));
    HttpEndpoint::Sources sources;
    sources.live = [this] { return failure(); };
    sources.ready = [this] {
      const Status failed = failure();
      return failed.ok() && loop_->fenced() ? loop_->health() : failed;
    };
    sources.ready_note = [this] {
      const RestoreState restore = loop_->restore_state();
      return restore.marked ? "commands are refused after a restore: " + restore.waiting_for
                            : BusNote(bus_->status());
    };
    sources.metrics = [this] { return telemetry_->Text(); };
    FIVESTEP_RETURN_IF_ERROR(
        Keep(HttpEndpoint::Start(options_.http_listen, std::move(sources)), http_));
    server_->SetServing(true);
    return OkStatus();
  }

  const ServiceOptions options_;
  const ServiceModel model_;
  SystemClock clock_;
  UuidSource ids_;
  const Instant start_time_;
  mutable std::mutex mutex_;
  Status failure_;
  bool drained_ = false;

  std::unique_ptr<Authenticator> authenticator_;
  std::unique_ptr<KeyStore> keys_;
  std::unique_ptr<BlobStore> blobs_;
  std::unique_ptr<Sealer> sealer_;
  std::unique_ptr<RestrictedSeal> restricted_;  // null without its key
  std::unique_ptr<EventLog> log_;
  std::unique_ptr<CommitLoop> loop_;
  std::unique_ptr<Peers> peers_;
  std::unique_ptr<CommitLoopCompletion> completion_;
  std::unique_ptr<CommitLoopHandOvers> hand_overs_;  // null where nothing is handed over
  std::unique_ptr<Bus> bus_;
  std::unique_ptr<RestrictedTools> tools_;
  std::unique_ptr<Errands> errands_;
  std::unique_ptr<Checkpointer> checkpointer_;
  std::unique_ptr<LogBackup> backups_;
  std::unique_ptr<WorkerPool> backup_worker_;
  std::unique_ptr<WorkerPool> workers_;
  std::unique_ptr<Admission> admission_;
  std::unique_ptr<PersonalReader> personal_;
  std::unique_ptr<VerifyLogCalls> verify_;
  std::unique_ptr<CommandPipeline> commands_;
  std::unique_ptr<Queries> queries_;
  std::unique_ptr<PeopleService> people_;
  std::unique_ptr<Uploads> uploads_;
  std::unique_ptr<LogWatcher> watcher_;
  std::unique_ptr<AuditService> audit_;
  std::unique_ptr<AdminService> admin_;
  std::unique_ptr<Telemetry> telemetry_;
  std::unique_ptr<ServiceSet> services_;
  std::unique_ptr<GrpcServer> server_;
  std::unique_ptr<HttpEndpoint> http_;
};

ServiceProcess::ServiceProcess(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
ServiceProcess::~ServiceProcess() = default;

Result<std::unique_ptr<ServiceProcess>> ServiceProcess::Start(ServiceOptions options,
                                                              ServiceModel model) {
  auto parts = std::make_unique<Parts>(std::move(options), std::move(model));
  FIVESTEP_RETURN_IF_ERROR(parts->Start());
  return std::unique_ptr<ServiceProcess>(new ServiceProcess(std::move(parts)));
}

int ServiceProcess::grpc_port() const { return parts_->grpc_port(); }
int ServiceProcess::http_port() const { return parts_->http_port(); }
const std::string& ServiceProcess::context() const { return parts_->context(); }
Status ServiceProcess::health() const { return parts_->failure(); }
Status ServiceProcess::Drain(std::chrono::milliseconds patience) { return parts_->Drain(patience); }

}  // namespace fivestep
