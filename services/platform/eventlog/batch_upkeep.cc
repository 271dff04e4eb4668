// What a batch does for rows and keys when a log is opened.
#include <optional>
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
  const std::optional<Instant> due_before = DisposalDue(row);
  row = std::move(*again);
  UpdateTimers(name, row);
  MoveDisposal(*this, name, due_before, DisposalDue(row));
  Put(Family::kRows, row.key, SerialiseRow(row));
  return OkStatus();
}

Status Batch::DestroyErasedAgain() {
  std::vector<std::string> names;
  const std::string prefix = keys::Join(people::kErasuresView, "");
  Scan(Family::kViews, prefix, [&](std::string_view key, std::string_view) {
    names.emplace_back(key.substr(prefix.size()));
    return true;
  });
  return names.empty() ? OkStatus() : sealer_->Destroy(names);
}

}  // namespace fivestep
