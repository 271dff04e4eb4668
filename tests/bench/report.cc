#include "bench/report.h"

#include <cstdio>

namespace fivestep::bench {
namespace {

constexpr char kHead[] =
    "| measure | ours | peer or limit | ratio (median, min-max) | goal | reached |\n"
    "|---|---|---|---|---|---|\n";
constexpr char kNone[] = "-";

// printf's format for one number.
std::string Text(const char* format, double value) {
  char text[64];
  std::snprintf(text, sizeof(text), format, value);
  return text;
}

std::string RateText(const std::vector<Load>& loads, int events_per_call) {
  const char* unit = events_per_call > 1 ? " events/s" : "/s";
  return Text("%.0f", Comparison::MedianRate(loads) * events_per_call) + unit + ", p50 " +
         Text("%.1f", Comparison::MedianPercentile(loads, 0.5)) + " ms, p99 " +
         Text("%.1f", Comparison::MedianPercentile(loads, 0.99)) + " ms";
}

}  // namespace

void Report::AddRates(const std::string& measure, const Comparison& comparison, int events_per_call,
                      double goal) {
  const Spread ratio = comparison.Ratio();
  const std::string ratios = Text("%.2f", ratio.median) + " (" + Text("%.2f", ratio.least) + "-" +
                             Text("%.2f", ratio.most) + ")";
  const bool has_goal = goal > 0;
  AddRow({measure, RateText(comparison.ours, events_per_call),
          RateText(comparison.peer, events_per_call), ratios,
          has_goal ? ">= " + Text("%.2f", goal) : kNone,
          has_goal ? Verdict(ratio.median >= goal) : kNone});
}

void Report::AddLag(const std::string& measure, const Histogram& lag, double p, double goal) {
  AddRow({measure, Text("%.1f ms", lag.Percentile(p) * 1e3), kNone, kNone,
          "<= " + Text("%.0f ms", goal * 1e3), Verdict(lag.ShareWithin(goal) >= p)});
}

void Report::AddRow(const std::vector<std::string>& cells) {
  for (const std::string& cell : cells) rows_ += "| " + cell + " ";
  rows_ += "|\n";
}

std::string Report::Verdict(bool reached) {
  all_reached_ = all_reached_ && reached;
  return reached ? "yes" : "no";
}

std::string Report::Markdown() const { return kHead + rows_; }

}  // namespace fivestep::bench
