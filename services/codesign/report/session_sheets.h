// Sheets to print for a session, with the codes that its import takes.
#ifndef FIVESTEP_CODESIGN_REPORT_SESSION_SHEETS_H_
#define FIVESTEP_CODESIGN_REPORT_SESSION_SHEETS_H_

#include <functional>
#include <string>

#include "codesign/report/session_summary.h"

namespace fivestep::codesign::report {

// Gives a fresh random token each time.
using NewToken = std::function<std::string()>;

// The attendance sheet (a line per stakeholder group with its code), an idea sheet for each block,
// and `ballot_count` ballots, each with a token of its own, for each block that has items and for
// the session's dot vote. Ideas of the dot vote have the codes I1, I2 and so on, in the order of
// `session.ideas`.
std::string SheetsOf(const SessionMatter& matter, int ballot_count, const NewToken& new_token);

}  // namespace fivestep::codesign::report

#endif  // FIVESTEP_CODESIGN_REPORT_SESSION_SHEETS_H_
