// What a board report shows of analysis: gaps with their groups, target areas, the data behind
// them.
#include <algorithm>
#include <array>
#include <cctype>
#include <optional>
#include <string>

#include "fivestep/analysis/v1/events.pb.h"
#include "metrics/views/board_items.h"

namespace fivestep::metrics::board {
namespace {

namespace pb = analysis::v1;

void Define(v1::StoredBoardItem& stored, const pb::IndicatorDefinition& definition) {
  stored.mutable_item()->set_title(definition.title());
  stored.mutable_gap()->set_dimension(
      Words(pb::GroupDimension_Name(definition.group_dimension()), "GROUP_DIMENSION_"));
  stored.mutable_gap()->set_unit(definition.unit());
}

void OnDefined(v1::StoredBoardItem& stored, const pb::IndicatorDefined& event) {
  Define(stored, event.definition());
}

void OnRevised(v1::StoredBoardItem& stored, const pb::IndicatorRevised& event) {
  Define(stored, event.definition());
}

void OnImported(v1::StoredBoardItem& stored, const pb::DataSetImported& event) {
  stored.mutable_item()->set_title(event.header().title());
  stored.mutable_item()->set_state("in use");
  stored.set_visibility(event.visibility());
  Say(stored, "Publisher", event.header().publisher());
  Say(stored, "Licence", event.header().licence());
  Say(stored, "Time covered",
      event.header().period_start_date() + " to " + event.header().period_end_date());
  Say(stored, "Caveat", event.header().caveat());
}

void OnWithdrawn(v1::StoredBoardItem& stored, const pb::DataSetWithdrawn& event) {
  stored.mutable_item()->set_state("withdrawn");
  Say(stored, "Why it was withdrawn", event.reason());
}

const char* WhyNoValue(pb::ReleaseState state) {
  switch (state) {
    case pb::RELEASE_STATE_SUPPRESSED:
      return "withheld: small numbers";
    case pb::RELEASE_STATE_SUPPRESSED_BY_PUBLISHER:
      return "withheld by its publisher";
    default:
      return "missing";
  }
}

// Names under which figures are given of people whose group nobody knows.
bool IsUnknown(std::string group) {
  std::transform(group.begin(), group.end(), group.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  constexpr std::array<const char*, 5> kWords = {"unknown", "not known", "not stated", "missing",
                                                 "not recorded"};
  return std::any_of(kWords.begin(), kWords.end(),
                     [&](const char* word) { return group.find(word) != std::string::npos; });
}

// Of released denominators, so that nothing is said that they do not say already; absent where one
// is withheld or no group stands for the unknown.
std::optional<double> UnknownPercent(const pb::Figures& figures) {
  double all = 0;
  double unknown = 0;
  bool named = false;
  for (const pb::GroupValue& group : figures.groups()) {
    if (!group.has_denominator()) return std::nullopt;
    all += group.denominator();
    if (!IsUnknown(group.group())) continue;
    named = true;
    unknown += group.denominator();
  }
  if (!named || all <= 0) return std::nullopt;
  return 100 * unknown / all;
}

std::string WithInterval(const pb::Estimate& estimate) {
  std::string text = NumberText(estimate.value());
  if (!estimate.has_interval()) return text;
  return text + " (95 % interval " + NumberText(estimate.interval().lower()) + " to " +
         NumberText(estimate.interval().upper()) + ")";
}

std::string GapText(const pb::Gap& gap, const std::string& unit) {
  if (gap.group().empty()) return {};
  return gap.group() + " against " + gap.comparator() + ": " + WithInterval(gap.absolute()) +
         (unit == "%" ? " percentage points" : " " + unit) + ", " + WithInterval(gap.relative()) +
         " times";
}

void AddGroup(v1::ReportedGap& gap, const pb::GroupValue& group) {
  v1::ReportedGroup& out = *gap.add_groups();
  out.set_group(group.group());
  if (group.state() != pb::RELEASE_STATE_RELEASED || !group.has_value()) {
    out.set_note(WhyNoValue(group.state()));
    return;
  }
  out.set_value(group.value().value());
  if (!group.value().has_interval()) return;
  out.set_lower(group.value().interval().lower());
  out.set_upper(group.value().interval().upper());
}

void OnFinding(v1::StoredBoardItem& stored, const pb::FindingRecorded& event) {
  stored.mutable_item()->set_title(event.title());
  stored.set_visibility(event.visibility());
  stored.set_indicator(event.indicator());
  stored.set_data_set(event.data_set());
  v1::ReportedGap& gap = *stored.mutable_gap();
  gap.Clear();
  gap.set_finding(event.finding());
  gap.set_title(event.title());
  std::string scope = event.period();
  if (!event.area().empty()) scope += (scope.empty() ? "" : ", ") + event.area();
  if (event.evidence_scope() == pb::EVIDENCE_SCOPE_NATIONAL) {
    scope += scope.empty() ? "national evidence" : ", national evidence";
  }
  gap.set_scope(scope);
  const pb::Figures& figures = event.figures();
  gap.set_unit(figures.unit());
  for (const pb::GroupValue& group : figures.groups()) AddGroup(gap, group);
  gap.set_gap(GapText(figures.gap(), figures.unit()));
  gap.set_verdict(Words(pb::Verdict_Name(figures.verdict()), "VERDICT_") +
                  (figures.verdict_reason().empty() ? "" : ": " + figures.verdict_reason()));
  if (const auto percent = UnknownPercent(figures)) gap.set_unknown_percent(*percent);
  gap.set_caveat(event.scope_note());
}

void OnProposed(v1::StoredBoardItem& stored, const pb::TargetAreaDefined& event) {
  stored.mutable_item()->set_title(event.title());
  stored.mutable_item()->set_state("proposed");
  stored.set_visibility(event.visibility());
  Say(stored, "Which inequality", event.inequality());
  Say(stored, "Which group", event.population_group());
  Say(stored, "Where", event.geography());
  Say(stored, "Through which mechanism", event.mechanism());
  if (event.has_baseline()) {
    Say(stored, "Baseline",
        NumberText(event.baseline().value()) + " " + event.baseline().unit() + ", " +
            event.baseline().period() + ", " + event.baseline().source() +
            (event.baseline_in_selection_period()
                 ? ". It is of the time by which the area was chosen: part of any improvement may "
                   "be regression to the mean"
                 : ""));
  }
  Say(stored, "Ambition", event.ambition());
}

void OnApproved(v1::StoredBoardItem& stored, const pb::TargetAreaApproved& event) {
  stored.mutable_item()->set_state("approved");
  Say(stored, "Approved by", event.approved_by_role());
  Say(stored, "Why", event.rationale());
}

void OnDeclined(v1::StoredBoardItem& stored, const pb::TargetAreaDeclined& event) {
  stored.mutable_item()->set_state("declined");
  Say(stored, "Declined by", event.declined_by_role());
  Say(stored, "Why", event.reason());
}

}  // namespace

void TellAnalysis(Tellers& tellers) {
  Tell(tellers, "indicator", &pb::IndicatorDefined::indicator, OnDefined);
  Tell(tellers, "indicator", &pb::IndicatorRevised::indicator, OnRevised);
  Tell(tellers, "data set", &pb::DataSetImported::data_set, OnImported);
  Tell(tellers, "data set", &pb::DataSetWithdrawn::data_set, OnWithdrawn);
  Tell(tellers, "finding", &pb::FindingRecorded::finding, OnFinding);
  Tell(tellers, "target area", &pb::TargetAreaDefined::target_area, OnProposed);
  Tell(tellers, "target area", &pb::TargetAreaApproved::target_area, OnApproved);
  Tell(tellers, "target area", &pb::TargetAreaDeclined::target_area, OnDeclined);
}

}  // namespace fivestep::metrics::board
