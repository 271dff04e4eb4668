#include "programme/domain/business_case.h"

#include <optional>
#include <string>
#include <utility>

#include "fivestep/platform/v1/error_reason.pb.h"
#include "fivestep/programme/v1/board.pb.h"
#include "fivestep/programme/v1/internal.pb.h"

namespace fivestep::programme {
namespace {

// What the view holds under `name` and the actor may use.
std::optional<pb::StoredMoney> FindMoney(const std::string& name, const CommandContext& context) {
  pb::StoredMoney money;
  const std::string value = context.view.FindViewValue(kMoneyView, name);
  if (value.empty() || !money.ParseFromString(value)) return std::nullopt;
  const bool kept = money.visibility() == platform::v1::VISIBILITY_OWNER &&
                    money.owning_organisation() != context.actor.organisation();
  if (kept) return std::nullopt;
  return money;
}

// Draws the figures of `details` into `figures`.
Decision Draw(const pb::BusinessCaseDetails& details, const CommandContext& context,
              pb::BusinessCaseFigures& figures) {
  std::string unknown;
  const auto find = [&](const std::string& name) {
    auto money = FindMoney(name, context);
    if (!money) unknown += (unknown.empty() ? "" : ", ") + name;
    return money;
  };
  if (!details.appraisal().empty()) {
    if (const auto money = find(details.appraisal())) {
      *figures.mutable_appraisal() = money->appraisal();
    }
  }
  for (const std::string& name : details.repurposings()) {
    if (const auto money = find(name)) *figures.add_repurposings() = money->repurposing();
  }
  if (unknown.empty()) return Decision();
  return Reject(pb::FIGURES_NOT_KNOWN).With("resources", unknown);
}

// The event of the command with the figures of `details`.
template <class Event>
Decision EmitWithFigures(const google::protobuf::Message& command,
                         const pb::BusinessCaseDetails& details, const CommandContext& context) {
  auto event = FactOf<Event>(command, context);
  if (Decision no = Draw(details, context, *event.mutable_figures()); no.rejected()) return no;
  return Emit(std::move(event));
}

}  // namespace

Decision Decide(const pb::BusinessCase&, const pb::DraftBusinessCaseRequest& command,
                const CommandContext& context) {
  return EmitWithFigures<pb::BusinessCaseDrafted>(command, command.details(), context);
}

Decision Decide(const pb::BusinessCase& business_case, const pb::ReviseBusinessCaseRequest& command,
                const CommandContext& context) {
  if (Decision no = CheckState(business_case, command); no.rejected()) return no;
  return EmitWithFigures<pb::BusinessCaseRevised>(command, command.details(), context);
}

Decision Decide(const pb::BusinessCase& business_case, const pb::SubmitBusinessCaseRequest& command,
                const CommandContext& context) {
  if (Decision no = CheckState(business_case, command); no.rejected()) return no;
  const auto* board = context.view.Find<pb::GovernanceBoard>(command.governance_board());
  if (board == nullptr) {
    return Reject(platform::v1::RESOURCE_NOT_FOUND).With("resource", command.governance_board());
  }
  if (board->state() != pb::GovernanceBoard::STATE_ACTIVE) {
    return Reject(pb::BOARD_DISSOLVED).With("board", command.governance_board());
  }
  return EmitWithFigures<pb::BusinessCaseSubmitted>(command, business_case.details(), context);
}

}  // namespace fivestep::programme
