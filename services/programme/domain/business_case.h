// Business cases in short form, whose figures come from what the metrics log recorded.
//
// Stream: `business_case/{business_case}`. State machine: see services/programme/README.md.
#ifndef FIVESTEP_PROGRAMME_DOMAIN_BUSINESS_CASE_H_
#define FIVESTEP_PROGRAMME_DOMAIN_BUSINESS_CASE_H_

#include "fivestep/programme/v1/business_case.pb.h"
#include "fivestep/programme/v1/events.pb.h"
#include "programme/domain/register.h"

namespace fivestep::programme {

// A view of the metrics log: under the name of an appraisal or of an entry of the repurposing
// ledger a StoredMoney with its figures.
inline constexpr char kMoneyView[] = "money";

// Each of these draws the figures as they are at that moment, and is refused with FIGURES_NOT_KNOWN
// when something it names has not been seen here or is visible to another organisation only.
Decision Decide(const pb::BusinessCase& business_case, const pb::DraftBusinessCaseRequest& command,
                const CommandContext& context);
Decision Decide(const pb::BusinessCase& business_case, const pb::ReviseBusinessCaseRequest& command,
                const CommandContext& context);
Decision Decide(const pb::BusinessCase& business_case, const pb::SubmitBusinessCaseRequest& command,
                const CommandContext& context);

}  // namespace fivestep::programme

#endif  // FIVESTEP_PROGRAMME_DOMAIN_BUSINESS_CASE_H_
