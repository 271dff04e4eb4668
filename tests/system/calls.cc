#include "system/calls.h"

#include <google/protobuf/util/json_util.h>

#include <stdexcept>

#include "fivestep/platform/v1/admin_service.pb.h"
#include "fivestep/platform/v1/people_service.pb.h"

namespace fivestep::testing {
namespace {

using google::protobuf::DescriptorPool;
using google::protobuf::MethodDescriptor;

const MethodDescriptor* MethodOf(const std::string& context, const std::string& name) {
  for (const auto* service :
       {ServiceOf(context), platform::v1::GetStatusRequest::descriptor()->file()->service(0),
        platform::v1::GetPersonRequest::descriptor()->file()->service(0)}) {
    if (const MethodDescriptor* method = service->FindMethodByName(name)) return method;
  }
  throw std::invalid_argument(context + " has no method " + name);
}

}  // namespace

const google::protobuf::ServiceDescriptor* ServiceOf(const std::string& context) {
  std::string name = context;
  name[0] = static_cast<char>(name[0] - 'a' + 'A');
  return DescriptorPool::generated_pool()->FindServiceByName("fivestep." + context + ".v1." + name +
                                                             "Service");
}

std::unique_ptr<google::protobuf::Message> NewMessage(const google::protobuf::Descriptor* type) {
  return std::unique_ptr<google::protobuf::Message>(
      google::protobuf::MessageFactory::generated_factory()->GetPrototype(type)->New());
}

Metadata MetadataOf(const As& caller) {
  Metadata metadata{{kActorKey, caller.role.empty() ? "test-nobody" : "test-" + caller.role},
                    {kOrganisationKey, caller.organisation}};
  if (!caller.role.empty()) metadata.emplace_back(kRolesKey, caller.role);
  if (!caller.permissions.empty()) metadata.emplace_back(kPermissionsKey, caller.permissions);
  if (!caller.reason.empty()) metadata.emplace_back(kReasonKey, caller.reason);
  if (!caller.after.empty()) metadata.emplace_back(kAfterKey, caller.after);
  return metadata;
}

Called Call(const Stack& stack, const std::string& context, const MethodDescriptor* method,
            const google::protobuf::Message& request, const As& caller) {
  Called called;
  called.answer = NewMessage(method->output_type());
  Client::CallOptions options;
  options.metadata = MetadataOf(caller);
  called.outcome =
      stack.client(context).Unary(PathOf(method), request, called.answer.get(), options);
  called.status = called.outcome.status;
  return called;
}

Called Call(const Stack& stack, const std::string& context, const std::string& method,
            const std::string& json, const As& caller) {
  const MethodDescriptor* descriptor = MethodOf(context, method);
  const auto request = NewMessage(descriptor->input_type());
  const auto parsed = google::protobuf::util::JsonStringToMessage(json, request.get());
  if (!parsed.ok()) throw std::invalid_argument(method + ": " + parsed.ToString());
  return Call(stack, context, descriptor, *request, caller);
}

std::string Describe(const Status& status) {
  std::string text =
      std::string(CodeName(status.code())) + " " + status.reason() + ": " + status.message();
  for (const FieldViolation& violation : status.violations()) {
    text += "\n    " + violation.field + ": " + violation.description;
  }
  return text;
}

}  // namespace fivestep::testing
