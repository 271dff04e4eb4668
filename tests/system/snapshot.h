// What a programme holds, in a form that two runs can be compared by.
#ifndef FIVESTEP_TESTS_SYSTEM_SNAPSHOT_H_
#define FIVESTEP_TESTS_SYSTEM_SNAPSHOT_H_

#include <google/protobuf/message.h>

#include <map>
#include <string>
#include <vector>

#include "system/stack.h"

namespace fivestep::testing {

// The resources of each List method, each as text, sorted.
using Snapshot = std::map<std::string, std::vector<std::string>>;

// Every resource of the programme that the services list, without what differs from run to run.
// Throws std::runtime_error when a service does not answer.
Snapshot TakeSnapshot(const Stack& stack, const std::string& programme);

// Takes out what differs from run to run: times, generated ids and orders that follow them, digests
// of what is encrypted. Etags stay: they are versions, and the same history gives the same ones.
void Normalise(google::protobuf::Message& message);

}  // namespace fivestep::testing

#endif  // FIVESTEP_TESTS_SYSTEM_SNAPSHOT_H_
