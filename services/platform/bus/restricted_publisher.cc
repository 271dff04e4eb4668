#include "platform/bus/restricted_publisher.h"

#include <utility>

#include "platform/bus/backoff.h"
#include "platform/bus/restricted_stream.h"

namespace fivestep {
namespace {

using std::chrono::milliseconds;
using SteadyClock = std::chrono::steady_clock;

// How soon a new item, and a lost connection, is noticed.
constexpr milliseconds kLookWait{200};

}  // namespace

RestrictedPublisher::RestrictedPublisher(const RestrictedSource* source, std::string deployment,
                                         std::string context, Options options)
    : source_(source),
      deployment_(std::move(deployment)),
      context_(std::move(context)),
      options_(std::move(options)) {}

RestrictedPublisher::~RestrictedPublisher() { Stop(); }

void RestrictedPublisher::Start() {
  thread_ = std::thread([this] { Run(); });
}

void RestrictedPublisher::Stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  if (thread_.joinable()) thread_.join();
}

RestrictedPublisherStatus RestrictedPublisher::status() const {
  const std::lock_guard lock(mutex_);
  return known_;
}

// Returns false after Stop().
bool RestrictedPublisher::Pause(milliseconds wait) {
  std::unique_lock lock(mutex_);
  return !changed_.wait_for(lock, wait, [this] { return stopping_; });
}

void RestrictedPublisher::Run() {
  Backoff backoff(options_.first_pause, options_.longest_pause);
  do {
    Result<std::unique_ptr<Connection>> connection = Connection::Open(options_.connection);
    Status ended = connection.status();
    if (connection.ok()) {
      ended = Serve(**connection);
      backoff.Reset();
    }
    const std::lock_guard lock(mutex_);
    known_ = {false, ended.message()};
  } while (Pause(backoff.Next()));
}

Status RestrictedPublisher::Serve(Connection& connection) {
  int64_t seen = -1;
  auto recheck_at = SteadyClock::now();
  while (connection.connected()) {
    const int64_t version = source_->version();
    const bool recheck = SteadyClock::now() >= recheck_at;
    if (recheck) {
      done_.clear();
      recheck_at = SteadyClock::now() + options_.recheck;
      FIVESTEP_RETURN_IF_ERROR(EnsureRestrictedStream(connection, deployment_, options_.replicas));
    }
    if (recheck || version != seen) {
      const Status status = BringAll(connection);
      if (status.code() == Code::kUnavailable) return status;
      const std::lock_guard lock(mutex_);
      known_ = {true, status.message()};
    }
    seen = version;
    if (!Pause(kLookWait)) return OkStatus();
  }
  return Unavailable("The bus was lost.");
}

// One that cannot be brought keeps no other back. Says why the last of them could not.
Status RestrictedPublisher::BringAll(Connection& connection) {
  Status result;
  for (const RestrictedItem& item : source_->Items()) {
    // What was brought once is still to be taken out when it ends.
    const std::string wanted = (item.ended ? "-" : "+") + item.digest;
    if (done_.contains(wanted)) continue;
    const Status status = item.ended
                              ? DropRestricted(connection, {deployment_, context_, item.digest})
                              : Bring(connection, item);
    if (status.code() == Code::kUnavailable) return status;
    if (status.ok()) done_.insert(wanted);
    if (!status.ok()) result = status;
  }
  return result;
}

Status RestrictedPublisher::Bring(Connection& connection, const RestrictedItem& item) {
  const RestrictedPlace place{deployment_, context_, item.digest};
  const auto there = GetRestricted(connection, place);
  if (there.ok() || there.status().code() == Code::kUnavailable) return there.status();
  const auto content = source_->Load(item);
  if (!content.ok()) {
    return FailedPrecondition("What is handed over can be read no more: " +
                              content.status().message());
  }
  return PutRestricted(connection, place, *content);
}

}  // namespace fivestep
