// What stopped services have left on the disk, looked at without them.
#ifndef FIVESTEP_TESTS_CRASH_AT_REST_H_
#define FIVESTEP_TESTS_CRASH_AT_REST_H_

#include "system/stack.h"

namespace fivestep::testing {

// Every service's log opens, its rows and its views are what they are when folded anew from the
// events, and everything sealed in it opens with its keys. Reports what differs as failures of the
// running test. REQUIRES: all services are stopped.
void ExpectSoundAtRest(const Stack& stack);

}  // namespace fivestep::testing

#endif  // FIVESTEP_TESTS_CRASH_AT_REST_H_
