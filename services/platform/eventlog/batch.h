// One batch under construction: everything that the next synced write will hold, readable while it
// grows.
#ifndef FIVESTEP_PLATFORM_EVENTLOG_BATCH_H_
#define FIVESTEP_PLATFORM_EVENTLOG_BATCH_H_

#include <google/protobuf/message.h>

#include <algorithm>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "fivestep/platform/v1/record.pb.h"
#include "fivestep/platform/v1/storage.pb.h"
#include "platform/core/clock.h"
#include "platform/core/decision.h"
#include "platform/core/ids.h"
#include "platform/core/string_map.h"
#include "platform/eventlog/commit_loop.h"
#include "platform/eventlog/event_log.h"
#include "platform/eventlog/model.h"
#include "platform/eventlog/pending_writes.h"
#include "platform/eventlog/row.h"
#include "platform/sealing/sealer.h"

namespace fivestep {

// What all events of one command share.
struct EventOrigin {
  platform::v1::Actor actor;
  std::string correlation_id;
  platform::v1::LogPosition causation;  // position 0: a caller's command
  platform::v1::CommandReference command;
  int hop = 0;
};

// Used on the commit thread only.
class Batch : public RowView {
 public:
  Batch(EventLog* log, const ServiceModel* model, Sealer* sealer, IdSource* ids);

  // Reads what the log knows of cursors, times and types. Once, before the first batch.
  Status Load();

  // Begins an empty batch at `now`; recorded times never go back, so the batch may be stamped later
  // than `now`.
  void Begin(Instant now);
  Instant now() const { return now_; }
  // Whether timers were set or dropped since Begin.
  bool touched_timers() const { return touched_timers_; }
  bool empty() const { return writes_.empty() && !cursors_moved_; }
  int64_t event_count() const { return next_position_ - first_position_; }

  // Whether what Commit writes survives a power cut, as it does unless Rebuild says otherwise.
  void set_durable(bool durable) { durable_ = durable; }
  // Writes it, synced, and makes it visible. kUnavailable: unknown whether it happened.
  Status Commit();

  // Savepoints nest. RollBack takes back everything since the last one; Release keeps it. Each
  // savepoint needs one of the two.
  void SetSavePoint();
  void ReleaseSavePoint();
  void RollBack();

  // RowView: rows and views as of this batch.
  const google::protobuf::Message* FindMessage(std::string_view name) const override;
  std::string FindViewValue(std::string_view view, std::string_view key) const override;

  // The row with what is stored beside it; `exists()` is false for a new one.
  const LoadedRow& Row(std::string_view name) const;
  // The row as it was at `version` of its stream, folded again from its events.
  Result<LoadedRow> RowAt(std::string_view name, int64_t version) const;

  // Appends an event: seals it, evolves its row, sets and drops timers, folds the own log's views.
  // kInvalidArgument (RECORD_TOO_LARGE): roll back to the savepoint.
  Status Append(google::protobuf::Message& event, const EventOrigin& origin);
  int64_t next_position() const { return next_position_; }

  // Refuses every Append with `refusal` from now on; OK opens it again.
  void CloseFor(Status refusal) { closed_ = std::move(refusal); }
  // Appends events that this log held before, from position `first` on, with the bytes that they
  // had: rows, stream index, views, outcomes and timers come out as they did the first time. All or
  // none. Not refused by CloseFor.
  //
  // Errors: kDataLoss            they do not continue this log
  //         kFailedPrecondition  one is of a type that this program does not know
  Status AppendStored(int64_t first, const std::vector<std::string>& events);
  // Reactions to `log` up to here were decided before what they recorded was taken back; what is
  // not on the record was refused then.
  int64_t decided(const std::string& log) const;

  // The event at `position`, of this batch or stored.
  Result<platform::v1::RecordedEvent> ReadEvent(int64_t position) const;

  std::string Get(Family family, std::string_view key) const { return writes_.Find(family, key); }
  // Calls `visit` for the keys that begin with `prefix`, in order, as the log has them and not as
  // this batch leaves them, until it returns false; from `from` on where it is given.
  void ScanStored(Family family, std::string_view prefix,
                  const std::function<bool(std::string_view key, std::string_view value)>& visit,
                  std::string_view from = {}) const;
  void Put(Family family, std::string_view key, std::string_view value);
  void Delete(Family family, std::string_view key);

