// The engagement context as the platform runs it.
#ifndef FIVESTEP_ENGAGEMENT_ENGAGEMENT_SERVICE_H_
#define FIVESTEP_ENGAGEMENT_ENGAGEMENT_SERVICE_H_

#include "platform/eventlog/model.h"

namespace fivestep::engagement {

ServiceModel MakeModel();

}  // namespace fivestep::engagement

#endif  // FIVESTEP_ENGAGEMENT_ENGAGEMENT_SERVICE_H_
