#include "platform/testing/log_tampering.h"

#include <rocksdb/db.h>

#include <stdexcept>

#include "platform/audit/merkle.h"
#include "platform/audit/tiles.h"
#include "platform/eventlog/keys.h"
#include "platform/eventlog/tree_store.h"

namespace fivestep::testing {
namespace {

// The deployment of TestLog.
constexpr char kDeployment[] = "test";

void OrThrow(const rocksdb::Status& status) {
  if (!status.ok()) throw std::runtime_error(status.ToString());
}

}  // namespace

LogTampering::LogTampering(const std::string& directory, const std::string& context) {
  EventLog::Options options;
  options.directory = directory;
  options.deployment = kDeployment;
  options.context = context;
  Result<std::unique_ptr<EventLog>> log = EventLog::Open(options);
  if (!log.ok()) throw std::runtime_error(log.status().ToString());
  log_ = std::move(*log);
}

std::string LogTampering::Get(Family family, const std::string& key) const {
  std::string value;
  OrThrow(log_->db()->Get({}, log_->family(family), key, &value));
  return value;
}

void LogTampering::Put(Family family, const std::string& key, const std::string& value) {
  OrThrow(log_->db()->Put({}, log_->family(family), key, value));
}

void LogTampering::Delete(Family family, const std::string& key) {
  OrThrow(log_->db()->Delete({}, log_->family(family), key));
}

std::string LogTampering::FirstKey(Family family, const std::string& prefix) const {
  std::unique_ptr<rocksdb::Iterator> it(log_->db()->NewIterator({}, log_->family(family)));
  it->Seek(prefix);
  if (!it->Valid() || !it->key().starts_with(prefix)) throw std::runtime_error("no such key");
  return it->key().ToString();
}

std::string LogTampering::Event(int64_t position) const {
  return Get(Family::kEvents, keys::BigEndian(position));
}

void LogTampering::PutEvent(int64_t position, const std::string& bytes) {
  Put(Family::kEvents, keys::BigEndian(position), bytes);
}

void LogTampering::ChangeEvent(int64_t position,
                               const std::function<void(platform::v1::RecordedEvent&)>& change) {
  platform::v1::RecordedEvent record;
  if (!record.ParseFromString(Event(position))) throw std::runtime_error("no event");
  change(record);
  PutEvent(position, record.SerializeAsString());
}

int64_t LogTampering::Last() const {
  return keys::FromBigEndian(Get(Family::kMeta, std::string(keys::kLast)));
}

void LogTampering::RemoveAndCloseUp(int64_t position) {
  const int64_t last = Last();
  for (int64_t at = position; at < last; ++at) {
    PutEvent(at, Event(at + 1));
    ChangeEvent(at, [at](platform::v1::RecordedEvent& record) { record.set_position(at); });
  }
  Delete(Family::kEvents, keys::BigEndian(last));
  Put(Family::kMeta, std::string(keys::kLast), keys::BigEndian(last - 1));
}

void LogTampering::CutTail(int64_t last) {
  for (int64_t at = Last(); at > last; --at) Delete(Family::kEvents, keys::BigEndian(at));
  Put(Family::kMeta, std::string(keys::kLast), keys::BigEndian(last));
}

void LogTampering::RewriteTree() {
  std::unique_ptr<rocksdb::Iterator> tiles(
      log_->db()->NewIterator({}, log_->family(Family::kMerkle)));
  for (tiles->Seek("t"); tiles->Valid() && tiles->key().starts_with("t"); tiles->Next()) {
    Delete(Family::kMerkle, tiles->key().ToString());
  }
  CompactRange range;
  TileEdge edge;
  for (int64_t at = 1; at <= Last(); ++at) {
    std::vector<TileEdge::FullTile> full;
    const Sha256Digest leaf = LeafHash(Event(at));
    range.Append(leaf);
    edge.Append(leaf, full);
    for (const TileEdge::FullTile& tile : full) {
      const std::string bytes(reinterpret_cast<const char*>(tile.hashes.data()),
                              tile.hashes.size() * sizeof(Sha256Digest));
      Put(Family::kMerkle, keys::TileKey(tile.level, tile.index), bytes);
    }
  }
  Put(Family::kMeta, std::string(keys::kTree), range.Encode());
}

std::string LogTampering::Sign(int64_t size, const SigningKey& key) const {
  const Result<Sha256Digest> root = RootAt(size, log_->tree());
  if (!root.ok()) throw std::runtime_error(root.status().ToString());
  return *SignCheckpoint({key.name(), size, *root, {}}, key);
}

void LogTampering::KeepHead(int64_t size, const std::string& note) {
  Put(Family::kMerkle, keys::CheckpointKey(size), keys::BigEndian(1) + note);
}

}  // namespace fivestep::testing
