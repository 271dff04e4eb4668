// What a batch does for rows and keys when a log is opened.
#include <rocksdb/db.h>

#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "platform/eventlog/batch.h"
#include "platform/eventlog/keys.h"
#include "platform/eventlog/people_fold.h"
#include "platform/eventlog/retention.h"
#include "platform/people/index.h"

namespace fivestep {

Status Batch::FoldRowAgain(const std::string& name) {
  LoadedRow& row = MutableRow(name);
  if (row.resource == nullptr || !row.exists()) return OkStatus();
  Result<LoadedRow> again = RowAt(name, row.stored.version());
  if (!again.ok()) return again.status();
  // Timers that have run are not set again.
  *again->stored.mutable_timers() = row.stored.timers();
  row = std::move(*again);
  UpdateTimers(name, row);
  MoveDisposal(*this, name, std::nullopt, DisposalDue(row));
  row.bytes = SerialiseRow(row);
  writes_.Append(Family::kRows, row.key, row.bytes);
  return OkStatus();
}

void Batch::ScanStored(Family family, std::string_view prefix,
                       const std::function<bool(std::string_view, std::string_view)>& visit,
                       std::string_view from) const {
  std::unique_ptr<rocksdb::Iterator> it(log_->db()->NewIterator({}, log_->family(family)));
  const auto slice = [](std::string_view text) { return rocksdb::Slice(text.data(), text.size()); };
  for (it->Seek(slice(from.empty() ? prefix : from));
       it->Valid() && it->key().starts_with(slice(prefix)); it->Next()) {
    if (!visit(it->key().ToStringView(), it->value().ToStringView())) return;
  }
  if (!it->status().ok()) {
    throw std::runtime_error("the log cannot be read: " + it->status().ToString());
  }
}

Status Batch::DestroyErasedAgain() {
  std::vector<std::string> names;
  const std::string prefix = keys::Join(people::kErasuresView, "");
  ScanStored(Family::kViews, prefix, [&](std::string_view key, std::string_view) {
    names.emplace_back(key.substr(prefix.size()));
    return true;
  });
  return names.empty() ? OkStatus() : sealer_->Destroy(names);
}

}  // namespace fivestep
