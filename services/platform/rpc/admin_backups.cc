// AdminService: backups of the log, and a log that was restored from one.
#include <utility>

#include "fivestep/platform/v1/error_reason.pb.h"
#include "platform/core/decision.h"
#include "platform/core/timestamp.h"
#include "platform/rpc/admin_service.h"
#include "platform/rpc/log.h"

namespace fivestep {
namespace {

namespace pb = platform::v1;
using google::protobuf::Message;

pb::Backup ToMessage(const BackupFacts& facts) {
  pb::Backup backup;
  backup.set_backup_id(facts.id);
  *backup.mutable_create_time() = ToTimestamp(facts.create_time);
  backup.set_position(facts.position);
  backup.set_total_bytes(facts.total_bytes);
  backup.set_blob_count(facts.blob_count);
  return backup;
}

template <class Reply, class Response>
void Send(const Reply& reply, Response response) {
  reply(std::unique_ptr<Message>(std::make_unique<Response>(std::move(response))));
}

}  // namespace

void AdminService::BackUp(const pb::BackUpLogRequest& request, const Caller&, const Reply& reply) {
  if (options_.backups == nullptr) return reply(StatusOf(pb::BACKUP_NOT_CONFIGURED));
  const int keep = request.keep_count();
  const bool queued = options_.backup_worker->TrySubmit([this, keep, reply] {
    LogInfo("backup begins", {{"directory", options_.backups->directory()}});
    const Result<TakenBackup> taken = options_.backups->Take(keep);
    if (!taken.ok()) {
      LogError("backup failed", {{"error", taken.status().message()}});
      return reply(taken.status());
    }
    LogInfo("backup taken", {{"id", std::to_string(taken->backup.id)},
                             {"position", std::to_string(taken->backup.position)},
                             {"written_bytes", std::to_string(taken->written_bytes)}});
    pb::BackUpLogResponse response;
    *response.mutable_backup() = ToMessage(taken->backup);
    response.set_written_bytes(taken->written_bytes);
    response.set_directory(options_.backups->directory());
    Send(reply, std::move(response));
  });
  if (!queued) reply(StatusOf(pb::ALREADY_RUNNING, {{"what", "A backup"}}));
}

void AdminService::ListBackups(const pb::ListBackupsRequest&, const Caller&, const Reply& reply) {
  if (options_.backups == nullptr) return reply(StatusOf(pb::BACKUP_NOT_CONFIGURED));
  const Result<std::vector<BackupFacts>> backups = options_.backups->List();
  if (!backups.ok()) return reply(backups.status());
  pb::ListBackupsResponse response;
  for (const BackupFacts& facts : *backups) *response.add_backups() = ToMessage(facts);
  Send(reply, std::move(response));
}

void AdminService::AcceptRestored(const pb::AcceptRestoredLogRequest& request, const Caller& caller,
                                  const Reply& reply) {
  if (loop_->restore_state().marked && options_.before_accepting) {
    if (const Status status = options_.before_accepting(); !status.ok()) return reply(status);
  }
  loop_->AcceptRestored(request.reason(), caller, [this, reply](Result<int64_t> position) {
    if (!position.ok()) return reply(position.status());
    options_.nudge_bus();
    pb::AcceptRestoredLogResponse response;
    response.set_position(*position);
    Send(reply, std::move(response));
  });
}

void AdminService::DescribeRecovery(pb::GetStatusResponse& response) const {
  const RestoreState state = loop_->restore_state();
  if (state.marked) response.set_restore_state(state.waiting_for);
  if (options_.backups == nullptr) return;
  const Result<std::vector<BackupFacts>> backups = options_.backups->List();
  if (!backups.ok() || backups->empty()) return;
  *response.mutable_last_backup_time() = ToTimestamp(backups->back().create_time);
}

}  // namespace fivestep
