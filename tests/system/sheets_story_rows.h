// Rows that the story of a programme in spreadsheets fills in.
#ifndef FIVESTEP_TESTS_SYSTEM_SHEETS_STORY_ROWS_H_
#define FIVESTEP_TESTS_SYSTEM_SHEETS_STORY_ROWS_H_

#include <fstream>
#include <string>
#include <vector>

#include "system/sheets.h"
#include "system/stack.h"

namespace fivestep::testing {

inline SheetRow Activity(const std::string& id, const std::string& method) {
  return {{"activity id", id},
          {"title", "Listening: " + id},
          {"method", method},
          {"purpose", "What helps, and what stands in the way?"},
          {"place", "Family hub, Blackpool"},
          {"planned date", "10/02/2026"},
          {"lawful basis", "public task"},
          {"consent items", "participation; quote"}};
}

inline SheetRow Said(const std::string& activity, const std::string& source,
                     const std::string& words) {
  return {{"activity", activity},
          {"words.text", words},
          {"language", "en"},
          {"source", source},
          {"consent to quote", "yes"}};
}

// Twenty-four anonymous ballots of two dots each.
inline std::vector<SheetRow> Ballots(const std::vector<std::string>& ideas) {
  std::vector<SheetRow> ballots;
  for (int i = 0; i < 24; ++i) {
    ballots.push_back({{"name", "workshop"},
                       {"token", "ballot-" + std::to_string(1'000 + i)},
                       {"choices.1.idea", ideas[0]},
                       {"choices.1.dot count", "1"},
                       {"choices.2.idea", ideas[1 + static_cast<size_t>(i) % 2]},
                       {"choices.2.dot count", "1"}});
  }
  return ballots;
}

inline SheetRow Idea(const std::string& title, const std::string& group) {
  return {{"name", "workshop"}, {"title", title}, {"stakeholder group", group}};
}

inline SheetRow Cell(const std::string& group) {
  return {{"name", "help-in-hand"},
          {"cells.assessed group", group},
          {"cells.impact", "unknown"},
          {"cells.no evidence reason", "The published counts are not split by it."},
          {"cells.mitigation", "Uptake is looked at by this group after six months."},
          {"cells.mitigation owner role", "maternity analyst"},
          {"cells.mitigation due date", "31/03/2027"}};
}

inline SheetRow Definition(const std::string& metric, const std::string& type) {
  return {{"name", metric},
          {"definition.numerator", "women in Blackpool known to smoke at the time of delivery"},
          {"definition.denominator", "maternities whose smoking status is known"},
          {"definition.source", "OHID Fingertips, indicator 93085"},
          {"definition.frequency", "yearly"},
          {"definition.lag days", "180"},
          {"definition.collection owner role", "maternity analyst"},
          {"definition.owner role", "lead midwife"},
          {"definition.benchmark", "The other districts"},
          {"definition.rationale", "Support at the visit has raised quit rates elsewhere."},
          {"definition.theory of change link", "Support at every visit, more mothers stop"},
          {"definition.baseline start date", "2019-04-01"},
          {"definition.baseline end date", "2022-03-31"},
          {"definition.target value", "12"},
          {"definition.target date", "2029-03-31"},
          {"definition.measure type", type},
          {"definition.polarity", "lower is better"},
          {"definition.value kind", "percent"},
          {"definition.decimal places", "1"},
          {"definition.disclosure profile", "published"}};
}

// Blackpool's rows of the published file.
inline std::vector<SheetRow> Readings(const std::string& metric) {
  std::ifstream file(SourceDirectory() / "deploy" / "data" / "smoking_at_delivery_la.csv");
  std::vector<SheetRow> readings;
  for (std::string line; std::getline(file, line);) {
    std::vector<std::string> cells(1);
    for (const char c : line) {
      if (c == ',') {
        cells.emplace_back();
      } else {
        cells.back() += c;
      }
    }
    if (cells.size() < 7 || cells[4] != "Blackpool") continue;
    readings.push_back({{"row key", "blackpool"},
                        {"name", metric},
                        {"period start date", cells[1]},
                        {"period end date", cells[2]},
                        {"exact.numerator", cells[5]},
                        {"exact.denominator", cells[6]}});
  }
  return readings;
}

}  // namespace fivestep::testing

#endif  // FIVESTEP_TESTS_SYSTEM_SHEETS_STORY_ROWS_H_
