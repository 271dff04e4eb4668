#include "cli/csv_line.h"

namespace fivestep::cli {

std::string QuotedField(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + "\"";
}

std::string LineOfTexts(const std::vector<std::string>& texts) {
  std::string line;
  for (size_t i = 0; i < texts.size(); ++i) {
    const bool formula =
        !texts[i].empty() && std::string("=+-@\t\r").find(texts[i].front()) != std::string::npos;
    line += (i > 0 ? "," : "") + QuotedField(formula ? "'" + texts[i] : texts[i]);
  }
  return line;
}

}  // namespace fivestep::cli
