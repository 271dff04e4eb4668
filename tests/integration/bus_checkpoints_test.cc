// Checkpoints on a real nats-server: the stream ends with the newest note, whatever happens.
#include <gtest/gtest.h>

#include "bus_fakes.h"
#include "bus_streams.h"
#include "platform/bus/checkpoint_publisher.h"
#include "platform/bus/subjects.h"
#include "platform/testing/nats_fixture.h"

namespace fivestep::testing {
namespace {

using std::chrono::milliseconds;

std::string Note(int64_t size) {
  return "fivestep/test/engagement\n" + std::to_string(size) + "\nroot\n\n— signature\n";
}

class BusCheckpointsTest : public ::testing::Test {
 protected:
  CheckpointPublisher::Options Options() const {
    CheckpointPublisher::Options options;
    options.connection.urls = {nats_.url()};
    options.recheck = milliseconds(300);
    options.longest_pause = milliseconds(200);
    return options;
  }
  static bool UpToDate(const CheckpointPublisher& publisher) {
    return publisher.status().connected && publisher.status().up_to_date;
  }
  std::vector<std::string> Notes() {
    TestClient client(nats_.url());
    return client.Bodies(plan_.name, client.Extent(plan_).last);
  }

  NatsServer nats_;
  const StreamPlan plan_ = CheckpointStreamPlan(kDeployment, "engagement", 1);
};

TEST_F(BusCheckpointsTest, GivesEachNoteUnchangedToWhoeverFollows) {
  CheckpointPublisher publisher(kDeployment, "engagement", Options());
  ASSERT_TRUE(publisher.Start().ok());
  for (const int64_t size : {1, 20, 300}) {
    publisher.Publish(Note(size));
    ASSERT_TRUE(Eventually([&] { return UpToDate(publisher); })) << publisher.status().last_error;
  }
  EXPECT_EQ(Notes(), (std::vector<std::string>{Note(1), Note(20), Note(300)}));
  EXPECT_STREQ(natsMsg_GetSubject(TestClient(nats_.url()).Message(plan_.name, 1).get()),
               "fivestep.test.checkpoint.engagement");
}

TEST_F(BusCheckpointsTest, MakesItsStreamBeforeTheFirstNote) {
  CheckpointPublisher publisher(kDeployment, "engagement", Options());
  ASSERT_TRUE(publisher.Start().ok());
  ASSERT_TRUE(Eventually([&] { return publisher.status().connected; }));
  EXPECT_EQ(TestClient(nats_.url()).Extent(plan_).difference, "");
  EXPECT_TRUE(Notes().empty());
}

TEST_F(BusCheckpointsTest, SendsOnlyTheNewestOfThoseThatCameWhileTheBusWasAway) {
  nats_.Stop();
  CheckpointPublisher publisher(kDeployment, "engagement", Options());
  publisher.Publish(Note(1));
  ASSERT_TRUE(publisher.Start().ok());
  publisher.Publish(Note(2));
  publisher.Publish(Note(3));
  ASSERT_TRUE(Eventually([&] { return !publisher.status().last_error.empty(); }));
  EXPECT_FALSE(publisher.status().up_to_date);
  nats_.Start();
  ASSERT_TRUE(Eventually([&] { return UpToDate(publisher); }));
  EXPECT_EQ(Notes(), std::vector<std::string>{Note(3)});
}

TEST_F(BusCheckpointsTest, MakesNoSecondCopyAfterARestart) {
  for (int start = 0; start < 3; ++start) {
    CheckpointPublisher publisher(kDeployment, "engagement", Options());
    publisher.Publish(Note(7));
    ASSERT_TRUE(publisher.Start().ok());
    ASSERT_TRUE(Eventually([&] { return UpToDate(publisher); }));
    nats_.Stop();
    nats_.Start();
  }
  EXPECT_EQ(Notes(), std::vector<std::string>{Note(7)});
}

TEST_F(BusCheckpointsTest, GivesTheNewestAgainToAnEmptiedStoreAndADeletedStream) {
  CheckpointPublisher publisher(kDeployment, "engagement", Options());
  ASSERT_TRUE(publisher.Start().ok());
  publisher.Publish(Note(8));
  publisher.Publish(Note(9));
  ASSERT_TRUE(Eventually([&] { return UpToDate(publisher); }));
  nats_.Stop();
  nats_.WipeStore();
  nats_.Start();
  EXPECT_TRUE(Eventually([&] { return Notes() == std::vector<std::string>{Note(9)}; }));
  TestClient(nats_.url()).DeleteStream(plan_.name);
  EXPECT_TRUE(Eventually([&] { return Notes() == std::vector<std::string>{Note(9)}; }));
}

TEST_F(BusCheckpointsTest, LeavesANewerHeadAloneAndShowsADifferentOneOfItsSizeOnce) {
  TestClient client(nats_.url());
  (void)client.Extent(plan_);
  const std::string subject = "fivestep.test.checkpoint.engagement";
  client.Publish(subject, Note(50));
  CheckpointPublisher publisher(kDeployment, "engagement", Options());
  publisher.Publish(Note(40));
  ASSERT_TRUE(publisher.Start().ok());
  ASSERT_TRUE(Eventually([&] { return UpToDate(publisher); }));
  EXPECT_EQ(Notes(), std::vector<std::string>{Note(50)});
  publisher.Publish(Note(60));
  ASSERT_TRUE(Eventually([&] { return Notes().size() == 2; }));
  const std::string other = Note(60) + "— another signature\n";
  client.Publish(subject, other);
  std::this_thread::sleep_for(milliseconds(1'000));  // three looks
  EXPECT_EQ(Notes(), (std::vector<std::string>{Note(50), Note(60), other}));
  publisher.Publish(Note(60) + "— a third\n");
  EXPECT_TRUE(Eventually([&] { return Notes().size() == 4; }));
}

TEST_F(BusCheckpointsTest, SaysThatAStreamCanLoseCheckpointsAndLeavesItAlone) {
  TestClient client(nats_.url());
  client.AddOpenStream(plan_, /*max_age=*/int64_t{3'600} * 1'000'000'000);
  CheckpointPublisher publisher(kDeployment, "engagement", Options());
  ASSERT_TRUE(publisher.Start().ok());
  publisher.Publish(Note(1));
  EXPECT_TRUE(Eventually(
      [&] { return publisher.status().last_error.find("maximum age") != std::string::npos; }));
  EXPECT_FALSE(publisher.status().up_to_date);
}

TEST_F(BusCheckpointsTest, RefusesNamesThatCannotBeSubjects) {
  CheckpointPublisher publisher("Not A Name", "engagement", Options());
  EXPECT_EQ(publisher.Start().code(), Code::kInvalidArgument);
}

}  // namespace
}  // namespace fivestep::testing
