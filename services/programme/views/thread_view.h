// The thread of a programme: a fold over the events of all five logs that knows none of them by
// name.
//
// Every event names its subject and the resources that it is linked with in `link` options, so this
// view reads those and nothing else. The logs arrive in any order relative to each other; the fold
// gives the same values whichever comes first, and when an event comes twice.
#ifndef FIVESTEP_PROGRAMME_VIEWS_THREAD_VIEW_H_
#define FIVESTEP_PROGRAMME_VIEWS_THREAD_VIEW_H_

#include <string>

#include "platform/eventlog/model.h"

namespace fivestep::programme {

// The fold of one log.
ViewFold ThreadView(std::string log);

}  // namespace fivestep::programme

#endif  // FIVESTEP_PROGRAMME_VIEWS_THREAD_VIEW_H_
