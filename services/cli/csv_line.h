// Fields of a CSV line (RFC 4180).
#ifndef FIVESTEP_CLI_CSV_LINE_H_
#define FIVESTEP_CLI_CSV_LINE_H_

#include <string>
#include <vector>

namespace fivestep::cli {

// `text` as one field, in quotes where it needs them.
std::string QuotedField(const std::string& text);

// The fields of people's texts as a line without its end. What a spreadsheet would take for a
// formula gets an apostrophe in front.
std::string LineOfTexts(const std::vector<std::string>& texts);

}  // namespace fivestep::cli

#endif  // FIVESTEP_CLI_CSV_LINE_H_
