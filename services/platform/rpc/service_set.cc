#include "platform/rpc/service_set.h"

#include <utility>

#include "fivestep/platform/v1/admin_service.pb.h"
#include "fivestep/platform/v1/audit_service.pb.h"
#include "fivestep/platform/v1/people_service.pb.h"
#include "platform/rpc/row_query.h"

namespace fivestep {
namespace {

using google::protobuf::MethodDescriptor;
using google::protobuf::ServiceDescriptor;

Status Unanswered(const MethodDescriptor* method, const std::string& remedy) {
  return FailedPrecondition(method->full_name() + ": nothing answers it; " + remedy + ".");
}

const ServiceDescriptor* AuditDescriptor() {
  return platform::v1::ReadEventsRequest::descriptor()->file()->service(0);
}
const ServiceDescriptor* AdminDescriptor() {
  return platform::v1::GetStatusRequest::descriptor()->file()->service(0);
}

}  // namespace

std::vector<const ServiceDescriptor*> ServicesOf(const ServiceModel& model) {
  return {model.service(), ServiceModel::people_service(), AuditDescriptor(), AdminDescriptor()};
}

std::vector<std::string> MethodsOf(const ServiceModel& model) {
  std::vector<std::string> methods;
  for (const ServiceDescriptor* service : ServicesOf(model)) {
    for (int i = 0; i < service->method_count(); ++i) {
      methods.push_back("/" + service->full_name() + "/" + service->method(i)->name());
    }
  }
  return methods;
}

Result<std::unique_ptr<ServiceSet>> ServiceSet::Build(const ServiceModel& model,
                                                      const Handlers& handlers,
                                                      const CallObserver& observer) {
  std::unique_ptr<ServiceSet> set(new ServiceSet(model, handlers));
  for (const ServiceDescriptor* descriptor : ServicesOf(model)) {
    auto& service =
        *set->services_.emplace_back(std::make_unique<DynamicService>(descriptor, observer));
    for (int i = 0; i < descriptor->method_count(); ++i) {
      FIVESTEP_RETURN_IF_ERROR(set->Bind(descriptor->method(i), service));
    }
    FIVESTEP_RETURN_IF_ERROR(service.Complete());
  }
  return Result<std::unique_ptr<ServiceSet>>(std::move(set));
}

Status ServiceSet::Bind(const MethodDescriptor* method, DynamicService& service) {
  Result<MethodRules> rules = RulesOf(method);
  if (!rules.ok()) return rules.status();
  if (method->client_streaming()) {
    const UploadRule* upload = model_.FindUpload(method->input_type());
    if (upload == nullptr) return Unanswered(method, "register an upload for its parts");
    service.ClientStreaming(method, handlers_.uploads->HandlerOf(std::move(*rules), upload));
    return OkStatus();
  }
  if (method->server_streaming()) {
    StreamHandler handler = StreamOf(std::move(*rules));
    if (handler == nullptr) return Unanswered(method, "only AuditService streams its answers");
    service.ServerStreaming(method, std::move(handler));
    return OkStatus();
  }
  return BindUnary(std::move(*rules), service);
}

// Null for a method that nothing answers.
StreamHandler ServiceSet::StreamOf(MethodRules rules) const {
  if (rules.method->service() != AuditDescriptor()) return nullptr;
  if (rules.method->name() == "ReadEvents") return handlers_.audit->ReadEvents(std::move(rules));
  if (rules.method->name() == "VerifyLog") return handlers_.verify->Handler(std::move(rules));
  return nullptr;
}

Status ServiceSet::BindUnary(MethodRules rules, DynamicService& service) {
  const MethodDescriptor* method = rules.method;
  if (method->service() == AdminDescriptor()) {
    UnaryHandler handler = handlers_.admin->HandlerOf(std::move(rules));
    if (handler == nullptr) return Unanswered(method, "AdminService must be extended");
    service.Unary(method, std::move(handler));
    return OkStatus();
  }
  if (method->service() == AuditDescriptor()) {
    UnaryHandler handler = handlers_.audit->HandlerOf(std::move(rules));
    if (handler == nullptr) return Unanswered(method, "AuditService must be extended");
    service.Unary(method, std::move(handler));
    return OkStatus();
  }
  if (method->input_type() == platform::v1::ExportPersonRequest::descriptor()) {
    service.Unary(method, handlers_.people->ExportPerson(std::move(rules)));
    return OkStatus();
  }
  if (rules.kind == platform::v1::METHOD_KIND_COMMAND) {
    const CommandRule* command = model_.FindCommand(method->input_type());
    if (command == nullptr) return Unanswered(method, "register a command for its request");
    service.Unary(method, handlers_.commands->HandlerOf(std::move(rules), command));
    return OkStatus();
  }
  // A context's own query comes first: it may answer a Get or List in its own way.
  if (const QueryRule* query = model_.FindQuery(method->input_type())) {
    service.Unary(method, handlers_.queries->HandlerOf(std::move(rules), query));
    return OkStatus();
  }
  Result<std::unique_ptr<RowQuery>> rows = RowQuery::Make(method);
  if (!rows.ok()) return rows.status();
  if (*rows == nullptr) return Unanswered(method, "register a query for its request");
  service.Unary(method, handlers_.queries->HandlerOf(std::move(rules), std::move(*rows)));
  return OkStatus();
}

std::vector<DynamicService*> ServiceSet::services() const {
  std::vector<DynamicService*> services;
  for (const auto& service : services_) services.push_back(service.get());
  return services;
}

}  // namespace fivestep
