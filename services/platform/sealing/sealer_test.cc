#include "platform/sealing/sealer.h"

#include <gmock/gmock.h>
#include <google/protobuf/dynamic_message.h>
#include <google/protobuf/text_format.h>
#include <google/protobuf/util/message_differencer.h>
#include <gtest/gtest.h>

#include "fivestep/platform/v1/options.pb.h"
#include "platform/sealing/aead.h"
#include "platform/sealing/test_folder.h"

namespace fivestep {
namespace {

using sealing::kAeadTagBytes;
using sealing::kNonceBytes;
using sealing::Sha256;

using google::protobuf::Message;
using google::protobuf::TextFormat;
using google::protobuf::util::MessageDifferencer;
using platform::v1::RecordedEvent;
using testing::HasSubstr;
using testing::Not;

constexpr char kSubject[] = "programmes/p1/contributions/c1";

// The platform knows no context, so the event is made here: words and quotes are personal, the
// place is not.
constexpr char kEventFile[] = R"(
  name: "sealer_test.proto" package: "test" syntax: "proto3"
  dependency: "fivestep/platform/v1/options.proto"
  message_type {
    name: "Words"
    field { name: "text" number: 1 type: TYPE_STRING label: LABEL_OPTIONAL }
  }
  message_type {
    name: "Recorded"
    field { name: "contribution" number: 1 type: TYPE_STRING label: LABEL_OPTIONAL }
    field { name: "words" number: 2 type: TYPE_MESSAGE type_name: ".test.Words" label: LABEL_OPTIONAL
            options { [fivestep.platform.v1.personal]: "engagement.words.read" } }
    field { name: "quotes" number: 3 type: TYPE_MESSAGE type_name: ".test.Words" label: LABEL_REPEATED
            options { [fivestep.platform.v1.personal]: "engagement.words.read" } }
    field { name: "place" number: 4 type: TYPE_MESSAGE type_name: ".test.Words" label: LABEL_OPTIONAL }
  })";

class SealerTest : public testing::Test {
 protected:
  SealerTest() : pool_(google::protobuf::DescriptorPool::generated_pool()) {
    google::protobuf::FileDescriptorProto file;
    // Links the options in before the pool is asked for them.
    platform::v1::Access::descriptor();
    EXPECT_TRUE(TextFormat::ParseFromString(kEventFile, &file));
    EXPECT_NE(pool_.BuildFile(file), nullptr);
    prototype_ = messages_.GetPrototype(pool_.FindMessageTypeByName("test.Recorded"));
    keys_ = std::move(*KeyStore::Open(folder_.Path("keys"), ""));
    sealer_ = std::make_unique<Sealer>(keys_.get());
  }

  std::unique_ptr<Message> Event(const std::string& text) const {
    std::unique_ptr<Message> event(prototype_->New());
    EXPECT_TRUE(TextFormat::ParseFromString(text, event.get()));
    return event;
  }

  // Seals as the commit loop does.
  Result<RecordedEvent> Record(const Message& event) {
    std::unique_ptr<Message> payload(event.New());
    payload->CopyFrom(event);
    const std::vector<Sealer::Personal> parts = Sealer::TakeOut(*payload);
    RecordedEvent record;
    record.set_position(7);
    record.set_stream("contribution/c1");
    record.set_type("test.Recorded");
    record.set_payload(payload->SerializeAsString());
    FIVESTEP_RETURN_IF_ERROR(sealer_->Seal(parts, kSubject, record));
    FIVESTEP_RETURN_IF_ERROR(sealer_->Flush());
    return record;
  }

  Result<Sealer::Opened> Open(const RecordedEvent& record) {
    opened_.reset(prototype_->New());
    EXPECT_TRUE(opened_->ParseFromString(record.payload()));
    return sealer_->Open(record, *opened_);
  }

  void ExpectDataLoss(const RecordedEvent& record, const std::string& what) {
    EXPECT_EQ(Open(record).status().code(), Code::kDataLoss) << what;
  }

  TestFolder folder_;
  google::protobuf::DescriptorPool pool_;
  google::protobuf::DynamicMessageFactory messages_;
  const Message* prototype_ = nullptr;
  std::unique_ptr<KeyStore> keys_;
  std::unique_ptr<Sealer> sealer_;
  std::unique_ptr<Message> opened_;
};

constexpr char kWhole[] = R"(
  contribution: "programmes/p1/contributions/c1" words { text: "the bus stops at six" }
  quotes { text: "first" } quotes {} quotes { text: "third" } place { text: "library" })";

