// How widely a theme was raised: a view that counts, and a query that releases what may be shown.
//
// The counts stay in this view. They are in no event, since what is published cannot be recalled.
#ifndef FIVESTEP_ENGAGEMENT_VIEWS_THEME_PREVALENCE_H_
#define FIVESTEP_ENGAGEMENT_VIEWS_THEME_PREVALENCE_H_

#include <cstdint>

#include "fivestep/engagement/v1/engagement_service.pb.h"
#include "platform/core/status.h"
#include "platform/eventlog/model.h"
#include "platform/eventlog/reader.h"

namespace fivestep::engagement {

// The rule of HES since 13 September 2018: 0 is shown, 1 to 7 is withheld, more is rounded to the
// nearest 5.
inline constexpr int64_t kSmallestShownCount = 8;
inline constexpr int64_t kRoundingBase = 5;

// What may be shown of a count of people.
//
// REQUIRES: count >= 0.  Worked values: 0 -> "0", 1 and 7 -> "fewer than 8", 8 -> "10", 12 -> "10",
// 13 -> "15".
v1::ReleasedCount Release(int64_t count);

// Theme -> how many contributions are part of it; those that were taken back are not.
ViewFold ThemePrevalenceView();

Result<v1::GetThemePrevalenceResponse> AnswerThemePrevalence(
    const v1::GetThemePrevalenceRequest& request, const ReadContext& context);

}  // namespace fivestep::engagement

#endif  // FIVESTEP_ENGAGEMENT_VIEWS_THEME_PREVALENCE_H_
