#include "platform/rpc/method_rules.h"

#include "fivestep/platform/v1/error_reason.pb.h"
#include "platform/core/decision.h"
#include "platform/core/resource_name.h"

namespace fivestep {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

constexpr char kAnyProgramme[] = "programmes/-";

Status Refusal(const google::protobuf::MethodDescriptor* method, const std::string& why) {
  return FailedPrecondition(method->full_name() + ": " + why);
}

bool IsSingularString(const FieldDescriptor* field) {
  return field->type() == FieldDescriptor::TYPE_STRING && !field->is_repeated();
}

// Resolves `header.parent` to its fields; empty when it names no singular string.
std::vector<const FieldDescriptor*> Resolve(const google::protobuf::Descriptor* type,
                                            const std::string& path) {
  std::vector<const FieldDescriptor*> fields;
  for (size_t begin = 0; begin <= path.size();) {
    const size_t end = std::min(path.find('.', begin), path.size());
    const FieldDescriptor* field =
        type == nullptr ? nullptr : type->FindFieldByName(path.substr(begin, end - begin));
    if (field == nullptr || field->is_repeated()) return {};
    fields.push_back(field);
    type = field->message_type();
    begin = end + 1;
  }
  return IsSingularString(fields.back()) ? fields : std::vector<const FieldDescriptor*>();
}

}  // namespace

Result<MethodRules> RulesOf(const google::protobuf::MethodDescriptor* method) {
  if (!method->options().HasExtension(platform::v1::access)) {
    return Refusal(method, "it has no `access` option; say who may call it.");
  }
  const platform::v1::Access& access = method->options().GetExtension(platform::v1::access);
  if (access.permission().empty()) return Refusal(method, "its `access` names no permission.");
  if (access.kind() != platform::v1::METHOD_KIND_COMMAND &&
      access.kind() != platform::v1::METHOD_KIND_QUERY) {
    return Refusal(method, "its `access` does not say whether it is a command or a query.");
  }
  MethodRules rules;
  rules.method = method;
  rules.path = "/" + method->service()->full_name() + "/" + method->name();
  rules.permission = access.permission();
  rules.roles = {access.roles().begin(), access.roles().end()};
  rules.kind = access.kind();
  if (!access.scope().empty()) {
    rules.scope = Resolve(method->input_type(), access.scope());
    if (rules.scope.empty()) {
      return Refusal(method, "its scope `" + access.scope() + "` is no text field of the request.");
    }
  }
  const FieldDescriptor* id = method->input_type()->FindFieldByName("request_id");
  if (id != nullptr && IsSingularString(id)) rules.request_id = id;
  return rules;
}

std::string ScopeName(const MethodRules& rules, const Message& request) {
  if (rules.scope.empty()) return {};
  const Message* at = &request;
  for (size_t i = 0; i + 1 < rules.scope.size(); ++i) {
    at = &at->GetReflection()->GetMessage(*at, rules.scope[i]);
  }
  return at->GetReflection()->GetString(*at, rules.scope.back());
}

std::string ScopeProgramme(const MethodRules& rules, const Message& request) {
  const std::string name = ScopeName(rules, request);
  const std::string_view programme = ProgrammeOf(name);
  return programme == kAnyProgramme ? std::string() : std::string(programme);
}

std::string RequestIdOf(const MethodRules& rules, const Message& request) {
  if (rules.request_id == nullptr) return {};
  return request.GetReflection()->GetString(request, rules.request_id);
}

Status Authorise(const MethodRules& rules, const Caller& caller, const std::string& programme) {
  if (caller.Holds(rules.permission, rules.roles, programme)) return OkStatus();
  return StatusOf(platform::v1::PERMISSION_DENIED,
                  {{"permission", rules.permission},
                   {"scope", programme.empty() ? std::string("the whole service") : programme}});
}

}  // namespace fivestep
