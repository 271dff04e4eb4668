// How fast a backlog is published after an outage, beside the C client's own asynchronous
// publishing of the same bodies to the same subjects, without headers or expectations, from memory.
//
//   fivestep_bench_catch_up [--events N] [--rounds N]
//
// Prints a row of the benchmark's table and exits 1 when the goal is missed. On the other channel
// it says what CPU each side of this process took per event.
#include <sys/resource.h>

#include <CLI/CLI.hpp>
#include <chrono>
#include <cstdio>
#include <iostream>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "bench/report.h"
#include "platform/bus/connection.h"
#include "platform/bus/eventlog_edges.h"
#include "platform/bus/publisher.h"
#include "platform/bus/stream_setup.h"
#include "platform/bus/subjects.h"
#include "platform/testing/nats_fixture.h"
#include "platform/testing/notes.h"
#include "platform/testing/test_log.h"

namespace fivestep::bench {
namespace {

using Clock = std::chrono::steady_clock;
using testing::NatsServer;
using testing::TestLog;

constexpr char kContext[] = "notes";
constexpr double kGoal = 0.5;
// Events of one command while the log is made.
constexpr int kNotesPerCommand = 100;
// As in the measurements that the goal comes from.
constexpr int64_t kPeerPending = 4'096;
constexpr std::chrono::seconds kLimit{120};

// The log as after an outage: nobody remembers that anything was published.
class Backlog : public EventLogSource {
 public:
  using EventLogSource::EventLogSource;
  int64_t published_hint() const override { return 0; }
  void KeepPublishedHint(int64_t) override {}
};

struct Message {
  std::string subject;
  std::string body;
};

struct Speed {
  double per_second = 0;
  double cpu_micros = 0;  // of this process, per event
};

double CpuSeconds() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) * 1e-6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

// Counts from its making to Of().
class Stopwatch {
 public:
  Speed Of(int64_t events) const {
    const double seconds = std::chrono::duration<double>(Clock::now() - begin_).count();
    const auto count = static_cast<double>(events);
    return {count / seconds, (CpuSeconds() - cpu_begin_) * 1e6 / count};
  }

 private:
  Clock::time_point begin_ = Clock::now();
  double cpu_begin_ = CpuSeconds();
};

void Check(natsStatus status, const char* what) {
  if (status != NATS_OK) throw std::runtime_error(NatsError(what, status).message());
}

void FillLog(TestLog& log, int64_t events) {
  testing::v1::StartProgrammeRequest start;
  start.set_programme_id("p1");
  (void)log.Run(start);
  testing::v1::WriteNotesRequest notes;
  notes.set_name("programmes/p1");
  for (int i = 0; i < kNotesPerCommand; ++i) {
    notes.add_titles("A note with a title that is as long as a sentence, number " +
                     std::to_string(i));
  }
  while (log.log().last_position() < events) {
    if (const Status status = log.Run(notes).status; !status.ok()) {
      throw std::runtime_error(status.message());
    }
  }
}

std::vector<Message> MessagesOf(const EventLog& log) {
  std::vector<Message> messages;
  const Status status = log.Scan(1, 0, [&](int64_t, std::string_view bytes) {
    platform::v1::RecordedEvent event;
    event.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()));
    messages.push_back({EventSubject(log.deployment(), kContext, event), std::string(bytes)});
    return true;
  });
  if (!status.ok()) throw std::runtime_error(status.message());
  return messages;
}

ConnectionOptions To(const NatsServer& nats) {
  ConnectionOptions options;
  options.urls = {nats.url()};
  return options;
}

