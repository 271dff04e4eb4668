#include "platform/people/legal_hold.h"

#include <string>

#include "fivestep/platform/v1/error_reason.pb.h"
#include "platform/core/resource_name.h"

namespace fivestep::people {
namespace v1 = platform::v1;

Decision Decide(const v1::LegalHold&, const v1::PlaceLegalHoldRequest& command,
                const CommandContext& context) {
  for (const std::string& resource : command.resources()) {
    // The permission was looked at for one programme only.
    if (ProgrammeOf(resource) != context.programme) {
      return Reject(v1::RESOURCE_NOT_FOUND).With("resource", resource);
    }
  }
  v1::LegalHoldPlaced placed;
  placed.set_legal_hold(context.new_name);
  *placed.mutable_resources() = command.resources();
  placed.set_reason(command.reason());
  placed.set_authority_role(command.authority_role());
  return Emit(placed);
}

Decision Decide(const v1::LegalHold& hold, const v1::ReleaseLegalHoldRequest& command,
                const CommandContext&) {
  if (hold.state() == v1::LegalHold::STATE_RELEASED) {
    return Reject(v1::LEGAL_HOLD_RELEASED).With("resource", hold.name());
  }
  v1::LegalHoldReleased released;
  released.set_legal_hold(hold.name());
  released.set_reason(command.reason());
  return Emit(released);
}

void Evolve(v1::LegalHold& hold, const v1::LegalHoldPlaced& event) {
  hold.set_name(event.legal_hold());
  hold.set_state(v1::LegalHold::STATE_IN_FORCE);
  *hold.mutable_resources() = event.resources();
  hold.set_reason(event.reason());
  hold.set_authority_role(event.authority_role());
}

void Evolve(v1::LegalHold& hold, const v1::LegalHoldReleased& event) {
  hold.set_state(v1::LegalHold::STATE_RELEASED);
  hold.set_release_reason(event.reason());
}

}  // namespace fivestep::people
