// The services of one server: the context's own, PeopleService, AuditService and AdminService,
// every method bound to what answers it.
#ifndef FIVESTEP_PLATFORM_RPC_SERVICE_SET_H_
#define FIVESTEP_PLATFORM_RPC_SERVICE_SET_H_

#include <memory>
#include <string>
#include <vector>

#include "platform/eventlog/model.h"
#include "platform/rpc/admin_service.h"
#include "platform/rpc/audit_service.h"
#include "platform/rpc/command_pipeline.h"
#include "platform/rpc/dynamic_service.h"
#include "platform/rpc/people_service.h"
#include "platform/rpc/queries.h"
#include "platform/rpc/uploads.h"
#include "platform/rpc/verify_log.h"

namespace fivestep {

// The descriptors of a server's services, the context's own first.
std::vector<const google::protobuf::ServiceDescriptor*> ServicesOf(const ServiceModel& model);
// The full methods of all of them.
std::vector<std::string> MethodsOf(const ServiceModel& model);

class ServiceSet {
 public:
  struct Handlers {
    CommandPipeline* commands = nullptr;
    Queries* queries = nullptr;
    Uploads* uploads = nullptr;
    AuditService* audit = nullptr;
    AdminService* admin = nullptr;
    PeopleService* people = nullptr;
    VerifyLogCalls* verify = nullptr;
  };

  // Binds every method. FAILED_PRECONDITION, naming the method, when one has no complete `access`
  // option or nobody who answers it: such a server does not start. All that is handed in must
  // outlive the set.
  static Result<std::unique_ptr<ServiceSet>> Build(const ServiceModel& model,
                                                   const Handlers& handlers,
                                                   const CallObserver& observer);

  // For the server; owned by this object.
  std::vector<DynamicService*> services() const;

 private:
  ServiceSet(const ServiceModel& model, const Handlers& handlers)
      : model_(model), handlers_(handlers) {}
  Status Bind(const google::protobuf::MethodDescriptor* method, DynamicService& service);
  Status BindUnary(MethodRules rules, DynamicService& service);
  StreamHandler StreamOf(MethodRules rules) const;

  const ServiceModel& model_;
  const Handlers handlers_;
  std::vector<std::unique_ptr<DynamicService>> services_;
};

}  // namespace fivestep

#endif  // FIVESTEP_PLATFORM_RPC_SERVICE_SET_H_
