// Calls with any bytes as their body.
#ifndef FIVESTEP_TESTS_SYSTEM_RAW_CALL_H_
#define FIVESTEP_TESTS_SYSTEM_RAW_CALL_H_

#include <google/protobuf/descriptor.h>

#include <string>

#include "platform/core/status.h"
#include "system/calls.h"

namespace fivestep::testing {

// Sends `body` as the only message of the call, whatever the method takes.
Status CallWithBytes(const Stack& stack, const std::string& context,
                     const google::protobuf::MethodDescriptor* method, const std::string& body,
                     const As& caller);

}  // namespace fivestep::testing

#endif  // FIVESTEP_TESTS_SYSTEM_RAW_CALL_H_
