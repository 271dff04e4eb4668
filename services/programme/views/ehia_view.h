// Which EHIAs are about a target area or an intervention, so that a decision on it can be held
// against them.
#ifndef FIVESTEP_PROGRAMME_VIEWS_EHIA_VIEW_H_
#define FIVESTEP_PROGRAMME_VIEWS_EHIA_VIEW_H_

#include "platform/eventlog/model.h"

namespace fivestep::programme {

// Folds the programme's own log: under what is assessed the names of the EHIAs, one a line.
ViewFold EhiasAboutView();

}  // namespace fivestep::programme

#endif  // FIVESTEP_PROGRAMME_VIEWS_EHIA_VIEW_H_
