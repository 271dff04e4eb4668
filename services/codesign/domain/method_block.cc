#include "codesign/domain/method_block.h"

#include <algorithm>
#include <string>

#include "codesign/domain/block_ballot.h"
#include "codesign/domain/block_result.h"
#include "codesign/domain/block_template.h"
#include "codesign/domain/rows.h"
#include "codesign/domain/session.h"
#include "fivestep/codesign/v1/error_reason.pb.h"
#include "platform/core/violations.h"

namespace fivestep::codesign {
namespace {

Decision RejectUnlessTakesBlocks(const v1::Session& session, const std::string& name) {
  if (session.state() == v1::Session::STATE_SCHEDULED ||
      session.state() == v1::Session::STATE_HELD) {
    return Decision();
  }
  return Reject(v1::SESSION_TAKES_NO_BLOCKS)
      .With("session", name)
      .With("state", v1::Session::State_Name(session.state()));
}

Decision RejectUnlessBlockOpen(const v1::MethodBlock& block, const std::string& name) {
  if (block.state() == v1::MethodBlock::STATE_OPEN) return Decision();
  return Reject(v1::BLOCK_NOT_OPEN).With("block", name);
}

// What may be cast or closed now: the block is open, and its session is between held and closed.
Decision RejectUnlessInSession(const v1::MethodBlock& block, const std::string& name,
                               const CommandContext& context) {
  if (Decision no = RejectUnlessBlockOpen(block, name); no.rejected()) return no;
  return RejectUnlessOpen(RowOf<v1::Session>(context, block.session()), block.session());
}

v1::BallotRule RuleOf(const v1::AddMethodBlockRequest& command) {
  const BlockTemplate& block_template = TemplateOf(command.method());
  v1::BallotRule rule = command.ballot_rule();
  rule.set_kind(block_template.ballot_kind);
  if (!command.has_ballot_rule()) {
    rule.set_marks_per_ballot(block_template.marks_per_ballot);
    rule.set_max_dots_per_item(block_template.max_dots_per_item);
  }
  return rule;
}

Decision CheckRule(const v1::BallotRule& rule) {
  const bool dots = rule.kind() == v1::BALLOT_KIND_DOTS;
  const bool marks = dots || rule.kind() == v1::BALLOT_KIND_RANKS;
  Violations violations;
  violations.Expect(marks == (rule.marks_per_ballot() > 0), "ballot_rule.marks_per_ballot",
                    marks ? "must be at least 1" : "must be 0 for this method");
  violations.Expect(
      dots ? rule.max_dots_per_item() >= 1 && rule.max_dots_per_item() <= rule.marks_per_ballot()
           : rule.max_dots_per_item() == 0,
      "ballot_rule.max_dots_per_item",
      dots ? "must lie between 1 and `marks_per_ballot`" : "must be 0 for this method");
  return violations.RejectionBy(v1::BALLOT_RULE_INCONSISTENT);
}

char LetterOf(int prompt_number) { return static_cast<char>('A' + prompt_number - 1); }

// The number that the next item of this prompt gets.
int NextNumber(const v1::MethodBlock& block, const v1::BlockItemsRecorded& recorded, char letter) {
  const auto of_letter = [letter](const v1::BlockItem& item) { return item.code()[0] == letter; };
  return 1 + static_cast<int>(
                 std::count_if(block.items().begin(), block.items().end(), of_letter) +
                 std::count_if(recorded.items().begin(), recorded.items().end(), of_letter));
}

void AddCounts(const google::protobuf::RepeatedField<int32_t>& added,
               google::protobuf::RepeatedField<int32_t>& counts) {
  while (counts.size() < added.size()) counts.Add(0);
  for (int i = 0; i < added.size(); ++i) counts.Set(i, counts.Get(i) + added.Get(i));
}

}  // namespace

Decision Decide(const v1::MethodBlock&, const v1::AddMethodBlockRequest& command,
                const CommandContext& context) {
  const auto& session = RowOf<v1::Session>(context, command.session());
  if (Decision no = RejectUnlessTakesBlocks(session, command.session()); no.rejected()) return no;
  const v1::BallotRule rule = RuleOf(command);
  if (Decision no = CheckRule(rule); no.rejected()) return no;
  v1::MethodBlockAdded added;
  added.set_method_block(context.new_name);
  added.set_session(command.session());
  added.set_title(command.title());
  added.set_method(command.method());
  *added.mutable_prompts() = command.prompts();
  if (added.prompts().empty()) {
    for (const char* prompt : TemplateOf(command.method()).prompts) added.add_prompts(prompt);
  }
  *added.mutable_ballot_rule() = rule;
  added.set_visibility(session.visibility());
  return Emit(added);
}

Decision Decide(const v1::MethodBlock& block, const v1::RecordBlockItemsRequest& command,
                const CommandContext& context) {
  if (Decision no = RejectUnlessBlockOpen(block, command.name()); no.rejected()) return no;
  Decision no =
      RejectUnlessTakesBlocks(RowOf<v1::Session>(context, block.session()), block.session());
  if (no.rejected()) return no;
  if (block.ballot_count() > 0) {
    return Reject(v1::BLOCK_VOTING_BEGUN).With("block", command.name());
  }
  if (block.items_size() + command.items_size() > kMaxItemsPerBlock) {
    return Reject(v1::TOO_MANY_ITEMS)
        .With("block", command.name())
        .With("limit", std::to_string(kMaxItemsPerBlock));
  }
  Violations violations;
  v1::BlockItemsRecorded recorded;
  recorded.set_method_block(command.name());
  for (int i = 0; i < command.items_size(); ++i) {
    const v1::BlockItemEntry& entry = command.items(i);
    violations.Expect(entry.prompt_number() <= block.prompts_size(),
                      FieldOf("items", i, "prompt_number"),
                      "must be 1 to " + std::to_string(block.prompts_size()));
    const char letter = LetterOf(entry.prompt_number());
    const int number = NextNumber(block, recorded, letter);
    v1::BlockItem& item = *recorded.add_items();
    item.set_code(letter + std::to_string(number));
    item.set_title(entry.title());
    item.set_stakeholder_group(entry.stakeholder_group());
  }
  no = violations.RejectionBy(v1::PROMPT_NOT_OF_BLOCK);
  return no.rejected() ? std::move(no) : Emit(recorded);
}

Decision Decide(const v1::MethodBlock& block, const v1::CastBlockBallotsRequest& command,
                const CommandContext& context) {
  if (Decision no = RejectUnlessInSession(block, command.name(), context); no.rejected()) return no;
  if (Decision no = CheckBallots(block, command); no.rejected()) return no;
  Decision decision;
  v1::BlockBallotsCounted counted;
  counted.set_method_block(command.name());
  counted.set_ballot_count(command.ballots_size());
  for (const v1::BlockBallotEntry& entry : command.ballots()) {
    v1::BlockBallotCast cast;
    cast.set_block_ballot(command.name() + "/blockBallots/" + entry.token());
    if (context.view.FindMessage(cast.block_ballot()) != nullptr) {
      return Reject(v1::BALLOT_ALREADY_CAST).With("ballot", cast.block_ballot());
    }
    cast.set_method_block(command.name());
    *cast.mutable_marks() = entry.marks();
    CountMarks(entry, block.ballot_rule(), *counted.mutable_added());
    decision.Add(std::move(cast));
  }
  decision.Add(std::move(counted));
  return decision;
}

Decision Decide(const v1::MethodBlock& block, const v1::CloseMethodBlockRequest& command,
                const CommandContext& context) {
  if (Decision no = RejectUnlessInSession(block, command.name(), context); no.rejected()) return no;
  if (block.items().empty()) return Reject(v1::BLOCK_HAS_NO_ITEMS).With("block", command.name());
  v1::MethodBlockClosed closed;
  closed.set_method_block(command.name());
  for (v1::ItemResult& result : ResultsOf(block)) *closed.add_results() = std::move(result);
  return Emit(closed);
}

void Evolve(v1::MethodBlock& block, const v1::MethodBlockAdded& event) {
  block.set_state(v1::MethodBlock::STATE_OPEN);
  block.set_session(event.session());
  block.set_title(event.title());
  block.set_method(event.method());
  *block.mutable_prompts() = event.prompts();
  *block.mutable_ballot_rule() = event.ballot_rule();
  block.set_visibility(event.visibility());
}

void Evolve(v1::MethodBlock& block, const v1::BlockItemsRecorded& event) {
  block.mutable_items()->MergeFrom(event.items());
}

void Evolve(v1::MethodBlock& block, const v1::BlockBallotsCounted& event) {
  block.set_ballot_count(block.ballot_count() + event.ballot_count());
  for (const v1::BlockItem& added : event.added()) {
    for (v1::BlockItem& item : *block.mutable_items()) {
      if (item.code() != added.code()) continue;
      AddCounts(added.value_counts(), *item.mutable_value_counts());
      AddCounts(added.second_value_counts(), *item.mutable_second_value_counts());
    }
  }
}

void Evolve(v1::MethodBlock& block, const v1::MethodBlockClosed& event) {
  block.set_state(v1::MethodBlock::STATE_CLOSED);
  *block.mutable_results() = event.results();
}

void Evolve(v1::BlockBallot& ballot, const v1::BlockBallotCast& event) {
  ballot.set_method_block(event.method_block());
  *ballot.mutable_marks() = event.marks();
}

}  // namespace fivestep::codesign
