#include "codesign/report/session_summary.h"

#include <algorithm>

#include "codesign/domain/block_template.h"
#include "codesign/report/html.h"
#include "platform/core/date.h"
#include "platform/core/timestamp.h"

namespace fivestep::codesign::report {
namespace {

// Rows of a result on the page; what comes after is only counted, so that it stays one page.
constexpr size_t kMaxRowsShown = 12;

using Rows = std::vector<std::vector<std::string>>;

void Shorten(Rows& rows, size_t columns) {
  if (rows.size() <= kMaxRowsShown) return;
  const std::string rest = "and " + std::to_string(rows.size() - kMaxRowsShown) + " more";
  rows.resize(kMaxRowsShown);
  rows.push_back({rest});
  rows.back().resize(columns);
}

std::string BandText(const v1::AttendanceBand& band) {
  if (band.fewer_than_eight()) return "fewer than 8";
  if (band.attendee_count_rounded() == 0) return "nobody";
  return "about " + std::to_string(band.attendee_count_rounded());
}

std::string Attendance(const v1::Session& session) {
  Rows rows;
  for (const v1::AttendanceBand& band : session.attendance()) {
    rows.push_back({GroupText(band.group()), BandText(band)});
  }
  return Element("h2", "Who came") + Table("People by group", {"Group", "People"}, rows) +
         Element("p",
                 "With lived experience: " + ShareText(session.lived_experience_share()) + ".");
}

std::string Ideas(const SessionMatter& matter) {
  const v1::Session& session = matter.session;
  const bool ranked = session.ranks_size() == session.ideas_size();
  Rows rows;
  for (size_t i = 0; i < matter.ideas.size(); ++i) {
    const int at = static_cast<int>(i);
    const v1::Idea& idea = matter.ideas[i];
    rows.push_back({ranked ? std::to_string(session.ranks(at)) : "-", idea.title(),
                    GroupText(idea.stakeholder_group()),
                    session.dots_per_ballot() > 0 ? std::to_string(idea.dot_count()) : "-"});
  }
  Shorten(rows, 4);
  return Element("h2", "What was said") +
         Table(ranked ? "Ideas, in the order of the result" : "Ideas, as they came",
               {"Rank", "Idea", "From", "Dots"}, rows);
}

std::string CountsText(const v1::ItemResult& result) {
  std::string text;
  for (int value = 0; value < result.value_counts_size(); ++value) {
    if (result.value_counts(value) == 0) continue;
    text += (text.empty() ? "" : ", ") + std::to_string(value) + ": " +
            std::to_string(result.value_counts(value));
  }
  return text;
}

std::string OutcomeText(v1::BallotKind kind, const v1::ItemResult& result) {
  switch (kind) {
    case v1::BALLOT_KIND_DOTS:
      return NumberText(result.score()) + " dots";
    case v1::BALLOT_KIND_RANKS:
      return NumberText(result.score()) + " points";
    case v1::BALLOT_KIND_RATINGS: {
      std::string text = "median " + NumberText(result.median()) + ", middle half " +
                         NumberText(result.lower_quartile()) + " to " +
                         NumberText(result.upper_quartile());
      if (result.consensus() == v1::CONSENSUS_IN) text += "; consensus for it";
      if (result.consensus() == v1::CONSENSUS_OUT) text += "; consensus against it";
      if (result.consensus() == v1::CONSENSUS_NONE) text += "; no consensus";
      return text;
    }
    case v1::BALLOT_KIND_MOSCOW:
      return result.placement();
    default:
      return result.placement() + ": impact " + NumberText(result.median()) + ", effort " +
             NumberText(result.second_median());
  }
}

std::string TitleOf(const v1::MethodBlock& block, const std::string& code) {
  const auto item = std::find_if(block.items().begin(), block.items().end(),
                                 [&](const v1::BlockItem& entry) { return entry.code() == code; });
  return item == block.items().end() ? std::string() : item->title();
}

std::string Block(const v1::MethodBlock& block) {
  std::string html = Element("h2", block.title()) +
                     Element("p", std::string(TemplateOf(block.method()).name) + ", " +
                                      std::to_string(block.ballot_count()) + " ballots.");
  if (block.state() != v1::MethodBlock::STATE_CLOSED) {
    return html + Element("p", std::to_string(block.items_size()) +
                                   " items; the result does not stand yet.");
  }
  Rows rows;
  for (const v1::ItemResult& result : block.results()) {
    rows.push_back({std::to_string(result.rank()), result.code(), TitleOf(block, result.code()),
                    OutcomeText(block.ballot_rule().kind(), result), CountsText(result)});
  }
  Shorten(rows, 5);
  return html + Table("Result, and how it was marked",
                      {"Rank", "Code", "Item", "Result", "Ballots by value"}, rows);
}

std::string Dissent(const SessionMatter& matter) {
  std::string html = Element("h2", "Who disagrees");
  if (matter.dissents.empty()) return html + Element("p", "No dissent was recorded.");
  Rows rows;
  for (const v1::Dissent& dissent : matter.dissents) {
    rows.push_back({dissent.title(), GroupText(dissent.stakeholder_group())});
  }
  return html + Table("Dissent from the result, kept beside it", {"What", "From"}, rows);
}

}  // namespace

std::string SummaryOf(const SessionMatter& matter) {
  const v1::Session& session = matter.session;
  std::string body = Element("h1", session.title());
  body += Element("p", ToText(DayOf(ToInstant(session.start_time()))) + ", " + session.place() +
                           ". " + MethodText(session.method()) + ".");
  if (session.state() == v1::Session::STATE_SUPERSEDED) {
    body += Element("p", "This session was recorded wrongly (" + session.supersede_reason() +
                             "). " + session.superseded_by() + " stands in its place.");
  }
  if (!session.supersedes().empty()) {
    body += Element("p", "It stands in the place of " + session.supersedes() + ".");
  }
  body += Attendance(session);
  if (!matter.ideas.empty()) body += Ideas(matter);
  for (const v1::MethodBlock& block : matter.blocks) body += Block(block);
  body += Dissent(matter);
  return Page(session.title(), body);
}

}  // namespace fivestep::codesign::report
