#include "codesign/domain/block_ballot.h"

#include <algorithm>
#include <set>
#include <string>

#include "codesign/domain/ballot.h"
#include "codesign/domain/block_template.h"
#include "fivestep/codesign/v1/error_reason.pb.h"
#include "platform/core/violations.h"

namespace fivestep::codesign {
namespace {

struct Checks {
  const v1::BallotRule& rule;
  const std::set<std::string>& codes;
  std::set<std::string> tokens = {};
};

void CheckMark(const v1::BallotMark& mark, const std::string& field, const Checks& checks,
               std::set<std::string>& marked, Violations& violations) {
  const v1::BallotRule& rule = checks.rule;
  violations.Expect(checks.codes.contains(mark.code()) && marked.insert(mark.code()).second,
                    field + ".code", "must be the code of an item of the block, named once");
  violations.Expect(mark.value() <= LargestValueOf(rule), field + ".value",
                    "must be 1 to " + std::to_string(LargestValueOf(rule)));
  const bool two_scales = rule.kind() == v1::BALLOT_KIND_IMPACT_EFFORT;
  violations.Expect(two_scales
                        ? mark.second_value() >= 1 && mark.second_value() <= LargestValueOf(rule)
                        : mark.second_value() == 0,
                    field + ".second_value",
                    two_scales ? "must be the effort, 1 to 5" : "must be 0 for this method");
}

void CheckTogether(const v1::BlockBallotEntry& ballot, const std::string& field,
                   const v1::BallotRule& rule, Violations& violations) {
  int sum = 0;
  std::set<int> values;
  for (const v1::BallotMark& mark : ballot.marks()) {
    sum += mark.value();
    values.insert(mark.value());
  }
  if (rule.kind() == v1::BALLOT_KIND_DOTS) {
    violations.Expect(sum <= rule.marks_per_ballot(), field,
                      "must have at most " + std::to_string(rule.marks_per_ballot()) + " dots");
  }
  if (rule.kind() == v1::BALLOT_KIND_RANKS) {
    const bool one_after_the_other = !values.empty() &&
                                     static_cast<int>(values.size()) == ballot.marks_size() &&
                                     *values.rbegin() == ballot.marks_size();
    violations.Expect(one_after_the_other, field,
                      "must give the ranks 1, 2, 3 and so on, each once and none left out");
  }
}

}  // namespace

Decision CheckBallots(const v1::MethodBlock& block, const v1::CastBlockBallotsRequest& command) {
  std::set<std::string> codes;
  for (const v1::BlockItem& item : block.items()) codes.insert(item.code());
  Checks checks{block.ballot_rule(), codes};
  Violations violations;
  for (int i = 0; i < command.ballots_size(); ++i) {
    const v1::BlockBallotEntry& ballot = command.ballots(i);
    violations.Expect(IsUsableToken(ballot.token()) && checks.tokens.insert(ballot.token()).second,
                      FieldOf("ballots", i, "token"),
                      "must be a random token of 8 to 63 of a-z, 0-9 and hyphen that the call "
                      "holds once");
    const std::string marks = FieldOf("ballots", i, "marks");
    std::set<std::string> marked;
    for (int m = 0; m < ballot.marks_size(); ++m) {
      CheckMark(ballot.marks(m), marks + "[" + std::to_string(m) + "]", checks, marked, violations);
    }
    CheckTogether(ballot, marks, block.ballot_rule(), violations);
  }
  return violations.RejectionBy(v1::BALLOTS_NOT_VALID);
}

void CountMarks(const v1::BlockBallotEntry& ballot, const v1::BallotRule& rule,
                google::protobuf::RepeatedPtrField<v1::BlockItem>& counted) {
  const auto add_one = [&](google::protobuf::RepeatedField<int32_t>& counts, int value) {
    while (counts.size() <= LargestValueOf(rule)) counts.Add(0);
    counts.Set(value, counts.Get(value) + 1);
  };
  for (const v1::BallotMark& mark : ballot.marks()) {
    auto item = std::find_if(counted.begin(), counted.end(), [&](const v1::BlockItem& candidate) {
      return candidate.code() == mark.code();
    });
    if (item == counted.end()) {
      counted.Add()->set_code(mark.code());
      item = counted.end() - 1;
    }
    add_one(*item->mutable_value_counts(), mark.value());
    if (mark.second_value() > 0) add_one(*item->mutable_second_value_counts(), mark.second_value());
  }
}

}  // namespace fivestep::codesign
