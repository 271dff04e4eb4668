// What the events of each context mean, for the one thing that the command line must work out by
// itself: whether a log at rest, whose service does not run, still gives its rows and views.
#ifndef FIVESTEP_CLI_MODELS_H_
#define FIVESTEP_CLI_MODELS_H_

#include <string>

#include "platform/eventlog/model.h"

namespace fivestep::cli {

// Null for what is no context. Lives as long as the process.
const ServiceModel* FindModel(const std::string& context);

}  // namespace fivestep::cli

#endif  // FIVESTEP_CLI_MODELS_H_
