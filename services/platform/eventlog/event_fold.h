// Folds a whole log anew: versions of the streams, rows, the stream index, outcomes, own views.
#ifndef FIVESTEP_PLATFORM_EVENTLOG_EVENT_FOLD_H_
#define FIVESTEP_PLATFORM_EVENTLOG_EVENT_FOLD_H_

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

#include "fivestep/platform/v1/record.pb.h"
#include "platform/eventlog/event_log.h"
#include "platform/eventlog/findings.h"
#include "platform/eventlog/model.h"
#include "platform/eventlog/row.h"
#include "platform/eventlog/set_digest.h"

namespace fivestep {

// What the events give. Only of the own views are the values themselves kept.
struct FoldedLog {
  KeyedHash hash;
  SetDigest rows{&hash};      // key of the row, its stored bytes
  SetDigest index{&hash};     // key in the stream index, position
  SetDigest outcomes{&hash};  // key of the outcome, what OutcomeText gives
  // By view, NUL, key; of views that follow the own log alone.
  std::map<std::string, std::string> views;
};

// The views of `model` that follow its own log and no other, by name.
std::map<std::string, const ViewFold*> OwnViews(const ServiceModel& model);

// An outcome without how it is written down.
std::string OutcomeText(int64_t first, int64_t last, std::string_view request_digest);
// The outcome that the first event of a command leaves, as key and OutcomeText. False for other
// events, and for those of the service's own doing, which leave none.
bool OutcomeOf(const platform::v1::RecordedEvent& record, std::string& key, std::string& text);
// The bytes of the row as the commit loop would store it, its timers worked out anew.
std::string RowBytes(const ServiceModel& model, LoadedRow& row);
// Folds one event into its row. False: it cannot be read, or is not about this row.
bool FoldEvent(const ServiceModel& model, const platform::v1::RecordedEvent& record,
               LoadedRow& row);

// Used by one thread. Rows that had no event for long are dropped to keep within kMaxFoldBytes, and
// folded again from their events when they change after all.
class EventFold {
 public:
  // `model` null: versions of the streams alone. Everything must outlive the fold.
  EventFold(const EventLog* log, const rocksdb::Snapshot* snapshot, const ServiceModel* model,
            Findings* findings, FoldedLog* folded);

  // The next event.
  void Add(int64_t position, std::string_view bytes);
  // After the last one.
  void Finish();

 private:
  using StreamKey = KeyedHash::Value;
  struct StreamKeyHash {
    size_t operator()(const StreamKey& key) const { return key.low; }
  };
  struct Stream {
    int64_t version = 0;
    int64_t row_bytes = 0;  // about what `row` takes
    std::unique_ptr<LoadedRow> row;
  };
  struct TypeFacts {
    const EventRule* rule = nullptr;
    std::unique_ptr<google::protobuf::Message> event;  // parsed into, again and again
    const google::protobuf::FieldDescriptor* subject = nullptr;
    int programme_effect = 0;
  };
  class Views;

  TypeFacts& FactsOf(const std::string& type);
  void Fold(const StreamKey& key, Stream& stream);
  bool OpenRow(const StreamKey& key, Stream& stream, const std::string& subject);
  bool Refold(int64_t version, LoadedRow& row);
  void FoldViews(const TypeFacts& facts, const std::string& subject);
  void Close(Stream& stream);
  void KeepWithinBounds();

  const EventLog* log_;
  const rocksdb::Snapshot* snapshot_;
  const ServiceModel* model_;
  FoldedLog* folded_;
  Findings* findings_;
  FindingRun unreadable_;
  FindingRun misplaced_;
  FindingRun wrong_version_;
  FindingRun unknown_;
  FindingRun wrong_subject_;
  platform::v1::RecordedEvent record_;
  std::unordered_map<StreamKey, Stream, StreamKeyHash> streams_;
  std::deque<StreamKey> opened_;  // streams with a row in memory, the oldest first
  int64_t row_bytes_ = 0;
  std::unordered_map<std::string, TypeFacts> types_;
  std::map<std::string, const ViewFold*> own_views_;
};

}  // namespace fivestep

#endif  // FIVESTEP_PLATFORM_EVENTLOG_EVENT_FOLD_H_
