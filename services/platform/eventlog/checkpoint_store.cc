#include "platform/eventlog/checkpoint_store.h"

#include <rocksdb/db.h>

#include <filesystem>

#include "platform/audit/checkpoint.h"
#include "platform/audit/tiles.h"
#include "platform/eventlog/keys.h"
#include "platform/eventlog/tree_store.h"
#include "platform/sealing/durable_file.h"

namespace fivestep {
namespace {

// What is stored of a head: when it was signed, in microseconds, then the note.
std::string Encode(const SignedHead& head) {
  return keys::BigEndian(head.sign_time.time_since_epoch().count()) + head.note;
}

Result<SignedHead> HeadOf(const EventLog& log, std::string note, Instant sign_time) {
  const Result<CheckpointBody> body = ReadCheckpoint(note);
  if (!body.ok()) return body.status();
  const std::string origin = CheckpointOrigin(log.deployment(), log.context());
  if (body->origin != origin) {
    return FailedPrecondition("it is of the log '" + body->origin + "' and not of '" + origin +
                              "'");
  }
  return SignedHead{std::move(note), body->size, body->root, sign_time};
}

Result<SignedHead> Decode(const EventLog& log, std::string_view key, std::string_view value) {
  Status status = DataLoss("its bytes are too few");
  if (value.size() > 8) {
    const Instant time(std::chrono::microseconds(keys::FromBigEndian(value)));
    Result<SignedHead> head = HeadOf(log, std::string(value.substr(8)), time);
    if (head.ok() && head->size == keys::FromBigEndian(key.substr(1))) return head;
    status = head.ok() ? DataLoss("it is of another size") : head.status();
  }
  return DataLoss("The signed head of " +
                  std::to_string(keys::FromBigEndian(key.substr(std::min<size_t>(1, key.size())))) +
                  " events in the log in " + log.directory() + " is damaged: " + status.message() +
                  ". Restore the directory from its backup.");
}

bool IsBeingRestored(const EventLog& log) {
  std::string mark;
  return log.db()->Get({}, log.family(Family::kMeta), rocksdb::Slice(keys::kRestored), &mark).ok();
}

}  // namespace

Result<std::optional<SignedHead>> ReadCheckpointFile(const EventLog& log, const std::string& path) {
  Result<std::string> note = sealing::ReadWholeFile(path);
  if (note.status().code() == Code::kNotFound) return std::optional<SignedHead>();
  if (!note.ok()) return note.status();
  Result<SignedHead> head = HeadOf(log, std::move(*note), Instant());
  if (!head.ok()) {
    return DataLoss("The file " + path +
                    " is not a checkpoint of this log: " + head.status().message() +
                    ". Whether the log is complete cannot be told: compare it with a checkpoint "
                    "that somebody else holds (`fivestep audit verify`), then put that one in the "
                    "file's place.");
  }
  return std::optional<SignedHead>(std::move(*head));
}

Status CheckAgainstHead(const EventLog& log, const SignedHead& head) {
  if (head.size > log.last_position()) {
    if (IsBeingRestored(log)) return OkStatus();
    return DataLoss("The log in " + log.directory() + " ends at position " +
                    std::to_string(log.last_position()) + ", but its signed head of " +
                    std::to_string(head.size) + " events says that there were more: events " +
                    std::to_string(log.last_position() + 1) + " to " + std::to_string(head.size) +
                    " are lost. Do not delete anything: restore the directory from its backup; the "
                    "service then fetches what is missing from its stream. Only where they are "
                    "lost for good, put the file `checkpoint` aside, and tell whoever holds a head "
                    "of this log that it was broken off.");
  }
  if (head.size == 0) return OkStatus();
  const Result<Sha256Digest> root = RootAt(head.size, log.tree());
  if (!root.ok()) return root.status();
  if (*root == head.root) return OkStatus();
  return DataLoss("The log in " + log.directory() + " does not hold what its signed head of " +
                  std::to_string(head.size) +
                  " events says: an event up to there was altered, removed or exchanged. Do not "
                  "delete anything: `fivestep audit verify` finds where; then restore the "
                  "directory from its backup.");
}

Status KeepHead(const EventLog& log, const SignedHead& head, const std::string& file) {
  if (!file.empty()) {
    const std::filesystem::path path(file);
    FIVESTEP_RETURN_IF_ERROR(
        sealing::WriteFileDurably(path.parent_path(), path.filename(), head.note));
  }
  rocksdb::WriteOptions synced;
  synced.sync = true;
  const rocksdb::Status written = log.db()->Put(synced, log.family(Family::kMerkle),
                                                keys::CheckpointKey(head.size), Encode(head));
  if (written.ok()) return OkStatus();
  return Unavailable("The signed head of " + std::to_string(head.size) +
                     " events cannot be written: " + written.ToString() + ".");
}

Result<std::vector<SignedHead>> ListHeads(const EventLog& log, int64_t after, int64_t limit) {
  std::vector<SignedHead> heads;
  std::unique_ptr<rocksdb::Iterator> it(log.db()->NewIterator({}, log.family(Family::kMerkle)));
  for (it->Seek(keys::CheckpointKey(after + 1));
       it->Valid() && it->key().starts_with(keys::kCheckpointPrefix) &&
       static_cast<int64_t>(heads.size()) < limit;
       it->Next()) {
    Result<SignedHead> head = Decode(log, it->key().ToStringView(), it->value().ToStringView());
    if (!head.ok()) return head.status();
    heads.push_back(std::move(*head));
  }
  if (!it->status().ok()) {
    return DataLoss("The signed heads cannot be read: " + it->status().ToString() + ".");
  }
  return heads;
}

Result<SignedHead> NewestHead(const EventLog& log) {
  std::unique_ptr<rocksdb::Iterator> it(log.db()->NewIterator({}, log.family(Family::kMerkle)));
  it->SeekForPrev(keys::CheckpointKey(INT64_MAX));
  if (!it->status().ok()) {
    return DataLoss("The signed heads cannot be read: " + it->status().ToString() + ".");
  }
  if (!it->Valid() || !it->key().starts_with(keys::kCheckpointPrefix)) return SignedHead();
  return Decode(log, it->key().ToStringView(), it->value().ToStringView());
}

}  // namespace fivestep
