// Every command in every state: either it works, or it is refused with its reason. The README shows
// the same tables.
#include "programme/domain/state_tables.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "platform/testing/given.h"
#include "programme/domain/register.h"
#include "programme/programme_service.h"

namespace fivestep::programme {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::EnumDescriptor;
using google::protobuf::Message;
using google::protobuf::MessageFactory;

std::unique_ptr<Message> New(const Descriptor* type) {
  return std::unique_ptr<Message>(MessageFactory::generated_factory()->GetPrototype(type)->New());
}

const Descriptor* TypeNamed(const std::string& name) {
  return google::protobuf::DescriptorPool::generated_pool()->FindMessageTypeByName(
      "fivestep.programme.v1." + name);
}

const EnumDescriptor* StatesOf(const Descriptor* row) {
  return row->FindFieldByName("state")->enum_type();
}

std::unique_ptr<Message> RowIn(const Descriptor* type, int state) {
  auto row = New(type);
  row->GetReflection()->SetEnumValue(row.get(), type->FindFieldByName("state"), state);
  return row;
}

// The reason of a refusal; empty when the command was accepted.
std::string ReasonOf(const ServiceModel& model, const Message& row, const std::string& command) {
  const auto request = New(TypeNamed(command + "Request"));
  const testing::FakeRows rows;
  const platform::v1::Actor actor;
  CommandContext context{.now = testing::kNow, .actor = actor, .view = rows};
  return model.FindCommand(request->GetDescriptor())
      ->decide(row, *request, nullptr, context)
      .rejection()
      .reason();
}

bool Allows(std::span<const Transition> table, std::string_view command, int state) {
  for (const Transition& one : table) {
    if (one.command == command && one.from == state) return true;
  }
  return false;
}

TEST(StateTables, DecideEveryCommandInEveryState) {
  const ServiceModel model = MakeModel();
  int count = 0;
  for (const Descriptor* type : RowsWithTables()) {
    const auto table = TransitionsOf(type);
    for (const Transition& one : table) {
      if (one.command == kByTheService || one.from == 0) continue;
      for (int i = 1; i < StatesOf(type)->value_count(); ++i) {
        const int state = StatesOf(type)->value(i)->number();
        const std::string reason = ReasonOf(model, *RowIn(type, state), std::string(one.command));
        EXPECT_EQ(reason != "NOT_IN_THIS_STATE", Allows(table, one.command, state))
            << one.command << " in " << StatesOf(type)->value(i)->name() << ": " << reason;
        ++count;
      }
    }
  }
  EXPECT_GT(count, 100);
}

TEST(StateTables, SayWhereEveryEventLeads) {
  const ServiceModel model = MakeModel();
  for (const Descriptor* type : RowsWithTables()) {
    for (const Transition& one : TransitionsOf(type)) {
      const auto event = New(TypeNamed(std::string(one.event)));
      const auto row = RowIn(type, one.from);
      model.FindEvent(event->GetDescriptor())->evolve(*row, *event);
      EXPECT_EQ(row->GetReflection()->GetEnumValue(*row, type->FindFieldByName("state")), one.to)
          << one.event << " from " << one.from;
    }
  }
}

// A table that forgets a command of its row would let it be said in no state at all.
TEST(StateTables, KnowEveryCommandOfTheirRows) {
  const ServiceModel model = MakeModel();
  for (const Descriptor* type : RowsWithTables()) {
    std::set<std::string> known;
    for (const Transition& one : TransitionsOf(type)) known.insert(std::string(one.command));
    for (int i = 0; i < model.service()->method_count(); ++i) {
      const auto* method = model.service()->method(i);
      const bool command = model.FindCommand(method->input_type()) != nullptr;
      if (!command || method->output_type() != type) continue;
      EXPECT_TRUE(known.contains(method->name())) << method->name();
    }
  }
}

// These four are older than the tables, and have tests of their own.
bool HasRulesOfItsOwn(const Descriptor* row) {
  return row->name() == "Programme" || row->name() == "Gate" || row->name() == "Decision" ||
         row->name() == "Issue";
}

TEST(StateTables, AreThereForEveryRowWithAState) {
  const ServiceModel model = MakeModel();
  for (int i = 0; i < model.service()->method_count(); ++i) {
    const Descriptor* row = model.service()->method(i)->output_type();
    const bool is_row = row->FindFieldByName("etag") != nullptr;
    if (!is_row || row->FindFieldByName("state") == nullptr || HasRulesOfItsOwn(row)) continue;
    EXPECT_FALSE(TransitionsOf(row).empty()) << row->name();
  }
}

TEST(StateTables, ReachEveryState) {
  for (const Descriptor* type : RowsWithTables()) {
    std::set<int> reached;
    for (const Transition& one : TransitionsOf(type)) reached.insert(one.to);
    for (int i = 1; i < StatesOf(type)->value_count(); ++i) {
      EXPECT_TRUE(reached.contains(StatesOf(type)->value(i)->number()))
          << type->name() << " " << StatesOf(type)->value(i)->name();
    }
  }
}

std::string StateText(const Descriptor* type, int state) {
  return state == 0 ? "–" : InWords(StatesOf(type)->FindValueByNumber(state)->name(), "STATE_");
}

bool SameStep(const Transition& a, const Transition& b) {
  return a.command == b.command && a.event == b.event;
}

// Whether what is said leaves the row where it is, in each of the states in which it can be said.
bool LeavesAlone(std::span<const Transition> table, const Transition& one) {
  int count = 0;
  for (const Transition& other : table) {
    if (!SameStep(one, other)) continue;
    if (other.from != other.to) return false;
    ++count;
  }
  return count > 1;
}

// The rows of the README's table for a kind of row; those of one event and outcome are one.
std::vector<std::string> RowsFor(const Descriptor* type) {
  const auto table = TransitionsOf(type);
  std::vector<std::string> rows;
  std::set<const Transition*> shown;
  for (const Transition& one : table) {
    if (shown.contains(&one)) continue;
    const bool stays = LeavesAlone(table, one);
    std::string from;
    for (const Transition& other : table) {
      if (!SameStep(one, other) || (!stays && other.to != one.to)) continue;
      shown.insert(&other);
      from += (from.empty() ? "" : ", ") + StateText(type, other.from);
    }
    std::string command(one.command);
    if (one.command != kByTheService) command = "`" + command + "`";
    rows.push_back("| " + from + " | " + command + " | `" + std::string(one.event) + "` | " +
                   (stays ? "the same" : StateText(type, one.to)) + " |");
  }
  return rows;
}

TEST(StateTables, AreThoseOfTheReadme) {
  const char* source = std::getenv("FIVESTEP_SOURCE");
  std::ifstream file(std::filesystem::path(source == nullptr ? "." : source) /
                     "services/programme/README.md");
  const std::string readme{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  ASSERT_FALSE(readme.empty());
  for (const Descriptor* type : RowsWithTables()) {
    std::string missing;
    for (const std::string& row : RowsFor(type)) {
      if (readme.find(row) == std::string::npos) missing += row + "\n";
    }
    EXPECT_TRUE(missing.empty()) << "### " << type->name() << "\n" << missing;
  }
}

}  // namespace
}  // namespace fivestep::programme
