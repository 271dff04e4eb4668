// Views and cursors of a batch: what its events mean beyond their own rows, and how far each log
// has been read.
#include "platform/core/resource_name.h"
#include "platform/eventlog/batch.h"
#include "platform/eventlog/descriptors.h"
#include "platform/eventlog/keys.h"

namespace fivestep {
namespace pb = google::protobuf;
namespace {

// A view's values in the batch.
class BatchViewWriter : public ViewWriter {
 public:
  BatchViewWriter(Batch* batch, const std::string& view) : batch_(batch), view_(view) {}
  std::string Get(std::string_view key) const override {
    return batch_->Get(Family::kViews, keys::Join(view_, key));
  }
  void Put(std::string_view key, std::string_view value) override {
    batch_->Put(Family::kViews, keys::Join(view_, key), value);
  }
  void Delete(std::string_view key) override {
    batch_->Delete(Family::kViews, keys::Join(view_, key));
  }

 private:
  Batch* batch_;
  std::string view_;
};

}  // namespace

void Batch::FoldProgrammes(const pb::Message& event) {
  const auto effect = ProgrammeEffectOf(event.GetDescriptor());
  if (effect == platform::v1::PROGRAMME_EFFECT_UNSPECIFIED) return;
  Put(Family::kViews, keys::Join(keys::kProgrammesView, SubjectOf(event)),
      effect == platform::v1::PROGRAMME_EFFECT_OPENS ? "open" : "closed");
}

Status Batch::FoldView(const ViewFold& view, const platform::v1::RecordedEvent& record,
                       const pb::Message& event) {
  BatchViewWriter writer(this, view.view);
  return view.fold(writer, record, event);
}

Status Batch::FoldOwnViews(const platform::v1::RecordedEvent& record, const pb::Message& event) {
  for (const ViewFold& view : model_->views()) {
    // A view that is being rebuilt is not at the end; the rebuild will come to this event.
    if (view.log != model_->context() || cursor(view.view, view.log) != record.position() - 1) {
      continue;
    }
    FIVESTEP_RETURN_IF_ERROR(FoldView(view, record, event));
    MoveCursor(view.view, view.log, record.position(), view.fold_version);
  }
  return OkStatus();
}

int64_t Batch::cursor(const std::string& view, const std::string& log) const {
  const auto found = cursors_.find({view, log});
  return found == cursors_.end() ? 0 : found->second.position;
}

int Batch::fold_version(const std::string& view, const std::string& log) const {
  const auto found = cursors_.find({view, log});
  return found == cursors_.end() ? 0 : found->second.fold_version;
}

void Batch::MoveCursor(const std::string& view, const std::string& log, int64_t position,
                       int fold_version) {
  CursorState& state = cursors_[{view, log}];
  if (!savepoints_.empty()) earlier_cursors_.emplace_back(CursorKey{view, log}, state);
  state = {position, fold_version, /*moved=*/true};
  cursors_moved_ = true;
}

// Once for the batch: a view of the own log moves with every event.
void Batch::PutMovedCursors() {
  for (auto& [key, state] : cursors_) {
    if (!state.moved) continue;
    state.moved = false;
    Put(Family::kMeta, keys::Join(keys::kCursorPrefix, key.first, key.second),
        keys::BigEndian(state.position) + keys::BigEndian(state.fold_version));
  }
  cursors_moved_ = false;
}

std::vector<Cursor> Batch::cursors() const {
  std::vector<Cursor> result;
  for (const auto& [key, state] : cursors_) {
    result.push_back({key.first, key.second, state.position, state.fold_version});
  }
  return result;
}

}  // namespace fivestep
