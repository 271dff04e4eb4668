#include "metrics/report/content.h"

#include <algorithm>
#include <map>
#include <set>
#include <sstream>
#include <utility>
#include <vector>

#include "fivestep/metrics/v1/board_view.pb.h"
#include "metrics/report/metric_section.h"
#include "metrics/report/pair_section.h"
#include "metrics/report/text.h"
#include "metrics/row_scan.h"
#include "metrics/views/board_keys.h"

namespace fivestep::metrics {
namespace {

void AddPositions(const ReadContext& context, v1::BoardReportContent& content) {
  for (const char* log : board::kLogs) {
    const std::string position = context.GetViewValue(board::kView, board::PositionKey(log));
    if (position.empty()) continue;
    platform::v1::LogPosition& out = *content.add_positions();
    out.set_log(log);
    out.set_position(std::stoll(position));
  }
}

std::vector<v1::StoredBoardItem> StoredItems(const std::string& programme,
                                             const ReadContext& context,
                                             v1::BoardReportContent& content) {
  std::vector<v1::StoredBoardItem> items;
  context.ScanView(board::kView, board::ItemPrefix(programme),
                   [&](std::string_view, std::string_view value) {
                     v1::StoredBoardItem stored;
                     stored.ParseFromArray(value.data(), static_cast<int>(value.size()));
                     if (stored.visibility() == platform::v1::VISIBILITY_OWNER) {
                       content.set_left_out_count(content.left_out_count() + 1);
                     } else {
                       items.push_back(std::move(stored));
                     }
                     return true;
                   });
  // In the order in which each was last heard of; logs one after the other.
  std::stable_sort(items.begin(), items.end(), [](const auto& a, const auto& b) {
    return std::make_pair(a.item().source().log(), a.item().source().position()) <
           std::make_pair(b.item().source().log(), b.item().source().position());
  });
  return items;
}

// A finding with what became known of its indicator and its data set.
v1::ReportedGap GapOf(const v1::StoredBoardItem& stored, const ReadContext& context,
                      const std::map<std::string, const v1::ReportItem*>& data_sets) {
  v1::ReportedGap gap = stored.gap();
  v1::StoredBoardItem indicator;
  indicator.ParseFromString(
      context.GetViewValue(board::kView, board::IndicatorKey(stored.indicator())));
  gap.set_dimension(indicator.gap().dimension());
  if (gap.unit().empty()) gap.set_unit(indicator.gap().unit());
  const auto found = data_sets.find(stored.data_set());
  if (found != data_sets.end() && found->second->state() == "withdrawn") {
    const std::string why = report::LineText(*found->second, "Why it was withdrawn");
    gap.set_caveat(
        "The data set behind it was withdrawn: " + (why.empty() ? "no reason recorded" : why) +
        (gap.caveat().empty() ? "" : ". ") + gap.caveat());
  }
  return gap;
}

void AddForeign(const std::string& programme, const ReadContext& context,
                v1::BoardReportContent& content) {
  const std::vector<v1::StoredBoardItem> items = StoredItems(programme, context, content);
  std::map<std::string, const v1::ReportItem*> data_sets;
  for (const v1::StoredBoardItem& stored : items) {
    if (stored.item().kind() == "data set") {
      data_sets[stored.item().resource()] = &stored.item();
    }
  }
  for (const v1::StoredBoardItem& stored : items) {
    if (stored.item().kind() == "finding") {
      *content.add_gaps() = GapOf(stored, context, data_sets);
    } else {
      *content.add_items() = stored.item();
    }
  }
}

// The rows that more than their owner may see.
template <class Resource>
void AddRows(const ReadContext& context, const std::string& programme, const char* collection,
             google::protobuf::RepeatedPtrField<Resource>& rows, v1::BoardReportContent& content) {
  int64_t position = 0;
  for (Resource& row : RowsOf<Resource>(context, programme, collection, position)) {
    if (row.visibility() == platform::v1::VISIBILITY_OWNER) {
      content.set_left_out_count(content.left_out_count() + 1);
    } else {
      *rows.Add() = std::move(row);
    }
  }
}

// The newest one, and the schedule by which it discounts.
void AddAppraisal(const ReadContext& context, const std::string& programme,
                  v1::BoardReportContent& content) {
  int64_t newest = 0;
  context.ScanRows(programme, "appraisals", "", [&](RowSnapshot& row) {
    auto* appraisal = google::protobuf::DynamicCastToGenerated<v1::Appraisal>(row.resource.get());
    if (appraisal == nullptr || row.last_position < newest) return true;
    if (appraisal->visibility() == platform::v1::VISIBILITY_OWNER) return true;
    newest = row.last_position;
    *content.mutable_appraisal() = std::move(*appraisal);
    return true;
  });
  if (!content.has_appraisal()) return;
  auto schedule = context.Get<v1::DiscountSchedule>(content.appraisal().discount_schedule());
  if (schedule.ok()) *content.mutable_discount_schedule() = std::move(*schedule);
}

void AddMetrics(const ReadContext& context, const std::string& programme,
                v1::BoardReportContent& content) {
  google::protobuf::RepeatedPtrField<v1::Metric> metrics;
  AddRows(context, programme, "metrics", metrics, content);
  for (const v1::Metric& metric : metrics) {
    *content.add_metrics() = ReportedMetricOf(metric, context, content);
  }
}

// A pair whose metrics the board may not see is left out with them.
void AddPairs(const ReadContext& context, const std::string& programme,
              v1::BoardReportContent& content) {
  google::protobuf::RepeatedPtrField<v1::Pair> pairs;
  AddRows(context, programme, "pairs", pairs, content);
  for (const v1::Pair& pair : pairs) {
    Result<v1::ReportedPair> reported = ReportedPairOf(pair, context);
    if (!reported.ok()) continue;
    *content.add_pairs() = std::move(*reported);
  }
}

// What is under way, in the order of the days by which it is due.
void AddActions(const ReadContext& context, const std::string& programme,
                v1::BoardReportContent& content) {
  google::protobuf::RepeatedPtrField<v1::Action> actions;
  AddRows(context, programme, "actions", actions, content);
  std::stable_sort(actions.begin(), actions.end(), [](const v1::Action& a, const v1::Action& b) {
    return a.due_date() < b.due_date();
  });
  for (v1::Action& action : actions) {
    const bool under_way =
        action.state() == v1::Action::STATE_OPEN || action.state() == v1::Action::STATE_OVERDUE;
    if (under_way) *content.add_actions() = std::move(action);
  }
}

void AddObjectives(v1::BoardReportContent& content) {
  if (!content.brief().objectives().empty()) return;
  for (const v1::ReportItem& item : content.items()) {
    if (item.kind() != "programme") continue;
    std::istringstream lines(report::LineText(item, "Objectives"));
    for (std::string line; std::getline(lines, line);) {
      content.mutable_brief()->add_objectives(line);
    }
  }
}

void AddCaveats(v1::BoardReportContent& content) {
  std::set<std::string> caveats;
  for (const v1::ReportItem& item : content.items()) {
    if (item.kind() != "data set") continue;
    const std::string caveat = report::LineText(item, "Caveat");
    if (!caveat.empty()) caveats.insert(item.title() + ": " + caveat);
  }
  for (const v1::ReportedMetric& metric : content.metrics()) {
    const auto withheld = std::count_if(metric.points().begin(), metric.points().end(),
                                        [](const v1::ChartPoint& p) { return p.suppressed(); });
    if (withheld > 0) {
      caveats.insert(metric.title() + ": " + std::to_string(withheld) +
                     " periods are withheld because of small numbers");
    }
  }
  for (const std::string& caveat : caveats) content.add_caveats(caveat);
  if (content.left_out_count() > 0) {
    content.add_caveats(std::to_string(content.left_out_count()) +
                        " records that only their owner may see are left out");
  }
}

}  // namespace

v1::BoardReportContent ContentOf(const v1::DraftBoardReportRequest& request,
                                 const std::string& name, const ReadContext& context) {
  v1::BoardReportContent content;
  content.set_board_report(name);
  content.set_title(request.title());
  *content.mutable_brief() = request.brief();
  const auto now = std::chrono::floor<std::chrono::seconds>(context.now());
  content.mutable_draft_time()->set_seconds(now.time_since_epoch().count());
  AddPositions(context, content);
  AddForeign(request.parent(), context, content);
  AddMetrics(context, request.parent(), content);
  AddPairs(context, request.parent(), content);
  AddActions(context, request.parent(), content);
  AddRows(context, request.parent(), "benefits", *content.mutable_benefits(), content);
  AddRows(context, request.parent(), "costs", *content.mutable_costs(), content);
  AddRows(context, request.parent(), "repurposings", *content.mutable_repurposings(), content);
  AddAppraisal(context, request.parent(), content);
  AddObjectives(content);
  AddCaveats(content);
  return content;
}

}  // namespace fivestep::metrics
