#include "platform/eventlog/errands.h"

#include <algorithm>
#include <exception>
#include <future>
#include <memory>
#include <utility>

#include "platform/core/resource_name.h"
#include "platform/core/serialise.h"
#include "platform/eventlog/descriptors.h"

namespace fivestep {
namespace {

using SteadyClock = std::chrono::steady_clock;

// How soon a new errand is seen.
constexpr std::chrono::milliseconds kLookWait{100};
// Errands of one look at most.
constexpr size_t kMaxPerLook = 1'000;
// What is handed over comes a moment after its event: the first attempts may find nothing.
constexpr int kAttemptsBeforeNote = 3;
// Doubled so often, any pause is the longest.
constexpr int kMaxDoublings = 20;

// An errand is the service's own: it may see every row.
Caller Itself() {
  Caller caller;
  caller.roles = {"administrator"};
  return caller;
}

}  // namespace

Errands::Errands(const EventLog* log, CommitLoop* loop, const ServiceModel* model,
                 ErrandTools* tools, Options options)
    : log_(log), loop_(loop), model_(model), tools_(tools), options_(std::move(options)) {}

Errands::~Errands() { Stop(); }

void Errands::Start() {
  if (!model_->errands().empty()) thread_ = std::thread([this] { Run(); });
}

void Errands::Stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  if (thread_.joinable()) thread_.join();
}

std::vector<platform::v1::WaitingErrand> Errands::waiting() const {
  const std::lock_guard lock(mutex_);
  std::vector<platform::v1::WaitingErrand> waiting;
  for (const auto& [key, attempt] : attempts_) {
    if (attempt.count == 0 || waiting.size() == kMaxListedErrands) continue;
    platform::v1::WaitingErrand& one = waiting.emplace_back();
    one.set_key(key.second);
    one.set_attempt_count(attempt.count);
    one.set_error(attempt.error);
  }
  return waiting;
}

// Returns false after Stop().
bool Errands::Pause(std::chrono::milliseconds wait) {
  std::unique_lock lock(mutex_);
  return !changed_.wait_for(lock, wait, [this] { return stopping_; });
}

void Errands::Run() {
  int64_t looked_at = -1;
  SteadyClock::time_point next_retry{};
  do {
    const int64_t position = log_->last_position();
    if (position == looked_at && SteadyClock::now() < next_retry) continue;
    looked_at = RunDue() ? -1 : position;
    next_retry = SteadyClock::time_point::max();
    const std::lock_guard lock(mutex_);
    for (const auto& [key, attempt] : attempts_) next_retry = std::min(next_retry, attempt.next);
  } while (Pause(kLookWait));
}

bool Errands::RunDue() {
  for (auto& [key, attempt] : attempts_) attempt.seen = false;
  bool any = false;
  for (const Errand& errand : model_->errands()) {
    std::vector<std::pair<std::string, std::string>> open;
    loop_->Read(Itself())->ScanView(errand.view, errand.prefix,
                                    [&open](std::string_view key, std::string_view value) {
                                      open.emplace_back(key, value);
                                      return open.size() < kMaxPerLook;
                                    });
    for (const auto& [key, value] : open) {
      const auto found = attempts_.find({errand.view, key});
      if (found != attempts_.end()) found->second.seen = true;
      if (found != attempts_.end() && SteadyClock::now() < found->second.next) continue;
      any |= RunOne(errand, key, value);
      if (!Pause(std::chrono::milliseconds(0))) return false;
    }
  }
  const std::lock_guard lock(mutex_);
  std::erase_if(attempts_, [](const auto& entry) { return !entry.second.seen; });
  return any;
}

bool Errands::RunOne(const Errand& errand, const std::string& key, const std::string& value) {
  Status status;
  try {
    status = Do(errand, key, value);
  } catch (const std::exception& error) {
    status = Internal(std::string("It could not be handled: ") + error.what());
  }
  Note({errand.view, key}, status);
  return status.ok();
}

Status Errands::Do(const Errand& errand, const std::string& key, const std::string& value) {
  const std::unique_ptr<ReadContext> snapshot = loop_->Read(Itself());
  auto find = errand.run(key, value, *snapshot, *tools_);
  if (!find.ok()) return find.status();
  CommandCall call;
  call.rule = model_->FindCommand(find->command->GetDescriptor());
  call.request_bytes = SerialiseDeterministically(*find->command);
  call.programme = std::string(ProgrammeOf(SubjectOf(*find->command)));
  call.request = std::move(find->command);
  call.prepared = std::move(find->prepared);
  const auto decided = std::make_shared<std::promise<Status>>();
  loop_->Submit(std::move(call),
                [decided](CommandResult result) { decided->set_value(std::move(result.status)); });
  FIVESTEP_RETURN_IF_ERROR(decided->get_future().get());
  // What is still open as it was would be run again at once, for nothing.
  if (loop_->Read(Itself())->GetViewValue(errand.view, key) != value) return OkStatus();
  return Internal("Nothing came of it.");
}

void Errands::Note(const Key& key, const Status& status) {
  std::string sentence;
  {
    const std::lock_guard lock(mutex_);
    if (status.ok()) {
      attempts_.erase(key);
      return;
    }
    Attempt& attempt = attempts_[key];
    const auto pause =
        options_.first_pause * (int64_t{1} << std::min(attempt.count, kMaxDoublings));
    attempt.next =
        SteadyClock::now() + std::min<std::chrono::milliseconds>(pause, options_.longest_pause);
    attempt.seen = true;
    ++attempt.count;
    attempt.error = status.message();
    if (attempt.count >= kAttemptsBeforeNote && attempt.told != attempt.error) {
      attempt.told = attempt.error;
      sentence = key.second + " waits and is tried again: " + attempt.error;
    }
  }
  if (!sentence.empty() && options_.note) options_.note(sentence);
}

}  // namespace fivestep
