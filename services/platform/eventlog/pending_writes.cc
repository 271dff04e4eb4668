#include "platform/eventlog/pending_writes.h"

#include <rocksdb/db.h>

#include <stdexcept>

namespace fivestep {
namespace {

rocksdb::Slice ToSlice(std::string_view text) { return {text.data(), text.size()}; }

}  // namespace

void PendingWrites::Clear() {
  batch_.Clear();
  for (Values& values : values_) values.clear();
  earlier_.clear();
  savepoints_.clear();
}

void PendingWrites::Put(Family family, std::string_view key, std::string_view value) {
  Append(family, key, value);
  Remember(family, key, value);
}

void PendingWrites::Delete(Family family, std::string_view key) {
  (void)batch_.Delete(log_->family(family), ToSlice(key));
  Remember(family, key, {});
}

// Puts and deletes fail only where a batch has a size limit; this one has none.
void PendingWrites::Append(Family family, std::string_view key, std::string_view value) {
  (void)batch_.Put(log_->family(family), ToSlice(key), ToSlice(value));
}

void PendingWrites::Remember(Family family, std::string_view key, std::string_view value) {
  Values& values = values_[static_cast<size_t>(family)];
  const auto [place, is_new] = values.try_emplace(std::string(key));
  if (!savepoints_.empty()) {
    std::optional<std::string> before;
    if (!is_new) before = std::move(place->second);
    earlier_.push_back({family, place->first, std::move(before)});
  }
  place->second = value;
}

std::string PendingWrites::Find(Family family, std::string_view key) const {
  const Values& values = values_[static_cast<size_t>(family)];
  if (const auto found = values.find(key); found != values.end()) return found->second;
  std::string value;
  const rocksdb::Status status = log_->db()->Get({}, log_->family(family), ToSlice(key), &value);
  if (!status.ok() && !status.IsNotFound()) {
    throw std::runtime_error("the log cannot be read: " + status.ToString());
  }
  return value;
}

void PendingWrites::SetSavePoint() {
  savepoints_.push_back(earlier_.size());
  batch_.SetSavePoint();
}

void PendingWrites::ReleaseSavePoint() {
  savepoints_.pop_back();
  (void)batch_.PopSavePoint();
  if (savepoints_.empty()) earlier_.clear();
}

void PendingWrites::RollBack() {
  const rocksdb::Status status = batch_.RollbackToSavePoint();
  if (!status.ok()) throw std::logic_error("roll back without a savepoint: " + status.ToString());
  for (; earlier_.size() > savepoints_.back(); earlier_.pop_back()) {
    Earlier& earlier = earlier_.back();
    Values& values = values_[static_cast<size_t>(earlier.family)];
    if (earlier.value.has_value()) {
      values[earlier.key] = std::move(*earlier.value);
    } else {
      values.erase(earlier.key);
    }
  }
  savepoints_.pop_back();
}

}  // namespace fivestep
