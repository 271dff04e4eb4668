// Calling the services by the names of their methods, with requests as JSON.
#ifndef FIVESTEP_TESTS_SYSTEM_CALLS_H_
#define FIVESTEP_TESTS_SYSTEM_CALLS_H_

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

#include <memory>
#include <string>

#include "platform/core/status.h"
#include "system/stack.h"

namespace fivestep::testing {

// Who calls, as a loopback service believes it.
struct As {
  std::string role;
  std::string permissions = {};
  std::string reason = {};
  std::string after = {};  // positions to wait for, `engagement=12`
  std::string organisation = "QE1";
};

struct Called {
  Status status;
  std::unique_ptr<google::protobuf::Message> answer;
  CallOutcome outcome;
};

// `fivestep.engagement.v1.EngagementService` of `engagement`.
const google::protobuf::ServiceDescriptor* ServiceOf(const std::string& context);
std::unique_ptr<google::protobuf::Message> NewMessage(const google::protobuf::Descriptor* type);
Metadata MetadataOf(const As& caller);

// Calls `method` of the context's own service, or of `AdminService` or `PeopleService` where
// those have it. Throws
// std::invalid_argument when there is no such method or the JSON does not fit.
Called Call(const Stack& stack, const std::string& context, const std::string& method,
            const std::string& json, const As& caller);
Called Call(const Stack& stack, const std::string& context,
            const google::protobuf::MethodDescriptor* method,
            const google::protobuf::Message& request, const As& caller);

// "INVALID_ARGUMENT INVALID_FIELDS: …", with the violations: for messages of failed tests.
std::string Describe(const Status& status);

}  // namespace fivestep::testing

#endif  // FIVESTEP_TESTS_SYSTEM_CALLS_H_
