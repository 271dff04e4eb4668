// The indicators that the programme holds by deprivation, ethnicity, age and sex, as the analysis
// log gives them: the lines of its equity audits.
#ifndef FIVESTEP_PROGRAMME_VIEWS_INDICATOR_VIEW_H_
#define FIVESTEP_PROGRAMME_VIEWS_INDICATOR_VIEW_H_

#include <string_view>
#include <vector>

#include "fivestep/programme/v1/internal.pb.h"
#include "platform/eventlog/model.h"
#include "platform/eventlog/reader.h"

namespace fivestep::programme {

// Folds the analysis log: under programme and line a StoredAuditLine. Figures are as released.
ViewFold IndicatorView();

// The lines of `programme` whose audit the caller may see, in order of their names; the last
// recorded one for each measure, dimension and area, and only those recorded up to `until`.
std::vector<v1::StoredAuditLine> IndicatorsHeld(const ReadContext& context,
                                                std::string_view programme, Instant until);

}  // namespace fivestep::programme

#endif  // FIVESTEP_PROGRAMME_VIEWS_INDICATOR_VIEW_H_
