// A thread as a tree of text.
#ifndef FIVESTEP_CLI_THREAD_TREE_H_
#define FIVESTEP_CLI_THREAD_TREE_H_

#include <string>

#include "fivestep/programme/v1/programme_service.pb.h"

namespace fivestep::cli {

// The resource that was asked about; below it what it is built on, what was built on it, and what
// mentions it. A resource that is reached twice is drawn out once and referred to after that.
std::string DrawThread(const programme::v1::GetThreadResponse& thread);

}  // namespace fivestep::cli

#endif  // FIVESTEP_CLI_THREAD_TREE_H_