TEST_F(SealerTest, TakesOutWhatIsPersonalAndLeavesTheRest) {
  const std::unique_ptr<Message> event = Event(kWhole);
  const std::vector<Sealer::Personal> parts = Sealer::TakeOut(*event);
  ASSERT_EQ(parts.size(), 4u);
  EXPECT_EQ(parts[0].field, 2);
  EXPECT_EQ(parts[1].field, 3);
  EXPECT_EQ(parts[3].index, 2);
  EXPECT_TRUE(MessageDifferencer::Equals(*event, *Event(R"(
      contribution: "programmes/p1/contributions/c1" place { text: "library" })")));
}

TEST_F(SealerTest, OpensWhatItSealed) {
  for (const char* text :
       {kWhole, R"(words {})", R"(contribution: "c")", R"(quotes {})", R"(place { text: "x" })"}) {
    const std::unique_ptr<Message> event = Event(text);
    const RecordedEvent record = *Record(*event);
    const Result<Sealer::Opened> opened = Open(record);
    ASSERT_TRUE(opened.ok()) << opened.status().ToString();
    EXPECT_EQ(opened->opened, record.sealed_size());
    EXPECT_EQ(opened->erased, 0);
    EXPECT_TRUE(MessageDifferencer::Equals(*opened_, *event)) << opened_->DebugString();
  }
}

TEST_F(SealerTest, LeavesNoWordInTheRecordOrOnTheDisk) {
  const RecordedEvent record = *Record(*Event(kWhole));
  EXPECT_THAT(record.SerializeAsString(), Not(HasSubstr("the bus")));
  EXPECT_THAT(folder_.Everything(), Not(HasSubstr("the bus")));
  EXPECT_THAT(folder_.Everything(), Not(HasSubstr("contributions")));
}

TEST_F(SealerTest, HidesTheLengthOfShortWords) {
  const RecordedEvent yes = *Record(*Event(R"(words { text: "yes" })"));
  const RecordedEvent no = *Record(*Event(R"(words { text: "not at all" })"));
  EXPECT_EQ(yes.sealed(0).ciphertext().size(), no.sealed(0).ciphertext().size());
  EXPECT_EQ(yes.sealed(0).ciphertext().size(), kNonceBytes + kSealedBlockBytes + kAeadTagBytes);
}

TEST_F(SealerTest, MakesNoKeyForAnEventWithoutPersonalParts) {
  const auto before = std::filesystem::file_size(folder_.Path("keys/keys.log"));
  EXPECT_EQ(Record(*Event(R"(contribution: "c")"))->sealed_size(), 0);
  EXPECT_EQ(std::filesystem::file_size(folder_.Path("keys/keys.log")), before);
}

TEST_F(SealerTest, NoticesAChangedCiphertext) {
  const RecordedEvent record = *Record(*Event(kWhole));
  for (const size_t at : {size_t{0}, size_t{23}, size_t{24}, size_t{60}, size_t{103}}) {
    RecordedEvent changed = record;
    char& byte = (*changed.mutable_sealed(0)->mutable_ciphertext())[at];
    byte = static_cast<char>(byte ^ 1);
    ExpectDataLoss(changed, "byte " + std::to_string(at));
  }
  RecordedEvent cut = record;
  cut.mutable_sealed(0)->mutable_ciphertext()->resize(10);
  ExpectDataLoss(cut, "cut");
  cut.mutable_sealed(0)->clear_ciphertext();
  ExpectDataLoss(cut, "empty");
}

TEST_F(SealerTest, NoticesAChangedEnvelope) {
  const RecordedEvent record = *Record(*Event(kWhole));
  RecordedEvent changed = record;
  changed.set_position(8);
  ExpectDataLoss(changed, "position");
  changed = record;
  changed.set_stream("contribution/c2");
  ExpectDataLoss(changed, "stream");
  changed = record;
  changed.mutable_actor()->set_id("somebody else");
  ExpectDataLoss(changed, "actor");
  changed = record;
  changed.set_payload("");
  ExpectDataLoss(changed, "payload");
}

TEST_F(SealerTest, NoticesPartsThatWereExchanged) {
  RecordedEvent record = *Record(*Event(kWhole));
  record.mutable_sealed(1)->set_index(2);
  record.mutable_sealed(3)->set_index(0);
  ExpectDataLoss(record, "indices");
  record = *Record(*Event(kWhole));
  record.mutable_sealed(0)->set_field(3);
  ExpectDataLoss(record, "field");
}

TEST_F(SealerTest, NoticesAnotherKeyAndAChangedCommitment) {
  RecordedEvent record = *Record(*Event(kWhole));
  record.mutable_sealed(0)->mutable_key_commitment()->back() ^= 1;
  ExpectDataLoss(record, "commitment");
  record = *Record(*Event(kWhole));
  record.mutable_sealed(0)->clear_key_commitment();
  ExpectDataLoss(record, "no commitment");
  record = *Record(*Event(kWhole));
  record.mutable_sealed(0)->set_key_id(keys_->KeyOf("programmes/p1/contributions/c2")->id);
  ExpectDataLoss(record, "another subject's key");
  record.mutable_sealed(0)->set_key_id(std::string(32, '0'));
  ExpectDataLoss(record, "a key of another store");
}

TEST_F(SealerTest, CountsWhatWasErasedAndLeavesItAbsent) {
  const RecordedEvent record = *Record(*Event(kWhole));
  ASSERT_TRUE(keys_->Destroy(kSubject).ok());
  const Result<Sealer::Opened> opened = Open(record);
  ASSERT_TRUE(opened.ok());
  EXPECT_EQ(opened->opened, 0);
  EXPECT_EQ(opened->erased, 4);
  EXPECT_THAT(opened_->DebugString(), Not(HasSubstr("bus")));
}

TEST_F(SealerTest, SealsNothingForAnErasedSubject) {
  ASSERT_TRUE(keys_->Destroy(kSubject).ok());
  EXPECT_EQ(Record(*Event(kWhole)).status().code(), Code::kFailedPrecondition);
}

TEST_F(SealerTest, TellsRequestsApartUnderItsOwnSecret) {
  const std::string digest = sealer_->RequestDigest("request");
  EXPECT_EQ(digest.size(), 32u);
  EXPECT_EQ(digest, Sealer(keys_.get()).RequestDigest("request"));
  EXPECT_NE(digest, sealer_->RequestDigest("requests"));
  EXPECT_NE(digest, Sha256("request"));
  const auto other = std::move(*KeyStore::Open(folder_.Path("other keys"), ""));
  EXPECT_NE(digest, Sealer(other.get()).RequestDigest("request"));
}

}  // namespace
}  // namespace fivestep
