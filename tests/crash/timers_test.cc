// A service is killed again and again while timers fall due and commands of several events are
// recorded: every timer fires once, and of a command there are all events or none.
#include <gtest/gtest.h>

#include <atomic>
#include <iostream>
#include <map>
#include <thread>

#include "crash/notes_process.h"
#include "platform/core/timestamp.h"
#include "platform/testing/chance.h"
#include "system/observe.h"

namespace fivestep::testing {
namespace {

constexpr int64_t kDefaultKills = 10;
// Timers are due within this time: around the next kill, or while the service is away.
constexpr uint64_t kMaxDueMillis = 500;
constexpr uint64_t kMaxLifeMillis = 400;
constexpr std::chrono::milliseconds kPauseWhenAway{20};
constexpr int kEventsOfACommand = 16;

bool IsUnknown(const Status& status) {
  return status.code() == Code::kUnavailable || status.code() == Code::kDeadlineExceeded;
}

Instant Now() {
  return std::chrono::time_point_cast<std::chrono::microseconds>(std::chrono::system_clock::now());
}

// Repeats the command with its request id until there is an answer.
template <class Request, class Response>
void CallUntilAnswered(const NotesProcess& notes, const std::string& method, const Request& request,
                       Response* response) {
  for (;;) {
    const Status status = notes.Call(method, request, response);
    if (status.ok()) return;
    ASSERT_TRUE(IsUnknown(status)) << status.ToString();
    std::this_thread::sleep_for(kPauseWhenAway);
  }
}

// Writes and pins notes, and writes many at once, until it is told to stop.
class Writer {
 public:
  Writer(const NotesProcess& notes, Chance chance)
      : notes_(notes), chance_(chance), thread_([this] { Write(); }) {}
  // Returns the names of all notes that were pinned.
  std::vector<std::string> Finish() {
    stopping_ = true;
    thread_.join();
    return pinned_;
  }

 private:
  void Write() {
    while (!stopping_) {
      const std::string id = "n" + std::to_string(pinned_.size());
      v1::WriteNoteRequest write;
      write.set_parent("programmes/p1");
      write.set_note_id(id);
      write.set_title(id);
      write.set_request_id("write-" + id);
      v1::Note note;
      CallUntilAnswered(notes_, "WriteNote", write, &note);
      v1::PinNoteRequest pin;
      pin.set_name(note.name());
      *pin.mutable_pin_end_time() =
          ToTimestamp(Now() + std::chrono::milliseconds(chance_.Below(kMaxDueMillis)));
      pin.set_request_id("pin-" + id);
      CallUntilAnswered(notes_, "PinNote", pin, &note);
      pinned_.push_back(note.name());
      v1::WriteNotesRequest many;
      many.set_name("programmes/p1");
      for (int i = 1; i < kEventsOfACommand; ++i) many.add_titles(id);
      many.set_request_id("many-" + id);
      v1::WriteNotesResponse names;
      CallUntilAnswered(notes_, "WriteNotes", many, &names);
      EXPECT_EQ(names.notes_size(), kEventsOfACommand - 1);
    }
  }

  const NotesProcess& notes_;
  Chance chance_;
  std::vector<std::string> pinned_;
  std::atomic<bool> stopping_{false};
  std::thread thread_;
};

class KilledWithTimers : public ::testing::Test {
 protected:
  void SetUp() override {
    v1::StartProgrammeRequest start;
    start.set_programme_id("p1");
    v1::Programme programme;
    ASSERT_TRUE(notes_.Call("StartProgramme", start, &programme).ok());
  }

  void WriteAndKill() {
    const int64_t kills = NumberFromEnvironment("FIVESTEP_CRASH_KILLS", kDefaultKills);
    Writer writer(notes_, chance_.Fork());
    for (int64_t kill = 0; kill < kills; ++kill) {
      std::this_thread::sleep_for(std::chrono::milliseconds(chance_.Below(kMaxLifeMillis)));
      notes_.Kill();
      std::this_thread::sleep_for(std::chrono::milliseconds(chance_.Below(kMaxLifeMillis / 4)));
      notes_.Start();
    }
    pinned_ = writer.Finish();
    std::cout << kills << " kills, " << pinned_.size() << " timers" << std::endl;
  }

  Chance chance_ = Chance::FromEnvironment("FIVESTEP_CRASH_SEED");
  NotesProcess notes_;
  std::vector<std::string> pinned_;
};

TEST_F(KilledWithTimers, FiresEachOnceAndRecordsCommandsWhole) {
  WriteAndKill();
  ASSERT_FALSE(pinned_.empty());
  ASSERT_TRUE(Eventually([this] { return notes_.TimerCount() == 0; }));
  std::map<std::string, int> fired;
  std::map<std::string, int> commands;  // events of each command of several
  for (const auto& record : notes_.Events()) {
    if (record.command().event_count() > 1) ++commands[record.command().request_id()];
    if (record.type() != v1::PinRanOut::descriptor()->full_name()) continue;
    v1::PinRanOut event;
    ASSERT_TRUE(event.ParseFromString(record.payload()));
    ++fired[event.note()];
  }
  EXPECT_EQ(fired.size(), pinned_.size());
  for (const std::string& note : pinned_) EXPECT_EQ(fired[note], 1) << note;
  EXPECT_EQ(commands.size(), pinned_.size());
  for (const auto& [id, count] : commands) EXPECT_EQ(count, kEventsOfACommand) << id;
  notes_.Stop();
}

}  // namespace
}  // namespace fivestep::testing
