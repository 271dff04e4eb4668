// The consumer that proto/README.md shows, as a process of its own against a real stream: what it
// prints is the log.
#include <gmock/gmock.h>
#include <google/protobuf/util/time_util.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <string>
#include <vector>

#include "integration/bus_streams.h"
#include "platform/bus/eventlog_edges.h"
#include "platform/bus/publisher.h"
#include "platform/testing/nats_fixture.h"
#include "platform/testing/notes.h"
#include "platform/testing/test_log.h"

namespace fivestep::testing {
namespace {

using ::testing::HasSubstr;

constexpr char kDeployment[] = "test";  // TestLog's
constexpr char kContext[] = "notes";
constexpr int kPatienceMilliseconds = 10'000;

// `event_consumer` with both outputs in one pipe. Killed with the object.
class ConsumerProcess {
 public:
  ConsumerProcess(const std::string& url, int64_t last_position) {
    int pipe_ends[2];
    if (pipe(pipe_ends) != 0) throw std::runtime_error("no pipe");
    const std::string program = std::string(std::getenv("FIVESTEP_BIN")) + "/event_consumer";
    const std::string last = std::to_string(last_position);
    process_ = fork();
    if (process_ == 0) {
      dup2(pipe_ends[1], STDOUT_FILENO);
      dup2(pipe_ends[1], STDERR_FILENO);
      close(pipe_ends[0]);
      execl(program.c_str(), program.c_str(), url.c_str(), kDeployment, kContext, last.c_str(),
            nullptr);
      _exit(127);
    }
    close(pipe_ends[1]);
    output_ = pipe_ends[0];
  }
  ~ConsumerProcess() {
    kill(process_, SIGKILL);
    waitpid(process_, nullptr, 0);
    close(output_);
  }
  ConsumerProcess(const ConsumerProcess&) = delete;
  ConsumerProcess& operator=(const ConsumerProcess&) = delete;

  // The next `count` lines, fewer when the process ends or takes too long.
  std::vector<std::string> Lines(size_t count) {
    std::vector<std::string> lines;
    while (lines.size() < count && (HasLine() || Fill())) {
      if (!HasLine()) continue;
      const size_t end = pending_.find('\n');
      lines.push_back(pending_.substr(0, end));
      pending_.erase(0, end + 1);
    }
    return lines;
  }

 private:
  bool HasLine() const { return pending_.find('\n') != std::string::npos; }
  bool Fill() {
    pollfd waiting{output_, POLLIN, 0};
    if (poll(&waiting, 1, kPatienceMilliseconds) <= 0) return false;
    char buffer[4'096];
    const ssize_t size = read(output_, buffer, sizeof(buffer));
    if (size <= 0) return false;
    pending_.append(buffer, static_cast<size_t>(size));
    return true;
  }

  pid_t process_ = -1;
  int output_ = -1;
  std::string pending_;
};

class ConsumerTest : public ::testing::Test {
 protected:
  ConsumerTest() : log_(directory_.path(), NotesModel(kContext)) {
    v1::StartProgrammeRequest start;
    start.set_programme_id("smoking");
    Run(start);
    WriteNotes(50);
  }

  template <class Request>
  void Run(const Request& request) {
    const CommandResult result = log_.Run(request);
    if (!result.status.ok()) throw std::runtime_error(result.status.ToString());
  }
  void WriteNotes(int count) {
    v1::WriteNotesRequest write;
    write.set_name("programmes/smoking");
    for (int i = 0; i < count; ++i) write.add_titles("note " + std::to_string(i));
    Run(write);
  }
  int64_t last() { return log_.log().last_position(); }

  // What the consumer must print for the events after `position`.
  std::vector<std::string> LinesAfter(int64_t position) {
    std::vector<std::string> lines;
    while (++position <= last()) {
      platform::v1::RecordedEvent event;
      event.ParseFromString(log_.log().Read(position)->bytes);
      lines.push_back(std::to_string(event.position()) + " " +
                      google::protobuf::util::TimeUtil::ToString(event.recorded_time()) + " " +
                      event.stream() + " " + event.type());
    }
    return lines;
  }

  std::unique_ptr<Publisher> Publish() {
    Publisher::Options options;
    options.connection.urls = {nats_.url()};
    auto publisher = std::make_unique<Publisher>(&source_, options);
    EXPECT_TRUE(publisher->Start().ok());
    EXPECT_TRUE(TestLog::Eventually([&] {
      return publisher->status().published_position == last();
    })) << publisher->status().last_error;
    return publisher;
  }

  NatsServer nats_;
  TemporaryDirectory directory_;
  TestLog log_;
  EventLogSource source_{&log_.log()};
  const StreamPlan plan_ = EventStreamPlan(kDeployment, kContext, 1);
};

TEST_F(ConsumerTest, PrintsEveryEventOfTheLogInOrder) {
  const auto publisher = Publish();
  ASSERT_GT(last(), 50);
  const std::vector<std::string> expected = LinesAfter(0);
  ConsumerProcess consumer(nats_.url(), 0);
  EXPECT_EQ(consumer.Lines(expected.size()), expected);
}

TEST_F(ConsumerTest, ResumesAfterThePositionThatItIsGiven) {
  const auto publisher = Publish();
  const std::vector<std::string> expected = LinesAfter(40);
  ConsumerProcess consumer(nats_.url(), 40);
  EXPECT_EQ(consumer.Lines(expected.size()), expected);
}

TEST_F(ConsumerTest, GoesOnWithWhatIsRecordedWhileItFollows) {
  const auto publisher = Publish();
  ConsumerProcess consumer(nats_.url(), last());
  const int64_t before = last();
  WriteNotes(3);
  const std::vector<std::string> expected = LinesAfter(before);
  EXPECT_EQ(consumer.Lines(expected.size()), expected);
}

TEST_F(ConsumerTest, RefusesAGapAndNamesThePositionToResumeFrom) {
  TestClient client(nats_.url());
  client.AddOpenStream(plan_);
  Publish();
  client.DeleteMessage(plan_.name, 7);
  std::vector<std::string> expected = LinesAfter(0);
  expected.resize(6);
  expected.push_back("Gap: read it by ReadEvents. Resume from position 6.");
  ConsumerProcess consumer(nats_.url(), 0);
  EXPECT_EQ(consumer.Lines(expected.size() + 1), expected);
}

TEST_F(ConsumerTest, RefusesAStreamWithoutTheEventAfterItsPosition) {
  TestClient client(nats_.url());
  client.AddOpenStream(plan_);
  Publish();
  for (int64_t position = 1; position <= 9; ++position) client.DeleteMessage(plan_.name, position);
  ConsumerProcess consumer(nats_.url(), 0);
  EXPECT_THAT(consumer.Lines(2),
              ::testing::ElementsAre("Gap: read it by ReadEvents. Resume from position 0."));
}

TEST_F(ConsumerTest, SaysSoWhenTheStreamDoesNotExist) {
  ConsumerProcess consumer(nats_.url(), 12);
  EXPECT_THAT(consumer.Lines(2), ::testing::ElementsAre(HasSubstr("Resume from position 12.")));
}

}  // namespace
}  // namespace fivestep::testing
