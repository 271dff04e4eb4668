// Every command in every state of every resource that has a table of states: it works and leads
// where the table says, or it is refused with its reason.
#include <google/protobuf/text_format.h>
#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <set>
#include <string>

#include "engagement/domain/activity.h"
#include "engagement/domain/codebook.h"
#include "engagement/domain/consent.h"
#include "engagement/domain/examples.h"
#include "engagement/domain/insight.h"
#include "engagement/domain/lifecycle.h"
#include "engagement/domain/participation.h"
#include "engagement/domain/registers.h"
#include "engagement/engagement_service.h"
#include "fivestep/platform/v1/options.pb.h"
#include "platform/testing/given.h"

namespace fivestep::engagement {
namespace {

using google::protobuf::Message;

constexpr char kName[] = "programmes/p1/things/one";
constexpr char kSaid[] = "programmes/p1/contributions/c1";

// What a command says beside its name, so that nothing but the state can refuse it.
const std::map<std::string, std::string>& Words() {
  static const auto* words = new std::map<std::string, std::string>{
      {"AgreeRemedy", "due_date: '2026-04-01'"},
      {"AnswerInvolvementOffer", "preference: PAYMENT_PREFERENCE_NOTHING"},
      {"ApproveDpia", "dpia_review_date: '2027-03-02'"},
      {"ArrangeAccess", "professional: true"},
      {"EndorseInsight", "endorsement { voice: ENDORSING_VOICE_COMMUNITY role: 'Chair' }"},
      {"OfferInvolvementPayment", "due_date: '2026-04-01'"},
      {"PlanActivity", "planned_date: '2026-02-20'"},
      {"ProposeQuote", "contribution: 'programmes/p1/contributions/c1'"},
      {"RecordInsightSource", "period_start_date: '2025-04-01' period_end_date: '2026-02-28'"},
      {"RecordInvolvementPaid", "paid_date: '2026-03-01'"},
      {"ReportAccess", "met: true"},
      {"SendCommunication", "sent_date: '2026-03-01'"},
      {"StateInsight", "themes: 'programmes/p1/themes/lifts'"},
  };
  return *words;
}

struct Machine {
  const Message* prototype;
  std::span<const Transition> table;
};

template <class Resource>
Machine MachineOf() {
  return {&Resource::default_instance(), TransitionsOf<Resource>()};
}

std::vector<Machine> Machines() {
  return {MachineOf<pb::Activity>(),         MachineOf<pb::AccessRequest>(),
          MachineOf<pb::InvolvementOffer>(), MachineOf<pb::Quote>(),
          MachineOf<pb::Codebook>(),         MachineOf<pb::Insight>(),
          MachineOf<pb::InsightSource>(),    MachineOf<pb::ResearchProject>(),
          MachineOf<pb::Barrier>(),          MachineOf<pb::Communication>()};
}

void Set(Message& message, const char* field, const std::string& value) {
  const auto* descriptor = message.GetDescriptor()->FindFieldByName(field);
  if (descriptor != nullptr) message.GetReflection()->SetString(&message, descriptor, value);
}

int StateOf(const Message& row) {
  return row.GetReflection()->GetEnumValue(row, row.GetDescriptor()->FindFieldByName("state"));
}

class StateTables : public ::testing::Test {
 protected:
  StateTables() : model_(MakeModel()) {
    pb::Contribution said = Said(kSaid);
    said.set_consent_to_quote(true);
    rows_.Put(kSaid, said);
  }

  std::unique_ptr<Message> RowIn(const Machine& machine, int state) {
    std::unique_ptr<Message> row(machine.prototype->New());
    if (state == 0) return row;
    row->GetReflection()->SetEnumValue(row.get(), row->GetDescriptor()->FindFieldByName("state"),
                                       state);
    Set(*row, "name", kName);
    Set(*row, "contribution", kSaid);
    Set(*row, "proposed_by_actor_id", "somebody else");
    return row;
  }

  const CommandRule& RuleOf(std::string_view command) {
    const auto* type = google::protobuf::DescriptorPool::generated_pool()->FindMessageTypeByName(
        "fivestep.engagement.v1." + std::string(command) + "Request");
    const CommandRule* rule = type == nullptr ? nullptr : model_.FindCommand(type);
    if (rule == nullptr) throw std::runtime_error("no command " + std::string(command));
    return *rule;
  }

  std::unique_ptr<Message> Request(const CommandRule& rule, const std::string& command) {
    std::unique_ptr<Message> request(
        google::protobuf::MessageFactory::generated_factory()->GetPrototype(rule.request)->New());
    const auto words = Words().find(command);
    if (words != Words().end()) {
      EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(words->second, request.get()));
    }
    Set(*request, "name", kName);
    return request;
  }

