#include "analysis/domain/comparison.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "analysis/domain/estimate.h"
#include "fivestep/analysis/v1/error_reason.pb.h"
#include "platform/core/decision.h"

namespace fivestep::analysis {
namespace {

// z for a two-sided 5 % test plus z for 80 % power: 1.959964 + 0.841621.
constexpr double kDetectionZ = 2.801585;

// What is compared. A group without a value is not in it.
struct Pair {
  v1::GroupValue disadvantaged;
  v1::GroupValue comparator;
  int pairs_considered = 1;
};

const v1::GroupValue* Find(const v1::Figures& figures, const std::string& group) {
  for (const auto& one : figures.groups()) {
    if (one.group() == group) return &one;
  }
  return nullptr;
}

int KnownGroups(const v1::Figures& figures) {
  return figures.groups_size() - figures.unknown_group_count();
}

// The group with the worst (or best) value other than `except`; the first of equals, null where no
// other group has a value.
const v1::GroupValue* Extreme(const AnalysisQuestion& question, const v1::Figures& figures,
                              bool worst, const std::string& except) {
  const bool highest = worst == (question.definition.polarity() == v1::POLARITY_LOWER_IS_BETTER);
  const v1::GroupValue* extreme = nullptr;
  for (const auto& group : figures.groups()) {
    if (!group.has_value() || group.group() == except) continue;
    const bool further =
        extreme == nullptr || (highest ? group.value().value() > extreme->value().value()
                                       : group.value().value() < extreme->value().value());
    if (further) extreme = &group;
  }
  return extreme;
}

Status NoSuchGroup(const AnalysisQuestion& question, const std::string& group) {
  return StatusOf(v1::GROUP_NOT_IN_DATA_SET, {{"data_set", question.data_set}, {"group", group}});
}

// The names that the question gives must be of groups, and not of one.
Status CheckNames(const AnalysisQuestion& question, const v1::Figures& figures) {
  const bool named = question.comparator_rule == v1::COMPARATOR_RULE_NAMED_GROUP;
  if (named == question.comparator_group.empty()) return StatusOf(v1::COMPARATOR_GROUP_NEEDED);
  for (const std::string& group : {question.comparator_group, question.disadvantaged_group}) {
    if (!group.empty() && Find(figures, group) == nullptr) return NoSuchGroup(question, group);
  }
  std::string disadvantaged = question.disadvantaged_group;
  if (disadvantaged.empty() && question.definition.groups_ordered()) {
    disadvantaged = figures.groups(0).group();
  }
  if (!named || question.comparator_group != disadvantaged) return OkStatus();
  return StatusOf(v1::SAME_GROUP, {{"group", disadvantaged}});
}

// All groups but `except` that have a value, added up from their released counts.
Result<v1::GroupValue> AllOthers(const AnalysisQuestion& question, const v1::Figures& figures,
                                 const std::string& except) {
  v1::GroupValue others;
  others.set_group(kAllOtherGroups);
  for (const auto& group : figures.groups()) {
    if (!group.has_value() || group.group() == except) continue;
    others.set_numerator(others.numerator() + group.numerator());
    others.set_denominator(others.denominator() + group.denominator());
  }
  if (!(others.denominator() > 0)) return others;
  auto value = EstimateValue(question.definition, {others.numerator(), others.denominator()});
  if (!value.ok()) return value.status();
  *others.mutable_value() = std::move(*value);
  return others;
}

// The group that the question calls disadvantaged, without a value where there is none.
v1::GroupValue Disadvantaged(const AnalysisQuestion& question, const v1::Figures& figures) {
  if (!question.disadvantaged_group.empty()) return *Find(figures, question.disadvantaged_group);
  if (question.definition.groups_ordered()) return figures.groups(0);
  const auto* worst = Extreme(question, figures, true, question.comparator_group);
  return worst == nullptr ? v1::GroupValue() : *worst;
}

Result<v1::GroupValue> Comparator(const AnalysisQuestion& question, const v1::Figures& figures,
                                  const std::string& disadvantaged) {
  if (question.comparator_rule == v1::COMPARATOR_RULE_NAMED_GROUP) {
    return *Find(figures, question.comparator_group);
  }
  if (question.comparator_rule == v1::COMPARATOR_RULE_ALL_OTHERS) {
    return AllOthers(question, figures, disadvantaged);
  }
  const auto* best = Extreme(question, figures, false, disadvantaged);
  return best == nullptr ? v1::GroupValue() : *best;
}

// How many pairs of groups the two were picked from because of their figures.
int PairsConsidered(const AnalysisQuestion& question, const v1::Figures& figures) {
  const int known = KnownGroups(figures);
  const bool worst_picked =
      question.disadvantaged_group.empty() && !question.definition.groups_ordered();
  const bool best_picked = question.comparator_rule == v1::COMPARATOR_RULE_BEST_GROUP;
  if (worst_picked && best_picked) return known * (known - 1) / 2;
  if (worst_picked && question.comparator_rule == v1::COMPARATOR_RULE_ALL_OTHERS) return known;
  return worst_picked || best_picked ? known - 1 : 1;
}

// The smallest absolute gap that is seen four times out of five, per one.
double SmallestDetectable(const v1::IndicatorDefinition& definition,
                          const statistics::GroupCount& one, const statistics::GroupCount& other) {
  const double pooled = (one.numerator + other.numerator) / (one.denominator + other.denominator);
  const double variance =
      definition.kind() == v1::INDICATOR_KIND_PROPORTION ? pooled * (1 - pooled) : pooled;
  return kDetectionZ * std::sqrt(variance * (1 / one.denominator + 1 / other.denominator));
}

Result<v1::Gap> GapOf(const v1::IndicatorDefinition& definition, const Pair& pair) {
  const statistics::GroupCount disadvantaged{pair.disadvantaged.numerator(),
                                             pair.disadvantaged.denominator()};
  const statistics::GroupCount comparator{pair.comparator.numerator(),
                                          pair.comparator.denominator()};
  const auto estimated = EstimateGap(definition, disadvantaged, comparator);
  if (!estimated.ok()) return estimated.status();
  const auto people =
      statistics::PeopleToCloseGap(disadvantaged, comparator, PolarityOf(definition));
  if (!people.ok()) return people.status();
  v1::Gap gap;
  gap.set_group(pair.disadvantaged.group());
  gap.set_comparator(pair.comparator.group());
  *gap.mutable_comparator_value() = pair.comparator.value();
  *gap.mutable_absolute() = Scaled(estimated->absolute, definition.multiplier());
  if (estimated->relative) *gap.mutable_relative() = Scaled(*estimated->relative, 1);
  gap.set_people_to_close_count(static_cast<int64_t>(std::ceil(*people)));
  gap.set_p_value(estimated->p_value);
  gap.set_pairs_considered_count(pair.pairs_considered);
  gap.set_smallest_detectable(SmallestDetectable(definition, disadvantaged, comparator) *
                              definition.multiplier());
  return gap;
}

std::string Number(double number) {
  char text[32];
  std::snprintf(text, sizeof text, "%.2f", number);
  return text;
}

void Set(v1::Figures& figures, v1::Verdict verdict, std::string reason) {
  figures.set_verdict(verdict);
  figures.set_verdict_reason(std::move(reason));
}

// How many fare badly in the worse of the two groups, in the indicator's unit.
double Harm(const v1::IndicatorDefinition& definition, const v1::Figures& figures) {
  const auto* group = Find(figures, figures.gap().group());
  const double lower = std::min(group->value().value(), figures.gap().comparator_value().value());
  const double upper = std::max(group->value().value(), figures.gap().comparator_value().value());
  const bool complement = definition.polarity() == v1::POLARITY_HIGHER_IS_BETTER &&
                          definition.kind() == v1::INDICATOR_KIND_PROPORTION;
  return complement ? definition.multiplier() - lower : upper;
}

void JudgeInterval(const v1::IndicatorDefinition& definition, v1::Figures& figures) {
  const v1::Gap& gap = figures.gap();
  const std::string unit = " (" + definition.unit() + ")";
  const std::string interval = "The 95 % interval of the gap, " +
                               Number(gap.absolute().interval().lower()) + " to " +
                               Number(gap.absolute().interval().upper()) + unit;
  const std::string pairs = std::to_string(gap.pairs_considered_count());
  const bool apart = gap.absolute().interval().lower() > 0 || gap.absolute().interval().upper() < 0;
  if (!apart && gap.smallest_detectable() >= Harm(definition, figures)) {
    return Set(figures, v1::VERDICT_CANNOT_BE_KNOWN,
               interval +
                   ", holds no gap, but the groups are too small to tell: even twice as "
                   "much would probably not be seen.");
  }
  const std::string would_be_seen = " A gap of " + Number(gap.smallest_detectable()) + unit +
                                    " would be seen four times out of five.";
  if (!apart) {
    return Set(figures, v1::VERDICT_NO_EVIDENCE, interval + ", holds no gap." + would_be_seen);
  }
  if (gap.p_value() * gap.pairs_considered_count() >= kFalseAlarmRate) {
    return Set(figures, v1::VERDICT_NO_EVIDENCE,
               interval + ", leaves out no gap, but the two groups were picked from " + pairs +
                   " pairs because of their figures, and chance alone makes such a gap.");
  }
  std::string reason = interval + ", leaves out no gap";
  if (gap.pairs_considered_count() > 1) {
    reason += ", also after allowing for " + pairs + " pairs that the two groups were picked from";
  }
  reason += ".";
  if (gap.absolute().value() < 0) {
    reason += " The group that was taken as disadvantaged is the one that is better off.";
  }
  Set(figures, v1::VERDICT_UNEQUAL, std::move(reason));
}

}  // namespace

Status AddGap(const AnalysisQuestion& question, v1::Figures& figures) {
  FIVESTEP_RETURN_IF_ERROR(CheckNames(question, figures));
  Pair pair;
  pair.disadvantaged = Disadvantaged(question, figures);
  if (!pair.disadvantaged.has_value()) return OkStatus();
  auto comparator = Comparator(question, figures, pair.disadvantaged.group());
  if (!comparator.ok()) return comparator.status();
  if (!comparator->has_value()) return OkStatus();
  pair.comparator = std::move(*comparator);
  pair.pairs_considered = PairsConsidered(question, figures);
  auto gap = GapOf(question.definition, pair);
  if (!gap.ok()) return gap.status();
  *figures.mutable_gap() = std::move(*gap);
  return OkStatus();
}

void AddVerdict(const v1::IndicatorDefinition& definition, v1::Figures& figures) {
  if (figures.has_gap()) return JudgeInterval(definition, figures);
  Set(figures, v1::VERDICT_CANNOT_BE_KNOWN,
      "The counts of the disadvantaged group, or of those it is compared with, are withheld or "
      "missing.");
}

}  // namespace fivestep::analysis
