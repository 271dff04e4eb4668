// Holds what a log has made of its events (rows, stream index, outcomes, views) against the events.
#ifndef FIVESTEP_PLATFORM_EVENTLOG_DERIVED_CHECK_H_
#define FIVESTEP_PLATFORM_EVENTLOG_DERIVED_CHECK_H_

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "fivestep/platform/v1/record.pb.h"
#include "platform/eventlog/event_fold.h"
#include "platform/eventlog/event_log.h"
#include "platform/eventlog/findings.h"
#include "platform/eventlog/model.h"

namespace fivestep {

// Each family is read once, in order. Only where its digest is not the expected one is it read
// again, entry by entry beside the events, to name what differs. The methods may run at the same
// time on different threads.
class DerivedCheck {
 public:
  using Progress = std::function<void(int64_t done)>;

  // Everything must outlive the check; `folded` is of all `size` events.
  DerivedCheck(const EventLog* log, const rocksdb::Snapshot* snapshot, const ServiceModel* model,
               const FoldedLog* folded, int64_t size, Findings* findings)
      : log_(log),
        snapshot_(snapshot),
        model_(model),
        folded_(folded),
        size_(size),
        findings_(findings) {}

  // Returns how many rows were compared: none where another version of the program has folded them
  // in another way, since the next start of this one folds them all anew (row_upgrade.h).
  int64_t CompareRows(const Progress& progress);
  void CompareIndex();
  void CompareOutcomes();
  void CompareViews();

 private:
  using Entry = std::function<void(std::string_view key, std::string_view value)>;
  using Visit =
      std::function<void(const platform::v1::RecordedEvent& record, const std::string& subject)>;

  // Every entry whose key begins with `prefix`. What cannot be read is a finding.
  void ForEach(Family family, std::string_view prefix, const std::string& check,
               const Entry& entry) const;
  void ForEachEvent(const Visit& visit) const;
  bool Get(Family family, const std::string& key, std::string& value) const;
  bool ReadEvent(std::string_view position, platform::v1::RecordedEvent& record,
                 std::string& subject) const;

  bool RowsAreOurs() const;
  void NameRows() const;
  void NameRow(const std::string& key, std::string_view bytes) const;
  void NameIndex() const;
  void NameOutcomes() const;
  void CompareView(const std::string& name) const;
  bool IsOfAnotherFold(const ViewFold& view) const;
  void CompareCursor(const ViewFold& view) const;

  const EventLog* log_;
  const rocksdb::Snapshot* snapshot_;
  const ServiceModel* model_;
  const FoldedLog* folded_;
  const int64_t size_;
  Findings* findings_;
};

}  // namespace fivestep

#endif  // FIVESTEP_PLATFORM_EVENTLOG_DERIVED_CHECK_H_
