#include "codesign/report/session_sheets.h"

#include "codesign/domain/block_template.h"
#include "codesign/report/html.h"

namespace fivestep::codesign::report {
namespace {

using Rows = std::vector<std::vector<std::string>>;

// Empty lines of an idea sheet.
constexpr int kIdeaLines = 12;

std::string Sheet(const std::string& html) {
  return "<section class=\"sheet\">\n" + html + "</section>\n";
}

std::string AttendanceSheet(const v1::Session& session) {
  Rows rows;
  for (int group = v1::STAKEHOLDER_GROUP_RESIDENTS; group <= v1::STAKEHOLDER_GROUP_OTHERS;
       ++group) {
    const auto value = static_cast<v1::StakeholderGroup>(group);
    rows.push_back({v1::StakeholderGroup_Name(value), GroupText(value), "", ""});
  }
  return Sheet(Element("h1", "Attendance: " + session.title()) + Element("p", session.name()) +
               Element("p", "Make a stroke for each person. Write no names.") +
               Table("People", {"Code", "Group", "Came", "With lived experience"}, rows));
}

std::string IdeaSheet(const v1::MethodBlock& block) {
  std::string html = Element("h1", "Ideas: " + block.title()) + Element("p", block.name()) +
                     Element("p", TemplateOf(block.method()).how);
  for (int prompt = 0; prompt < block.prompts_size(); ++prompt) {
    const std::string letter(1, static_cast<char>('A' + prompt));
    Rows rows;
    int number = 0;
    for (const v1::BlockItem& item : block.items()) {
      if (item.code()[0] != letter[0]) continue;
      rows.push_back({item.code(), item.title(), GroupText(item.stakeholder_group())});
      ++number;
    }
    while (number < kIdeaLines) rows.push_back({letter + std::to_string(++number), "", ""});
    html += Table(block.prompts(prompt), {"Code", "Idea", "From which group"}, rows);
  }
  return Sheet(html);
}

std::string Instruction(const v1::BallotRule& rule) {
  const std::string marks = std::to_string(rule.marks_per_ballot());
  switch (rule.kind()) {
    case v1::BALLOT_KIND_DOTS:
      return "You have " + marks + " dots. Write how many on each, at most " +
             std::to_string(rule.max_dots_per_item()) + " on one.";
    case v1::BALLOT_KIND_RANKS:
      return "Rank up to " + marks + ": 1 for the best, then 2 and so on. Leave the rest empty.";
    case v1::BALLOT_KIND_RATINGS:
      return "Rate each from 1 (not at all) to 9 (fully).";
    case v1::BALLOT_KIND_MOSCOW:
      return "Place each: 1 must, 2 should, 3 could, 4 will not this time.";
    default:
      return "Give each its impact and its effort, from 1 (low) to 5 (high).";
  }
}

std::string Ballot(const std::string& title, const std::string& of, const std::string& token,
                   const v1::BallotRule& rule, const Rows& items) {
  const bool two_scales = rule.kind() == v1::BALLOT_KIND_IMPACT_EFFORT;
  std::vector<std::string> headings = {"Code", "Item"};
  headings.push_back(two_scales ? "Impact" : "Mark");
  if (two_scales) headings.push_back("Effort");
  Rows rows = items;
  for (auto& row : rows) row.resize(headings.size());
  return Sheet(Element("h1", title) + Element("p", of) + Element("p class=\"token\"", token) +
               Element("p", Instruction(rule)) + Table("Your ballot", headings, rows));
}

std::string BallotsOfBlock(const v1::MethodBlock& block, int count, const NewToken& new_token) {
  Rows items;
  for (const v1::BlockItem& item : block.items()) items.push_back({item.code(), item.title()});
  std::string html;
  for (int i = 0; i < count && !items.empty(); ++i) {
    html += Ballot(block.title(), block.name(), new_token(), block.ballot_rule(), items);
  }
  return html;
}

std::string BallotsOfSession(const SessionMatter& matter, int count, const NewToken& new_token) {
  const v1::Session& session = matter.session;
  if (session.dots_per_ballot() == 0) return {};
  v1::BallotRule rule;
  rule.set_kind(v1::BALLOT_KIND_DOTS);
  rule.set_marks_per_ballot(session.dots_per_ballot());
  rule.set_max_dots_per_item(session.max_dots_per_idea());
  Rows items;
  for (size_t i = 0; i < matter.ideas.size(); ++i) {
    items.push_back({"I" + std::to_string(i + 1), matter.ideas[i].title()});
  }
  std::string html;
  for (int i = 0; i < count && !items.empty(); ++i) {
    html += Ballot(session.title(), session.name(), new_token(), rule, items);
  }
  return html;
}

}  // namespace

std::string SheetsOf(const SessionMatter& matter, int ballot_count, const NewToken& new_token) {
  std::string body = AttendanceSheet(matter.session);
  for (const v1::MethodBlock& block : matter.blocks) body += IdeaSheet(block);
  body += BallotsOfSession(matter, ballot_count, new_token);
  for (const v1::MethodBlock& block : matter.blocks) {
    body += BallotsOfBlock(block, ballot_count, new_token);
  }
  return Page("Sheets: " + matter.session.title(), body);
}

}  // namespace fivestep::codesign::report
