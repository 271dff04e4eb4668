#include "metrics/report/html_parts.h"

#include <algorithm>

#include "metrics/report/text.h"
#include "platform/core/markup.h"

namespace fivestep::metrics::report {

std::string Paragraph(std::string_view text) { return "<p>" + Escaped(text) + "</p>\n"; }

std::string Prose(std::string_view text) {
  std::string html;
  while (!text.empty()) {
    const size_t end = std::min(text.find('\n'), text.size());
    if (end > 0) html += Paragraph(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return html;
}

std::string Heading(int level, std::string_view text) {
  const std::string tag = "h" + std::to_string(level);
  return "<" + tag + ">" + Escaped(text) + "</" + tag + ">\n";
}

std::string Section(const char* id, std::string_view heading, const std::string& html) {
  return "<section id=\"" + std::string(id) + "\" aria-labelledby=\"" + id + "-h\">\n<h2 id=\"" +
         id + "-h\">" + Escaped(heading) + "</h2>\n" + html + "</section>\n";
}

std::string Points(const std::vector<std::string>& texts) {
  if (texts.empty()) return Paragraph(kNotRecorded);
  std::string html = "<ul>\n";
  for (const std::string& text : texts) html += "<li>" + Escaped(text) + "</li>\n";
  return html + "</ul>\n";
}

std::string Definitions(const std::vector<std::pair<std::string, std::string>>& said) {
  std::string html = "<dl>\n";
  for (const auto& [label, text] : said) {
    html += "<dt>" + Escaped(label) + "</dt><dd>" +
            Escaped(text.empty() ? std::string(kNotRecorded) : text) + "</dd>\n";
  }
  return html + "</dl>\n";
}

std::string ToHtml(const Table& table) {
  const auto side = [&](size_t column) {
    const bool number =
        std::find(table.numbers.begin(), table.numbers.end(), column) != table.numbers.end();
    return number ? " class=\"r\"" : "";
  };
  std::string html = "<table><caption>" + Escaped(table.caption) + "</caption>\n<thead><tr>";
  for (size_t i = 0; i < table.columns.size(); ++i) {
    html += "<th scope=\"col\"" + std::string(side(i)) + ">" + Escaped(table.columns[i]) + "</th>";
  }
  html += "</tr></thead>\n<tbody>\n";
  for (const auto& row : table.rows) {
    html += "<tr>";
    for (size_t i = 0; i < row.size(); ++i) {
      html += i == 0 ? "<th scope=\"row\">" + Escaped(row[i]) + "</th>"
                     : "<td" + std::string(side(i)) + ">" + Escaped(row[i]) + "</td>";
    }
    html += "</tr>\n";
  }
  return html + "</tbody></table>\n";
}

std::string ItemHtml(const v1::ReportItem& item) {
  std::string html = Heading(3, item.title());
  std::vector<std::pair<std::string, std::string>> said;
  if (!item.state().empty()) said.emplace_back("State", item.state());
  for (const v1::ReportLine& line : item.lines()) said.emplace_back(line.label(), line.text());
  return html + Definitions(said);
}

std::string ItemsHtml(const v1::BoardReportContent& content, std::string_view kind) {
  std::string html;
  for (const v1::ReportItem& item : content.items()) {
    if (item.kind() == kind) html += ItemHtml(item);
  }
  return html.empty() ? Paragraph(kNotRecorded) : html;
}

}  // namespace fivestep::metrics::report
