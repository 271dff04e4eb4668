#include "metrics/views/board_items.h"

#include <cctype>
#include <cmath>
#include <cstdio>

namespace fivestep::metrics::board {

void Say(v1::StoredBoardItem& stored, const char* label, const std::string& text) {
  auto& lines = *stored.mutable_item()->mutable_lines();
  for (int i = 0; i < lines.size(); ++i) {
    if (lines[i].label() != label) continue;
    if (text.empty()) {
      lines.DeleteSubrange(i, 1);
    } else {
      lines[i].set_text(text);
    }
    return;
  }
  if (text.empty()) return;
  v1::ReportLine& line = *lines.Add();
  line.set_label(label);
  line.set_text(text);
}

void SayAlso(v1::StoredBoardItem& stored, const char* label, const std::string& text) {
  for (const v1::ReportLine& line : stored.item().lines()) {
    if (line.label() == label) return Say(stored, label, line.text() + "; " + text);
  }
  Say(stored, label, text);
}

std::string Words(const std::string& enum_name, const std::string& prefix) {
  if (!enum_name.starts_with(prefix) || enum_name == prefix + "UNSPECIFIED") return {};
  std::string words = enum_name.substr(prefix.size());
  for (char& c : words) c = c == '_' ? ' ' : static_cast<char>(std::tolower(c));
  return words;
}

std::string NumberText(double number) {
  char text[64];
  std::snprintf(text, sizeof(text), "%.2f", std::abs(number) < 0.005 ? 0.0 : number);
  std::string result = text;
  while (result.ends_with('0')) result.pop_back();
  if (result.ends_with('.')) result.pop_back();
  return result;
}

}  // namespace fivestep::metrics::board
