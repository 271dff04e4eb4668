#include "programme/domain/ehia.h"

#include "platform/testing/given.h"
#include "programme/domain/decision_record.h"

namespace fivestep::programme {
namespace {

using fivestep::testing::Given;
using fivestep::testing::kNow;
using ::testing::HasSubstr;

constexpr char kEhia[] = "programmes/p1/ehias/e1";
constexpr char kArea[] = "programmes/p1/targetAreas/t1";

pb::EhiaCell Cell(pb::AssessedGroup group) {
  pb::EhiaCell cell;
  cell.set_assessed_group(group);
  cell.set_impact(pb::IMPACT_POSITIVE);
  cell.set_evidence_summary("The equity audit of 2025.");
  return cell;
}

pb::Ehia Drafted() {
  pb::Ehia ehia;
  pb::EhiaDrafted drafted;
  drafted.set_ehia(kEhia);
  drafted.mutable_details()->set_title("EHIA: evening clinics");
  drafted.mutable_details()->set_about(kArea);
  drafted.mutable_details()->set_author_role("Equality lead");
  Keep(ehia, drafted);
  return ehia;
}

pb::EhiaGroupsAssessed AllGroups() {
  pb::EhiaGroupsAssessed assessed;
  assessed.set_ehia(kEhia);
  for (const auto group : kGroupsOfEveryEhia) *assessed.add_cells() = Cell(group);
  return assessed;
}

pb::Ehia Complete() {
  pb::Ehia ehia = Drafted();
  Evolve(ehia, AllGroups());
  return ehia;
}

pb::SignOffEhiaRequest SignOff() {
  pb::SignOffEhiaRequest command;
  command.set_name(kEhia);
  command.set_outcome(pb::ASSESSMENT_OUTCOME_PROCEED);
  command.set_signed_off_by_role("Senior responsible owner");
  command.set_review_date("2027-03-02");
  return command;
}

pb::EhiaSignedOff SignedOff() {
  pb::EhiaSignedOff event;
  event.set_ehia(kEhia);
  event.set_about(kArea);
  event.set_outcome(pb::ASSESSMENT_OUTCOME_PROCEED);
  event.set_signed_off_by_role("Senior responsible owner");
  event.set_review_date("2027-03-02");
  return event;
}

pb::Ehia Signed() {
  pb::Ehia ehia = Complete();
  Keep(ehia, SignedOff());
  return ehia;
}

TEST(SignOffEhia, SignsACompleteOne) {
  Given<pb::Ehia>(Complete()).When(Decide, SignOff()).ThenEmits(SignedOff());
}

TEST(SignOffEhia, NamesEveryMissingGroupAtOnce) {
  auto then = Given<pb::Ehia>(Drafted()).When(Decide, SignOff());
  then.ThenRejected(pb::EHIA_INCOMPLETE);
  EXPECT_EQ(then.decision().rejection().violations().size(), 12u);
  EXPECT_THAT(then.decision().rejection().message(), HasSubstr("age: not assessed"));
  EXPECT_THAT(then.decision().rejection().message(), HasSubstr("carers: not assessed"));
}

TEST(SignOffEhia, AsksForEvidenceOrTheReasonForNone) {
  pb::Ehia ehia = Complete();
  ehia.mutable_cells(5)->clear_evidence_summary();
  EXPECT_EQ(MissingOf(ehia), std::vector<std::string>{"race: evidence, or the reason for none"});
  ehia.mutable_cells(5)->set_no_evidence_reason("Ethnicity is not recorded; it will be from May.");
  EXPECT_TRUE(MissingOf(ehia).empty());
}

TEST(SignOffEhia, AsksForAMitigationOfWhatIsNegativeOrUnknown) {
  for (const auto impact : {pb::IMPACT_NEGATIVE, pb::IMPACT_UNKNOWN}) {
    pb::Ehia ehia = Complete();
    ehia.mutable_cells(0)->set_impact(impact);
    EXPECT_EQ(MissingOf(ehia),
              (std::vector<std::string>{"age: mitigation", "age: owner of the mitigation",
                                        "age: due date of the mitigation"}));
  }
}

TEST(SignOffEhia, AsksTheSameOfAGroupThatTheIcsAdded) {
  pb::Ehia ehia = Complete();
  pb::EhiaCell& boaters = *ehia.add_cells();
  boaters = Cell(pb::ASSESSED_GROUP_OTHER);
  boaters.set_group_name("boaters");
  boaters.clear_evidence_summary();
  EXPECT_EQ(MissingOf(ehia), std::vector<std::string>{"boaters: evidence, or the reason for none"});
}

TEST(SignOffEhia, RejectsItsAuthor) {
  auto command = SignOff();
  command.set_signed_off_by_role("Equality lead");
  Given<pb::Ehia>(Complete()).When(Decide, command).ThenRejected(pb::EHIA_SIGNED_BY_AUTHOR);
}

TEST(SignOffEhia, RejectsAReviewDateThatDoesNotLieAhead) {
  auto command = SignOff();
  command.set_review_date("2026-03-02");
  Given<pb::Ehia>(Complete()).When(Decide, command).ThenRejected(pb::DATE_NOT_AHEAD);
}

pb::AssessEhiaGroupsRequest Assess(const pb::EhiaCell& cell) {
  pb::AssessEhiaGroupsRequest command;
  command.set_name(kEhia);
  *command.add_cells() = cell;
  return command;
}

TEST(AssessEhiaGroups, SaysAGroupAnewAndKeepsTheOthers) {
  pb::Ehia ehia = Complete();
  pb::EhiaGroupsAssessed again;
  again.set_ehia(kEhia);
  *again.add_cells() = Cell(pb::ASSESSED_GROUP_SEX);
  again.mutable_cells(0)->set_impact(pb::IMPACT_NEUTRAL);
  Evolve(ehia, again);
  EXPECT_EQ(ehia.cells_size(), 12);
  EXPECT_EQ(ehia.cells(7).impact(), pb::IMPACT_NEUTRAL);
}

TEST(AssessEhiaGroups, RejectsAGroupTwiceAndAGroupWithoutAName) {
  auto command = Assess(Cell(pb::ASSESSED_GROUP_AGE));
  *command.add_cells() = Cell(pb::ASSESSED_GROUP_AGE);
  *command.add_cells() = Cell(pb::ASSESSED_GROUP_OTHER);
  auto then = Given<pb::Ehia>(Drafted()).When(Decide, command);
  then.ThenRejected(pb::EHIA_CELLS_NOT_VALID);
  EXPECT_EQ(then.decision().rejection().violations().size(), 2u);
}

TEST(AssessEhiaGroups, ReopensASignedOneWithAReason) {
  auto command = Assess(Cell(pb::ASSESSED_GROUP_AGE));
  Given<pb::Ehia>(Signed()).When(Decide, command).ThenRejected(pb::EHIA_REASON_MISSING);
  command.set_reason("The clinics now open on Sundays.");
  EXPECT_FALSE(Given<pb::Ehia>(Signed()).When(Decide, command).decision().rejected());
  pb::Ehia ehia = Signed();
  pb::EhiaGroupsAssessed again;
  again.set_ehia(kEhia);
  *again.add_cells() = Cell(pb::ASSESSED_GROUP_AGE);
  Evolve(ehia, again);
  EXPECT_EQ(ehia.state(), pb::Ehia::STATE_DRAFTED);
  EXPECT_EQ(ehia.signed_off_by_role(), "");
}

TEST(EhiaReview, BecomesDueOnceAfterItsDate) {
  const Instant day_after = *MomentAfter("2027-03-02");
  EXPECT_EQ(ReviewDueFrom(Signed()), day_after);
  EXPECT_EQ(ReviewDueFrom(Drafted()), std::nullopt);
  EXPECT_TRUE(Given<pb::Ehia>(Signed()).WhenDue(DecideEhiaReviewDue).decision().events().empty());
  pb::EhiaReviewBecameDue due;
  due.set_ehia(kEhia);
  due.set_review_date("2027-03-02");
  Given<pb::Ehia>(Signed()).At(day_after).WhenDue(DecideEhiaReviewDue).ThenEmits(due);
  pb::Ehia after = Signed();
  Keep(after, due);
  EXPECT_EQ(ReviewDueFrom(after), std::nullopt);
}

pb::RecordDecisionRequest DecideOn(const std::string& about) {
  pb::RecordDecisionRequest command;
  command.add_options("Do nothing");
  command.add_options("Open evening clinics");
  command.set_chosen_option("Open evening clinics");
  command.set_conflicts_of_interest(pb::CONFLICTS_OF_INTEREST_NONE_DECLARED);
  command.set_effective_date("2026-04-01");
  if (!about.empty()) command.add_about(about);
  return command;
}

TEST(RecordDecision, WaitsForTheEhiaOfWhatItIsAbout) {
  Given<pb::Decision> given;
  given.With(kEhia, Complete()).Naming("programmes/p1/decisions/d1");
  given.rows().PutViewValue(kEhiasAboutView, kArea, std::string(kEhia) + "\n");
  auto then = given.When(Decide, DecideOn(kArea));
  then.ThenRejected(pb::EHIA_NOT_SIGNED_OFF);
  EXPECT_THAT(then.decision().rejection().message(), HasSubstr(kEhia));
  given.With(kEhia, Signed());
  EXPECT_FALSE(given.When(Decide, DecideOn(kArea)).decision().rejected());
}

TEST(RecordDecision, WaitsForTheEhiaThatItNames) {
  Given<pb::Decision> given;
  given.With(kEhia, Drafted()).Naming("programmes/p1/decisions/d1");
  auto command = DecideOn("");
  command.set_ehia(kEhia);
  given.When(Decide, command).ThenRejected(pb::EHIA_NOT_SIGNED_OFF);
}

}  // namespace
}  // namespace fivestep::programme
