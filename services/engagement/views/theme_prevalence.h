// How widely a theme was raised: a view that counts, and a query that releases what may be shown.
//
// The counts stay in this view. They are in no event, since what is published cannot be recalled.
#ifndef FIVESTEP_ENGAGEMENT_VIEWS_THEME_PREVALENCE_H_
#define FIVESTEP_ENGAGEMENT_VIEWS_THEME_PREVALENCE_H_

#include "fivestep/engagement/v1/engagement_service.pb.h"
#include "platform/core/status.h"
#include "platform/eventlog/model.h"
#include "platform/eventlog/reader.h"

namespace fivestep::engagement {

// Theme -> how many contributions are part of it, and how many people that is; those that were
// taken back do not count. Who is known counts once, however often they spoke; who is not counts
// once a contribution.
ViewFold ThemePrevalenceView();

Result<v1::GetThemePrevalenceResponse> AnswerThemePrevalence(
    const v1::GetThemePrevalenceRequest& request, const ReadContext& context);

}  // namespace fivestep::engagement

#endif  // FIVESTEP_ENGAGEMENT_VIEWS_THEME_PREVALENCE_H_
