// People's rights over what a log keeps: erasure, legal holds, restriction, access.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <future>
#include <optional>

#include "fivestep/platform/v1/events.pb.h"
#include "fivestep/platform/v1/people_service.pb.h"
#include "platform/eventlog/person_exporter.h"
#include "platform/eventlog/personal_reader.h"
#include "platform/testing/given.h"
#include "platform/testing/notes.h"
#include "platform/testing/test_log.h"

namespace fivestep {
namespace {

using testing::NotesModel;
using testing::TemporaryDirectory;
using testing::TestLog;
namespace tv1 = testing::v1;
namespace v1 = platform::v1;

constexpr char kPerson[] = "programmes/p1/people/x7k2";
constexpr char kReadWords[] = "notes.notes.readWords";
constexpr char kReadDetails[] = "platform.people.readDetails";

// Whatever this process has open of `file` from now on takes no writes, as if the disk had failed.
void RefuseWritesTo(const std::string& file) {
  const int read_only = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
  ASSERT_GE(read_only, 0);
  for (const auto& entry : std::filesystem::directory_iterator("/proc/self/fd")) {
    const int number = std::stoi(entry.path().filename());
    std::error_code gone;
    const auto target = std::filesystem::read_symlink(entry.path(), gone);
    if (!gone && target == file && number != read_only) ::dup2(read_only, number);
  }
  ::close(read_only);
}

std::string Note(const std::string& id) { return "programmes/p1/notes/" + id; }

class People : public ::testing::Test {
 protected:
  People() { Open(); }

  void Open() { log_.emplace(directory_.path(), NotesModel("notes")); }
  void Reopen() {
    log_.reset();
    Open();
  }
  void SetUp() override {
    tv1::StartProgrammeRequest start;
    start.set_programme_id("p1");
    ASSERT_TRUE(log_->Run(start).status.ok());
    v1::RegisterPersonRequest request;
    request.set_parent("programmes/p1");
    request.set_person_id("x7k2");
    request.mutable_details()->set_display_name("Ada");
    ASSERT_TRUE(log_->Run(request).status.ok());
  }

  CommandResult Write(const std::string& id, const std::string& words,
                      const std::string& person = kPerson) {
    tv1::WriteNoteRequest request;
    request.set_parent("programmes/p1");
    request.set_note_id(id);
    request.set_title("t");
    request.mutable_words()->set_text(words);
    request.set_person(person);
    return log_->Run(request);
  }
  CommandResult Erase() {
    v1::ErasePersonRequest request;
    request.set_name(kPerson);
    request.set_ground(v1::ERASURE_GROUND_OBJECTION);
    request.set_reason("objected");
    return log_->Run(request);
  }
  CommandResult Hold(const std::string& resource, const std::string& id = "h1") {
    v1::PlaceLegalHoldRequest request;
    request.set_parent("programmes/p1");
    request.set_legal_hold_id(id);
    request.add_resources(resource);
    request.set_reason("an inquiry");
    request.set_authority_role("head of legal services");
    return log_->Run(request);
  }
  CommandResult Release(const std::string& id = "h1") {
    v1::ReleaseLegalHoldRequest request;
    request.set_name("programmes/p1/legalHolds/" + id);
    request.set_reason("over");
    return log_->Run(request);
  }
  CommandResult Restrict() {
    v1::RestrictPersonRequest request;
    request.set_name(kPerson);
    request.set_reason("disputed");
    return log_->Run(request);
  }

