#include "programme/views/indicator_view.h"

#include <map>
#include <string>
#include <tuple>

#include "fivestep/analysis/v1/events.pb.h"
#include "platform/core/resource_name.h"
#include "platform/core/serialise.h"
#include "platform/core/timestamp.h"
#include "programme/views/thread_query.h"

namespace fivestep::programme {
namespace {

constexpr int kFoldVersion = 1;
constexpr char kIndicatorsHeldView[] = "indicators_held";

Status Fold(ViewWriter& view, const platform::v1::RecordedEvent& record,
            const google::protobuf::Message& event) {
  const auto* recorded =
      google::protobuf::DynamicCastToGenerated<analysis::v1::AuditLineRecorded>(&event);
  if (recorded == nullptr) return OkStatus();
  v1::StoredAuditLine stored;
  *stored.mutable_line() = recorded->line();
  stored.mutable_line()->set_name(recorded->audit_line());
  stored.mutable_line()->set_equity_audit(recorded->equity_audit());
  *stored.mutable_recorded_time() = record.recorded_time();
  stored.set_position(record.position());
  view.Put(recorded->audit_line(), SerialiseDeterministically(stored));
  return OkStatus();
}

}  // namespace

ViewFold IndicatorView() {
  ViewFold view;
  view.view = kIndicatorsHeldView;
  view.log = "analysis";
  view.fold_version = kFoldVersion;
  view.fold = Fold;
  return view;
}

std::vector<v1::StoredAuditLine> IndicatorsHeld(const ReadContext& context,
                                                std::string_view programme, Instant until) {
  std::map<std::tuple<std::string, int, std::string>, v1::StoredAuditLine> newest;
  std::map<std::string, bool> may_see;
  const std::string prefix = std::string(programme) + "/equityAudits/";
  context.ScanView(kIndicatorsHeldView, prefix, [&](std::string_view, std::string_view value) {
    v1::StoredAuditLine stored;
    if (!stored.ParseFromArray(value.data(), static_cast<int>(value.size()))) return true;
    const analysis::v1::AuditLine& line = stored.line();
    const auto [seen, is_new] = may_see.try_emplace(line.equity_audit(), false);
    if (is_new) seen->second = MaySee(context, line.equity_audit());
    if (!seen->second || ToInstant(stored.recorded_time()) > until) return true;
    auto& known = newest[{line.measure(), line.group_dimension(), line.area()}];
    if (known.position() < stored.position()) known = stored;
    return true;
  });
  std::vector<v1::StoredAuditLine> lines;
  for (auto& [key, stored] : newest) lines.push_back(std::move(stored));
  return lines;
}

}  // namespace fivestep::programme
