#include "codesign/report/html.h"

#include <cctype>
#include <cstdio>

#include "platform/core/markup.h"

namespace fivestep::codesign::report {
namespace {

// Black on white, one column, readable without colour; tables and sheets keep together on paper.
constexpr char kStyle[] =
    "body{font:16px/1.45 Arial,sans-serif;color:#111;max-width:46em;margin:1em auto;padding:0 1em}"
    "h1{font-size:1.5em;margin:.2em 0}h2{font-size:1.15em;margin:1em 0 .3em}"
    "table{border-collapse:collapse;width:100%;margin:.4em 0}caption{text-align:left;font-weight:"
    "bold;padding:.2em 0}th,td{border:1px solid #555;padding:.25em .45em;text-align:left;"
    "vertical-align:top}.token{font:bold 1.3em monospace}.sheet{break-before:page;break-inside:"
    "avoid}.sheet:first-of-type{break-before:auto}@media print{body{font-size:11pt;margin:0;"
    "max-width:none}}@page{size:A4;margin:14mm}";

// `STAKEHOLDER_GROUP_RESIDENTS` without its beginning, in small letters.
std::string WordsOf(std::string name, size_t begin) {
  name = name.size() > begin ? name.substr(begin) : "not said";
  for (char& c : name)
    c = c == '_' ? ' ' : static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return name;
}

}  // namespace

std::string Element(std::string_view tag, std::string_view text) {
  const std::string name(tag);
  return "<" + name + ">" + Escaped(text) + "</" + name.substr(0, name.find(' ')) + ">\n";
}

std::string Table(std::string_view caption, const std::vector<std::string>& headings,
                  const std::vector<std::vector<std::string>>& rows) {
  std::string html = "<table>" + Element("caption", caption) + "<thead><tr>";
  for (const std::string& heading : headings) html += Element("th scope=\"col\"", heading);
  html += "</tr></thead><tbody>\n";
  for (const std::vector<std::string>& row : rows) {
    html += "<tr>";
    for (size_t i = 0; i < row.size(); ++i) {
      html += Element(i == 0 ? "th scope=\"row\"" : "td", row[i]);
    }
    html += "</tr>\n";
  }
  return html + "</tbody></table>\n";
}

std::string Page(std::string_view title, std::string_view body) {
  return "<!DOCTYPE html>\n<html lang=\"en-GB\"><head><meta charset=\"utf-8\">"
         "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n" +
         Element("title", title) + "<style>" + kStyle + "</style></head>\n<body><main>\n" +
         std::string(body) + "</main></body></html>\n";
}

std::string GroupText(v1::StakeholderGroup group) {
  if (group == v1::STAKEHOLDER_GROUP_RESIDENTS) return "residents and people with lived experience";
  if (group == v1::STAKEHOLDER_GROUP_VCFSE) return "voluntary and community sector";
  return WordsOf(v1::StakeholderGroup_Name(group), sizeof("STAKEHOLDER_GROUP_") - 1);
}

std::string ShareText(v1::LivedExperienceShare share) {
  if (share == v1::LIVED_EXPERIENCE_SHARE_UNSPECIFIED) return "not asked for";
  return WordsOf(v1::LivedExperienceShare_Name(share), sizeof("LIVED_EXPERIENCE_SHARE_") - 1);
}

std::string MethodText(v1::SessionMethod method) {
  return WordsOf(v1::SessionMethod_Name(method), sizeof("SESSION_METHOD_") - 1);
}

std::string NumberText(double number) {
  char text[32];
  std::snprintf(text, sizeof(text), "%.2f", number);
  std::string trimmed = text;
  trimmed.erase(trimmed.find_last_not_of('0') + 1);
  if (trimmed.ends_with('.')) trimmed.pop_back();
  return trimmed;
}

}  // namespace fivestep::codesign::report
