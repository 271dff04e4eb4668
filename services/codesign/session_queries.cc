#include "codesign/session_queries.h"

#include <random>
#include <string>
#include <utility>

#include "codesign/report/session_sheets.h"
#include "codesign/report/session_summary.h"
#include "platform/core/resource_name.h"

namespace fivestep::codesign {
namespace {

// Rows of `collection` in the session's programme that name the session.
template <class Row>
std::vector<Row> RowsOfSession(const std::string& session, const char* collection,
                               const ReadContext& context) {
  std::vector<Row> rows;
  const auto visit = [&](RowSnapshot& snapshot) {
    auto* row = google::protobuf::DynamicCastToGenerated<Row>(snapshot.resource.get());
    if (row != nullptr && row->session() == session) rows.push_back(std::move(*row));
    return true;
  };
  context.ScanRows(ProgrammeOf(session), collection, "", visit);
  return rows;
}

Result<report::SessionMatter> MatterOf(const std::string& name, const ReadContext& context) {
  auto session = context.Get<v1::Session>(name);
  if (!session.ok()) return session.status();
  report::SessionMatter matter;
  for (const std::string& idea_name : session->ideas()) {
    auto idea = context.Get<v1::Idea>(idea_name);
    if (!idea.ok()) return idea.status();
    matter.ideas.push_back(std::move(*idea));
  }
  matter.session = std::move(*session);
  matter.session.set_name(name);
  matter.dissents = RowsOfSession<v1::Dissent>(name, "dissents", context);
  matter.blocks = RowsOfSession<v1::MethodBlock>(name, "methodBlocks", context);
  return matter;
}

// 10 letters and digits that cannot be mistaken for each other: 49 bits, so that two of 500 ballots
// are the same once in four thousand million printings.
std::string RandomToken() {
  static constexpr char kLetters[] = "abcdefghjkmnpqrstuvwxyz23456789";
  std::random_device device;
  std::uniform_int_distribution<size_t> letter(0, sizeof(kLetters) - 2);
  std::string token;
  for (int i = 0; i < 10; ++i) token += kLetters[letter(device)];
  return token;
}

}  // namespace

Result<v1::GetSessionSummaryResponse> AnswerGetSessionSummary(
    const v1::GetSessionSummaryRequest& request, const ReadContext& context) {
  const auto matter = MatterOf(request.name(), context);
  if (!matter.ok()) return matter.status();
  v1::GetSessionSummaryResponse response;
  response.set_page(report::SummaryOf(*matter));
  return response;
}

Result<v1::GetSessionSheetsResponse> AnswerGetSessionSheets(
    const v1::GetSessionSheetsRequest& request, const ReadContext& context) {
  const auto matter = MatterOf(request.name(), context);
  if (!matter.ok()) return matter.status();
  v1::GetSessionSheetsResponse response;
  response.set_page(report::SheetsOf(*matter, request.ballot_count(), RandomToken));
  return response;
}

}  // namespace fivestep::codesign
