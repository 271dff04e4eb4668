#include "programme/domain/decision_record.h"

#include "fivestep/platform/v1/error_reason.pb.h"
#include "platform/testing/given.h"

namespace fivestep::programme {
namespace {

using fivestep::testing::Given;

constexpr char kDecision[] = "programmes/p1/decisions/d2";
constexpr char kEarlier[] = "programmes/p1/decisions/d1";

pb::RecordDecisionRequest Record() {
  pb::RecordDecisionRequest request;
  request.set_parent("programmes/p1");
  request.set_title("Where to begin");
  request.add_options("Begin in Blackpool");
  request.add_options("Begin everywhere");
  request.add_options("Do nothing");
  request.set_chosen_option("Begin in Blackpool");
  request.set_rationale("The rate is the highest in England.");
  request.set_forum("Programme board");
  request.add_decided_by_roles("Chief Nurse");
  request.set_conflicts_of_interest(pb::CONFLICTS_OF_INTEREST_NONE_DECLARED);
  request.set_effective_date("2026-04-01");
  request.add_about("programmes/p1/targetAreas/t1");
  return request;
}

pb::DecisionRecorded Recorded() {
  const pb::RecordDecisionRequest request = Record();
  pb::DecisionRecorded recorded;
  recorded.set_decision(kDecision);
  recorded.set_title(request.title());
  *recorded.mutable_options() = request.options();
  recorded.set_chosen_option(request.chosen_option());
  recorded.set_rationale(request.rationale());
  recorded.set_forum(request.forum());
  *recorded.mutable_decided_by_roles() = request.decided_by_roles();
  recorded.set_conflicts_of_interest(request.conflicts_of_interest());
  recorded.set_effective_date(request.effective_date());
  *recorded.mutable_about() = request.about();
  return recorded;
}

pb::Declarations ADeclaration() {
  pb::Declarations declarations;
  auto* declaration = declarations.add_declarations();
  declaration->set_role("Finance director");
  declaration->set_interest("Trustee of a bidder");
  declaration->set_handling("left the room");
  return declarations;
}

pb::Decision AnEarlierOne() {
  pb::DecisionRecorded recorded = Recorded();
  recorded.set_decision(kEarlier);
  pb::Decision decision;
  Evolve(decision, recorded);
  return decision;
}

Given<pb::Decision> Nothing() {
  Given<pb::Decision> given;
  given.Naming(kDecision);
  return given;
}

TEST(RecordDecision, KeepsTheOptionsTheReasonsAndWhoDecided) {
  Nothing().When(Decide, Record()).ThenEmits(Recorded());
}

TEST(RecordDecision, TakesThePlaceOfAnEarlierOne) {
  pb::RecordDecisionRequest request = Record();
  request.set_supersedes(kEarlier);
  pb::DecisionRecorded recorded = Recorded();
  recorded.set_supersedes(kEarlier);
  pb::DecisionSuperseded superseded;
  superseded.set_decision(kEarlier);
  superseded.set_superseded_by(kDecision);
  Nothing().With(kEarlier, AnEarlierOne()).When(Decide, request).ThenEmits(recorded, superseded);
}

TEST(RecordDecision, RejectsTheSecondToSupersedeTheSame) {
  pb::Decision earlier = AnEarlierOne();
  pb::DecisionSuperseded superseded;
  superseded.set_superseded_by("programmes/p1/decisions/d3");
  Evolve(earlier, superseded);
  pb::RecordDecisionRequest request = Record();
  request.set_supersedes(kEarlier);
  Nothing().With(kEarlier, earlier).When(Decide, request).ThenRejected(pb::ALREADY_SUPERSEDED);
}

TEST(RecordDecision, RejectsTakingThePlaceOfNothing) {
  pb::RecordDecisionRequest request = Record();
  request.set_supersedes(kEarlier);
  Nothing().When(Decide, request).ThenRejected(platform::v1::RESOURCE_NOT_FOUND);
}

TEST(RecordDecision, RejectsAChoiceWithoutAnAlternative) {
  pb::RecordDecisionRequest request = Record();
  request.clear_options();
  request.add_options("Begin in Blackpool");
  Nothing().When(Decide, request).ThenRejected(pb::TOO_FEW_OPTIONS);
}

TEST(RecordDecision, RejectsTheSameOptionTwice) {
  pb::RecordDecisionRequest request = Record();
  request.add_options("Do nothing");
  Nothing().When(Decide, request).ThenRejected(pb::OPTION_REPEATED);
}

TEST(RecordDecision, RejectsAChoiceThatWasNotConsidered) {
  pb::RecordDecisionRequest request = Record();
  request.set_chosen_option("begin in blackpool");
  Nothing().When(Decide, request).ThenRejected(pb::CHOSEN_OPTION_UNKNOWN);
}

TEST(RecordDecision, RejectsDeclaredInterestsThatAreNotNamed) {
  pb::RecordDecisionRequest request = Record();
  request.set_conflicts_of_interest(pb::CONFLICTS_OF_INTEREST_DECLARED_AND_MANAGED);
  Nothing().When(Decide, request).ThenRejected(pb::DECLARATIONS_MISSING);
}

TEST(RecordDecision, RejectsNamedInterestsWhereNoneWereDeclared) {
  pb::RecordDecisionRequest request = Record();
  *request.mutable_declarations() = ADeclaration();
  Nothing().When(Decide, request).ThenRejected(pb::DECLARATIONS_CONTRADICTORY);
}

TEST(RecordDecision, KeepsDeclarationsInTheEventAndNotInTheRow) {
  pb::RecordDecisionRequest request = Record();
  request.set_conflicts_of_interest(pb::CONFLICTS_OF_INTEREST_DECLARED_AND_MANAGED);
  *request.mutable_declarations() = ADeclaration();
  pb::DecisionRecorded recorded = Recorded();
  recorded.set_conflicts_of_interest(pb::CONFLICTS_OF_INTEREST_DECLARED_AND_MANAGED);
  *recorded.mutable_declarations() = ADeclaration();
  Nothing().When(Decide, request).ThenEmits(recorded);
  pb::Decision row;
  Evolve(row, recorded);
  EXPECT_FALSE(row.has_declarations());
}

TEST(RecordDecision, RejectsADayThatDoesNotExist) {
  pb::RecordDecisionRequest request = Record();
  request.set_effective_date("2026-04-31");
  Nothing().When(Decide, request).ThenRejected(pb::DATE_NOT_VALID);
}

}  // namespace
}  // namespace fivestep::programme
