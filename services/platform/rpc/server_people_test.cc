// PeopleService as every server has it, called over gRPC.
#include <gtest/gtest.h>

#include "fivestep/platform/v1/people_service.pb.h"
#include "platform/rpc/running_notes.h"

namespace fivestep::testing {
namespace {

namespace pv1 = platform::v1;

constexpr char kPerson[] = "programmes/p1/people/x7k2";
constexpr char kNote[] = "programmes/p1/notes/n";

std::string PeoplePath(const std::string& method) {
  return "/fivestep.platform.v1.PeopleService/" + method;
}

class ServerPeople : public RunningNotes {
 protected:
  void SetUp() override {
    RunningNotes::SetUp();
    ASSERT_TRUE(StartProgramme("p1").status.ok());
    governance_ = ClientOf({{kActorKey, "ig"}, {kRolesKey, "information-governance"}});
    lead_ = ClientOf({{kActorKey, "lead"}, {kRolesKey, "engagement-lead"}});
    opener_ =
        ClientOf({{kActorKey, "opener"},
                  {kOrganisationKey, "QE1"},
                  {kRolesKey, "engagement-lead,reader"},
                  {kPermissionsKey,
                   "notes.notes.readWords,platform.people.readDetails,platform.people.export"},
                  {kReasonKey, "subject access request"}});
    pv1::RegisterPersonRequest request;
    request.set_parent("programmes/p1");
    request.set_person_id("x7k2");
    request.mutable_details()->set_display_name("Ada");
    pv1::Person person;
    const Status registered = lead_->Unary(PeoplePath("RegisterPerson"), request, &person).status;
    ASSERT_TRUE(registered.ok()) << registered.ToString();
    EXPECT_EQ(person.name(), kPerson);
    EXPECT_FALSE(person.has_details());
    v1::WriteNoteRequest note = NoteRequest("t", "n");
    note.mutable_words()->set_text("my own words");
    note.set_person(kPerson);
    ASSERT_TRUE(Write(note).status.ok());
  }
  Status Erase(const Client& client) {
    pv1::ErasePersonRequest request;
    request.set_name(kPerson);
    request.set_ground(pv1::ERASURE_GROUND_OBJECTION);
    request.set_reason("objected");
    return client.Unary(PeoplePath("ErasePerson"), request, &person_).status;
  }
  Status Restrict() {
    pv1::RestrictPersonRequest request;
    request.set_name(kPerson);
    request.set_reason("disputed");
    return governance_->Unary(PeoplePath("RestrictPerson"), request, &person_).status;
  }
  Status Get(const Client& client, bool with_personal) {
    pv1::GetPersonRequest request;
    request.set_name(kPerson);
    request.set_with_personal(with_personal);
    return client.Unary(PeoplePath("GetPerson"), request, &person_).status;
  }
  Status Export(const Client& client, int page_size = 0, const std::string& token = "") {
    pv1::ExportPersonRequest request;
    request.set_name(kPerson);
    request.set_page_size(page_size);
    request.set_page_token(token);
    return client.Unary(PeoplePath("ExportPerson"), request, &export_).status;
  }
  pv1::ListDisclosuresResponse Disclosures(const std::string& actor_id = "") {
    pv1::ListDisclosuresRequest request;
    request.set_parent("programmes/p1");
    request.set_actor_id(actor_id);
    pv1::ListDisclosuresResponse response;
    EXPECT_TRUE(governance_->Unary(PeoplePath("ListDisclosures"), request, &response).status.ok());
    return response;
  }

