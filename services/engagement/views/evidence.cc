#include "engagement/views/evidence.h"

#include <charconv>
#include <string>
#include <string_view>

#include "engagement/domain/evidence_index.h"
#include "fivestep/analysis/v1/events.pb.h"
#include "fivestep/engagement/v1/events.pb.h"
#include "fivestep/metrics/v1/events.pb.h"

namespace fivestep::engagement {
namespace {

using google::protobuf::DynamicCastToGenerated;
using google::protobuf::Message;
using platform::v1::RecordedEvent;

constexpr int kFoldVersion = 1;

int64_t ParseNumber(std::string_view text) {
  int64_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

void AddLine(ViewWriter& view, const std::string& key, const std::string& line) {
  view.Put(key, view.Get(key) + line + '\n');
}

void AddToUncoded(ViewWriter& view, const std::string& activity, int64_t by) {
  const std::string key = UncodedKey(activity);
  view.Put(key, std::to_string(ParseNumber(view.Get(key)) + by));
}

// It is part of a theme, or taken back: nobody waits for its coding any more.
void StopWaiting(ViewWriter& view, const std::string& contribution) {
  const std::string key = WaitingKey(contribution);
  const std::string activity = view.Get(key);
  if (activity.empty()) return;
  AddToUncoded(view, activity, -1);
  view.Delete(key);
}

void OnRecorded(ViewWriter& view, const v1::ContributionRecorded& event) {
  AddToUncoded(view, event.activity(), 1);
  view.Put(WaitingKey(event.contribution()), event.activity());
  if (event.capture_id().empty()) return;
  view.Put(CaptureKey(event.activity(), event.capture_id()), event.contribution());
}

Status FoldOwn(ViewWriter& view, const RecordedEvent&, const Message& event) {
  if (const auto* recorded = DynamicCastToGenerated<v1::ContributionRecorded>(&event)) {
    OnRecorded(view, *recorded);
  } else if (const auto* coded = DynamicCastToGenerated<v1::ContributionCoded>(&event)) {
    StopWaiting(view, coded->contribution());
  } else if (const auto* withdrawn = DynamicCastToGenerated<v1::ContributionWithdrawn>(&event)) {
    StopWaiting(view, withdrawn->contribution());
  } else if (const auto* proposed = DynamicCastToGenerated<v1::QuoteProposed>(&event)) {
    AddLine(view, RestsOnKey(proposed->contribution()), proposed->quote());
  } else if (const auto* stated = DynamicCastToGenerated<v1::InsightStated>(&event)) {
    for (const std::string& theme : stated->themes()) {
      AddLine(view, RestsOnKey(theme), stated->insight());
    }
  } else if (const auto* applied = DynamicCastToGenerated<v1::CodesApplied>(&event)) {
    view.Put(
        CodingKey(applied->coding().codebook(), applied->contribution(), applied->coding().coder()),
        applied->coding().SerializeAsString());
  }
  return OkStatus();
}

Status FoldAnalysis(ViewWriter& view, const RecordedEvent&, const Message& event) {
  if (const auto* finding = DynamicCastToGenerated<analysis::v1::FindingRecorded>(&event)) {
    for (const std::string& theme : finding->themes()) {
      AddLine(view, RestsOnKey(theme), finding->finding());
    }
  }
  return OkStatus();
}

Status FoldMetrics(ViewWriter& view, const RecordedEvent& record, const Message& event) {
  if (const auto* issued = DynamicCastToGenerated<metrics::v1::BoardReportIssued>(&event)) {
    view.Put(ReportKey(record.programme(), issued->board_report()),
             std::to_string(record.recorded_time().seconds()));
  }
  return OkStatus();
}

}  // namespace

std::vector<ViewFold> EvidenceViews() {
  return {{kEvidenceView, "engagement", kFoldVersion, FoldOwn},
          {kEvidenceView, "analysis", kFoldVersion, FoldAnalysis},
          {kEvidenceView, "metrics", kFoldVersion, FoldMetrics}};
}

}  // namespace fivestep::engagement
