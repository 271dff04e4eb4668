#include "platform/eventlog/row_upgrade.h"

#include <string>
#include <vector>

#include "platform/eventlog/keys.h"
#include "platform/eventlog/read_context.h"
#include "platform/eventlog/row.h"

namespace fivestep {
namespace {

// Rows in one write: some megabytes.
constexpr size_t kRowsPerWrite = 1'000;

}  // namespace

Status UpgradeRows(Batch& batch, const Clock& clock) {
  batch.Begin(clock.Now());
  if (keys::FromBigEndian(batch.Get(Family::kMeta, keys::kRowVersion)) >= kRowVersion) {
    return OkStatus();
  }
  // An earlier version may have meant another day; each row puts its own again.
  ClearView(batch, std::string(keys::kDisposalsView));
  for (std::string after; batch.log()->last_position() > 0;) {
    std::vector<std::string> found;
    batch.ScanStored(
        Family::kRows, "",
        [&found](std::string_view key, std::string_view) {
          found.emplace_back(key);
          return found.size() < kRowsPerWrite;
        },
        after);
    for (const std::string& key : found) {
      FIVESTEP_RETURN_IF_ERROR(batch.FoldRowAgain(NameOfRowKey(key)));
    }
    if (found.empty()) break;
    after = found.back() + '\0';
    FIVESTEP_RETURN_IF_ERROR(batch.Commit());
    batch.Begin(clock.Now());
  }
  batch.Put(Family::kMeta, keys::kRowVersion, keys::BigEndian(kRowVersion));
  return batch.Commit();
}

}  // namespace fivestep
