#include "cli/thread_proof.h"

#include <filesystem>
#include <iostream>
#include <system_error>

#include "cli/audit_command.h"
#include "cli/commands.h"
#include "cli/json_text.h"
#include "cli/output_file.h"

namespace fivestep::cli {
namespace {

namespace fs = std::filesystem;
namespace pb = programme::v1;

std::string ReceiptName(const std::string& log, int64_t position) {
  return log + "-" + std::to_string(position) + ".receipt";
}

int CountNotShown(const pb::GetThreadResponse& thread) {
  int count = 0;
  for (const pb::ThreadNode& node : thread.nodes()) {
    count += node.state() == pb::THREAD_NODE_STATE_NOT_SHOWN_TO_YOU;
  }
  return count;
}

}  // namespace

ThreadEvents EventsOf(const pb::GetThreadResponse& thread) {
  ThreadEvents events;
  for (const pb::ThreadNode& node : thread.nodes()) {
    if (node.first_position() == 0) continue;
    events[{node.context(), node.first_position()}].push_back("\"resource\":" +
                                                              ToJson(node, JsonLayout::kLine));
  }
  for (const pb::ThreadEdge& edge : thread.edges()) {
    if (edge.position() == 0) continue;
    events[{edge.log(), edge.position()}].push_back("\"link\":" + ToJson(edge, JsonLayout::kLine));
  }
  return events;
}

int ProveThread(const pb::GetThreadResponse& thread, const std::string& directory,
                Session& session) {
  std::error_code failed;
  fs::create_directories(directory, failed);
  if (failed) return FailUsage(InvalidArgument(directory + " cannot be made."));
  std::string chain;
  const ThreadEvents events = EventsOf(thread);
  for (const auto& [event, rests] : events) {
    const auto& [log, position] = event;
    const Result<std::string> receipt = ReceiptOf(log, position, session);
    if (!receipt.ok()) return Fail(receipt.status(), log, "", session);
    const std::string name = ReceiptName(log, position);
    const Status written = WriteFile((fs::path(directory) / name).string(), *receipt);
    if (!written.ok()) return FailUsage(written);
    for (const std::string& what : rests) {
      chain += "{\"receipt\":" + Quoted(name) + "," + what + "}\n";
    }
  }
  const Status written = WriteFile((fs::path(directory) / "chain.jsonl").string(), chain);
  if (!written.ok()) return FailUsage(written);
  std::cout << events.size() << " receipts and chain.jsonl are in " << directory << ".\n";
  if (const int hidden = CountNotShown(thread); hidden > 0) {
    std::cout << "Not proved: " << hidden << " places that are not shown to you.\n";
  }
  if (thread.cut()) std::cout << "There is more than this: ask for it with --limit.\n";
  return kDone;
}

}  // namespace fivestep::cli
