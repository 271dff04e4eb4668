#include "programme/report/document.h"

#include <string_view>
#include <utility>

#include "platform/core/markup.h"

namespace fivestep::programme {
namespace {

// What Markdown would take as its own is escaped; a line end would end a table or a list.
std::string Markdown(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    if (c == '\n' || c == '\r') {
      escaped += ' ';
      continue;
    }
    if (std::string_view("\\`*_[]<>|#").find(c) != std::string_view::npos) escaped += '\\';
    escaped += c;
  }
  return escaped;
}

std::string MarkdownRow(const Document::Row& row) {
  std::string line = "|";
  for (const std::string& cell : row) line += " " + Markdown(cell) + " |";
  return line + "\n";
}

std::string MarkdownTable(const std::vector<Document::Row>& rows) {
  std::string table = MarkdownRow(rows.front()) + "|";
  for (size_t i = 0; i < rows.front().size(); ++i) table += "---|";
  table += "\n";
  for (size_t i = 1; i < rows.size(); ++i) table += MarkdownRow(rows[i]);
  return table;
}

std::string HtmlTable(const std::vector<Document::Row>& rows) {
  std::string table = "<table>\n<thead><tr>";
  for (const std::string& cell : rows.front())
    table += "<th scope=\"col\">" + Escaped(cell) + "</th>";
  table += "</tr></thead>\n<tbody>\n";
  for (size_t i = 1; i < rows.size(); ++i) {
    table += "<tr>";
    for (const std::string& cell : rows[i]) table += "<td>" + Escaped(cell) + "</td>";
    table += "</tr>\n";
  }
  return table + "</tbody>\n</table>\n";
}

constexpr char kStyle[] =
    "body{font-family:sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;line-height:1.5}"
    "table{border-collapse:collapse}th,td{border:1px solid #425563;padding:.3rem .6rem;"
    "text-align:left;vertical-align:top}";

}  // namespace

void Document::Heading(int level, std::string text) {
  blocks_.push_back({level, std::move(text), {}, false});
}

void Document::Paragraph(std::string text) { blocks_.push_back({0, std::move(text), {}, false}); }

void Document::List(Row items) {
  if (!items.empty()) blocks_.push_back({0, {}, {std::move(items)}, false});
}

void Document::Table(std::vector<Row> rows) { blocks_.push_back({0, {}, std::move(rows), true}); }

std::string Document::AsMarkdown() const {
  std::string page;
  for (const Block& block : blocks_) {
    if (!page.empty()) page += "\n";
    if (block.is_table) {
      page += MarkdownTable(block.cells);
    } else if (!block.cells.empty()) {
      for (const std::string& item : block.cells.front()) page += "- " + Markdown(item) + "\n";
    } else {
      const std::string mark = block.level > 0 ? std::string(block.level, '#') + " " : "";
      page += mark + Markdown(block.text) + "\n";
    }
  }
  return page;
}

std::string Document::AsHtml() const {
  std::string title;
  std::string body;
  for (const Block& block : blocks_) {
    if (block.level == 1 && title.empty()) title = block.text;
    if (block.is_table) {
      body += HtmlTable(block.cells);
    } else if (!block.cells.empty()) {
      body += "<ul>\n";
      for (const std::string& item : block.cells.front())
        body += "<li>" + Escaped(item) + "</li>\n";
      body += "</ul>\n";
    } else {
      const std::string tag = block.level > 0 ? "h" + std::to_string(block.level) : "p";
      body += "<" + tag + ">" + Escaped(block.text) + "</" + tag + ">\n";
    }
  }
  return "<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n<title>" +
         Escaped(title) + "</title>\n<style>" + kStyle + "</style>\n</head>\n<body>\n<main>\n" +
         body + "</main>\n</body>\n</html>\n";
}

}  // namespace fivestep::programme
