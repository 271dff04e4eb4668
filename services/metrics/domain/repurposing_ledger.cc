#include "metrics/domain/repurposing_ledger.h"

#include <string>

#include "fivestep/metrics/v1/error_reason.pb.h"
#include "metrics/domain/amounts.h"
#include "platform/core/violations.h"

namespace fivestep::metrics {
namespace {

std::string Field(const char* list, int index, const char* name) {
  return std::string(list) + "[" + std::to_string(index) + "]." + name;
}

void CheckSources(const v1::ProposeRepurposingRequest& command, Violations& violations) {
  for (int i = 0; i < command.sources_size(); ++i) {
    const v1::SourceLine& line = command.sources(i);
    violations.Expect(ParseDate(line.release_date()).has_value(),
                      Field("sources", i, "release_date"), "must be a day, YYYY-MM-DD");
    const bool open = line.variation_check() == v1::VARIATION_CHECK_OPEN;
    violations.Expect(open != !line.variation_reason().empty(),
                      Field("sources", i, "variation_reason"),
                      "must say why it is or is not a substantial variation, and be empty while "
                      "nobody has looked");
  }
}

void CheckDestinations(const v1::ProposeRepurposingRequest& command, Violations& violations) {
  for (int i = 0; i < command.destinations_size(); ++i) {
    violations.Expect(ParseDate(command.destinations(i).start_date()).has_value(),
                      Field("destinations", i, "start_date"), "must be a day, YYYY-MM-DD");
  }
}

// Of the recurrent lines alone, or of all.
template <class Lines>
int64_t Sum(const Lines& lines, bool recurrent_only) {
  int64_t sum = 0;
  for (const auto& line : lines) {
    if (line.recurrent() || !recurrent_only) sum += line.amount_pence();
  }
  return sum;
}

Decision CheckBalance(const v1::ProposeRepurposingRequest& command) {
  const int64_t sources = Sum(command.sources(), false);
  const int64_t destinations = Sum(command.destinations(), false);
  const int64_t difference = sources - destinations - command.double_running_pence();
  if (difference == 0) return Decision();
  return Reject(v1::LEDGER_NOT_BALANCED)
      .With("sources", MoneyText(sources))
      .With("destinations", MoneyText(destinations))
      .With("double_running", MoneyText(command.double_running_pence()))
      .With("difference", MoneyText(difference < 0 ? -difference : difference))
      .With("direction", difference < 0 ? "less" : "more");
}

// Spending that comes back every year cannot rest on money that came once.
Decision CheckRecurrence(const v1::ProposeRepurposingRequest& command) {
  const int64_t sources = Sum(command.sources(), true);
  const int64_t destinations = Sum(command.destinations(), true);
  if (destinations <= sources) return Decision();
  return Reject(v1::RECURRENT_NOT_COVERED)
      .With("sources", MoneyText(sources))
      .With("destinations", MoneyText(destinations))
      .With("difference", MoneyText(destinations - sources));
}

}  // namespace

Decision CheckLedger(const v1::ProposeRepurposingRequest& command) {
  Violations violations;
  CheckSources(command, violations);
  CheckDestinations(command, violations);
  if (!violations.empty()) return violations.RejectionBy(v1::REPURPOSING_NOT_VALID);
  if (Decision refused = CheckBalance(command); refused.rejected()) return refused;
  return CheckRecurrence(command);
}

}  // namespace fivestep::metrics
