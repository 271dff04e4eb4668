// What one context's events set off in another: it never comes back, it always arrives, and
// services/README.md shows it.
#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "models.h"

namespace fivestep::contract {
namespace {

// The events that each command of a reaction can lead to: for people to read, and to see whether
// reactions go round in a circle.
const std::map<std::string, std::vector<std::string>>& EventsOfCommands() {
  static const auto* events = new std::map<std::string, std::vector<std::string>>{
      {"fivestep.analysis.v1.NoteEquityAssessmentRequest", {"TargetAreaAssessed"}},
      {"fivestep.codesign.v1.NoteAssessmentRequest", {"InterventionAssessed"}},
      {"fivestep.codesign.v1.OpenBriefRequest", {"BriefOpened"}},
      {"fivestep.engagement.v1.RecordTargetPopulationRequest", {"TargetPopulationRecorded"}},
      {"fivestep.metrics.v1.AwaitFiguresRequest", {"FiguresAwaited"}},
      {"fivestep.metrics.v1.DraftMetricRequest", {"MetricDrafted"}},
      {"fivestep.programme.v1.OpenIssueRequest", {"IssueOpened"}},
      {"fivestep.programme.v1.RecordEvidenceRequest",
       {"EvidenceRecorded", "CriterionMet", "InequalityNoted"}},
  };
  return *events;
}

// "`A`, `B`".
std::string Quoted(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "`" : ", `") + name + "`";
  return text;
}

std::string WithoutEnding(std::string name, const std::string& ending) {
  if (name.ends_with(ending)) name.resize(name.size() - ending.size());
  return name;
}

// "engagement `A`, `B`; analysis `C`": the events that a context answers with this command.
std::string CausesOf(const ServiceModel& model, const google::protobuf::Descriptor* command) {
  std::vector<std::pair<std::string, std::vector<std::string>>> by_log;
  for (const Reaction& reaction : model.reactions()) {
    if (reaction.command != command) continue;
    if (by_log.empty() || by_log.back().first != reaction.log) by_log.push_back({reaction.log, {}});
    by_log.back().second.push_back(reaction.event->name());
  }
  std::string text;
  for (const auto& [log, events] : by_log) {
    text += (text.empty() ? "" : "; ") + log + " " + Quoted(events);
  }
  return text;
}

// The rows of the table in services/README.md: events, context, command, what it can record.
std::vector<std::string> ReactionRows() {
  std::vector<std::string> rows;
  for (const ServiceModel& model : Models()) {
    std::set<const google::protobuf::Descriptor*> shown;
    for (const Reaction& reaction : model.reactions()) {
      if (!shown.insert(reaction.command).second) continue;
      const auto events = EventsOfCommands().find(reaction.command->full_name());
      rows.push_back("| " + CausesOf(model, reaction.command) + " | " + model.context() + " | `" +
                     WithoutEnding(reaction.command->name(), "Request") + "` | " +
                     (events == EventsOfCommands().end() ? "" : Quoted(events->second)) + " |");
    }
  }
  return rows;
}

// Which event sets off which, by their full names.
std::map<std::string, std::set<std::string>> SetsOff() {
  std::map<std::string, std::set<std::string>> graph;
  for (const ServiceModel& model : Models()) {
    for (const Reaction& reaction : model.reactions()) {
      const auto events = EventsOfCommands().find(reaction.command->full_name());
      if (events == EventsOfCommands().end()) continue;
      for (const std::string& event : events->second) {
        graph[reaction.event->full_name()].insert(reaction.command->file()->package() + "." +
                                                  event);
      }
    }
  }
  return graph;
}

// What lies on a way from `from` back to itself, or nothing.
std::vector<std::string> WayBack(const std::map<std::string, std::set<std::string>>& graph,
                                 const std::string& from) {
  std::map<std::string, std::string> came_from;
  std::vector<std::string> open{from};
  while (!open.empty()) {
    const std::string at = open.back();
    open.pop_back();
    if (!graph.contains(at)) continue;
    for (const std::string& next : graph.at(at)) {
      if (came_from.emplace(next, at).second) open.push_back(next);
    }
  }
  std::vector<std::string> way;
  if (!came_from.contains(from)) return way;
  std::string at = from;
  do {
    way.push_back(at);
    at = came_from.at(at);
  } while (at != from);
  return way;
}

TEST(Reactions, FindACycleThatIsThere) {
  EXPECT_EQ(WayBack({{"a", {"b"}}, {"b", {"c"}}, {"c", {"a", "d"}}}, "a").size(), 3u);
  EXPECT_EQ(WayBack({{"a", {"a"}}}, "a").size(), 1u);
  EXPECT_TRUE(WayBack({{"a", {"b"}}, {"b", {"c"}}}, "a").empty());
}

// Two contexts may react to each other, as long as no event leads back to itself.
TEST(Reactions, NeverLeadBackToTheEventThatTheyBeganWith) {
  const auto graph = SetsOff();
  for (const auto& [event, others] : graph) {
    std::string way;
    for (const std::string& at : WayBack(graph, event)) way += at + " <- ";
    EXPECT_EQ(way, "") << event << " comes back to itself";
  }
}

TEST(Reactions, AreToEventsThatTheirLogHolds) {
  for (const ServiceModel& model : Models()) {
    for (const Reaction& reaction : model.reactions()) {
      EXPECT_EQ(ContextOf(reaction.event->file()), reaction.log) << reaction.name;
      for (const ServiceModel& source : Models()) {
        if (source.context() != reaction.log) continue;
        EXPECT_NE(source.FindEvent(reaction.event->full_name()), nullptr) << reaction.name;
      }
    }
  }
}

TEST(Reactions, IssueCommandsThatTheirContextTakesFromNobodyElse) {
  for (const ServiceModel& model : Models()) {
    for (const Reaction& reaction : model.reactions()) {
      const CommandRule* command = model.FindCommand(reaction.command);
      ASSERT_NE(command, nullptr) << reaction.name;
      EXPECT_EQ(command->method, nullptr) << reaction.name;
    }
  }
}

// A name is stored with every command that it issues: another reaction of that name would be taken
// for it.
TEST(Reactions, HaveNamesOfTheirOwn) {
  for (const ServiceModel& model : Models()) {
    std::set<std::string> names;
    for (const Reaction& reaction : model.reactions()) {
      EXPECT_TRUE(names.insert(reaction.name).second) << reaction.name;
    }
  }
}

TEST(Reactions, AreShownWithEventsThatTheirContextHas) {
  for (const ServiceModel& model : Models()) {
    for (const Reaction& reaction : model.reactions()) {
      const auto shown = EventsOfCommands().find(reaction.command->full_name());
      ASSERT_NE(shown, EventsOfCommands().end()) << reaction.command->full_name();
      for (const std::string& event : shown->second) {
        const std::string name = reaction.command->file()->package() + "." + event;
        EXPECT_NE(model.FindEvent(name), nullptr) << name;
      }
    }
  }
}

TEST(Reactions, AreTheTableInTheReadme) {
  std::ifstream file("services/README.md");
  const std::string page((std::istreambuf_iterator<char>(file)), {});
  for (const std::string& row : ReactionRows()) {
    EXPECT_NE(page.find(row + "\n"), std::string::npos)
        << "services/README.md, Reactions, must have the row\n"
        << row;
  }
}

}  // namespace
}  // namespace fivestep::contract
