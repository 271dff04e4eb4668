#include "platform/rpc/uploads.h"

#include <gtest/gtest.h>

#include <future>

#include "fivestep/platform/v1/options.pb.h"
#include "platform/testing/notes.h"
#include "platform/testing/test_log.h"

namespace fivestep::testing {
namespace {

// Joins the titles of its parts into one note.
class JoiningSink : public UploadSink {
 public:
  Status Receive(const google::protobuf::Message& part, const ReadContext&) override {
    const auto& note = static_cast<const v1::WriteNoteRequest&>(part);
    if (note.title() == "bad") return InvalidArgument("This part is bad.");
    title_ += note.title();
    return OkStatus();
  }
  Result<Finished> Finish(const ReadContext&) override {
    auto copy = std::make_unique<v1::CopyNoteRequest>();
    copy->set_note("programmes/p1/notes/joined");
    copy->set_title(title_);
    return Finished{std::move(copy), "upload-1", title_};
  }

 private:
  std::string title_;
};

class UploadsTest : public ::testing::Test {
 protected:
  UploadsTest() {
    v1::StartProgrammeRequest start;
    start.set_programme_id("p1");
    EXPECT_TRUE(log_.Run(start).status.ok());
    upload_.open = [] { return std::make_unique<JoiningSink>(); };
    const auto* method = log_.model().service()->FindMethodByName("WriteNote");
    handler_ = uploads_.HandlerOf(*RulesOf(method), &upload_);
  }
  std::unique_ptr<PartReceiver> Open(const std::string& roles = "writer") {
    CallInfo info;
    info.peer = "inproc";
    info.metadata = {{kActorKey, "a-1"}, {kRolesKey, roles}};
    info.start = std::chrono::steady_clock::now();
    info.deadline = info.start + kDefaultDeadline;
    return handler_(std::move(info));
  }
  static Status Send(PartReceiver& receiver, const std::string& title, size_t bytes = 10) {
    auto part = std::make_unique<v1::WriteNoteRequest>();
    part->set_parent("programmes/p1");
    part->set_title(title);
    std::promise<Status> taken;
    receiver.Receive(std::move(part), bytes, [&](Status status) { taken.set_value(status); });
    return taken.get_future().get();
  }
  static Answer Finish(PartReceiver& receiver) {
    std::promise<Answer> ended;
    receiver.Finish([&](Answer answer) { ended.set_value(std::move(answer)); });
    return ended.get_future().get();
  }

  TemporaryDirectory folder_;
  TestLog log_{folder_.path(), NotesModel("notes")};
  LoopbackAuthenticator authenticator_;
  UuidSource ids_;
  WorkerPool workers_{2, 100};
  Admission admission_{&authenticator_, &log_.log(), &log_.loop(), &log_.clock(), &ids_, {}};
  Uploads uploads_{&admission_, &log_.loop(), &workers_, &log_.model()};
  UploadRule upload_;
  PartHandler handler_;
};

TEST_F(UploadsTest, MakeOneCommandOfTheirParts) {
  const auto receiver = Open();
  EXPECT_TRUE(Send(*receiver, "one ").ok());
  EXPECT_TRUE(Send(*receiver, "two ").ok());
  EXPECT_TRUE(Send(*receiver, "three").ok());
  const Answer answer = Finish(*receiver);
  ASSERT_TRUE(answer.status.ok()) << answer.status.ToString();
  EXPECT_EQ(static_cast<const v1::Note&>(*answer.message).title(), "one two three");
}

TEST_F(UploadsTest, ThatAreRepeatedAreAnsweredFromTheirEvents) {
  for (const bool again : {false, true}) {
    const auto receiver = Open();
    EXPECT_TRUE(Send(*receiver, "same").ok());
    const Answer answer = Finish(*receiver);
    ASSERT_TRUE(answer.status.ok()) << answer.status.ToString();
    EXPECT_EQ(answer.trailers.size(), again ? 3u : 2u);
  }
  const auto other = Open();
  EXPECT_TRUE(Send(*other, "other").ok());
  EXPECT_EQ(Finish(*other).status.reason(), "REQUEST_ID_REUSED");
}

TEST_F(UploadsTest, AreRefusedAtTheirFirstPart) {
  EXPECT_EQ(Send(*Open("reader"), "x").reason(), "PERMISSION_DENIED");
  EXPECT_EQ(Send(*Open(), "").reason(), "INVALID_FIELDS");
}

TEST_F(UploadsTest, EndAtAPartThatTheSinkRefuses) {
  const auto receiver = Open();
  EXPECT_TRUE(Send(*receiver, "good").ok());
  EXPECT_EQ(Send(*receiver, "bad").message(), "This part is bad.");
}

TEST_F(UploadsTest, WithoutPartsAreRefused) {
  EXPECT_EQ(Finish(*Open()).status.code(), Code::kInvalidArgument);
}

TEST_F(UploadsTest, AreLimitedInSizeAndNumber) {
  const auto large = Open();
  EXPECT_TRUE(Send(*large, "x", static_cast<size_t>(kMaxUploadBytes)).ok());
  EXPECT_EQ(Send(*large, "x", 1).code(), Code::kInvalidArgument);
  std::vector<std::unique_ptr<PartReceiver>> open;
  for (int i = 1; i < kMaxUploads; ++i) open.push_back(Open());
  EXPECT_TRUE(Send(*open.back(), "x").ok());
  EXPECT_EQ(Send(*Open(), "x").reason(), "QUEUE_FULL");
  open.pop_back();
  EXPECT_TRUE(Send(*Open(), "x").ok());
}

}  // namespace
}  // namespace fivestep::testing