  template <class Resource>
  Resource Row(const std::string& name) {
    return log_->loop().Read({})->Get<Resource>(name).value();
  }
  Result<PersonalReader::Resources> Opened(
      const std::vector<std::string>& names,
      PersonalRequest::Restricted restricted = PersonalRequest::Restricted::kRefused) {
    const auto reader =
        MakePersonalReader(&log_->log(), &log_->model(), &log_->sealer(), &log_->loop());
    PersonalReader::Resources resources;
    for (const std::string& name : names) {
      resources.push_back(std::move(log_->loop().Read({})->GetRow(name).value().resource));
    }
    PersonalRequest request{{}, "/test", "programmes/p1", {kReadWords, kReadDetails}};
    request.caller.id = "reader";
    request.caller.organisation = "QE1";
    request.restricted = restricted;
    std::promise<Result<PersonalReader::Resources>> promise;
    reader->Open(std::move(resources), request, [&](Result<PersonalReader::Resources> opened) {
      promise.set_value(std::move(opened));
    });
    return promise.get_future().get();
  }
  std::string Words(const std::string& id) {
    const auto opened = Opened({Note(id)});
    return static_cast<const tv1::Note&>(*opened->front()).words().text();
  }
  std::string DisplayName() {
    const auto opened = Opened({kPerson});
    return static_cast<const v1::Person&>(*opened->front()).details().display_name();
  }
  std::vector<std::string> Bytes() {
    std::vector<std::string> events;
    for (int64_t at = 1; at <= log_->log().last_position(); ++at) {
      events.push_back(log_->log().Read(at).value().bytes);
    }
    return events;
  }
  PersonExporter::Page Export(int64_t after = 0, size_t limit = 100) {
    return MakePersonExporter(&log_->log(), &log_->sealer())
        ->Read(kPerson, after, limit, 1 << 20)
        .value();
  }

