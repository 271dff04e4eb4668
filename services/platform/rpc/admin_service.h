// AdminService: what an administrator sees and does, on every service alike.
#ifndef FIVESTEP_PLATFORM_RPC_ADMIN_SERVICE_H_
#define FIVESTEP_PLATFORM_RPC_ADMIN_SERVICE_H_

#include <functional>
#include <memory>

#include "fivestep/platform/v1/admin_service.pb.h"
#include "platform/bus/publisher.h"
#include "platform/core/clock.h"
#include "platform/eventlog/commit_loop.h"
#include "platform/eventlog/event_log.h"
#include "platform/eventlog/log_backup.h"
#include "platform/rpc/admission.h"
#include "platform/rpc/call.h"
#include "platform/rpc/worker_pool.h"

namespace fivestep {

// Thread-safe; everything handed in must outlive it and every call in flight.
class AdminService {
 public:
  struct Options {
    Instant start_time;
    // Fills in what the bus knows: connection, publication, followed logs.
    std::function<void(platform::v1::GetStatusResponse&)> describe_bus;
    // A cursor was moved back, or an event set free: subscriptions should look.
    std::function<void()> nudge_bus;
    // As Bus::RecreateStream.
    std::function<void(Recreation)> recreate_stream;
    // Where backups go and what thread takes them; null: none are kept.
    LogBackup* backups = nullptr;
    WorkerPool* backup_worker = nullptr;
    // A restored log is about to be accepted: what says that it lacks something is set aside.
    std::function<Status()> before_accepting;
  };
  AdminService(Admission* admission, const EventLog* log, CommitLoop* loop, Options options)
      : admission_(admission), log_(log), loop_(loop), options_(std::move(options)) {}

  // The handler of one of the service's methods; null for a method that it does not know.
  UnaryHandler HandlerOf(MethodRules rules);

 private:
  using Reply = std::function<void(Result<std::unique_ptr<google::protobuf::Message>>)>;
  template <class Request>
  using Method = void (AdminService::*)(const Request&, const Caller&, const Reply&);
  template <class Request>
  UnaryHandler Bind(MethodRules rules, Method<Request> method);

  void GetStatus(const platform::v1::GetStatusRequest&, const Caller&, const Reply&);
  void ListParked(const platform::v1::ListParkedEventsRequest&, const Caller&, const Reply&);
  void RetryParked(const platform::v1::RetryParkedEventRequest&, const Caller&, const Reply&);
  void SkipParked(const platform::v1::SkipParkedEventRequest&, const Caller&, const Reply&);
  void RecreateStream(const platform::v1::RecreateStreamRequest&, const Caller&, const Reply&);
  void ListViews(const platform::v1::ListViewsRequest&, const Caller&, const Reply&);
  void RebuildView(const platform::v1::RebuildViewRequest&, const Caller&, const Reply&);
  void ListTimers(const platform::v1::ListTimersRequest&, const Caller&, const Reply&);
  void ListOutcomes(const platform::v1::ListReactionOutcomesRequest&, const Caller&, const Reply&);
  void BackUp(const platform::v1::BackUpLogRequest&, const Caller&, const Reply&);
  void ListBackups(const platform::v1::ListBackupsRequest&, const Caller&, const Reply&);
  void AcceptRestored(const platform::v1::AcceptRestoredLogRequest&, const Caller&, const Reply&);
  // What GetStatus says of restores and backups.
  void DescribeRecovery(platform::v1::GetStatusResponse& response) const;
  std::vector<platform::v1::View> Views() const;

  Admission* admission_;
  const EventLog* log_;
  CommitLoop* loop_;
  Options options_;
};

}  // namespace fivestep

#endif  // FIVESTEP_PLATFORM_RPC_ADMIN_SERVICE_H_