  // The keys of `subject` are destroyed once the batch is written, before Commit returns.
  void DestroyAfterWrite(std::string subject) { erased_.push_back(std::move(subject)); }
  // A row's time is over at `due`.
  void NoteDisposalDue(Instant due) {
    next_disposal_ = std::min(next_disposal_, due);
    noted_disposal_ = std::min(noted_disposal_, due);
  }
  // No disposal is due before this; set anew by whoever looked at the view `_dispose`, which does
  // not show those of this batch.
  Instant next_disposal() const { return next_disposal_; }
  void set_next_disposal(Instant due) { next_disposal_ = std::min(due, noted_disposal_); }
  // Destroys the keys of everything that was ever erased, in case that a crash came between or an
  // older key store came back. Cheap where that was done. Once, before the first batch.
  Status DestroyErasedAgain();
  // Makes the row anew from its events, with its timers.
  Status FoldRowAgain(const std::string& name);

  // Effects of an event, own or foreign, that the platform keeps for every context: which
  // programmes are open.
  void FoldProgrammes(const google::protobuf::Message& event);
  // Runs one view's fold on one event.
  Status FoldView(const ViewFold& view, const platform::v1::RecordedEvent& record,
                  const google::protobuf::Message& event);

  // Cursors, by (view or "", log). A cursor moves with the batch.
  int64_t cursor(const std::string& view, const std::string& log) const;
  int fold_version(const std::string& view, const std::string& log) const;
  void MoveCursor(const std::string& view, const std::string& log, int64_t position,
                  int fold_version = 0);
  std::vector<Cursor> cursors() const;

  EventLog* log() const { return log_; }
  const ServiceModel& model() const { return *model_; }
  Sealer* sealer() const { return sealer_; }
  IdSource* ids() const { return ids_; }
  // Types of events that this log has held so far, with the position of the first.
  const std::map<std::string, int64_t>& known_types() const { return known_types_; }

 private:
  using CursorKey = std::pair<std::string, std::string>;
  struct CursorState {
    int64_t position = 0;
    int fold_version = 0;
    bool moved = false;  // since Begin
  };
  // What RollBack goes back to, beside the writes. Cursors and rows that change inside a savepoint
  // leave their earlier state in `earlier_cursors_` and `earlier_rows_`.
  struct SavePoint {
    int64_t next_position = 1;
    size_t earlier_cursors = 0;
    size_t earlier_rows = 0;
    size_t erased = 0;
  };
  struct EarlierRow {
    std::string name;
    std::string bytes;  // as written before in this batch; empty: as the log has it
  };

  LoadedRow& MutableRow(std::string_view name) const;
  void FillRecord(const std::string& subject, const LoadedRow& row,
                  const google::protobuf::Message& event, const EventOrigin& origin);
  void PutEvent(const platform::v1::RecordedEvent& record, std::string bytes, const LoadedRow& row);
  Status Evolve(const EventRule& rule, const std::string& subject, LoadedRow& row,
                const platform::v1::RecordedEvent& record, const google::protobuf::Message& event);
  Status Replay(const platform::v1::RecordedEvent& record, LoadedRow& row) const;
  void PutMovedCursors();
  void NoteKeyRecords();
  void UpdateTimers(const std::string& name, LoadedRow& row);
  Status FoldOwnViews(const platform::v1::RecordedEvent& record,
                      const google::protobuf::Message& event);
  void NoteType(const std::string& type, int64_t position);
  Status AppendStoredEvent(const std::string& bytes);
  void NoteOutcome(const platform::v1::RecordedEvent& record);
  void NoteDecided(const platform::v1::RecordedEvent& record);
  LoadedRow LoadRow(std::string_view name, const std::string& bytes) const;
  void RestoreRow(EarlierRow& earlier);

  EventLog* log_;
  const ServiceModel* model_;
  Sealer* sealer_;
  IdSource* ids_;
  PendingWrites writes_;
  // Rows that the batch has looked at. Those that it writes stay here until the next Begin, so
  // their writes need not be found again.
  mutable StringMap<std::unique_ptr<LoadedRow>> rows_;
  Instant now_{};
  bool touched_timers_ = false;
  bool durable_ = true;
  Status closed_;
  int64_t first_position_ = 1;
  int64_t next_position_ = 1;
  Instant last_time_{};
  // This batch's events as stored, from `first_position_` on.
  std::vector<std::string> events_;
  std::map<CursorKey, CursorState> cursors_;
  bool cursors_moved_ = false;
  std::vector<SavePoint> savepoints_;
  std::vector<std::pair<CursorKey, CursorState>> earlier_cursors_;
  std::vector<EarlierRow> earlier_rows_;
  // The event that is being appended: one object, because its strings keep their memory.
  platform::v1::RecordedEvent record_;
  std::map<std::string, int64_t> known_types_;
  // Subjects whose keys go with this batch.
  std::vector<std::string> erased_;
  Instant next_disposal_ = Instant::min();
  Instant noted_disposal_ = Instant::max();  // in this batch
  int64_t key_records_ = -1;  // as last noted in the log; -1: not yet by this process
};

}  // namespace fivestep

#endif  // FIVESTEP_PLATFORM_EVENTLOG_BATCH_H_
