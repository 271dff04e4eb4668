#include "metrics/report/html_report.h"

#include <utility>

#include "metrics/report/html_parts.h"
#include "metrics/report/svg_icons.h"
#include "metrics/report/text.h"
#include "platform/core/markup.h"

namespace fivestep::metrics::report {
namespace {

// Text in NHS dark grey on white: 13:1. No colour carries a meaning that words do not.
constexpr char kStyle[] = R"css(
:root{color-scheme:light}
*{box-sizing:border-box}
body{margin:0;background:#fff;color:#212b32;font:16px/1.5 Arial,Helvetica,sans-serif}
.skip{position:absolute;left:-9999px}.skip:focus{left:8px;top:8px;background:#ffeb3b;color:#212b32;padding:8px}
header,main,footer{max-width:62rem;margin:0 auto;padding:0 1.25rem}
header{border-top:10px solid #005eb8;padding-top:1rem}
h1{font-size:1.9rem;line-height:1.2;margin:.3rem 0 .6rem}
h2{font-size:1.45rem;border-bottom:2px solid #005eb8;padding-bottom:.2rem;margin:2.2rem 0 .8rem}
h3{font-size:1.15rem;margin:1.5rem 0 .4rem}
h4{font-size:1rem;margin:1rem 0 .3rem}
a{color:#004281}a:focus-visible,summary:focus-visible{outline:3px solid #212b32;background:#ffeb3b}
.banner{border:3px solid #b3261e;padding:.5rem .8rem;font-weight:700;margin:.8rem 0}
nav ol{columns:2;padding-left:1.4rem}
dl{display:grid;grid-template-columns:minmax(9rem,13rem) 1fr;gap:.25rem 1rem;margin:.4rem 0 1rem}
dt{font-weight:700}dd{margin:0;overflow-wrap:anywhere}
table{border-collapse:collapse;width:100%;margin:.6rem 0 1.2rem;font-size:.93rem}
caption{text-align:left;font-weight:700;padding:.3rem 0}
th,td{border:1px solid #768692;padding:.3rem .5rem;text-align:left;vertical-align:top;overflow-wrap:break-word}
th.r,td.r{text-align:right;font-variant-numeric:tabular-nums}td.r{white-space:nowrap}
thead th{background:#e8edee}tbody th{font-weight:400}
.wide{overflow-x:auto}.wide:focus-visible{outline:3px solid #212b32}
.icon{width:2.6rem;height:2.6rem;vertical-align:middle}
.chart{width:100%;height:auto;border:1px solid #aeb7bd}
.chart text{font-size:11px;fill:#212b32;font-family:Arial,Helvetica,sans-serif}
.chart .i{fill:#289de0;stroke:#212b32}.chart .c{fill:#fab428;stroke:#212b32}
.chart .n{fill:#361475;stroke:#212b32}.chart .o{fill:#7b7d7d;stroke:#212b32}
.key{display:flex;flex-wrap:wrap;gap:.4rem 1.4rem;align-items:center;padding:0;list-style:none}
.key svg{width:1.1rem;height:1.1rem;vertical-align:-.15rem}
.icons{display:flex;flex-wrap:wrap;gap:.3rem 1.2rem;align-items:center;margin:.3rem 0;padding:0;list-style:none}
pre{white-space:pre-wrap;overflow-wrap:anywhere;background:#f0f4f5;padding:.5rem;font-size:.8rem}
details{margin:.3rem 0 1rem}
@media(max-width:40rem){dl{grid-template-columns:1fr}nav ol{columns:1}th,td{padding:.2rem;overflow-wrap:anywhere}td.r{white-space:normal}}
@page{size:A4;margin:16mm 14mm}
@media print{body{font-size:10.5pt}nav,.skip,details{display:none}section{break-before:auto}
h2,h3,h4,caption{break-after:avoid}.chart,tr,dl,.metric{break-inside:avoid}header,main,footer{max-width:none;padding:0}a{color:inherit;text-decoration:none}}
)css";

// The parts in the order of the page, for the list of contents.
constexpr std::pair<const char*, const char*> kContents[] = {
    {"front", "Front sheet"},
    {"matrix", "At a glance: variation and assurance"},
    {"charts", "Charts and commentary"},
    {"gaps", "Gaps by deprivation, ethnicity, age and sex"},
    {"voices", "What people told us, and our response"},
    {"work", "Where we work, and what was designed"},
    {"money", "Money moved and returned"},
    {"risks", "Risks"},
    {"steps", "Next steps"},
    {"caveats", "Data caveats and disclosure"},
    {"proof", "What this report rests on"},
};

std::string Contents() {
  std::string html = "<nav aria-label=\"Contents\"><ol>\n";
  for (const auto& [id, title] : kContents) {
    html += "<li><a href=\"#" + std::string(id) + "\">" + title + "</a></li>\n";
  }
  return html + "</ol></nav>\n";
}

std::string StandingText(const Standing& standing) {
  if (standing.issued) {
    return "Issued by the " + standing.issued_by_role + " on " + TimeText(standing.issue_seconds) +
           ", approved by the " + standing.approved_by_role + ".";
  }
  if (standing.approved_by_role.empty()) return "Draft: nobody has approved this yet.";
  return "Approved by the " + standing.approved_by_role + ", not issued yet.";
}

}  // namespace

std::string HtmlOf(const v1::BoardReportContent& content, const Standing& standing) {
  const std::string standing_text = Escaped(StandingText(standing));
  std::string html =
      "<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>" +
      Escaped(content.title()) + ": report to the " + Escaped(content.brief().board()) +
      "</title>\n<style>" + kStyle +
      "</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#main\">Skip to the report</a>\n"
      "<header>\n<p>Report to the " +
      Escaped(content.brief().board()) + ", " + Escaped(DayText(content.brief().meeting_date())) +
      "</p>\n<h1>" + Escaped(content.title()) + "</h1>\n";
  html += standing.issued ? "<p>" + standing_text + "</p>\n"
                          : "<p class=\"banner\">" + standing_text + "</p>\n";
  html += Contents() + "</header>\n<main id=\"main\">\n";
  html += FrontSheet(content, standing) + MatrixSection(content) + ChartsSection(content) +
          GapsSection(content) + VoicesSection(content) + WorkSection(content) +
          MoneySection(content) + RisksSection(content) + StepsSection(content) +
          CaveatsSection(content) + ProofSection(content, standing);
  return html + "</main>\n<footer>\n<p>" + Escaped(content.board_report()) + ". Put together on " +
         Escaped(TimeText(content.draft_time().seconds())) +
         " from the records of the programme.</p>\n</footer>\n</body>\n</html>\n";
}

}  // namespace fivestep::metrics::report
