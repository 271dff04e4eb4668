#include "engagement/domain/contribution.h"

#include "engagement/domain/evidence_index.h"
#include "engagement/domain/examples.h"
#include "platform/testing/given.h"

namespace fivestep::engagement {
namespace {

using fivestep::testing::Given;
using fivestep::testing::kNow;

pb::RecordContributionsRequest Record(int count = 1) {
  pb::RecordContributionsRequest request;
  request.set_activity(kActivity);
  for (int i = 0; i < count; ++i) {
    auto* said = request.add_contributions();
    said->mutable_words()->set_text("Two buses with a pram, and the second one is never on time.");
    said->set_language("en-GB");
    said->set_source(pb::CONTRIBUTION_SOURCE_RESIDENT);
  }
  return request;
}

Given<pb::Activity> AnOpenActivity() {
  Given<pb::Activity> given;
  given.After(Evolve, Planned()).After(Evolve, Opened());
  return given;
}

Given<pb::Activity> AnOpenActivityThatAsksLittle() {
  pb::ActivityPlanned planned = Planned();
  planned.clear_consent_items();
  planned.add_consent_items(pb::CONSENT_ITEM_PARTICIPATION);
  planned.clear_special_category_condition();
  Given<pb::Activity> given;
  given.After(Evolve, planned).After(Evolve, Opened());
  return given;
}

TEST(RecordContributions, GivesEachContributionAStreamOfItsOwn) {
  const auto then = AnOpenActivity().When(Decide, Record(200));
  ASSERT_FALSE(then.decision().rejected());
  ASSERT_EQ(then.decision().events().size(), 200u);
  std::set<std::string> names;
  for (const auto& event : then.decision().events()) {
    names.insert(dynamic_cast<const pb::ContributionRecorded&>(*event).contribution());
  }
  EXPECT_EQ(names.size(), 200u);
  EXPECT_TRUE(names.begin()->starts_with("programmes/p1/contributions/"));
}

TEST(RecordContributions, TakesNowWhereNoTimeIsGivenAndTheActivitysVisibility) {
  pb::ActivityPlanned planned = Planned();
  planned.set_visibility(platform::v1::VISIBILITY_OWNER);
  pb::ContributionRecorded expected;
  expected.set_contribution("programmes/p1/contributions/id1");
  expected.set_activity(kActivity);
  *expected.mutable_words() = Record().contributions(0).words();
  expected.set_language("en-GB");
  expected.set_source(pb::CONTRIBUTION_SOURCE_RESIDENT);
  *expected.mutable_occasion_time() = ToTimestamp(kNow);
  expected.set_visibility(platform::v1::VISIBILITY_OWNER);
  Given<pb::Activity>()
      .After(Evolve, planned)
      .After(Evolve, Opened())
      .When(Decide, Record())
      .ThenEmits(expected);
}

TEST(RecordContributions, RejectsBeforeTheActivityBegins) {
  Given<pb::Activity>()
      .After(Evolve, Planned())
      .When(Decide, Record())
      .ThenRejected(pb::ACTIVITY_NOT_OPEN);
}

TEST(RecordContributions, RejectsAfterTheActivityIsOver) {
  AnOpenActivity()
      .After(Evolve, Closed())
      .When(Decide, Record())
      .ThenRejected(pb::ACTIVITY_NOT_OPEN);
}

TEST(RecordContributions, RejectsWhatIsSaidInTheFuture) {
  pb::RecordContributionsRequest request = Record(3);
  *request.mutable_contributions(2)->mutable_occasion_time() =
      ToTimestamp(kNow + std::chrono::microseconds(1));
  AnOpenActivity().When(Decide, request).ThenRejected(pb::OCCASION_IN_FUTURE);
}

TEST(RecordContributions, AcceptsWhatIsSaidExactlyNow) {
  pb::RecordContributionsRequest request = Record();
  *request.mutable_contributions(0)->mutable_occasion_time() = ToTimestamp(kNow);
  EXPECT_FALSE(AnOpenActivity().When(Decide, request).decision().rejected());
}

TEST(RecordContributions, RejectsConsentToQuoteThatWasNeverAskedFor) {
  pb::RecordContributionsRequest request = Record();
  request.mutable_contributions(0)->set_consent_to_quote(true);
  EXPECT_FALSE(AnOpenActivity().When(Decide, request).decision().rejected());
  AnOpenActivityThatAsksLittle().When(Decide, request).ThenRejected(pb::QUOTE_CONSENT_NOT_ASKED);
}

TEST(RecordContributions, RejectsCharacteristicsWithoutAConditionForThem) {
  pb::RecordContributionsRequest request = Record();
  auto* characteristic =
      request.mutable_contributions(0)->mutable_words()->add_group_characteristics();
  characteristic->set_kind(pb::CHARACTERISTIC_KIND_AGE_BAND);
  characteristic->set_self_description("20 to 29");
  EXPECT_FALSE(AnOpenActivity().When(Decide, request).decision().rejected());
  AnOpenActivityThatAsksLittle()
      .When(Decide, request)
      .ThenRejected(pb::CHARACTERISTICS_NOT_COVERED);
}

TEST(RecordContributions, RejectsAnotherLanguageWithoutEnglishBesideIt) {
  pb::RecordContributionsRequest request = Record();
  request.mutable_contributions(0)->set_language("ur");
  AnOpenActivity().When(Decide, request).ThenRejected(pb::ENGLISH_TEXT_MISSING);
  request.mutable_contributions(0)->mutable_words()->set_english_text("Two buses with a pram.");
  EXPECT_FALSE(AnOpenActivity().When(Decide, request).decision().rejected());
}

TEST(RecordContributions, RecordsNothingWhenOneOfManyIsRefused) {
  pb::RecordContributionsRequest request = Record(50);
  request.mutable_contributions(49)->set_language("bn");
  const auto then = AnOpenActivity().When(Decide, request);
  EXPECT_TRUE(then.decision().rejected());
  EXPECT_TRUE(then.decision().events().empty());
}

TEST(RecordContributions, NamesThePersonWhereTheyAgreedToBeKnown) {
  pb::RecordContributionsRequest request = Record(2);
  request.mutable_contributions(1)->set_person("programmes/p1/people/x7k2");
  const auto then = AnOpenActivity().When(Decide, request);
  ASSERT_EQ(then.decision().events().size(), 2u);
  const auto& nobody = dynamic_cast<const pb::ContributionRecorded&>(*then.decision().events()[0]);
  const auto& known = dynamic_cast<const pb::ContributionRecorded&>(*then.decision().events()[1]);
  EXPECT_EQ(nobody.person(), "");
  EXPECT_EQ(known.person(), "programmes/p1/people/x7k2");
  EXPECT_EQ(RowOf<pb::Contribution>(known).person(), "programmes/p1/people/x7k2");
}

TEST(RecordContributions, KeepsWhatEachPersonAgreedTo) {
  pb::RecordContributionsRequest request = Record();
  auto& said = *request.mutable_contributions(0);
  said.add_agreed_items(pb::CONSENT_ITEM_PARTICIPATION);
  said.add_agreed_items(pb::CONSENT_ITEM_QUOTE);
  said.set_translated_by("interpreter of the council");
  const auto then = AnOpenActivity().When(Decide, request);
  const auto& recorded =
      dynamic_cast<const pb::ContributionRecorded&>(*then.decision().events().at(0));
  EXPECT_TRUE(recorded.consent_to_quote());
  const auto row = RowOf<pb::Contribution>(recorded);
  EXPECT_EQ(row.agreed_items_size(), 2);
  EXPECT_EQ(row.translated_by(), "interpreter of the council");
}

TEST(RecordContributions, RejectsAnItemThatNobodyWasAsked) {
  pb::RecordContributionsRequest request = Record();
  request.mutable_contributions(0)->add_agreed_items(pb::CONSENT_ITEM_IMAGE);
  AnOpenActivity().When(Decide, request).ThenRejected(pb::CONSENT_ITEM_NOT_ASKED);
}

TEST(RecordContributions, RejectsWhoDidNotAgreeToTakePartWhereThatIsTheBasis) {
  pb::ActivityPlanned planned = Planned();
  planned.set_lawful_basis(pb::LAWFUL_BASIS_CONSENT);
  pb::RecordContributionsRequest request = Record();
  request.mutable_contributions(0)->add_agreed_items(pb::CONSENT_ITEM_QUOTE);
  Given<pb::Activity> given;
  given.After(Evolve, planned).After(Evolve, Opened());
  given.When(Decide, request).ThenRejected(pb::PARTICIPATION_NOT_AGREED);
  request.mutable_contributions(0)->add_agreed_items(pb::CONSENT_ITEM_PARTICIPATION);
  EXPECT_FALSE(given.When(Decide, request).decision().rejected());
}

pb::RecordContributionsRequest FromADevice(Instant said) {
  pb::RecordContributionsRequest request = Record();
  request.mutable_contributions(0)->set_capture_id("tablet-1-17");
  *request.mutable_contributions(0)->mutable_occasion_time() = ToTimestamp(said);
  return request;
}

TEST(RecordContributions, TakesWhatWasWrittenDownBeforeTheClose) {
  Given<pb::Activity> given = AnOpenActivity();
  given.After(Evolve, Closed(kActivity, kNow - std::chrono::hours(2)));
  EXPECT_FALSE(given.When(Decide, FromADevice(kNow - std::chrono::hours(2))).decision().rejected());
  given.When(Decide, FromADevice(kNow - std::chrono::hours(1))).ThenRejected(pb::ACTIVITY_NOT_OPEN);
}

TEST(RecordContributions, TakesEachCaptureOnce) {
  const pb::RecordContributionsRequest request = FromADevice(kNow);
  Given<pb::Activity> given = AnOpenActivity();
  given.rows().PutViewValue(kEvidenceView, CaptureKey(kActivity, "tablet-1-17"),
                            "programmes/p1/contributions/c9");
  given.When(Decide, request).ThenRejected(pb::CAPTURE_REPEATED);
  pb::RecordContributionsRequest twice = request;
  *twice.add_contributions() = twice.contributions(0);
  AnOpenActivity().When(Decide, twice).ThenRejected(pb::CAPTURE_REPEATED);
}

TEST(Contribution, KeepsNoWordsInItsRow) {
  pb::ContributionRecorded recorded;
  recorded.set_contribution("programmes/p1/contributions/c1");
  recorded.mutable_words()->set_text("private");
  EXPECT_FALSE(RowOf<pb::Contribution>(recorded).has_words());
}

}  // namespace
}  // namespace fivestep::engagement
