// Driver diagrams: an aim, what drives it, what could be tried.
//
// Stream: `driver_diagram/{driver_diagram}`.
#ifndef FIVESTEP_METRICS_DOMAIN_DRIVER_DIAGRAM_H_
#define FIVESTEP_METRICS_DOMAIN_DRIVER_DIAGRAM_H_

#include <string_view>

#include "fivestep/metrics/v1/events.pb.h"
#include "fivestep/metrics/v1/improvement.pb.h"
#include "platform/core/decision.h"

namespace fivestep::metrics {

Decision Decide(const v1::DriverDiagram& diagram, const v1::DrawDriverDiagramRequest& command,
                const CommandContext& context);
Decision Decide(const v1::DriverDiagram& diagram, const v1::ReviseDriverDiagramRequest& command,
                const CommandContext& context);

void Evolve(v1::DriverDiagram& diagram, const v1::DriverDiagramDrawn& event);
void Evolve(v1::DriverDiagram& diagram, const v1::DriverDiagramRevised& event);

// Whether the diagram has a change idea of this id.
bool HasChangeIdea(const v1::DriverDiagram& diagram, std::string_view id);

}  // namespace fivestep::metrics

#endif  // FIVESTEP_METRICS_DOMAIN_DRIVER_DIAGRAM_H_