  Decision Decided(const CommandRule& rule, const Message& row, const Message& request) {
    CommandContext context{.now = fivestep::testing::kNow, .actor = actor_, .view = rows_};
    if (!rule.access->creates().empty()) context.new_name = kName;
    context.programme = "programmes/p1";
    return rule.decide(row, request, nullptr, context);
  }

  // The state after the events about the row.
  int StateAfter(const Decision& decision, Message& row) {
    for (const auto& event : decision.events()) {
      const EventRule* rule = model_.FindEvent(event->GetDescriptor());
      if (rule->state->GetDescriptor() == row.GetDescriptor()) rule->evolve(row, *event);
    }
    return StateOf(row);
  }

  void Try(const Machine& machine, int state, const std::string& command) {
    const CommandRule& rule = RuleOf(command);
    // The platform refuses to make what is there already.
    if (!rule.access->creates().empty() && state != 0) return;
    if (rule.access->creates().empty() && state == 0) return;
    std::set<int> leads_to;
    for (const Transition& transition : machine.table) {
      if (transition.from == state && transition.command == command) {
        leads_to.insert(transition.to);
      }
    }
    const auto row = RowIn(machine, state);
    const Decision decision = Decided(rule, *row, *Request(rule, command));
    const std::string where = machine.prototype->GetDescriptor()->name() + " in state " +
                              std::to_string(state) + ", " + command;
    if (leads_to.empty()) {
      ASSERT_TRUE(decision.rejected()) << where;
      const std::set<std::string> reasons = {"NOT_IN_THIS_STATE", "ACTIVITY_NOT_PLANNED",
                                             "ACTIVITY_NOT_OPEN"};
      EXPECT_TRUE(reasons.contains(decision.rejection().reason())) << where;
      EXPECT_EQ(decision.rejection().message().find('{'), std::string::npos) << where;
    } else {
      ASSERT_FALSE(decision.rejected()) << where << ": " << decision.rejection().ToString();
      EXPECT_TRUE(leads_to.contains(StateAfter(decision, *row))) << where;
    }
    ++tried_;
  }

