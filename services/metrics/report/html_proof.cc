// What a reader must know of the data, and what the report rests on.
#include <map>

#include "metrics/report/html_parts.h"
#include "metrics/report/html_report.h"
#include "metrics/report/text.h"
#include "metrics/views/board_keys.h"
#include "platform/core/markup.h"

namespace fivestep::metrics::report {
namespace {

constexpr char kDisclosure[] =
    "Figures of people are shown as their disclosure profile releases them. Under the profile for "
    "small counts 1 to 7 people withhold a figure, other counts are rounded to the nearest 5, and "
    "values, gaps and charts are computed from what is released. Published figures are shown as "
    "their source published them. Charts, tables and CSV hold released figures alone; people's "
    "words and names are not in this report.";

}  // namespace

std::string CaveatsSection(const v1::BoardReportContent& content) {
  std::vector<std::string> caveats(content.caveats().begin(), content.caveats().end());
  caveats.insert(caveats.end(), content.brief().caveats().begin(), content.brief().caveats().end());
  std::string html = Points(caveats);
  html += Heading(3, "Data sets");
  Table table{"Data behind the gaps",
              {"Data set", "Publisher", "Licence", "Time covered", "State"}};
  for (const v1::ReportItem& item : content.items()) {
    if (item.kind() != "data set") continue;
    table.rows.push_back({item.title(), LineText(item, "Publisher"), LineText(item, "Licence"),
                          LineText(item, "Time covered"), item.state()});
  }
  html += table.rows.empty() ? Paragraph(kNotRecorded) : ToHtml(table);
  html += Heading(3, "Disclosure") + Paragraph(kDisclosure);
  return Section("caveats", "Data caveats and disclosure", html);
}

std::string ProofSection(const v1::BoardReportContent& content, const Standing& standing) {
  std::map<std::string, std::string> positions;
  for (const auto& position : content.positions()) {
    positions[position.log()] = std::to_string(position.position());
  }
  std::map<std::string, std::string> notes;
  for (const v1::ServiceCheckpoint& checkpoint : standing.checkpoints) {
    notes[checkpoint.context()] = checkpoint.note() + "key: " + checkpoint.verifier_key();
  }
  std::string html = Paragraph(
      "The report says what was recorded up to these positions of the services' logs, and nothing "
      "of what came later. Each checkpoint below covers its log up to that position at least: "
      "whoever keeps it can show later that nothing before it was altered (fivestep audit).");
  Table table{"Logs", {"Service", "Read up to position", "Checkpoint"}, {1}};
  for (const char* log : board::kLogs) {
    const auto position = positions.find(log);
    table.rows.push_back({log, position == positions.end() ? "nothing recorded" : position->second,
                          notes.contains(log) ? "below" : "not recorded"});
  }
  html += ToHtml(table);
  for (const auto& [log, note] : notes) {
    html += Heading(3, "Checkpoint of " + log) + "<pre>" + Escaped(note) + "</pre>\n";
  }
  return Section("proof", "What this report rests on", html);
}

}  // namespace fivestep::metrics::report
