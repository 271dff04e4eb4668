#include "platform/core/csv_field.h"

namespace fivestep {

bool LooksLikeFormula(std::string_view text) {
  // What stands behind any apostrophes.
  const size_t first = text.find_first_not_of('\'');
  return first != std::string_view::npos &&
         std::string_view("=+-@\t\r").find(text[first]) != std::string_view::npos;
}

std::string CsvField(std::string_view text) {
  if (text.find_first_of(",\"\r\n;") == std::string_view::npos) return std::string(text);
  std::string field = "\"";
  for (const char c : text) {
    if (c == '"') field += '"';
    field += c;
  }
  return field + "\"";
}

std::string GuardedCsvField(std::string_view text) {
  return LooksLikeFormula(text) ? CsvField("'" + std::string(text)) : CsvField(text);
}

}  // namespace fivestep
