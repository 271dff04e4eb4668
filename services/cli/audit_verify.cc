#include <filesystem>
#include <iostream>
#include <memory>

#include "cli/audit_command.h"
#include "cli/audit_reading.h"
#include "cli/commands.h"
#include "cli/json_text.h"
#include "cli/models.h"
#include "cli/progress_bar.h"
#include "platform/audit/base64.h"
#include "platform/audit/checkpoint.h"
#include "platform/audit/merkle.h"
#include "platform/eventlog/event_fold.h"
#include "platform/eventlog/findings.h"
#include "platform/eventlog/head_check.h"
#include "platform/eventlog/log_verifier.h"

namespace fivestep::cli {
namespace {

namespace pb = platform::v1;

constexpr char kVerifyLog[] = "/fivestep.platform.v1.AuditService/VerifyLog";
// The newest head outside the database, in a data directory.
constexpr char kCheckpointFile[] = "checkpoint";

std::string Plural(int64_t count, const std::string& what) {
  return std::to_string(count) + " " + what + (count == 1 ? "" : "s");
}

std::string RootText(const Sha256Digest& root) {
  return ToBase64({reinterpret_cast<const char*>(root.data()), root.size()});
}

// One bar for each phase.
class Bars {
 public:
  void Show(const std::string& phase, int64_t done, int64_t total) {
    if (phase != phase_ || bar_ == nullptr) {
      bar_.reset();
      phase_ = phase;
      bar_ = std::make_unique<ProgressBar>(total, ProgressUnit::kCount);
    }
    bar_->Show(done);
  }

 private:
  std::string phase_;
  std::unique_ptr<ProgressBar> bar_;
};

// What this program works out by itself of what a service sends, without believing it anything.
class RemoteLog {
 public:
  RemoteLog(const AuditCommand& command, Session& session)
      : command_(command),
        session_(session),
        fold_(nullptr, nullptr, nullptr, &findings_, &folded_) {}

  Status Run(const std::vector<std::string>& held, const std::vector<VerifierKey>& keys) {
    const Result<pb::Checkpoint> served = GetCheckpoint(command_.context, true, session_);
    if (!served.ok()) return served.status();
    FIVESTEP_RETURN_IF_ERROR(Begin(*served, held, keys));
    FIVESTEP_RETURN_IF_ERROR(
        ReadEvents(command_.context, 1, 0, session_,
                   [this](int64_t position, const std::string& bytes) { Add(position, bytes); }));
    fold_.Finish();
    heads_->Finish(tree_.size());
    return OkStatus();
  }

  std::vector<pb::VerificationFinding> TakeFindings() { return findings_.Take(); }
  int64_t size() const { return tree_.size(); }
  Sha256Digest root() const { return tree_.Root(); }
  int64_t head_count() const { return heads_->count(); }

 private:
  Status Begin(const pb::Checkpoint& served, const std::vector<std::string>& held,
               std::vector<VerifierKey> keys) {
    if (keys.empty() && !served.verifier_key().empty()) {
      std::cerr << "Signatures are checked with the key that the service itself names. Give --key "
                   "with one that you have from elsewhere.\n";
      const Result<VerifierKey> named = VerifierKey::Parse(served.verifier_key());
      if (!named.ok()) return named.status();
      keys.push_back(*named);
    }
    std::string origin = keys.empty() ? "" : keys.front().name();
    const Result<CheckpointBody> body = ReadCheckpoint(served.note());
    if (keys.empty() && body.ok()) origin = body->origin;
    heads_ = std::make_unique<HeadCheck>(origin, std::move(keys), &findings_);
    if (served.size() > 0) heads_->AddStored(served.size(), served.note());
    for (const std::string& note : held) heads_->AddHeld(note);
    heads_->Begin();
    total_ = served.size();
    if (heads_->IsDue(0)) heads_->Compare(0, tree_.Root());
    return OkStatus();
  }

