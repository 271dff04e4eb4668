#include <algorithm>
#include <iostream>
#include <vector>

#include "cli/audit_command.h"
#include "cli/audit_reading.h"
#include "cli/commands.h"
#include "platform/audit/checkpoint.h"
#include "platform/audit/merkle.h"
#include "platform/bus/stream_scan.h"
#include "platform/eventlog/findings.h"

namespace fivestep::cli {
namespace {

namespace pb = platform::v1;

// The log's side: 32 bytes for each event.
Result<std::vector<Sha256Digest>> LeavesOf(const std::string& context, Session& session) {
  std::vector<Sha256Digest> leaves;
  bool dense = true;
  const Status status =
      ReadEvents(context, 1, 0, session, [&](int64_t position, const std::string& bytes) {
        dense = dense && position == static_cast<int64_t>(leaves.size()) + 1;
        leaves.push_back(LeafHash(bytes));
      });
  if (!status.ok()) return status;
  if (!dense)
    return DataLoss("The log of " + context + " has a gap. Check it with `audit verify`.");
  return leaves;
}

// `fivestep/<deployment>/<context>`.
std::string DeploymentOf(const std::string& origin) {
  const size_t first = origin.find('/');
  const size_t last = origin.rfind('/');
  return first == last ? std::string() : origin.substr(first + 1, last - first - 1);
}

// Holds the messages of the stream, in order, against the log.
class StreamSide {
 public:
  explicit StreamSide(const std::vector<Sha256Digest>& leaves)
      : leaves_(leaves),
        missing_(&findings_, "position",
                 [](int64_t first, int64_t last) {
                   return "The stream lacks " + EventsText(first, last) +
                          ". An administrator can make it anew from the log: `fivestep bus "
                          "recreate`.";
                 }),
        differing_(&findings_, "leaf hash", [](int64_t first, int64_t last) {
          return "Log and stream hold different bytes as " + EventsText(first, last) +
                 ": one of them was altered.";
        }) {}

  void Take(int64_t sequence, std::string_view bytes) {
    Lack(sequence - 1);
    reached_ = sequence;
    const auto index = static_cast<size_t>(sequence - 1);
    if (index < leaves_.size() && leaves_[index] != LeafHash(bytes)) differing_.Add(sequence);
  }
  std::vector<pb::VerificationFinding> Finish() {
    Lack(static_cast<int64_t>(leaves_.size()));
    missing_.Finish();
    differing_.Finish();
    return findings_.Take();
  }

 private:
  void Lack(int64_t until) {
    for (int64_t position = reached_ + 1; position <= until; ++position) missing_.Add(position);
  }

  const std::vector<Sha256Digest>& leaves_;
  Findings findings_;
  FindingRun missing_;
  FindingRun differing_;
  int64_t reached_ = 0;
};

}  // namespace

int Compare(const AuditCommand& command, Session& session) {
  const auto head = GetCheckpoint(command.context, true, session);
  if (!head.ok()) return Fail(head.status(), command.context, "", session);
  const Result<CheckpointBody> body = ReadCheckpoint(head->note());
  if (!body.ok()) return FailUsage(body.status());
  const auto leaves = LeavesOf(command.context, session);
  if (!leaves.ok()) return Fail(leaves.status(), command.context, "", session);
  ConnectionOptions bus;
  bus.urls = {command.nats_url};
  bus.name = "fivestep audit compare";
  bus.token_file = command.nats_token_file;
  StreamSide stream(*leaves);
  const auto last = static_cast<int64_t>(leaves->size());
  const Result<int64_t> reached =
      ScanEventStream(bus, DeploymentOf(body->origin), command.context, last,
                      [&stream](int64_t sequence, std::string_view bytes) {
                        stream.Take(sequence, bytes);
                        return true;
                      });
  if (!reached.ok()) {
    std::cerr << reached.status().message() << '\n';
    return reached.status().code() == Code::kInvalidArgument ? kUsage : kNotReached;
  }
  const auto findings = stream.Finish();
  PrintFindings(findings, session.settings().json);
  if (!session.settings().json) {
    std::cout << command.context << ": " << last << " events of the log were held against the "
              << "stream. "
              << (findings.empty() ? "They are the same.\n" : "They are not the same.\n");
  }
  return findings.empty() ? kDone : kRefused;
}

}  // namespace fivestep::cli
