#include "codesign/reactions/open_brief.h"

#include "platform/core/resource_name.h"

namespace fivestep::codesign {

std::vector<v1::OpenBriefRequest> OpenBrief(const analysis::v1::TargetAreaApproved& event,
                                            const platform::v1::RecordedEvent&) {
  ResourceName target_area;
  // Without a name there is nothing to open. The event is then none that analysis writes.
  if (!ResourceName::Parse(event.target_area(), target_area)) return {};
  v1::OpenBriefRequest open;
  open.set_brief(target_area.programme() + "/briefs/" + target_area.id());
  open.set_target_area(event.target_area());
  open.set_title(event.title());
  open.set_indicator(event.indicator());
  open.set_inequality(event.inequality());
  open.set_population_group(event.population_group());
  open.set_geography(event.geography());
  open.set_mechanism(event.mechanism());
  return {open};
}

}  // namespace fivestep::codesign
