// The pieces that pages of a report are made of. What is called `html` is markup already;
// everything else is text and gets escaped here. Pure.
#ifndef FIVESTEP_METRICS_REPORT_HTML_PARTS_H_
#define FIVESTEP_METRICS_REPORT_HTML_PARTS_H_

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "fivestep/metrics/v1/board_report.pb.h"

namespace fivestep::metrics::report {

// What a section says that has no records.
inline constexpr char kNotRecorded[] = "Not recorded.";

std::string Paragraph(std::string_view text);
// Lines of the text become lines of the page.
std::string Prose(std::string_view text);
std::string Heading(int level, std::string_view text);

// A section of the page that begins with a heading of level 2. `id` needs no escaping.
std::string Section(const char* id, std::string_view heading, const std::string& html);

// A list of points; NotRecorded where there is none.
std::string Points(const std::vector<std::string>& texts);

// Labels with what is said under them.
std::string Definitions(const std::vector<std::pair<std::string, std::string>>& said);

// A table with a caption. Cells are text; those of columns in `numbers` stand to the right. The
// first cell of each row is its heading.
struct Table {
  std::string caption;
  std::vector<std::string> columns;
  std::vector<size_t> numbers = {};
  std::vector<std::vector<std::string>> rows = {};
};
std::string ToHtml(const Table& table);

// An item with its state and lines, under a heading of level 3.
std::string ItemHtml(const v1::ReportItem& item);

// All items of a kind, or NotRecorded.
std::string ItemsHtml(const v1::BoardReportContent& content, std::string_view kind);

}  // namespace fivestep::metrics::report

#endif  // FIVESTEP_METRICS_REPORT_HTML_PARTS_H_
