// The analysis context as the platform sees it.
#ifndef FIVESTEP_ANALYSIS_ANALYSIS_SERVICE_H_
#define FIVESTEP_ANALYSIS_ANALYSIS_SERVICE_H_

#include "platform/eventlog/model.h"

namespace fivestep::analysis {

// Every command, event, query and upload of the context; see README.md for the table.
ServiceModel MakeModel();

}  // namespace fivestep::analysis

#endif  // FIVESTEP_ANALYSIS_ANALYSIS_SERVICE_H_