Speed Ours(TestLog& log) {
  NatsServer nats;
  Backlog source(&log.log());
  Publisher::Options options;
  options.connection = To(nats);
  Publisher publisher(&source, options);
  const int64_t end = log.log().last_position();
  const Stopwatch watch;
  const auto limit = Clock::now() + kLimit;
  if (!publisher.Start().ok()) throw std::runtime_error("the publisher does not start");
  while (publisher.status().published_position < end) {
    if (Clock::now() > limit) throw std::runtime_error(publisher.status().last_error);
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  return watch.Of(end);
}

Speed Peer(const std::vector<Message>& messages) {
  NatsServer nats;
  auto connection = Connection::Open(To(nats));
  if (!connection.ok()) throw std::runtime_error(connection.status().message());
  const StreamPlan plan = EventStreamPlan("test", kContext, 1);
  if (!EnsureStream(**connection, plan).ok()) throw std::runtime_error("no stream");
  natsConnection* raw = nullptr;
  Check(natsConnection_ConnectTo(&raw, nats.url().c_str()), "connect");
  const ConnectionHandle owner(raw);
  jsOptions options;
  jsOptions_Init(&options);
  options.PublishAsync.MaxPending = kPeerPending;
  // A server that is slow for a moment is waited for, and not an error.
  options.PublishAsync.StallWait = std::chrono::milliseconds(kLimit).count();
  jsCtx* jet_stream = nullptr;
  Check(natsConnection_JetStream(&jet_stream, raw, &options), "JetStream");
  const JetStreamHandle jet_stream_owner(jet_stream);
  jsPubOptions publish;
  jsPubOptions_Init(&publish);
  publish.MaxWait = std::chrono::milliseconds(kLimit).count();
  const Stopwatch watch;
  for (const Message& message : messages) {
    Check(js_PublishAsync(jet_stream, message.subject.c_str(), message.body.data(),
                          static_cast<int>(message.body.size()), &publish),
          "publish");
  }
  Check(js_PublishAsyncComplete(jet_stream, &publish), "complete");
  return watch.Of(static_cast<int64_t>(messages.size()));
}

Report Run(int64_t events, int rounds) {
  const testing::TemporaryDirectory directory;
  TestLog log(directory.path(), testing::NotesModel(kContext));
  FillLog(log, events);
  const std::vector<Message> messages = MessagesOf(log.log());
  std::vector<double> ours;
  std::vector<double> peer;
  std::vector<double> ratios;
  for (int round = 0; round < rounds; ++round) {
    Speed mine;
    Speed theirs;
    if (round % 2 == 0) mine = Ours(log);
    theirs = Peer(messages);
    if (round % 2 != 0) mine = Ours(log);
    ours.push_back(mine.per_second);
    peer.push_back(theirs.per_second);
    ratios.push_back(mine.per_second / theirs.per_second);
    std::fprintf(stderr, "round %d: ours %.0f/s, %.1f us of CPU; peer %.0f/s, %.1f us of CPU\n",
                 round + 1, mine.per_second, mine.cpu_micros, theirs.per_second, theirs.cpu_micros);
  }
  Report report;
  report.AddRatio("catch-up publication / asynchronous publishing by the C client",
                  NumberText("%.0f/s", SpreadOf(ours).median),
                  NumberText("%.0f/s", SpreadOf(peer).median), SpreadOf(ratios), AtLeast(kGoal));
  return report;
}

}  // namespace
}  // namespace fivestep::bench

int main(int argc, char** argv) {
  CLI::App app("Publishes a backlog and compares that with the C client alone.");
  int64_t events = 100'000;
  int rounds = 3;
  app.add_option("--events", events, "events in the backlog")->check(CLI::PositiveNumber);
  app.add_option("--rounds", rounds, "rounds, in turns")->check(CLI::PositiveNumber);
  CLI11_PARSE(app, argc, argv);
  try {
    const fivestep::bench::Report report = fivestep::bench::Run(events, rounds);
    std::fputs(report.rows().c_str(), stdout);
    return report.all_reached() ? 0 : 1;
  } catch (const std::exception& error) {
    std::cerr << "fivestep_bench_catch_up: " << error.what() << "\n";
    return 2;
  }
}
