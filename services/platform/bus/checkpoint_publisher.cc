#include "platform/bus/checkpoint_publisher.h"

#include <charconv>
#include <string_view>
#include <utility>

#include "platform/bus/backoff.h"
#include "platform/bus/stream_setup.h"
#include "platform/bus/subjects.h"

namespace fivestep {
namespace {

using std::chrono::milliseconds;

// How soon a lost connection is noticed while there is nothing to publish.
constexpr milliseconds kIdleWait{500};

// How many events a head covers: its second line. 0 for what is no head.
int64_t SizeOf(std::string_view note) {
  int64_t size = 0;
  const size_t line = note.find('\n');
  if (line != std::string_view::npos) {
    std::from_chars(note.data() + line + 1, note.data() + note.size(), size);
  }
  return size;
}

}  // namespace

CheckpointPublisher::CheckpointPublisher(std::string deployment, std::string context,
                                         Options options)
    : deployment_(std::move(deployment)),
      context_(std::move(context)),
      options_(std::move(options)) {}

CheckpointPublisher::~CheckpointPublisher() { Stop(); }

Status CheckpointPublisher::Start() {
  FIVESTEP_RETURN_IF_ERROR(CheckBusNames(deployment_, context_));
  thread_ = std::thread([this] { Run(); });
  return OkStatus();
}

void CheckpointPublisher::Stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void CheckpointPublisher::Publish(std::string note) {
  {
    const std::lock_guard lock(mutex_);
    if (note == newest_) return;
    newest_ = std::move(note);
    known_.up_to_date = false;
  }
  changed_.notify_all();
}

CheckpointPublisherStatus CheckpointPublisher::status() const {
  const std::lock_guard lock(mutex_);
  return known_;
}

bool CheckpointPublisher::stopping() const {
  const std::lock_guard lock(mutex_);
  return stopping_;
}

std::string CheckpointPublisher::newest() const {
  const std::lock_guard lock(mutex_);
  return newest_;
}

void CheckpointPublisher::Run() {
  Backoff backoff(options_.first_pause, options_.longest_pause);
  while (!stopping()) {
    Result<std::unique_ptr<Connection>> connection = Connection::Open(options_.connection);
    Status ended = connection.status();
    if (connection.ok()) {
      ended = Serve(**connection);
      backoff.Reset();
    }
    std::unique_lock lock(mutex_);
    known_.connected = false;
    known_.last_error = ended.message();
    changed_.wait_for(lock, backoff.Next(), [this] { return stopping_; });
  }
}

Status CheckpointPublisher::Serve(Connection& connection) {
  const StreamPlan plan = CheckpointStreamPlan(deployment_, context_, options_.replicas);
  while (!stopping() && connection.connected()) {
    const Result<StreamExtent> extent = EnsureStream(connection, plan);
    if (!extent.ok()) return extent.status();
    const auto recheck_at = std::chrono::steady_clock::now() + options_.recheck;
    std::string brought;
    while (connection.connected() && std::chrono::steady_clock::now() < recheck_at) {
      const std::string note = newest();
      if (note != brought) FIVESTEP_RETURN_IF_ERROR(Bring(connection, note));
      brought = note;
      {
        const std::lock_guard lock(mutex_);
        known_.connected = true;
        known_.up_to_date = newest_ == brought;
        known_.last_error.clear();
        if (stopping_) break;
      }
      AwaitNewer(brought, kIdleWait);
    }
  }
  return stopping() ? OkStatus() : Unavailable("The bus was lost.");
}

Status CheckpointPublisher::Bring(Connection& connection, const std::string& note) {
  const std::string stream = CheckpointStreamName(deployment_, context_);
  const std::string subject = CheckpointSubject(deployment_, context_);
  natsMsg* raw = nullptr;
  jsErrCode error{};
  natsStatus status = js_GetLastMsg(&raw, connection.jet_stream(), stream.c_str(), subject.c_str(),
                                    nullptr, &error);
  const MessageHandle last(raw);
  if (status == NATS_OK && !IsWanted(note, BodyOf(last.get()))) return OkStatus();
  if (status != NATS_OK && status != NATS_NOT_FOUND) {
    return NatsError("The stream " + stream + " cannot be read", status);
  }
  jsPubOptions expectations;
  jsPubOptions_Init(&expectations);
  expectations.ExpectStream = stream.c_str();
  jsPubAck* stored = nullptr;
  status = js_Publish(&stored, connection.jet_stream(), subject.c_str(), note.data(),
                      static_cast<int>(note.size()), &expectations, &error);
  const PublishAcknowledgementHandle owner(stored);
  if (status != NATS_OK) return NatsError("The checkpoint was not taken", status);
  sent_ = note;
  return OkStatus();
}

// A head over as many events that differs shows two histories, and is shown once. Shown at every
// look, two copies of a service would answer each other for ever.
bool CheckpointPublisher::IsWanted(const std::string& note, std::string_view last) const {
  if (last == note) return false;
  return SizeOf(last) < SizeOf(note) || (SizeOf(last) == SizeOf(note) && sent_ != note);
}

void CheckpointPublisher::AwaitNewer(const std::string& than, milliseconds wait) {
  std::unique_lock lock(mutex_);
  changed_.wait_for(lock, wait, [&] { return stopping_ || newest_ != than; });
}

}  // namespace fivestep