  std::unique_ptr<Client> governance_;
  std::unique_ptr<Client> lead_;
  std::unique_ptr<Client> opener_;
  pv1::Person person_;
  pv1::ExportPersonResponse export_;
};

TEST_F(ServerPeople, DetailsAreOpenedOnlyWithTheirOwnPermission) {
  ASSERT_TRUE(Get(*lead_, false).ok());
  EXPECT_EQ(person_.state(), pv1::Person::STATE_ACTIVE);
  EXPECT_FALSE(person_.has_details());
  EXPECT_EQ(Get(*lead_, true).reason(), "PERMISSION_DENIED");
  ASSERT_TRUE(Get(*opener_, true).ok());
  EXPECT_EQ(person_.details().display_name(), "Ada");
}

TEST_F(ServerPeople, ErasureIsForInformationGovernanceAlone) {
  EXPECT_EQ(Erase(*lead_).reason(), "PERMISSION_DENIED");
  ASSERT_TRUE(Erase(*governance_).ok());
  EXPECT_EQ(person_.state(), pv1::Person::STATE_ERASED);
  EXPECT_TRUE(person_.has_personal_erase_time());
  v1::GetNoteRequest request;
  request.set_name(kNote);
  request.set_with_personal(true);
  v1::Note note;
  ASSERT_TRUE(opener_->Unary(Path("GetNote"), request, &note).status.ok());
  EXPECT_FALSE(note.has_words());
  EXPECT_TRUE(note.has_personal_erase_time());
}

TEST_F(ServerPeople, NoRoleBringsAnExportAndItsUseIsOnTheRecord) {
  EXPECT_EQ(Export(*governance_).reason(), "PERMISSION_DENIED");
  EXPECT_EQ(Export(*client_).reason(), "PERMISSION_DENIED");
  ASSERT_TRUE(Export(*opener_).ok());
  EXPECT_EQ(export_.person().details().display_name(), "Ada");
  ASSERT_EQ(export_.records_size(), 2);
  EXPECT_NE(export_.records(1).json().find("my own words"), std::string::npos);
  const auto disclosures = Disclosures("opener");
  ASSERT_EQ(disclosures.disclosures_size(), 1);
  const pv1::Disclosure& opened = disclosures.disclosures(0);
  EXPECT_EQ(opened.method(), PeoplePath("ExportPerson"));
  EXPECT_EQ(opened.reason(), "subject access request");
  EXPECT_EQ(opened.organisation(), "QE1");
  ASSERT_EQ(opened.permissions_size(), 1);
  EXPECT_EQ(opened.permissions(0), "platform.people.export");
  EXPECT_EQ(opened.resources_size(), 2);
  EXPECT_EQ(Disclosures("somebody-else").disclosures_size(), 0);
}

TEST_F(ServerPeople, AnExportGoesOnPageByPageAndRefusesATokenThatIsNotItsOwn) {
  ASSERT_TRUE(Export(*opener_, 1).ok());
  ASSERT_EQ(export_.records_size(), 1);
  const std::string token = export_.next_page_token();
  ASSERT_FALSE(token.empty());
  ASSERT_TRUE(Export(*opener_, 1, token).ok());
  ASSERT_EQ(export_.records_size(), 1);
  EXPECT_EQ(export_.records(0).resource(), kNote);
  EXPECT_EQ(export_.next_page_token(), "");
  EXPECT_EQ(Export(*opener_, 1, "nonsense").reason(), "PAGE_TOKEN_INVALID");
}

TEST_F(ServerPeople, AnExportOfAnErasedPersonSaysSoAndIsOnTheRecordToo) {
  ASSERT_TRUE(Erase(*governance_).ok());
  ASSERT_TRUE(Export(*opener_).ok());
  EXPECT_FALSE(export_.person().has_details());
  ASSERT_EQ(export_.records_size(), 3);
  EXPECT_TRUE(export_.records(0).erased());
  EXPECT_TRUE(export_.records(1).erased());
  EXPECT_EQ(Disclosures("opener").disclosures_size(), 1);
}

TEST_F(ServerPeople, AnExportOfNobodyIsNotFound) {
  pv1::ExportPersonRequest request;
  request.set_name("programmes/p1/people/nobody");
  EXPECT_EQ(opener_->Unary(PeoplePath("ExportPerson"), request, &export_).status.reason(),
            "RESOURCE_NOT_FOUND");
  EXPECT_EQ(Disclosures().disclosures_size(), 0);
}

TEST_F(ServerPeople, RestrictedDataIsRefusedToReadersLeftOutOfListsAndExported) {
  ASSERT_TRUE(Restrict().ok());
  EXPECT_EQ(Get(*opener_, true).reason(), "PROCESSING_RESTRICTED");
  EXPECT_TRUE(Get(*opener_, false).ok());
  v1::ListNotesRequest request;
  request.set_parent("programmes/p1");
  request.set_with_personal(true);
  v1::ListNotesResponse notes;
  ASSERT_TRUE(opener_->Unary(Path("ListNotes"), request, &notes).status.ok());
  ASSERT_EQ(notes.notes_size(), 1);
  EXPECT_FALSE(notes.notes(0).has_words());
  EXPECT_EQ(Disclosures().disclosures_size(), 0) << "nothing was opened";
  ASSERT_TRUE(Export(*opener_).ok());
  EXPECT_EQ(export_.person().details().display_name(), "Ada");
}

TEST_F(ServerPeople, ALegalHoldIsPlacedListedAndReleased) {
  pv1::PlaceLegalHoldRequest place;
  place.set_parent("programmes/p1");
  place.set_legal_hold_id("inquiry");
  place.add_resources(kPerson);
  place.set_reason("an inquiry");
  place.set_authority_role("head of legal services");
  pv1::LegalHold hold;
  ASSERT_TRUE(governance_->Unary(PeoplePath("PlaceLegalHold"), place, &hold).status.ok());
  const Status refused = Erase(*governance_);
  EXPECT_EQ(refused.reason(), "LEGAL_HOLD");
  EXPECT_EQ(refused.metadata().at("hold"), hold.name());
  pv1::ListLegalHoldsRequest list;
  list.set_parent("programmes/p1");
  list.set_state(pv1::LegalHold::STATE_IN_FORCE);
  pv1::ListLegalHoldsResponse holds;
  ASSERT_TRUE(governance_->Unary(PeoplePath("ListLegalHolds"), list, &holds).status.ok());
  EXPECT_EQ(holds.legal_holds_size(), 1);
  pv1::ReleaseLegalHoldRequest release;
  release.set_name(hold.name());
  release.set_reason("over");
  ASSERT_TRUE(governance_->Unary(PeoplePath("ReleaseLegalHold"), release, &hold).status.ok());
  EXPECT_EQ(hold.state(), pv1::LegalHold::STATE_RELEASED);
  EXPECT_TRUE(Erase(*governance_).ok());
}

TEST_F(ServerPeople, PeopleAreListedByTheirState) {
  ASSERT_TRUE(Restrict().ok());
  pv1::ListPeopleRequest request;
  request.set_parent("programmes/p1");
  pv1::ListPeopleResponse response;
  for (const auto& [state, count] :
       {std::pair(pv1::Person::STATE_RESTRICTED, 1), std::pair(pv1::Person::STATE_ACTIVE, 0)}) {
    request.set_state(state);
    ASSERT_TRUE(lead_->Unary(PeoplePath("ListPeople"), request, &response).status.ok());
    EXPECT_EQ(response.people_size(), count);
  }
}

}  // namespace
}  // namespace fivestep::testing
