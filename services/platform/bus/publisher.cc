#include "platform/bus/publisher.h"

#include <utility>

#include "platform/bus/backoff.h"
#include "platform/bus/connection.h"
#include "platform/bus/publish_session.h"
#include "platform/bus/subjects.h"

namespace fivestep {

std::string FencedBefore(int64_t position) {
  return "When the stream was last read it held another writer's event at position " +
         std::to_string(position) +
         ", and this log's event has not come into its place since. If this log is the true one, "
         "recreate the stream from it.";
}

const char* PublisherStateName(PublisherState state) {
  switch (state) {
    case PublisherState::kConnecting:
      return "connecting";
    case PublisherState::kPublishing:
      return "publishing";
    case PublisherState::kIdle:
      return "idle";
    case PublisherState::kHalted:
      return "halted";
  }
  return "unknown";
}

Publisher::Publisher(LogSource* log, Options options) : log_(log), options_(std::move(options)) {
  known_.published_position = log_->published_hint();
}

Publisher::~Publisher() { Stop(); }

Status Publisher::Start() {
  FIVESTEP_RETURN_IF_ERROR(CheckBusNames(log_->deployment(), log_->context()));
  if (const int64_t fence = log_->fence(); fence > 0) SetFence(fence, FencedBefore(fence));
  thread_ = std::thread([this] { Run(); });
  return OkStatus();
}

void Publisher::Stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  asked_.notify_all();
  if (thread_.joinable()) thread_.join();
}

PublisherStatus Publisher::status() const {
  PublisherStatus status;
  {
    const std::lock_guard lock(mutex_);
    status = known_;
  }
  if (status.published_position < log_->last_position()) {
    status.oldest_unpublished_position = status.published_position + 1;
  }
  return status;
}

void Publisher::Run() {
  Backoff backoff(options_.first_pause, options_.longest_pause);
  while (!stopping()) {
    Result<std::unique_ptr<Connection>> connection = Connection::Open(options_.connection);
    Status ended = connection.status();
    if (connection.ok()) {
      Update([](PublisherStatus& status) { status.connected = true; });
      backoff.Reset();
      ended = PublishSession(this, connection->get()).Run();
    }
    Update([&](PublisherStatus& status) {
      status.connected = false;
      status.state = PublisherState::kConnecting;
      status.last_error = ended.message();
    });
    if (const auto left = TakeRecreation()) left->done(Unavailable("The bus was lost."));
    Pause(backoff.Next());
  }
}

void Publisher::Pause(std::chrono::milliseconds pause) {
  std::unique_lock lock(mutex_);
  asked_.wait_for(lock, pause, [this] { return stopping() || recreation_.has_value(); });
}

void Publisher::Recreate(Recreation recreation) {
  Status refusal;
  {
    const std::lock_guard lock(mutex_);
    if (recreation_) {
      refusal = Unavailable("The stream is being recreated already.");
    } else if (!known_.connected || stopping()) {
      refusal = Unavailable("The bus is not connected, so the stream cannot be recreated now.");
    } else {
      recreation_ = std::move(recreation);
      recreation_asked_ = true;
    }
  }
  if (refusal.ok()) return asked_.notify_all();
  recreation.done(refusal);
}

std::optional<Recreation> Publisher::TakeRecreation() {
  const std::lock_guard lock(mutex_);
  recreation_asked_ = false;
  return std::exchange(recreation_, std::nullopt);
}

void Publisher::SetFence(int64_t position, const std::string& why) {
  if (why.empty() && !known_.fenced) return;
  if (log_->fence() != position) log_->KeepFence(position);
  Update([&](PublisherStatus& status) { status.fenced = !why.empty(); });
  if (options_.on_fenced) options_.on_fenced(why);
}

}  // namespace fivestep
