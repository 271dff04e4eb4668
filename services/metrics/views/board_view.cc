#include "metrics/views/board_view.h"

#include <utility>

#include "metrics/views/board_items.h"
#include "metrics/views/board_keys.h"

namespace fivestep::metrics {
namespace {

constexpr int kFoldVersion = 2;

const board::Tellers& AllTellers() {
  static const auto* tellers = [] {
    auto* made = new board::Tellers();
    board::TellProgramme(*made);
    board::TellEngagement(*made);
    board::TellAnalysis(*made);
    board::TellCodesign(*made);
    return made;
  }();
  return *tellers;
}

void Apply(ViewWriter& view, const std::string& log, const platform::v1::RecordedEvent& record,
           const google::protobuf::Message& event, const board::Teller& teller) {
  const std::string subject = teller.subject(event);
  const bool is_indicator = event.GetDescriptor()->name().starts_with("Indicator");
  const std::string key =
      is_indicator ? board::IndicatorKey(subject) : board::ItemKey(record.programme(), subject);
  v1::StoredBoardItem stored;
  stored.ParseFromString(view.Get(key));
  // All events of a resource are in one log and arrive in its order: an earlier one is a repeat.
  if (stored.item().source().position() >= record.position()) return;
  stored.mutable_item()->set_resource(subject);
  stored.mutable_item()->mutable_source()->set_log(log);
  stored.mutable_item()->mutable_source()->set_position(record.position());
  teller.apply(stored, event);
  view.Put(key, stored.SerializeAsString());
}

Status Fold(const std::string& log, ViewWriter& view, const platform::v1::RecordedEvent& record,
            const google::protobuf::Message& event) {
  const auto found = AllTellers().find(event.GetDescriptor());
  if (found != AllTellers().end()) Apply(view, log, record, event, found->second);
  // An event that was parked comes late.
  const std::string key = board::PositionKey(log);
  const std::string before = view.Get(key);
  if (before.empty() || std::stoll(before) < record.position()) {
    view.Put(key, std::to_string(record.position()));
  }
  return OkStatus();
}

}  // namespace

ViewFold BoardView(std::string log) {
  ViewFold view;
  view.view = board::kView;
  view.log = log;
  view.fold_version = kFoldVersion;
  view.fold = [log = std::move(log)](ViewWriter& writer, const platform::v1::RecordedEvent& record,
                                     const google::protobuf::Message& event) {
    return Fold(log, writer, record, event);
  };
  return view;
}

}  // namespace fivestep::metrics