  void Add(int64_t position, const std::string& bytes) {
    if (position != tree_.size() + 1) {
      findings_.Add("position", tree_.size() + 1, 0,
                    "The service sent event " + std::to_string(position) + " where event " +
                        std::to_string(tree_.size() + 1) + " belongs.");
    }
    tree_.Append(LeafHash(bytes));
    fold_.Add(tree_.size(), bytes);
    if (heads_->IsDue(tree_.size())) heads_->Compare(tree_.size(), tree_.Root());
    if (tree_.size() % 1'000 == 0) bars_.Show("reading events", tree_.size(), total_);
  }

  const AuditCommand& command_;
  Session& session_;
  Findings findings_;
  FoldedLog folded_;
  EventFold fold_;
  CompactRange tree_;
  std::unique_ptr<HeadCheck> heads_;
  Bars bars_;
  int64_t total_ = 0;
};

// What only the service can look at: its tree, rows and views.
Result<pb::VerifyLogResponse> AskService(const AuditCommand& command,
                                         const std::vector<std::string>& held, Session& session) {
  pb::VerifyLogRequest request;
  for (const std::string& note : held) request.add_held_checkpoints(note);
  request.set_events_only(command.events_only);
  pb::VerifyLogResponse response;
  Bars bars;
  const Status status = session.Stream(command.context, kVerifyLog, request, &response, [&] {
    bars.Show(response.phase(), response.done_count(), response.total_count());
  });
  if (!status.ok()) return status;
  return response;
}

// Says what was found, in sentences or as JSON, and gives the exit code.
int Conclude(const std::string& what, const Verification& result, bool json) {
  if (json) {
    PrintFindings(result.findings, json);
    std::cout << "{\"log\":" << Quoted(what) << ",\"size\":" << result.size
              << ",\"root\":" << Quoted(RootText(result.root))
              << ",\"checkpoint_count\":" << result.checkpoint_count
              << ",\"row_count\":" << result.row_count
              << ",\"finding_count\":" << result.findings.size() << "}\n";
    return result.findings.empty() ? kDone : kRefused;
  }
  std::cout << what << ": " << Plural(result.size, "event") << " with the root "
            << RootText(result.root) << ", " << Plural(result.checkpoint_count, "signed head")
            << " and " << Plural(result.row_count, "row") << " were checked.\n";
  PrintFindings(result.findings, json);
  std::cout << (result.findings.empty() ? "All is as it was recorded and signed.\n"
                                        : "This log is not as it was.\n");
  return result.findings.empty() ? kDone : kRefused;
}

}  // namespace

int VerifyRunning(const AuditCommand& command, Session& session) {
  const auto keys = ReadKeys(command.key);
  if (!keys.ok()) return FailUsage(keys.status());
  const auto held = ReadCheckpoints(command.checkpoints);
  if (!held.ok()) return FailUsage(held.status());
  RemoteLog log(command, session);
  const Status status = log.Run(*held, *keys);
  if (!status.ok()) return Fail(status, command.context, "", session);
  Verification result;
  result.findings = log.TakeFindings();
  result.size = log.size();
  result.root = log.root();
  result.checkpoint_count = log.head_count();
  const auto inside = AskService(command, *held, session);
  if (!inside.ok()) return Fail(inside.status(), command.context, "", session);
  result.row_count = inside->row_count();
  // The service's own heads were counted there; those of the caller on both sides.
  result.checkpoint_count = std::max<int64_t>(result.checkpoint_count, inside->checkpoint_count());
  for (const auto& finding : inside->findings()) {
    const bool known =
        std::any_of(result.findings.begin(), result.findings.end(),
                    [&](const auto& own) { return own.message() == finding.message(); });
    if (!known) result.findings.push_back(finding);
  }
  return Conclude(command.context, result, session.settings().json);
}

int VerifyAtRest(const AuditCommand& command, Session& session) {
  const auto keys = ReadKeys(command.key);
  if (!keys.ok()) return FailUsage(keys.status());
  auto held = ReadCheckpoints(command.checkpoints);
  if (!held.ok()) return FailUsage(held.status());
  const std::filesystem::path directory(command.directory);
  if (!std::filesystem::is_directory(directory / "log")) {
    return FailUsage(InvalidArgument(command.directory + " is not the data directory of a service: "
                                                         "it has no folder `log`."));
  }
  EventLog::Options options;
  options.directory = directory / "log";
  options.inspect = true;
  const auto log = EventLog::Open(options);
  if (!log.ok()) return FailUsage(log.status());
  if (!command.context.empty() && command.context != (*log)->context()) {
    return FailUsage(InvalidArgument("The log in " + command.directory + " is that of " +
                                     (*log)->context() + ", not of " + command.context + "."));
  }
  if (std::filesystem::exists(directory / kCheckpointFile)) {
    const auto newest = ReadInput(directory / kCheckpointFile);
    if (!newest.ok()) return FailUsage(newest.status());
    held->push_back(*newest);
  }
  VerifyOptions verify;
  verify.keys = *keys;
  verify.held_checkpoints = *held;
  if (!command.events_only) verify.model = FindModel((*log)->context());
  if (keys->empty()) std::cerr << "No signature is checked: give --key.\n";
  Bars bars;
  verify.progress = [&bars](const std::string& phase, int64_t done, int64_t total) {
    bars.Show(phase, done, total);
    return true;
  };
  const Result<Verification> result = VerifyLog(**log, verify);
  if (!result.ok()) return FailUsage(result.status());
  return Conclude((*log)->context() + " in " + command.directory, *result, session.settings().json);
}

}  // namespace fivestep::cli
