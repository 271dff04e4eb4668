#include "programme/domain/duty.h"

namespace fivestep::programme {

std::optional<FinancialYear> ParseFinancialYear(std::string_view text) {
  if (text.size() != 7 || text[4] != '-') return std::nullopt;
  const std::string start(text.substr(0, 4));
  const auto first = ParseDate(start + "-04-01");
  if (!first) return std::nullopt;
  const std::string end = std::to_string(static_cast<int>(first->year()) + 1);
  const auto last = ParseDate(end + "-03-31");
  if (!last || end.substr(2) != text.substr(5)) return std::nullopt;
  return FinancialYear{std::string(text), *first, *last};
}

Decision Decide(const pb::DutyJudgement&, const pb::JudgeDutyRequest& command,
                const CommandContext& context) {
  if (!ParseFinancialYear(command.financial_year())) {
    return Reject(pb::FINANCIAL_YEAR_NOT_VALID)
        .With("value", command.financial_year())
        .Violating("financial_year", "Write it as 2026-27.");
  }
  return Emit(FactOf<pb::DutyJudged>(command, context));
}

}  // namespace fivestep::programme
