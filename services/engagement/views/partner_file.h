// What a partner organisation takes home: its own contributions, and the answers to them.
#ifndef FIVESTEP_ENGAGEMENT_VIEWS_PARTNER_FILE_H_
#define FIVESTEP_ENGAGEMENT_VIEWS_PARTNER_FILE_H_

#include "fivestep/engagement/v1/partner_file.pb.h"
#include "platform/core/status.h"
#include "platform/eventlog/reader.h"

namespace fivestep::engagement {

// A page ends with the contribution that reaches so many lines; with an answer of 4,000 bytes each
// that is 2 MB, half of what one message may have.
inline constexpr int kLinesPerPage = 500;

// Only what the caller's organisation recorded, whatever else the caller may see.
//
// Errors: ORGANISATION_NOT_SAID.
Result<v1::GetPartnerFileResponse> AnswerPartnerFile(const v1::GetPartnerFileRequest& request,
                                                     const ReadContext& context);

}  // namespace fivestep::engagement

#endif  // FIVESTEP_ENGAGEMENT_VIEWS_PARTNER_FILE_H_
