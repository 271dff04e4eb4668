// The programme context as the platform runs it.
#ifndef FIVESTEP_PROGRAMME_PROGRAMME_SERVICE_H_
#define FIVESTEP_PROGRAMME_PROGRAMME_SERVICE_H_

#include "platform/eventlog/model.h"

namespace fivestep::programme {

ServiceModel MakeModel();

}  // namespace fivestep::programme

#endif  // FIVESTEP_PROGRAMME_PROGRAMME_SERVICE_H_
