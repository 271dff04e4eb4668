// Answers GetSessionSummary and GetSessionSheets.
#ifndef FIVESTEP_CODESIGN_SESSION_QUERIES_H_
#define FIVESTEP_CODESIGN_SESSION_QUERIES_H_

#include "fivestep/codesign/v1/codesign_service.pb.h"
#include "platform/core/status.h"
#include "platform/eventlog/reader.h"

namespace fivestep::codesign {

// Errors: NOT_FOUND.
Result<v1::GetSessionSummaryResponse> AnswerGetSessionSummary(
    const v1::GetSessionSummaryRequest& request, const ReadContext& context);

// Tokens are drawn from the system's randomness and kept nowhere: printing again gives others.
//
// Errors: NOT_FOUND.
Result<v1::GetSessionSheetsResponse> AnswerGetSessionSheets(
    const v1::GetSessionSheetsRequest& request, const ReadContext& context);

}  // namespace fivestep::codesign

#endif  // FIVESTEP_CODESIGN_SESSION_QUERIES_H_
