#include <iostream>

#include "cli/commands.h"
#include "cli/error_text.h"
#include "cli/json_text.h"
#include "cli/text_table.h"
#include "fivestep/platform/v1/admin_service.pb.h"
#include "platform/eventlog/audit_key.h"
#include "platform/eventlog/log_backup.h"
#include "platform/sealing/key_backup.h"

namespace fivestep::cli {
namespace {

namespace pb = platform::v1;

int BackUp(const RecoveryCommand& command, Session& session) {
  pb::BackUpLogRequest request;
  request.set_keep_count(command.keep);
  const auto answer =
      session.Ask<pb::BackUpLogResponse>(command.context, "AdminService/BackUpLog", request);
  if (!answer.ok()) return Fail(answer.status(), command.context, "", session);
  if (session.settings().json) {
    std::cout << ToJson(*answer, JsonLayout::kPretty);
    return kDone;
  }
  const pb::Backup& backup = answer->backup();
  std::cout << "Backup " << backup.backup_id() << " of " << command.context
            << " holds everything up to event " << backup.position() << " and "
            << backup.blob_count() << " blobs: " << SizeText(backup.total_bytes()) << ", of which "
            << SizeText(answer->written_bytes()) << " are new.\nIt lies in " << answer->directory()
            << ". Back the keys up as well: fivestep keys backup.\n";
  return kDone;
}

int List(const RecoveryCommand& command, Session& session) {
  const auto answer = session.Ask<pb::ListBackupsResponse>(
      command.context, "AdminService/ListBackups", pb::ListBackupsRequest());
  if (!answer.ok()) return Fail(answer.status(), command.context, "", session);
  if (session.settings().json) {
    std::cout << ToJson(*answer, JsonLayout::kPretty);
    return kDone;
  }
  std::vector<std::vector<std::string>> rows = {
      {"BACKUP", "TAKEN", "UP TO EVENT", "SIZE", "BLOBS"}};
  for (const pb::Backup& backup : answer->backups()) {
    rows.push_back({std::to_string(backup.backup_id()), TimeText(backup.create_time()),
                    std::to_string(backup.position()), SizeText(backup.total_bytes()),
                    std::to_string(backup.blob_count())});
  }
  std::cout << (rows.size() == 1 ? "None.\n" : TextTable(rows));
  return kDone;
}

int Restore(const RecoveryCommand& command) {
  const Result<BackupFacts> restored =
      RestoreLog({command.from, command.directory, command.backup_id, command.replace});
  if (!restored.ok()) {
    std::cerr << restored.status().message() << '\n';
    return kRefused;
  }
  std::cout << "Backup " << restored->id << " lies in " << command.directory
            << ", with everything up to event " << restored->position
            << ".\nStart the service with its keys. It refuses commands until what came later is "
               "back from its stream;\n`fivestep status` says how far that is.\n";
  return kDone;
}

int Accept(const RecoveryCommand& command, Session& session) {
  pb::AcceptRestoredLogRequest request;
  request.set_reason(command.why);
  request.set_request_id(command.request_id);
  const auto answer = session.Ask<pb::AcceptRestoredLogResponse>(
      command.context, "AdminService/AcceptRestoredLog", request);
  if (!answer.ok()) return Fail(answer.status(), command.context, command.request_id, session);
  std::cout << "Accepted: event " << answer->position() << " records it.\n";
  return kDone;
}

int Say(const Result<int64_t>& count, const std::string& before, const std::string& after) {
  if (!count.ok()) {
    std::cerr << count.status().message() << '\n';
    return kRefused;
  }
  std::cout << before << *count << after;
  return kDone;
}

int RotateAudit(const KeysCommand& command) {
  const auto keys = RotateAuditKey(command.key_directory);
  if (!keys.ok()) {
    std::cerr << keys.status().message() << '\n';
    return kRefused;
  }
  std::cout << "The service signs with this key from its next start on:\n"
            << keys->back().ToText() << "\nGive " << command.key_directory << '/'
            << kAuditHistoryFileName
            << " to everybody who checks this log; it is not secret. Back the key up.\n";
  return kDone;
}

}  // namespace

int Run(const RecoveryCommand& command, Session& session) {
  switch (command.action) {
    case RecoveryCommand::Action::kBackUp:
      return BackUp(command, session);
    case RecoveryCommand::Action::kList:
      return List(command, session);
    case RecoveryCommand::Action::kRestore:
      return Restore(command);
    case RecoveryCommand::Action::kAccept:
      return Accept(command, session);
  }
  return kUsage;
}

int Run(const KeysCommand& command, Session&) {
  switch (command.action) {
    case KeysCommand::Action::kBackUp:
      return Say(BackUpKeys(command.key_directory, command.other_directory, command.with_audit_key),
                 "", " records copied, still wrapped. Keep the wrapping key somewhere else.\n");
    case KeysCommand::Action::kRestore:
      return Say(RestoreKeys(command.other_directory, command.key_directory), "",
                 " records copied. Now put the wrapping key in its place.\n");
    case KeysCommand::Action::kRotate:
      return Say(RotateWrappingKey({command.key_directory, command.wrapping_key_file,
                                    command.new_wrapping_key_file, nullptr}),
                 "",
                 " records are wrapped by the new key. Take a new key backup now: the one before "
                 "needs the old key.\n");
    case KeysCommand::Action::kRotateAudit:
      return RotateAudit(command);
  }
  return kUsage;
}

}  // namespace fivestep::cli
