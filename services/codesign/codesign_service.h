// Step 4, co-design: what the service does, as the platform is told.
#ifndef FIVESTEP_CODESIGN_CODESIGN_SERVICE_H_
#define FIVESTEP_CODESIGN_CODESIGN_SERVICE_H_

#include "platform/eventlog/model.h"

namespace fivestep::codesign {

ServiceModel MakeModel();

}  // namespace fivestep::codesign

#endif  // FIVESTEP_CODESIGN_CODESIGN_SERVICE_H_
