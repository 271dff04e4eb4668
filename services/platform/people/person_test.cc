#include "platform/people/person.h"

#include "fivestep/platform/v1/error_reason.pb.h"
#include "platform/people/index.h"
#include "platform/testing/given.h"

namespace fivestep::people {
namespace {

namespace v1 = platform::v1;
using fivestep::testing::Given;

constexpr char kPerson[] = "programmes/p1/people/x7k2";

v1::PersonDetails Details(const std::string& display_name) {
  v1::PersonDetails details;
  details.set_display_name(display_name);
  details.set_contact("07700 900123");
  return details;
}

v1::PersonRegistered Registered() {
  v1::PersonRegistered event;
  event.set_person(kPerson);
  *event.mutable_details() = Details("Ada");
  return event;
}
v1::PersonRestricted Restricted() {
  v1::PersonRestricted event;
  event.set_person(kPerson);
  event.set_reason("accuracy is disputed");
  return event;
}
v1::PersonErased Erased() {
  v1::PersonErased event;
  event.set_person(kPerson);
  event.set_ground(v1::ERASURE_GROUND_CONSENT_WITHDRAWN);
  event.set_reason("asked to be forgotten");
  return event;
}

Given<v1::Person> AKnownPerson() {
  Given<v1::Person> given;
  given.After(Evolve, Registered());
  return given;
}
Given<v1::Person> AnErasedPerson() {
  Given<v1::Person> given = AKnownPerson();
  given.After(Evolve, Erased());
  return given;
}

v1::CorrectPersonRequest Correct() {
  v1::CorrectPersonRequest request;
  request.set_name(kPerson);
  *request.mutable_details() = Details("Ada L.");
  return request;
}
v1::RestrictPersonRequest Restrict() {
  v1::RestrictPersonRequest request;
  request.set_name(kPerson);
  request.set_reason("accuracy is disputed");
  return request;
}
v1::LiftRestrictionRequest Lift() {
  v1::LiftRestrictionRequest request;
  request.set_name(kPerson);
  request.set_reason("it was right");
  return request;
}
v1::ErasePersonRequest Erase() {
  v1::ErasePersonRequest request;
  request.set_name(kPerson);
  request.set_ground(v1::ERASURE_GROUND_CONSENT_WITHDRAWN);
  request.set_reason("asked to be forgotten");
  return request;
}

// A person about whom there are `count` records.
Given<v1::Person> APersonWith(int count) {
  Given<v1::Person> given = AKnownPerson();
  given.rows().PutViewValue(std::string(kPeopleView), kPerson, CountText(count));
  for (int i = 1; i <= count; ++i) {
    given.rows().PutViewValue(std::string(kPeopleView), RecordKey(kPerson, i),
                              "programmes/p1/notes/n" + std::to_string(i));
  }
  return given;
}

TEST(RegisterPerson, SealsTheDetailsAndKeepsNoneOfThemInTheRow) {
  v1::RegisterPersonRequest request;
  request.set_parent("programmes/p1");
  *request.mutable_details() = Details("Ada");
  Given<v1::Person>().Naming(kPerson).When(Decide, request).ThenEmits(Registered());
  EXPECT_FALSE(AKnownPerson().state().has_details());
  EXPECT_EQ(AKnownPerson().state().state(), v1::Person::STATE_ACTIVE);
}

TEST(CorrectPerson, TakesThePlaceOfWhatWasThere) {
  v1::PersonCorrected corrected;
  corrected.set_person(kPerson);
  *corrected.mutable_details() = Details("Ada L.");
  AKnownPerson().When(Decide, Correct()).ThenEmits(corrected);
}

TEST(CorrectPerson, IsPossibleWhileProcessingIsRestricted) {
  const auto then = AKnownPerson().After(Evolve, Restricted()).When(Decide, Correct());
  EXPECT_FALSE(then.decision().rejected());
}

TEST(CorrectPerson, RejectsAPersonWhoWasErased) {
  AnErasedPerson().When(Decide, Correct()).ThenRejected(v1::PERSON_ERASED);
}

TEST(RestrictPerson, SaysWhy) {
  AKnownPerson().When(Decide, Restrict()).ThenEmits(Restricted());
  EXPECT_EQ(AKnownPerson().After(Evolve, Restricted()).state().reason(), "accuracy is disputed");
}

TEST(RestrictPerson, RejectsTheSecondTime) {
  AKnownPerson()
      .After(Evolve, Restricted())
      .When(Decide, Restrict())
      .ThenRejected(v1::RESTRICTION_UNCHANGED);
}

TEST(RestrictPerson, RejectsAPersonWhoWasErased) {
  AnErasedPerson().When(Decide, Restrict()).ThenRejected(v1::PERSON_ERASED);
}

TEST(LiftRestriction, LeavesNoReasonBehind) {
  v1::PersonRestrictionLifted lifted;
  lifted.set_person(kPerson);
  lifted.set_reason("it was right");
  Given<v1::Person> given = AKnownPerson();
  given.After(Evolve, Restricted());
  given.When(Decide, Lift()).ThenEmits(lifted);
  given.After(Evolve, lifted);
  EXPECT_EQ(given.state().state(), v1::Person::STATE_ACTIVE);
  EXPECT_EQ(given.state().reason(), "");
}

TEST(LiftRestriction, RejectsWhereNothingIsRestricted) {
  AKnownPerson().When(Decide, Lift()).ThenRejected(v1::RESTRICTION_UNCHANGED);
  AnErasedPerson().When(Decide, Lift()).ThenRejected(v1::PERSON_ERASED);
}

TEST(ErasePerson, NamesThePersonAndNothingElseWhereNoRecordIsAboutThem) {
  AKnownPerson().When(Decide, Erase()).ThenEmits(Erased());
}

TEST(ErasePerson, NamesEveryRecordThatIsAboutThem) {
  v1::PersonErased erased = Erased();
  erased.add_records("programmes/p1/notes/n1");
  erased.add_records("programmes/p1/notes/n2");
  APersonWith(2).When(Decide, Erase()).ThenEmits(erased);
}

TEST(ErasePerson, SpreadsManyRecordsOverSeveralEvents) {
  const auto then = APersonWith(450).When(Decide, Erase());
  ASSERT_EQ(then.decision().events().size(), 3u);
  std::set<std::string> records;
  for (const auto& event : then.decision().events()) {
    const auto& erased = static_cast<const v1::PersonErased&>(*event);
    EXPECT_EQ(erased.person(), kPerson);
    EXPECT_LE(erased.records_size(), static_cast<int>(kMaxRecordsPerErasure));
    records.insert(erased.records().begin(), erased.records().end());
  }
  EXPECT_EQ(records.size(), 450u);
}

TEST(ErasePerson, RejectsTheSecondTime) {
  AnErasedPerson().When(Decide, Erase()).ThenRejected(v1::PERSON_ERASED);
}

TEST(ErasePerson, ErasesARestrictedPersonToo) {
  EXPECT_FALSE(
      AKnownPerson().After(Evolve, Restricted()).When(Decide, Erase()).decision().rejected());
}

TEST(Index, KnowsAPersonByTheirName) {
  EXPECT_TRUE(IsPerson(kPerson));
  EXPECT_FALSE(IsPerson("programmes/p1/notes/people"));
  EXPECT_FALSE(IsPerson("programmes/p1"));
  EXPECT_FALSE(IsPerson("people/x7k2/notes/n1"));
  EXPECT_FALSE(IsPerson(""));
}

TEST(Index, ReadsAnErasureAsItWasWritten) {
  const Erasure erasure{42, fivestep::testing::kNow + std::chrono::microseconds(1)};
  const auto read = ParseErasure(ErasureText(erasure));
  ASSERT_TRUE(read.has_value());
  EXPECT_EQ(read->position, 42);
  EXPECT_EQ(read->time, erasure.time);
  EXPECT_FALSE(ParseErasure("").has_value());
}

TEST(Index, FindsTheHoldOnARecordItsPersonAndItsProgramme) {
  fivestep::testing::FakeRows rows;
  const std::string note = "programmes/p1/notes/n1";
  EXPECT_EQ(HoldOn(note, LookupIn(rows)), "");
  rows.PutViewValue(std::string(kHoldsView), "programmes/p1", "programmes/p1/legalHolds/whole");
  EXPECT_EQ(HoldOn(note, LookupIn(rows)), "programmes/p1/legalHolds/whole");
  rows.PutViewValue(std::string(kPeopleView), note, kPerson);
  rows.PutViewValue(std::string(kHoldsView), kPerson, "programmes/p1/legalHolds/person");
  EXPECT_EQ(HoldOn(note, LookupIn(rows)), "programmes/p1/legalHolds/person");
  const std::string two = WithName("programmes/p1/legalHolds/a", "programmes/p1/legalHolds/b");
  rows.PutViewValue(std::string(kHoldsView), note, two);
  EXPECT_EQ(HoldOn(note, LookupIn(rows)), "programmes/p1/legalHolds/a");
  EXPECT_EQ(WithoutName(two, "programmes/p1/legalHolds/a"), "programmes/p1/legalHolds/b");
  EXPECT_EQ(HoldOn("programmes/p2/notes/n1", LookupIn(rows)), "");
}

}  // namespace
}  // namespace fivestep::people
