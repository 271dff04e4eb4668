// Proof of a thread: a receipt for every event that it rests on.
#ifndef FIVESTEP_CLI_THREAD_PROOF_H_
#define FIVESTEP_CLI_THREAD_PROOF_H_

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "cli/session.h"
#include "fivestep/programme/v1/programme_service.pb.h"

namespace fivestep::cli {

// The events of a thread by log and position: the first of each resource, and the one that said so
// of each link. To each the links and resources, as JSON, that rest on it. Places that are not
// shown to the caller have none.
using ThreadEvents = std::map<std::pair<std::string, int64_t>, std::vector<std::string>>;
ThreadEvents EventsOf(const programme::v1::GetThreadResponse& thread);

// Writes `LOG-POSITION.receipt` for every event of the thread into `directory`, which is made where
// it is not there, and `chain.jsonl`, one line for each link and resource with its receipt. Each
// receipt is checked before it is written. The result is the exit code.
int ProveThread(const programme::v1::GetThreadResponse& thread, const std::string& directory,
                Session& session);

}  // namespace fivestep::cli

#endif  // FIVESTEP_CLI_THREAD_PROOF_H_
