// Legal duties by financial year, and what officers make of the evidence for them.
//
// Stream: `duty_judgement/{duty_judgement}`. State machine: see services/programme/README.md.
#ifndef FIVESTEP_PROGRAMME_DOMAIN_DUTY_H_
#define FIVESTEP_PROGRAMME_DOMAIN_DUTY_H_

#include <optional>
#include <string>
#include <string_view>

#include "fivestep/programme/v1/duty.pb.h"
#include "fivestep/programme/v1/events.pb.h"
#include "programme/domain/register.h"

namespace fivestep::programme {

// From 1 April to 31 March, both included. A plain value.
struct FinancialYear {
  std::string text;
  Date first_day;
  Date last_day;
  bool Holds(const Date& day) const { return first_day <= day && day <= last_day; }
};

// Worked value: `2026-27` -> 2026-04-01 to 2027-03-31. Nothing for any other text.
std::optional<FinancialYear> ParseFinancialYear(std::string_view text);

Decision Decide(const pb::DutyJudgement& judgement, const pb::JudgeDutyRequest& command,
                const CommandContext& context);

}  // namespace fivestep::programme

#endif  // FIVESTEP_PROGRAMME_DOMAIN_DUTY_H_