  ServiceModel model_;
  fivestep::testing::FakeRows rows_;
  platform::v1::Actor actor_;
  int tried_ = 0;
};

TEST_F(StateTables, AreWhatTheCommandsDo) {
  for (const Machine& machine : Machines()) {
    const auto* states = machine.prototype->GetDescriptor()->FindFieldByName("state")->enum_type();
    std::set<std::string> commands;
    for (const Transition& transition : machine.table) {
      commands.insert(std::string(transition.command));
    }
    for (int i = 0; i < states->value_count(); ++i) {
      for (const std::string& command : commands) {
        Try(machine, states->value(i)->number(), command);
      }
    }
  }
  EXPECT_GT(tried_, 100);
}

TEST_F(StateTables, NameTheStatesThatACommandNeeds) {
  const Machine barriers = MachineOf<pb::Barrier>();
  const auto row = RowIn(barriers, pb::Barrier::STATE_REMOVED);
  const CommandRule& rule = RuleOf("AcceptBarrier");
  const Decision decision = Decided(rule, *row, *Request(rule, "AcceptBarrier"));
  EXPECT_NE(decision.rejection().message().find("is removed; AcceptBarrier needs it to be "
                                                "recorded or remedy agreed"),
            std::string::npos)
      << decision.rejection().message();
}

TEST(CheckFields, NamesEveryFieldAtOnce) {
  const Decision decision = CheckFields(
      {{false, "one", "Say one."}, {true, "two", "Say two."}, {false, "three", "Say three."}});
  ASSERT_TRUE(decision.rejected());
  EXPECT_EQ(decision.rejection().reason(), "RECORD_INCOMPLETE");
  ASSERT_EQ(decision.rejection().violations().size(), 2u);
  EXPECT_EQ(decision.rejection().violations()[1].field, "three");
  EXPECT_FALSE(CheckFields({{true, "one", "Say one."}}).rejected());
}

TEST(CopyAlike, ReplacesAndLeavesOutWhatIsSealed) {
  pb::AccessRequested event;
  event.set_kind(pb::ACCESS_NEED_KIND_CHILDCARE);
  event.mutable_details()->set_text("two children under five");
  pb::AccessRequest row;
  row.set_language("ur");
  CopyAlike(event, row);
  EXPECT_EQ(row.kind(), pb::ACCESS_NEED_KIND_CHILDCARE);
  EXPECT_EQ(row.language(), "");
  EXPECT_FALSE(row.has_details());
}

// What the checks of fields refuse, each by itself.
struct Refused {
  const char* command;
  const char* words;
  const char* field;
};

class FieldsThatDoNotFit : public StateTables, public ::testing::WithParamInterface<Refused> {};

TEST_P(FieldsThatDoNotFit, AreNamed) {
  const CommandRule& rule = RuleOf(GetParam().command);
  std::unique_ptr<Message> request(
      google::protobuf::MessageFactory::generated_factory()->GetPrototype(rule.request)->New());
  ASSERT_TRUE(google::protobuf::TextFormat::ParseFromString(GetParam().words, request.get()));
  for (const Machine& machine : Machines()) {
    if (machine.prototype->GetDescriptor() != rule.state->GetDescriptor()) continue;
    for (const Transition& transition : machine.table) {
      if (transition.command != GetParam().command) continue;
      const Decision decision = Decided(rule, *RowIn(machine, transition.from), *request);
      ASSERT_TRUE(decision.rejected());
      EXPECT_EQ(decision.rejection().reason(), "RECORD_INCOMPLETE");
      EXPECT_EQ(decision.rejection().violations()[0].field, GetParam().field);
      return;
    }
  }
  FAIL() << "no table has " << GetParam().command;
}

INSTANTIATE_TEST_SUITE_P(
    All, FieldsThatDoNotFit,
    ::testing::Values(
        Refused{"RequestAccess", "kind: ACCESS_NEED_KIND_INTERPRETER", "language"},
        Refused{"RequestAccess", "kind: ACCESS_NEED_KIND_OTHER", "details.text"},
        Refused{"ReportAccess", "met: false", "reason"},
        Refused{"ReportAccess", "met: true reason: 'none'", "reason"},
        Refused{"OfferInvolvementPayment", "due_date: 'soon'", "due_date"},
        Refused{"AnswerInvolvementOffer", "preference: PAYMENT_PREFERENCE_VOUCHER",
                "benefits_discussed"},
        Refused{"RecordInvolvementPaid", "paid_date: '2026-03-03'", "paid_date"},
        Refused{"RecordInsightSource",
                "period_start_date: '2025-04-01' period_end_date: '2025-03-31'", "period_end_date"},
        Refused{"RecordInsightSource",
                "period_start_date: '2027-04-01' period_end_date: '2027-05-31'",
                "period_start_date"},
        Refused{"ReturnFindings", "formats { format: INFORMATION_FORMAT_TRANSLATION }",
                "formats[0].language"},
        Refused{"AgreeRemedy", "due_date: '2026-03-02'", "due_date"},
        Refused{"DraftCommunication", "formats { format: INFORMATION_FORMAT_TRANSLATION }",
                "formats[0].language"},
        Refused{"SendCommunication", "sent_date: '2026-03-03'", "sent_date"},
        Refused{"StateInsight", "title: 'x'", "themes"},
        Refused{"PlanActivity",
                "planned_date: '2026-02-20' arrangements { organisations { organisation: 'A' } }",
                "arrangements.controller"},
        Refused{"PlanActivity",
                "planned_date: '2026-02-20' arrangements { dpia_need: DPIA_NEED_COVERED }",
                "arrangements.dpia_statement"},
        Refused{"CloseActivity", "achieved_rung: LADDER_RUNG_CO_DESIGN", "rung_statement"},
        Refused{"OpenCodebook", "codes { code: 'a' } codes { code: 'a' }", "codes[1].code"},
        Refused{"OpenCodebook", "codes { code: 'a' parent_code: 'b' }", "codes[0].parent_code"}));

TEST_F(StateTables, KeepFamilyMembersFromInterpreting) {
  pb::AccessRequest need;
  need.set_name(kName);
  need.set_state(pb::AccessRequest::STATE_REQUESTED);
  need.set_kind(pb::ACCESS_NEED_KIND_INTERPRETER);
  pb::ArrangeAccessRequest request;
  request.set_name(kName);
  request.set_arrangement("her daughter");
  const Decision decision = Decided(RuleOf("ArrangeAccess"), need, request);
  ASSERT_TRUE(decision.rejected());
  EXPECT_EQ(decision.rejection().reason(), "INTERPRETER_NOT_PROFESSIONAL");
}

TEST_F(StateTables, KeepOnlyTheReleasedFigureOfACommunicationsReach) {
  pb::Communication sent;
  sent.set_name(kName);
  sent.set_state(pb::Communication::STATE_SENT);
  pb::ReportCommunicationReachRequest request;
  request.set_name(kName);
  request.set_people_count(3);
  const Decision decision = Decided(RuleOf("ReportCommunicationReach"), sent, request);
  ASSERT_FALSE(decision.rejected());
  EXPECT_EQ(decision.events()[0]->ShortDebugString().find(": 3"), std::string::npos);
  StateAfter(decision, sent);
  EXPECT_EQ(sent.reached_count().text(), "fewer than 8");
}

}  // namespace
}  // namespace fivestep::engagement
