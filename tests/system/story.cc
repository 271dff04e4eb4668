#include "system/story.h"

#include <stdexcept>

#include "fivestep/programme/v1/programme_service.pb.h"
#include "system/process.h"

namespace fivestep::testing {
namespace {

constexpr std::chrono::minutes kLimit{2};

void Replace(std::string& text, const std::string& what, const std::string& by) {
  for (size_t at = 0; (at = text.find(what, at)) != std::string::npos; at += by.size()) {
    text.replace(at, what.size(), by);
  }
}

}  // namespace

Story::Story(Stack& stack, std::string programme)
    : stack_(stack), programme_(std::move(programme)) {}

Called Story::Send(As who, const std::string& context, const std::string& method,
                   std::string json) {
  Replace(json, "$P", programme_);
  for (const auto& [log, position] : positions_) {
    who.after += (who.after.empty() ? "" : ",") + position;
  }
  Called called = Call(stack_, context, method, json, who);
  const std::string position = called.outcome.Get(kPositionKey);
  if (called.status.ok() && !position.empty()) positions_[context] = position;
  return called;
}

std::unique_ptr<google::protobuf::Message> Story::Do(const As& who, const std::string& context,
                                                     const std::string& method, std::string json) {
  Called called = Send(who, context, method, std::move(json));
  if (!called.status.ok()) throw std::runtime_error(method + ": " + Describe(called.status));
  return std::move(called.answer);
}

Status Story::Refusal(const As& who, const std::string& context, const std::string& method,
                      std::string json) {
  return Send(who, context, method, std::move(json)).status;
}

void Story::PassGate(int step, const std::string& rationale) {
  Do({.role = "programme-manager"}, "programme", "PassGate",
     R"({"name": "$P/gates/step-)" + std::to_string(step) + R"(", "rationale": ")" + rationale +
         R"(", "decided_by_roles": ["programme board"]})");
}

std::string Story::Run(const As& who, std::vector<std::string> words) {
  const std::vector<std::string> caller = {(BinaryDirectory() / "fivestep").string(),
                                           "--actor",
                                           "test-" + who.role,
                                           "--organisation",
                                           who.organisation,
                                           "--roles",
                                           who.role,
                                           "--address-of",
                                           stack_.AddressOf()};
  words.insert(words.begin(), caller.begin(), caller.end());
  const std::filesystem::path output =
      stack_.directory() / ("story-" + std::to_string(++runs_) + ".log");
  Process process({.words = words,
                   .environment = {{"HOME", stack_.directory()},
                                   {"FIVESTEP_WAIT", "60"},
                                   {"FIVESTEP_POSITIONS_FILE", stack_.directory() / "positions"}},
                   .output = output});
  const auto code = process.Wait(kLimit);
  const std::string said = ReadFile(output);
  if (!code || *code != 0) throw std::runtime_error(words[caller.size()] + ": " + said);
  return said;
}

std::vector<std::string> Story::ThreadOf(const std::string& name, const std::string& direction) {
  const auto thread = Do<programme::v1::GetThreadResponse>(
      {.role = "board-member"}, "programme", "GetThread",
      R"({"name": ")" + name + R"(", "direction": "THREAD_DIRECTION_)" + direction + "\"}");
  std::vector<std::string> names;
  for (const auto& node : thread.nodes()) names.push_back(node.name());
  return names;
}

}  // namespace fivestep::testing
