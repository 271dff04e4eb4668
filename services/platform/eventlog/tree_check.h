// Grows the audit tree anew out of the events and holds it against what is stored and signed.
#ifndef FIVESTEP_PLATFORM_EVENTLOG_TREE_CHECK_H_
#define FIVESTEP_PLATFORM_EVENTLOG_TREE_CHECK_H_

#include <cstdint>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "platform/audit/merkle.h"
#include "platform/audit/signed_note.h"
#include "platform/audit/tiles.h"
#include "platform/eventlog/event_log.h"
#include "platform/eventlog/findings.h"
#include "platform/eventlog/head_check.h"

namespace fivestep {

// Used by one thread, in the order of the positions.
class TreeCheck {
 public:
  // `snapshot` is what is read; null: the log as it is.
  // Without `key` the signatures of heads are not checked.
  TreeCheck(const EventLog* log, const rocksdb::Snapshot* snapshot,
            const std::vector<VerifierKey>& keys, Findings* findings);

  // Reads the signed heads that are stored, and takes in those that the caller holds.
  void LoadHeads(const std::vector<std::string>& held);

  // The next event, by the hash of its bytes.
  void Add(const Sha256Digest& leaf_hash);
  // The next position has no event. Its stored hash takes its place, so that the rest can still be
  // checked.
  void AddMissing();
  // After the last event.
  void Finish();

  int64_t size() const { return edge_.size(); }
  Sha256Digest Root() const;
  int64_t head_count() const { return heads_.count(); }

 private:
  struct Run {
    int64_t first = 0;
    int64_t last = 0;
  };

  void Grow(const Sha256Digest& leaf_hash);
  // The stored tile, or an empty one.
  Tile StoredTile(int level, int64_t index) const;
  void CompareLeaf(const Sha256Digest& leaf_hash);
  void CompareFull(const TileEdge::FullTile& tile);
  void CompareHeads();
  void ReportLeaves();
  void ReportStoredSize();

  const EventLog* log_;
  const rocksdb::Snapshot* snapshot_;
  Findings* findings_;
  TileEdge edge_;
  bool has_tree_ = false;  // a log of the first format has none
  CompactRange stored_range_;
  Tile stored_leaves_;        // the stored tile that the next leaf belongs to; empty: none
  std::vector<Run> altered_;  // positions whose hash is not the stored one
  std::set<std::pair<int, int64_t>> differing_;  // (level, index) of tiles that differ
  FindingRun lost_tiles_;
  HeadCheck heads_;
};

}  // namespace fivestep

#endif  // FIVESTEP_PLATFORM_EVENTLOG_TREE_CHECK_H_
