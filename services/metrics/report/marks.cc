#include "metrics/report/marks.h"

#include <map>

#include "fivestep/metrics/v1/board_view.pb.h"
#include "metrics/views/board_keys.h"

namespace fivestep::metrics {
namespace {

v1::StoredBoardItem StoredItem(const ReadContext& context, const std::string& programme,
                               const std::string& name) {
  v1::StoredBoardItem stored;
  stored.ParseFromString(context.GetViewValue(board::kView, board::ItemKey(programme, name)));
  return stored;
}

}  // namespace

std::vector<std::string> MarksSince(const v1::BoardReportContent& content,
                                    const ReadContext& context) {
  const std::string programme =
      content.board_report().substr(0, content.board_report().find("/boardReports/"));
  std::map<std::string, int64_t> drafted_at;
  for (const auto& position : content.positions()) {
    drafted_at[position.log()] = position.position();
  }
  std::vector<std::string> marks;
  for (const v1::ReportItem& item : content.items()) {
    if (item.kind() != "theme" && item.kind() != "insight") continue;
    const v1::StoredBoardItem now = StoredItem(context, programme, item.resource());
    if (now.evidence_withdrawn_position() <= drafted_at["engagement"]) continue;
    marks.push_back("A contribution to the " + item.kind() + " \"" + item.title() +
                    "\" was taken back after this report was drafted (engagement, position " +
                    std::to_string(now.evidence_withdrawn_position()) + ").");
  }
  for (const v1::ReportedGap& gap : content.gaps()) {
    const v1::StoredBoardItem finding = StoredItem(context, programme, gap.finding());
    const v1::StoredBoardItem data_set = StoredItem(context, programme, finding.data_set());
    if (data_set.item().state() != "withdrawn") continue;
    if (data_set.item().source().position() <= drafted_at["analysis"]) continue;
    marks.push_back("The data set behind \"" + gap.title() +
                    "\" was withdrawn after this report was drafted (analysis, position " +
                    std::to_string(data_set.item().source().position()) + ").");
  }
  return marks;
}

}  // namespace fivestep::metrics
