#include "codesign/domain/brief.h"

#include "fivestep/codesign/v1/error_reason.pb.h"

namespace fivestep::codesign {

Decision Decide(const v1::Brief& brief, const v1::OpenBriefRequest& command,
                const CommandContext&) {
  // A target area that is approved again keeps its brief: sessions may be working on it.
  if (!brief.target_area().empty()) {
    return Reject(v1::BRIEF_ALREADY_OPEN).With("brief", command.brief());
  }
  v1::BriefOpened opened;
  opened.set_brief(command.brief());
  opened.set_target_area(command.target_area());
  opened.set_title(command.title());
  opened.set_indicator(command.indicator());
  opened.set_inequality(command.inequality());
  opened.set_population_group(command.population_group());
  opened.set_geography(command.geography());
  opened.set_mechanism(command.mechanism());
  return Emit(opened);
}

void Evolve(v1::Brief& brief, const v1::BriefOpened& event) {
  brief.set_target_area(event.target_area());
  brief.set_title(event.title());
  brief.set_indicator(event.indicator());
  brief.set_inequality(event.inequality());
  brief.set_population_group(event.population_group());
  brief.set_geography(event.geography());
  brief.set_mechanism(event.mechanism());
}

}  // namespace fivestep::codesign
