#include "bench/report.h"

#include <cstdio>
#include <utility>

namespace fivestep::bench {
namespace {

constexpr char kNone[] = "-";

}  // namespace

bool Goal::ReachedBy(double measured) const {
  return kind == Kind::kNone || (kind == Kind::kAtLeast ? measured >= value : measured <= value);
}

std::string Goal::Text() const {
  if (kind == Kind::kNone) return kNone;
  return (kind == Kind::kAtLeast ? ">= " : "<= ") + NumberText("%.4g", value) + unit;
}

Goal NoGoal() { return {}; }
Goal AtLeast(double value) { return {Goal::Kind::kAtLeast, value}; }
Goal AtMost(double value, std::string unit) {
  return {Goal::Kind::kAtMost, value, std::move(unit)};
}

void Report::AddRatio(const std::string& measure, const std::string& ours, const std::string& peer,
                      const Spread& ratio, const Goal& goal) {
  const std::string ratios = NumberText("%.2f", ratio.median) + " (" +
                             NumberText("%.2f", ratio.least) + "-" +
                             NumberText("%.2f", ratio.most) + ")";
  AddRow({measure, ours, peer, ratios, goal.Text(), Verdict(goal, goal.ReachedBy(ratio.median))});
}

void Report::AddFigure(const std::string& measure, const std::string& ours, const Goal& goal,
                       bool reached) {
  AddRow({measure, ours, kNone, kNone, goal.Text(), Verdict(goal, reached)});
}

void Report::AddRow(const std::vector<std::string>& cells) {
  for (const std::string& cell : cells) rows_ += "| " + cell + " ";
  rows_ += "|\n";
}

std::string Report::Verdict(const Goal& goal, bool reached) {
  if (goal.kind == Goal::Kind::kNone) return kNone;
  all_reached_ = all_reached_ && reached;
  return reached ? "yes" : "no";
}

std::string NumberText(const char* format, double value) {
  char text[64];
  std::snprintf(text, sizeof(text), format, value);
  return text;
}

}  // namespace fivestep::bench
