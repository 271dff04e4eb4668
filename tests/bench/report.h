// The rows that the benchmark's programs print; tests/bench/run makes one table of them.
#ifndef FIVESTEP_BENCH_REPORT_H_
#define FIVESTEP_BENCH_REPORT_H_

#include <string>
#include <vector>

#include "bench/spread.h"

namespace fivestep::bench {

// What a row is held against.
struct Goal {
  enum class Kind { kNone, kAtLeast, kAtMost };
  Kind kind = Kind::kNone;
  double value = 0;
  std::string unit{};  // behind the value, for example ` ms`

  bool ReachedBy(double measured) const;
  std::string Text() const;
};
Goal NoGoal();
Goal AtLeast(double value);
Goal AtMost(double value, std::string unit = "");

class Report {
 public:
  // The median ratio is held against the goal.
  void AddRatio(const std::string& measure, const std::string& ours, const std::string& peer,
                const Spread& ratio, const Goal& goal);
  // A figure without a peer, as text, and whether it is as the goal says.
  void AddFigure(const std::string& measure, const std::string& ours, const Goal& goal,
                 bool reached);

  // Rows of a markdown table with the columns of README.md.
  const std::string& rows() const { return rows_; }
  bool all_reached() const { return all_reached_; }

 private:
  void AddRow(const std::vector<std::string>& cells);
  std::string Verdict(const Goal& goal, bool reached);

  std::string rows_;
  bool all_reached_ = true;
};

// printf's format for one number.
std::string NumberText(const char* format, double value);

}  // namespace fivestep::bench

#endif  // FIVESTEP_BENCH_REPORT_H_
