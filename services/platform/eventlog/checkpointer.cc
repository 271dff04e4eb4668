#include "platform/eventlog/checkpointer.h"

#include <sys/resource.h>

#include <filesystem>
#include <optional>
#include <utility>

#include "platform/audit/checkpoint.h"
#include "platform/audit/tiles.h"
#include "platform/eventlog/tree_store.h"

namespace fivestep {
namespace {

// Some seconds' worth of events is a tenth of a second of reading and hashing in one go. At the
// same priority, callers and the publisher would wait for it at each of their wake-ups; at this one
// it takes a tenth of what they take while they are busy, and all that there is when they are not.
constexpr int kNice = 10;

Status Stopped() { return Unavailable("The service is stopping; ask again when it is back."); }

}  // namespace

Checkpointer::Checkpointer(EventLog* log, SigningKey key, const Clock* clock, Options options)
    : log_(log), key_(std::move(key)), clock_(clock), options_(std::move(options)) {}

Checkpointer::~Checkpointer() { (void)Stop(); }

Status Checkpointer::Start() {
  FIVESTEP_RETURN_IF_ERROR(TakeUp());
  thread_ = std::thread([this] { Run(); });
  return OkStatus();
}

// The file is written first, so it may be one head ahead of the log.
Status Checkpointer::TakeUp() {
  Result<SignedHead> stored = NewestHead(*log_);
  if (!stored.ok()) return stored.status();
  SignedHead head = std::move(*stored);
  FIVESTEP_RETURN_IF_ERROR(CheckAgainstHead(*log_, head));
  if (!options_.file.empty()) {
    const Result<std::optional<SignedHead>> file = ReadCheckpointFile(*log_, options_.file);
    if (!file.ok()) return file.status();
    if (*file) FIVESTEP_RETURN_IF_ERROR(CheckAgainstHead(*log_, **file));
    if (!*file && head.size > 0) {
      Note("The file " + options_.file + " was missing; it is written again from the log.");
      FIVESTEP_RETURN_IF_ERROR(KeepHead(*log_, head, options_.file));
    } else if (*file && (*file)->size > log_->last_position()) {
      awaited_ = **file;
      Note("The restored log is shorter than its newest signed head; none is signed until it has " +
           std::to_string(awaited_.size) + " events.");
    } else if (*file && (*file)->size > head.size) {
      head = **file;
      head.sign_time = clock_->Now();
      FIVESTEP_RETURN_IF_ERROR(KeepHead(*log_, head, options_.file));
    }
  }
  if (head.size == 0) return OkStatus();
  if (const auto verified = VerifyCheckpoint(head.note, verifiers()); !verified.ok()) {
    Note(
        "The newest head was signed with another key than this service has now, and its key "
        "folder does not list (`fivestep keys rotate-audit` does). Whoever checks this log has to "
        "be told of the new key: " +
        key_.verifier().ToText());
  }
  const Result<CompactRange> range = RangeAt(head.size, log_->tree());
  if (!range.ok()) return range.status();
  range_ = *range;
  newest_ = std::move(head);
  announced_ = false;
  return OkStatus();
}

Status Checkpointer::SetAsideUnreached() {
  const Result<std::optional<SignedHead>> head = ReadCheckpointFile(*log_, options_.file);
  if (!head.ok()) return head.status();
  if (*head && (*head)->size > log_->last_position()) {
    std::error_code error;
    std::filesystem::rename(options_.file, options_.file + ".not-reached", error);
    if (error) {
      return Unavailable("The file " + options_.file + " cannot be renamed: " + error.message() +
                         ".");
    }
  }
  set_aside_ = true;
  return OkStatus();
}

Status Checkpointer::Stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  if (thread_.joinable()) thread_.join();
  return left_unsigned_;
}

std::vector<VerifierKey> Checkpointer::verifiers() const {
  std::vector<VerifierKey> keys = options_.earlier_keys;
  keys.push_back(key_.verifier());
  return keys;
}

SignedHead Checkpointer::newest() const {
  const std::lock_guard lock(mutex_);
  return newest_;
}