  TemporaryDirectory directory_;
  std::optional<TestLog> log_;
};

TEST_F(People, ErasureTakesTheDetailsAndTheWordsOfEveryRecordThatNamesThem) {
  ASSERT_TRUE(Write("a", "first").status.ok());
  ASSERT_TRUE(Write("b", "second").status.ok());
  EXPECT_EQ(Words("a"), "first");
  EXPECT_EQ(DisplayName(), "Ada");
  const CommandResult erased = Erase();
  ASSERT_TRUE(erased.status.ok()) << erased.status.ToString();
  EXPECT_TRUE(static_cast<const v1::Person&>(*erased.response).has_personal_erase_time());
  EXPECT_EQ(Words("a"), "");
  EXPECT_EQ(Words("b"), "");
  EXPECT_EQ(DisplayName(), "");
  EXPECT_TRUE(Row<tv1::Note>(Note("a")).has_personal_erase_time());
  EXPECT_EQ(Row<v1::Person>(kPerson).state(), v1::Person::STATE_ERASED);
}

TEST_F(People, ErasureLeavesTheRecordsOfOthersAlone) {
  ASSERT_TRUE(Write("mine", "first").status.ok());
  ASSERT_TRUE(Write("nobodys", "second", "").status.ok());
  ASSERT_TRUE(Erase().status.ok());
  EXPECT_EQ(Words("nobodys"), "second");
  EXPECT_FALSE(Row<tv1::Note>(Note("nobodys")).has_personal_erase_time());
}

TEST_F(People, ErasureLeavesTheBytesOfTheLogAsTheyWere) {
  ASSERT_TRUE(Write("a", "first").status.ok());
  const std::vector<std::string> before = Bytes();
  ASSERT_TRUE(Erase().status.ok());
  std::vector<std::string> after = Bytes();
  after.resize(before.size());
  EXPECT_EQ(after, before);
}

TEST_F(People, ErasureIsDurableWhenItIsAnswered) {
  ASSERT_TRUE(Write("a", "first").status.ok());
  ASSERT_TRUE(Erase().status.ok());
  Reopen();
  EXPECT_EQ(Words("a"), "");
  EXPECT_TRUE(Row<tv1::Note>(Note("a")).has_personal_erase_time());
}

TEST_F(People, ARepeatOfAnErasureIsAnsweredLikeTheFirst) {
  v1::ErasePersonRequest request;
  request.set_name(kPerson);
  request.set_ground(v1::ERASURE_GROUND_OBJECTION);
  request.set_reason("objected");
  const CommandResult first = log_->Run(request, "once");
  const CommandResult second = log_->Run(request, "once");
  ASSERT_TRUE(second.status.ok()) << second.status.ToString();
  EXPECT_TRUE(second.repeated);
  EXPECT_EQ(second.response->SerializeAsString(), first.response->SerializeAsString());
  EXPECT_EQ(Erase().status.reason(), "PERSON_ERASED");
}

TEST_F(People, AnOlderCopyOfTheKeysBringsNothingBack) {
  ASSERT_TRUE(Write("a", "first").status.ok());
  log_.reset();
  const auto all = std::filesystem::copy_options::recursive;
  std::filesystem::copy(directory_ / "keys", directory_ / "old-keys", all);
  Open();
  ASSERT_TRUE(Erase().status.ok());
  log_.reset();
  std::filesystem::remove_all(directory_ / "keys");
  std::filesystem::copy(directory_ / "old-keys", directory_ / "keys", all);
  Open();
  EXPECT_EQ(Words("a"), "");
  EXPECT_EQ(DisplayName(), "");
  // Not only hidden: the key itself is gone again.
  log_.reset();
  auto opened = KeyStore::Open(directory_ / "keys", "");
  ASSERT_TRUE(opened.ok());
  const std::unique_ptr<KeyStore> keys = std::move(*opened);
  EXPECT_EQ(keys->KeyOf(Note("a")).status().code(), Code::kFailedPrecondition);
  EXPECT_EQ(keys->KeyOf(kPerson).status().code(), Code::kFailedPrecondition);
}

TEST_F(People, AnErasureWhoseKeysCannotBeDestroyedIsUnknownAndTheNextStartFinishesIt) {
  ASSERT_TRUE(Write("a", "first").status.ok());
  RefuseWritesTo(std::filesystem::canonical(directory_ / "keys/keys.log"));
  EXPECT_EQ(Erase().status.reason(), "OUTCOME_UNKNOWN");
  EXPECT_FALSE(log_->loop().health().ok());
  EXPECT_EQ(Write("b", "second", "").status.reason(), "OUTCOME_UNKNOWN");
  Reopen();
  EXPECT_EQ(Erase().status.reason(), "PERSON_ERASED");
  EXPECT_EQ(Words("a"), "");
  EXPECT_EQ(DisplayName(), "");
  log_.reset();
  const auto keys = KeyStore::Open(directory_ / "keys", "");
  ASSERT_TRUE(keys.ok());
  EXPECT_EQ((*keys)->KeyOf(kPerson).status().code(), Code::kFailedPrecondition);
}

TEST_F(People, NothingIsRecordedAboutAnErasedPersonAnyMore) {
  ASSERT_TRUE(Erase().status.ok());
  EXPECT_EQ(Write("a", "late").status.reason(), "PERSON_ERASED");
  v1::CorrectPersonRequest correct;
  correct.set_name(kPerson);
  correct.mutable_details()->set_display_name("Ada again");
  EXPECT_EQ(log_->Run(correct).status.reason(), "PERSON_ERASED");
  EXPECT_TRUE(Write("b", "somebody else's", "").status.ok());
}

TEST_F(People, ARecordThatNamesSomebodyUnknownIsRefused) {
  EXPECT_EQ(Write("a", "words", "programmes/p1/people/nobody").status.reason(),
            "RESOURCE_NOT_FOUND");
}

TEST_F(People, AHoldOnThePersonOneRecordOrTheProgrammeForbidsErasure) {
  ASSERT_TRUE(Write("a", "first").status.ok());
  for (const std::string& held : {std::string(kPerson), Note("a"), std::string("programmes/p1")}) {
    const std::string id = "on-" + held.substr(held.rfind('/') + 1);
    ASSERT_TRUE(Hold(held, id).status.ok());
    const Status refused = Erase().status;
    EXPECT_EQ(refused.reason(), "LEGAL_HOLD") << held;
    EXPECT_NE(refused.message().find("legalHolds/" + id), std::string::npos) << refused.message();
    EXPECT_EQ(Words("a"), "first");
    ASSERT_TRUE(Release(id).status.ok());
  }
  EXPECT_TRUE(Erase().status.ok());
}

TEST_F(People, ErasureWaitsForTheLastOfSeveralHolds) {
  ASSERT_TRUE(Hold(kPerson, "h1").status.ok());
  ASSERT_TRUE(Hold(kPerson, "h2").status.ok());
  ASSERT_TRUE(Release("h1").status.ok());
  EXPECT_EQ(Erase().status.reason(), "LEGAL_HOLD");
  Reopen();
  EXPECT_EQ(Erase().status.reason(), "LEGAL_HOLD");
  ASSERT_TRUE(Release("h2").status.ok());
  EXPECT_TRUE(Erase().status.ok());
}

TEST_F(People, ARestrictedPersonIsOpenedForNobodyAndLeftOutOfLists) {
  using Restricted = PersonalRequest::Restricted;
  ASSERT_TRUE(Write("a", "first").status.ok());
  ASSERT_TRUE(Write("b", "second", "").status.ok());
  ASSERT_TRUE(Restrict().status.ok());
  EXPECT_EQ(Opened({Note("a")}).status().reason(), "PROCESSING_RESTRICTED");
  EXPECT_EQ(Opened({kPerson}).status().reason(), "PROCESSING_RESTRICTED");
  const auto list = Opened({Note("a"), Note("b")}, Restricted::kLeftClosed);
  ASSERT_TRUE(list.ok());
  EXPECT_FALSE(static_cast<const tv1::Note&>(*(*list)[0]).has_words());
  EXPECT_EQ(static_cast<const tv1::Note&>(*(*list)[1]).words().text(), "second");
  EXPECT_TRUE(Opened({Note("a")}, Restricted::kOpened).ok());
  v1::LiftRestrictionRequest lift;
  lift.set_name(kPerson);
  lift.set_reason("it was right");
  ASSERT_TRUE(log_->Run(lift).status.ok());
  EXPECT_EQ(Words("a"), "first");
}

TEST_F(People, ADisclosureSaysWhoOpenedWhatAndHow) {
  ASSERT_TRUE(Write("a", "first").status.ok());
  ASSERT_EQ(Words("a"), "first");
  v1::Disclosure found;
  log_->loop().Read({})->ScanRows("programmes/p1", "disclosures", "", [&](RowSnapshot& row) {
    found = static_cast<const v1::Disclosure&>(*row.resource);
    return true;
  });
  EXPECT_EQ(found.actor_id(), "reader");
  EXPECT_EQ(found.organisation(), "QE1");
  EXPECT_EQ(found.method(), "/test");
  ASSERT_EQ(found.resources_size(), 1);
  EXPECT_EQ(found.resources(0), Note("a"));
  EXPECT_EQ(found.permissions_size(), 2);
}

TEST_F(People, AnExportHoldsEveryEventAboutThemOpened) {
  ASSERT_TRUE(Write("a", "first words").status.ok());
  ASSERT_TRUE(Write("b", "second words", "").status.ok());
  tv1::PinNoteRequest pin;
  pin.set_name(Note("a"));
  pin.mutable_pin_end_time()->set_seconds(4'000'000'000);
  ASSERT_TRUE(log_->Run(pin).status.ok());
  const PersonExporter::Page page = Export();
  ASSERT_EQ(page.records.size(), 3u);
  EXPECT_FALSE(page.more);
  EXPECT_EQ(page.records[0].resource(), kPerson);
  EXPECT_NE(page.records[0].json().find("Ada"), std::string::npos);
  EXPECT_NE(page.records[1].json().find("first words"), std::string::npos);
  EXPECT_EQ(page.records[2].type(), "fivestep.testing.v1.NotePinned");
  for (const auto& record : page.records) EXPECT_FALSE(record.erased());
}

TEST_F(People, AnExportComesInPagesThatMeet) {
  for (const char* id : {"a", "b", "c", "d"}) ASSERT_TRUE(Write(id, id).status.ok());
  std::vector<int64_t> positions;
  bool more = true;
  while (more) {
    const PersonExporter::Page page = Export(positions.empty() ? 0 : positions.back(), 2);
    for (const auto& record : page.records) positions.push_back(record.position());
    more = page.more;
  }
  EXPECT_EQ(positions, (std::vector<int64_t>{2, 3, 4, 5, 6}));
}

TEST_F(People, AnExportSaysOfWhatWasErasedThatItWas) {
  ASSERT_TRUE(Write("a", "first words").status.ok());
  ASSERT_TRUE(Erase().status.ok());
  const PersonExporter::Page page = Export();
  ASSERT_EQ(page.records.size(), 3u);
  EXPECT_TRUE(page.records[0].erased());
  EXPECT_TRUE(page.records[1].erased());
  EXPECT_FALSE(page.records[2].erased()) << "the erasure itself holds nothing personal";
  EXPECT_EQ(page.records[1].json().find("first words"), std::string::npos);
}

}  // namespace
}  // namespace fivestep
