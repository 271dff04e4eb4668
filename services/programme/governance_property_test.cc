// Random commands against models that are simple enough to be seen to be right: the gates of a
// programme, and the escalation of risks.
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "platform/testing/given.h"
#include "programme/domain/examples.h"
#include "programme/domain/raid.h"
#include "programme/programme_service.h"

namespace fivestep::programme {
namespace {

using google::protobuf::Message;

// Rows as the service's own rules make them of commands.
class World : public RowView {
 public:
  const Message* FindMessage(std::string_view name) const override {
    const auto found = rows_.find(std::string(name));
    return found == rows_.end() ? nullptr : found->second.get();
  }
  std::string FindViewValue(std::string_view, std::string_view) const override { return {}; }

  template <class Row>
  void Put(const Row& row) {
    rows_[row.name()] = std::make_unique<Row>(row);
  }

  // Whether the command on `name` was accepted; its events are folded.
  bool Say(const std::string& name, const Message& command) {
    const CommandRule& rule = *Model().FindCommand(command.GetDescriptor());
    const platform::v1::Actor actor;
    CommandContext context{.now = testing::kNow, .actor = actor, .view = *this};
    context.programme = kProgramme;
    context.new_name = name;
    const Message* row = FindMessage(name);
    const Decision decision =
        rule.decide(row == nullptr ? *rule.state : *row, command, nullptr, context);
    for (const auto& event : decision.events()) Fold(*event);
    return !decision.rejected();
  }

 private:
  static const ServiceModel& Model() {
    static const auto* model = new ServiceModel(MakeModel());
    return *model;
  }

  void Fold(const Message& event) {
    const EventRule& rule = *Model().FindEvent(event.GetDescriptor());
    // The subject comes first in every event.
    const std::string name =
        event.GetReflection()->GetString(event, event.GetDescriptor()->field(0));
    std::unique_ptr<Message>& row = rows_[name];
    if (row == nullptr) row.reset(rule.state->New());
    rule.evolve(*row, event);
  }

  std::map<std::string, std::unique_ptr<Message>> rows_;
};

World WithReadyGates() {
  World world;
  for (int step = 1; step <= 5; ++step) world.Put(ReadyGate(step));
  world.Put(ProgrammeAt(1));
  return world;
}

// Which of the five gates are passed: all that is to be known of them.
using Passed = std::array<bool, 6>;

bool IsReached(const Passed& passed, int step) {
  return std::all_of(passed.begin() + 1, passed.begin() + step, [](bool one) { return one; });
}

void ExpectSame(const World& world, const Passed& passed) {
  int current = 5;
  for (int step = 5; step >= 1; --step) {
    const auto* gate = world.Find<pb::Gate>(GateOf(step));
    RC_ASSERT((gate->state() == pb::Gate::STATE_PASSED) == passed[step]);
    if (!passed[step]) current = step;
  }
  RC_ASSERT(world.Find<pb::Programme>(kProgramme)->current_step() == current);
}

RC_GTEST_PROP(Gates, AreWhatAListOfPassedOnesSays, ()) {
  // Step; 0: pass it, else send work back from it to this one.
  const auto commands = *rc::gen::container<std::vector<std::pair<int, int>>>(
      rc::gen::pair(rc::gen::inRange(1, 6), rc::gen::inRange(0, 6)));
  World world = WithReadyGates();
  Passed passed{};
  for (const auto& [step, to] : commands) {
    if (to == 0) {
      pb::PassGateRequest pass;
      pass.set_name(GateOf(step));
      const bool may = !passed[step] && IsReached(passed, step);
      RC_ASSERT(world.Say(GateOf(step), pass) == may);
      if (may) passed[step] = true;
    } else {
      pb::ReturnGateRequest send_back;
      send_back.set_name(GateOf(step));
      send_back.set_to_step(static_cast<pb::Step>(to));
      const bool may = to <= step && IsReached(passed, step);
      RC_ASSERT(world.Say(GateOf(step), send_back) == may);
      if (may) std::fill(passed.begin() + to, passed.end(), false);
    }
    ExpectSame(world, passed);
  }
}

constexpr char kRisk[] = "programmes/p1/raidEntries/r1";

pb::RaidScore ScoreFrom(const std::pair<int, int>& one) {
  pb::RaidScore score;
  score.set_likelihood(one.first);
  score.set_consequence(one.second);
  return score;
}

RC_GTEST_PROP(Risks, AreEscalatedWhileTheirScoreIsFifteenOrMore, ()) {
  const auto one = rc::gen::pair(rc::gen::inRange(1, 6), rc::gen::inRange(1, 6));
  const auto scores = *rc::gen::nonEmpty(rc::gen::container<std::vector<std::pair<int, int>>>(one));
  World world;
  pb::LogRaidEntryRequest log;
  log.set_kind(pb::RAID_KIND_RISK);
  *log.mutable_inherent() = ScoreFrom({5, 5});
  *log.mutable_current() = ScoreFrom(scores.front());
  *log.mutable_target() = ScoreFrom({1, 1});
  log.set_escalates_to_role("Chief nurse");
  RC_ASSERT(world.Say(kRisk, log));
  for (const auto& score : scores) {
    pb::ScoreRaidEntryRequest command;
    command.set_name(kRisk);
    *command.mutable_current() = ScoreFrom(score);
    RC_ASSERT(world.Say(kRisk, command));
    const auto* risk = world.Find<pb::RaidEntry>(kRisk);
    RC_ASSERT(risk->current_score() == score.first * score.second);
    RC_ASSERT((risk->state() == pb::RaidEntry::STATE_ESCALATED) ==
              (risk->current_score() >= kEscalatingScore));
  }
}

}  // namespace
}  // namespace fivestep::programme
