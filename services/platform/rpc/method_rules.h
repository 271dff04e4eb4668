// What a method's `(access)` option asks, checked once when the server is built.
#ifndef FIVESTEP_PLATFORM_RPC_METHOD_RULES_H_
#define FIVESTEP_PLATFORM_RPC_METHOD_RULES_H_

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

#include <string>
#include <vector>

#include "fivestep/platform/v1/options.pb.h"
#include "platform/core/status.h"
#include "platform/eventlog/reader.h"

namespace fivestep {

struct MethodRules {
  const google::protobuf::MethodDescriptor* method = nullptr;
  std::string path;  // `/fivestep.engagement.v1.EngagementService/PlanActivity`
  std::string permission;
  std::vector<std::string> roles;
  platform::v1::MethodKind kind = platform::v1::METHOD_KIND_UNSPECIFIED;
  // Field path to the name that gives the programme; empty for methods about the whole service.
  std::vector<const google::protobuf::FieldDescriptor*> scope;
  const google::protobuf::FieldDescriptor* request_id = nullptr;  // null where there is none
};

// Reads the option. FAILED_PRECONDITION, with a sentence that names the method, when the option is
// missing or does not say who may call, what it is about, or whether it changes anything: a server
// with such a method does not start.
Result<MethodRules> RulesOf(const google::protobuf::MethodDescriptor* method);

// The name in the scope field, empty where there is none.
std::string ScopeName(const MethodRules& rules, const google::protobuf::Message& request);

// The programme that the request is about, `programmes/{p}`; empty for requests about the whole
// service and for those about all programmes (`programmes/-`).
std::string ScopeProgramme(const MethodRules& rules, const google::protobuf::Message& request);

// The caller's id for the request, empty where there is none.
std::string RequestIdOf(const MethodRules& rules, const google::protobuf::Message& request);

// Whether `caller` may call the method for `programme`. An empty programme asks for a grant that is
// not limited to one.
//
// Errors: PERMISSION_DENIED, with the permission and the scope as facts.
Status Authorise(const MethodRules& rules, const Caller& caller, const std::string& programme);

}  // namespace fivestep

#endif  // FIVESTEP_PLATFORM_RPC_METHOD_RULES_H_
