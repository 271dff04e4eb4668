// What one context's events set off in another: it never comes back, it always arrives, and
// services/README.md shows it.
#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "models.h"

namespace fivestep::contract {
namespace {

// The events that each command of a reaction can lead to, for people to read. Whether there is a
// cycle does not depend on it.
const std::map<std::string, std::vector<std::string>>& EventsOfCommands() {
  static const auto* events = new std::map<std::string, std::vector<std::string>>{
      {"fivestep.codesign.v1.OpenBriefRequest", {"BriefOpened"}},
      {"fivestep.metrics.v1.DraftMetricRequest", {"MetricDrafted"}},
      {"fivestep.programme.v1.RecordEvidenceRequest", {"EvidenceRecorded", "CriterionMet"}},
  };
  return *events;
}

std::string EventsCell(const google::protobuf::Descriptor* command) {
  std::string cell;
  const auto found = EventsOfCommands().find(command->full_name());
  if (found == EventsOfCommands().end()) return cell;
  for (const std::string& event : found->second) cell += (cell.empty() ? "`" : ", `") + event + "`";
  return cell;
}

// The table of services/README.md.
std::string ReactionsTable() {
  std::string table =
      "| event of | event | sets off in | command | which can record |\n|---|---|---|---|---|\n";
  for (const ServiceModel& model : Models()) {
    for (const Reaction& reaction : model.reactions()) {
      table += "| " + reaction.log + " | `" + reaction.event->name() + "` | " + model.context() +
               " | `" + reaction.command->name() + "` | " + EventsCell(reaction.command) + " |\n";
    }
  }
  return table;
}

// Which context sets off something in which.
std::map<std::string, std::set<std::string>> SetsOff() {
  std::map<std::string, std::set<std::string>> graph;
  for (const ServiceModel& model : Models()) {
    for (const Reaction& reaction : model.reactions()) graph[reaction.log].insert(model.context());
  }
  return graph;
}

// The contexts of a way from `from` back to itself, or nothing.
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

// The strictest reading: a command is taken to record any event of its context. When a reaction is
// wanted that this forbids and that still cannot go round, this test must learn which events its
// command can record.
TEST(Reactions, NeverLeadBackToTheContextThatTheyBeganIn) {
  const auto graph = SetsOff();
  for (const auto& [context, others] : graph) {
    std::string way;
    for (const std::string& at : WayBack(graph, context)) way += at + " <- ";
    EXPECT_EQ(way, "") << "what happens in " << context << " comes back to it";
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
  EXPECT_NE(page.find(ReactionsTable()), std::string::npos)
      << "services/README.md must hold this table:\n\n"
      << ReactionsTable();
}

}  // namespace
}  // namespace fivestep::contract
