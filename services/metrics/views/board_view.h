// What a board report says of other services' matters: a fold over their events, one item for each
// resource, in words.
//
// No event carries a count of people that its disclosure profile withholds, and personal parts are
// sealed, so neither can get in here.
#ifndef FIVESTEP_METRICS_VIEWS_BOARD_VIEW_H_
#define FIVESTEP_METRICS_VIEWS_BOARD_VIEW_H_

#include <string>

#include "platform/eventlog/model.h"

namespace fivestep::metrics {

// The fold of one log.
ViewFold BoardView(std::string log);

}  // namespace fivestep::metrics

#endif  // FIVESTEP_METRICS_VIEWS_BOARD_VIEW_H_