void Checkpointer::Fresh(Waiter done) {
  Status refusal;
  SignedHead newest;
  {
    const std::lock_guard lock(mutex_);
    refusal = !failure_.ok() ? failure_ : stopping_ ? Stopped() : OkStatus();
    if (refusal.ok() && newest_.size < log_->tree().size()) {
      waiters_.push_back(std::move(done));
      wake_.notify_all();
      return;
    }
    newest = newest_;
  }
  done(refusal.ok() ? Result<SignedHead>(std::move(newest)) : Result<SignedHead>(refusal));
}

void Checkpointer::Run() {
  // In Linux 0 is this thread and not the process. Where it is refused, signing is as quick as
  // ever.
  (void)::setpriority(PRIO_PROCESS, 0, kNice);
  if (!announced_ && options_.on_checkpoint) options_.on_checkpoint(newest());
  for (bool last = false; !last;) {
    std::vector<Waiter> waiters;
    {
      std::unique_lock lock(mutex_);
      wake_.wait_for(lock, options_.cadence, [this] { return stopping_ || !waiters_.empty(); });
      waiters.swap(waiters_);
      last = stopping_;
    }
    const Status status = Sign();
    for (const Waiter& waiter : waiters) {
      waiter(status.ok() ? Result<SignedHead>(newest()) : Result<SignedHead>(status));
    }
    if (last && Refusal().ok()) left_unsigned_ = status;
  }
}

Status Checkpointer::Sign() {
  {
    const std::lock_guard lock(mutex_);
    FIVESTEP_RETURN_IF_ERROR(failure_);
  }
  if (log_->failed()) return Unavailable("The log failed; nothing more is signed.");
  if (set_aside_) awaited_ = {};
  const CompactRange tree = log_->tree().range();
  if (tree.size() == range_.size()) return OkStatus();
  FIVESTEP_RETURN_IF_ERROR(Refusal());
  if (tree.size() < awaited_.size) {
    return Unavailable("The restored log has " + std::to_string(tree.size()) + " of " +
                       std::to_string(awaited_.size) + " signed events so far.");
  }
  CompactRange range = range_;
  Status read = ReadBack(tree.size(), range);
  if (read.ok() && range.hashes() != tree.hashes()) {
    read = DataLoss(
        "Events " + std::to_string(range_.size() + 1) + " to " + std::to_string(tree.size()) +
        " do not read back as they were written: the disk or the memory of this machine "
        "is not to be trusted. Nothing was signed. Restore the log on another machine.");
  }
  if (read.ok() && awaited_.size > 0) read = CheckAgainstHead(*log_, std::exchange(awaited_, {}));
  if (!read.ok()) {
    Alarm(read);
    return read;
  }
  SignedHead head{{}, tree.size(), tree.Root(), clock_->Now()};
  const std::string& origin = key_.name();
  Result<std::string> note = SignCheckpoint({origin, head.size, head.root, {}}, key_);
  if (!note.ok()) return note.status();
  head.note = std::move(*note);
  if (const Status kept = KeepHead(*log_, head, options_.file); !kept.ok()) {
    Note("A head was not signed: " + kept.message());
    return kept;
  }
  range_ = std::move(range);
  Publish(std::move(head));
  return OkStatus();
}

Status Checkpointer::ReadBack(int64_t size, CompactRange& range) const {
  return log_->Scan(range.size() + 1, size, [&range](int64_t, std::string_view bytes) {
    range.Append(LeafHash(bytes));
    return true;
  });
}

void Checkpointer::Publish(SignedHead head) {
  {
    const std::lock_guard lock(mutex_);
    newest_ = head;
  }
  if (options_.on_checkpoint) options_.on_checkpoint(head);
}

void Checkpointer::Alarm(const Status& status) {
  {
    const std::lock_guard lock(mutex_);
    failure_ = status;
  }
  if (options_.on_failure) options_.on_failure(status);
}

void Checkpointer::Note(const std::string& sentence) const {
  if (options_.note) options_.note(sentence);
}

}  // namespace fivestep
