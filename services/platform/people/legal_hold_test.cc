#include "platform/people/legal_hold.h"

#include "fivestep/platform/v1/error_reason.pb.h"
#include "platform/testing/given.h"

namespace fivestep::people {
namespace {

namespace v1 = platform::v1;
using fivestep::testing::Given;

constexpr char kHold[] = "programmes/p1/legalHolds/inquiry";

v1::PlaceLegalHoldRequest Place(std::initializer_list<const char*> resources) {
  v1::PlaceLegalHoldRequest request;
  request.set_parent("programmes/p1");
  for (const char* resource : resources) request.add_resources(resource);
  request.set_reason("an inquiry");
  request.set_authority_role("head of legal services");
  return request;
}

v1::LegalHoldPlaced Placed(std::initializer_list<const char*> resources) {
  v1::LegalHoldPlaced event;
  event.set_legal_hold(kHold);
  for (const char* resource : resources) event.add_resources(resource);
  event.set_reason("an inquiry");
  event.set_authority_role("head of legal services");
  return event;
}

v1::ReleaseLegalHoldRequest Release() {
  v1::ReleaseLegalHoldRequest request;
  request.set_name(kHold);
  request.set_reason("the inquiry has reported");
  return request;
}

v1::LegalHoldReleased Released() {
  v1::LegalHoldReleased event;
  event.set_legal_hold(kHold);
  event.set_reason("the inquiry has reported");
  return event;
}

TEST(PlaceLegalHold, CoversPeopleRecordsAndTheProgramme) {
  Given<v1::LegalHold>()
      .Naming(kHold)
      .When(Decide, Place({"programmes/p1/people/x", "programmes/p1/notes/n", "programmes/p1"}))
      .ThenEmits(Placed({"programmes/p1/people/x", "programmes/p1/notes/n", "programmes/p1"}));
}

TEST(PlaceLegalHold, RejectsWhatLiesInAnotherProgramme) {
  Given<v1::LegalHold>()
      .Naming(kHold)
      .When(Decide, Place({"programmes/p1/people/x", "programmes/p2/people/x"}))
      .ThenRejected(v1::RESOURCE_NOT_FOUND);
}

TEST(PlaceLegalHold, RejectsWhatIsNoName) {
  Given<v1::LegalHold>()
      .Naming(kHold)
      .When(Decide, Place({"everything"}))
      .ThenRejected(v1::RESOURCE_NOT_FOUND);
}

TEST(ReleaseLegalHold, EndsItAndKeepsWhyItWasPlaced) {
  Given<v1::LegalHold> given;
  given.After(Evolve, Placed({"programmes/p1/people/x"}));
  given.When(Decide, Release()).ThenEmits(Released());
  given.After(Evolve, Released());
  EXPECT_EQ(given.state().state(), v1::LegalHold::STATE_RELEASED);
  EXPECT_EQ(given.state().reason(), "an inquiry");
  EXPECT_EQ(given.state().release_reason(), "the inquiry has reported");
  EXPECT_EQ(given.state().resources_size(), 1);
}

TEST(ReleaseLegalHold, RejectsTheSecondTime) {
  Given<v1::LegalHold>()
      .After(Evolve, Placed({"programmes/p1/people/x"}))
      .After(Evolve, Released())
      .When(Decide, Release())
      .ThenRejected(v1::LEGAL_HOLD_RELEASED);
}

}  // namespace
}  // namespace fivestep::people
