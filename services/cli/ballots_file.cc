#include "cli/ballots_file.h"

#include <utility>

#include "cli/csv_file.h"
#include "cli/votes_file.h"

namespace fivestep::cli {
namespace {

namespace pb = codesign::v1;

Status AddMark(const CsvFile& file, size_t column, pb::BlockBallotEntry& ballot) {
  const std::string& cell = file.row()[column];
  if (cell.empty()) return OkStatus();
  const size_t slash = cell.find('/');
  int64_t value = 0;
  int64_t second = 0;
  if (!ToWholeNumber(cell.substr(0, slash), value) ||
      (slash != std::string::npos && !ToWholeNumber(cell.substr(slash + 1), second))) {
    return file.BadCell(file.header()[column], "is no mark");
  }
  pb::BallotMark& mark = *ballot.add_marks();
  mark.set_code(file.header()[column]);
  mark.set_value(static_cast<int>(value));
  mark.set_second_value(static_cast<int>(second));
  return OkStatus();
}

}  // namespace

Result<pb::CastBlockBallotsRequest> BallotsOf(const std::string& content) {
  Result<CsvFile> read = CsvFile::Read(content);
  if (!read.ok()) return read.status();
  CsvFile& file = *read;
  const Result<size_t> token = file.ColumnOf("token");
  if (!token.ok()) return token.status();
  pb::CastBlockBallotsRequest request;
  while (file.Next()) {
    FIVESTEP_RETURN_IF_ERROR(file.CheckLength());
    pb::BlockBallotEntry ballot;
    ballot.set_token(file.row()[*token]);
    for (size_t column = 0; column < file.header().size(); ++column) {
      if (column == *token) continue;
      FIVESTEP_RETURN_IF_ERROR(AddMark(file, column, ballot));
    }
    if (ballot.marks_size() > 0) *request.add_ballots() = std::move(ballot);
  }
  if (request.ballots().empty()) return InvalidArgument("The file has no ballots.");
  return request;
}

Result<pb::CastBallotsRequest> DotBallotsOf(const pb::Session& session,
                                            const std::string& content) {
  const auto ballots = BallotsOf(content);
  if (!ballots.ok()) return ballots.status();
  pb::CastBallotsRequest request;
  request.set_name(session.name());
  for (const pb::BlockBallotEntry& entry : ballots->ballots()) {
    pb::BallotEntry& ballot = *request.add_ballots();
    ballot.set_token(entry.token());
    for (const pb::BallotMark& mark : entry.marks()) {
      int64_t number = 0;
      if (!mark.code().starts_with('I') || !ToWholeNumber(mark.code().substr(1), number) ||
          number < 1 || number > session.ideas_size()) {
        return InvalidArgument("`" + mark.code() + "` is not the code of an idea, I1 to I" +
                               std::to_string(session.ideas_size()) + ".");
      }
      pb::DotChoice& choice = *ballot.add_choices();
      choice.set_idea(session.ideas(static_cast<int>(number) - 1));
      choice.set_dot_count(mark.value());
    }
  }
  return request;
}

}  // namespace fivestep::cli
