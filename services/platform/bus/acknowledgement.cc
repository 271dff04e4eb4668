#include "platform/bus/acknowledgement.h"

#include <charconv>

namespace fivestep {
namespace {

// The answers are flat and written by the server itself, `{"stream":"S","seq":7}` or
// `{"error":{"code":400,"err_code":10071,"description":"…"},…}`, and there is one for every event:
// a search for the two members that matter is enough, and does not build a tree.
int64_t NumberAfter(std::string_view body, std::string_view key) {
  size_t at = body.find(key);
  if (at == std::string_view::npos) return 0;
  at += key.size();
  while (at < body.size() && body[at] == ' ') ++at;
  int64_t number = 0;
  std::from_chars(body.data() + at, body.data() + body.size(), number);
  return number;
}

std::string TextAfter(std::string_view body, std::string_view key) {
  const size_t at = body.find(key);
  if (at == std::string_view::npos) return "";
  const size_t from = body.find('"', at + key.size());
  if (from == std::string_view::npos) return "";
  return std::string(body.substr(from + 1, body.find('"', from + 1) - from - 1));
}

}  // namespace

Acknowledgement ParseAcknowledgement(std::string_view status, std::string_view body) {
  Acknowledgement answer;
  if (!status.empty()) {
    answer.refusal = status == "503" ? "no server is there for the stream"
                                     : "the server answered " + std::string(status);
    return answer;
  }
  if (body.find("\"error\"") != std::string_view::npos) {
    answer.error_code = static_cast<int>(NumberAfter(body, "\"err_code\":"));
    answer.refusal = TextAfter(body, "\"description\":");
    if (answer.refusal.empty()) answer.refusal = "error " + std::to_string(answer.error_code);
    return answer;
  }
  answer.sequence = NumberAfter(body, "\"seq\":");
  if (answer.sequence <= 0) {
    answer.sequence = 0;
    answer.refusal = "the server's answer cannot be read";
  }
  return answer;
}

}  // namespace fivestep
