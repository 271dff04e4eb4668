#include "metrics/domain/driver_diagram.h"

#include <algorithm>
#include <map>
#include <string>

#include "fivestep/metrics/v1/error_reason.pb.h"
#include "platform/core/violations.h"

namespace fivestep::metrics {
namespace {

using Drivers = google::protobuf::RepeatedPtrField<v1::Driver>;

// What a driver of this kind serves: nothing for a primary one, which serves the aim.
v1::DriverKind Served(v1::DriverKind kind) {
  switch (kind) {
    case v1::DRIVER_KIND_SECONDARY:
      return v1::DRIVER_KIND_PRIMARY;
    case v1::DRIVER_KIND_CHANGE_IDEA:
      return v1::DRIVER_KIND_SECONDARY;
    default:
      return v1::DRIVER_KIND_UNSPECIFIED;
  }
}

Violations Check(const Drivers& drivers) {
  std::map<std::string, v1::DriverKind> kinds;
  Violations violations;
  bool has_primary = false;
  for (int i = 0; i < drivers.size(); ++i) {
    const bool is_new = kinds.emplace(drivers[i].driver(), drivers[i].kind()).second;
    violations.Expect(is_new, "drivers[" + std::to_string(i) + "].driver",
                      "must be an id of its own within the diagram");
    has_primary |= drivers[i].kind() == v1::DRIVER_KIND_PRIMARY;
  }
  violations.Expect(has_primary, "drivers", "must hold a primary driver");
  for (int i = 0; i < drivers.size(); ++i) {
    const v1::DriverKind wanted = Served(drivers[i].kind());
    const auto served = kinds.find(drivers[i].serves());
    const std::string field = "drivers[" + std::to_string(i) + "].serves";
    if (wanted == v1::DRIVER_KIND_UNSPECIFIED) {
      violations.Expect(drivers[i].serves().empty(), field,
                        "must be empty: a primary driver serves the aim");
    } else {
      violations.Expect(served != kinds.end() && served->second == wanted, field,
                        wanted == v1::DRIVER_KIND_PRIMARY
                            ? "must be a primary driver of the diagram"
                            : "must be a secondary driver of the diagram");
    }
  }
  return violations;
}

}  // namespace

Decision Decide(const v1::DriverDiagram&, const v1::DrawDriverDiagramRequest& command,
                const CommandContext& context) {
  const Violations violations = Check(command.drivers());
  if (!violations.empty()) return violations.RejectionBy(v1::DIAGRAM_NOT_CONNECTED);
  v1::DriverDiagramDrawn drawn;
  drawn.set_driver_diagram(context.new_name);
  drawn.set_aim(command.aim());
  drawn.set_aim_metric(command.aim_metric());
  *drawn.mutable_drivers() = command.drivers();
  drawn.set_visibility(command.visibility());
  return Emit(drawn);
}

Decision Decide(const v1::DriverDiagram&, const v1::ReviseDriverDiagramRequest& command,
                const CommandContext&) {
  const Violations violations = Check(command.drivers());
  if (!violations.empty()) return violations.RejectionBy(v1::DIAGRAM_NOT_CONNECTED);
  v1::DriverDiagramRevised revised;
  revised.set_driver_diagram(command.name());
  *revised.mutable_drivers() = command.drivers();
  revised.set_reason(command.reason());
  return Emit(revised);
}

void Evolve(v1::DriverDiagram& diagram, const v1::DriverDiagramDrawn& event) {
  diagram.set_aim(event.aim());
  diagram.set_aim_metric(event.aim_metric());
  *diagram.mutable_drivers() = event.drivers();
  diagram.set_visibility(event.visibility());
  diagram.set_revision_count(1);
}

void Evolve(v1::DriverDiagram& diagram, const v1::DriverDiagramRevised& event) {
  *diagram.mutable_drivers() = event.drivers();
  diagram.set_revision_reason(event.reason());
  diagram.set_revision_count(diagram.revision_count() + 1);
}

bool HasChangeIdea(const v1::DriverDiagram& diagram, std::string_view id) {
  return std::any_of(diagram.drivers().begin(), diagram.drivers().end(),
                     [id](const v1::Driver& driver) {
                       return driver.driver() == id && driver.kind() == v1::DRIVER_KIND_CHANGE_IDEA;
                     });
}

}  // namespace fivestep::metrics
