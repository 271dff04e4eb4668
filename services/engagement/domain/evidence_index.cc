#include "engagement/domain/evidence_index.h"

namespace fivestep::engagement {
namespace {

// Names and labels hold no control characters.
constexpr char kSeparator = '\x1f';

std::string Joined(std::string_view kind, std::string_view first) {
  return std::string(kind) + kSeparator + std::string(first);
}

std::string Joined(std::string_view kind, std::string_view first, std::string_view second) {
  return Joined(kind, first) + kSeparator + std::string(second);
}

}  // namespace

std::string RestsOnKey(std::string_view resource) { return Joined("rests-on", resource); }

std::string UncodedKey(std::string_view activity) { return Joined("uncoded", activity); }

std::string WaitingKey(std::string_view contribution) { return Joined("waiting", contribution); }

std::string CaptureKey(std::string_view activity, std::string_view capture_id) {
  return Joined("capture", activity, capture_id);
}

std::string CodingsOf(std::string_view codebook) { return Joined("coding", codebook, ""); }

std::string CodingKey(std::string_view codebook, std::string_view contribution,
                      std::string_view coder) {
  return Joined(CodingsOf(codebook) + std::string(contribution), coder);
}

CodingParts PartsOfCodingKey(std::string_view key) {
  const size_t coder = key.rfind(kSeparator);
  const size_t contribution = key.rfind(kSeparator, coder - 1);
  return {std::string(key.substr(contribution + 1, coder - contribution - 1)),
          std::string(key.substr(coder + 1))};
}

std::string ReportsOf(std::string_view programme) { return Joined("report", programme, ""); }

std::string ReportKey(std::string_view programme, std::string_view report) {
  return ReportsOf(programme) + std::string(report);
}

std::vector<std::string> LinesOf(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const size_t end = text.find('\n');
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return lines;
}

}  // namespace fivestep::engagement
