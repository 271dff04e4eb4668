#include "platform/rpc/admission.h"

#include <algorithm>
#include <utility>

#include "fivestep/platform/v1/error_reason.pb.h"
#include "platform/core/decision.h"
#include "platform/core/resource_name.h"
#include "platform/rpc/positions.h"
#include "platform/rpc/validation.h"

namespace fivestep {
namespace {

// For a scope field whose own rules do not ask for a programme.
Status ScopeMissing(const MethodRules& rules) {
  std::string path;
  for (const google::protobuf::FieldDescriptor* field : rules.scope) {
    path += (path.empty() ? "" : ".") + field->name();
  }
  Status status = StatusOf(platform::v1::INVALID_FIELDS, {{"count", "1"}, {"fields", path}});
  status.SetViolations(
      {{path,
        "`" + path + "` must name the programme or something in it: programmes/{programme}."}});
  return status;
}

}  // namespace

Admission::Admission(const Authenticator* authenticator, const EventLog* log, CommitLoop* loop,
                     const Clock* clock, IdSource* ids,
                     const std::vector<std::string>& followed_logs)
    : authenticator_(authenticator),
      log_(log),
      loop_(loop),
      clock_(clock),
      ids_(ids),
      logs_(followed_logs.begin(), followed_logs.end()) {
  logs_.insert(log->context());
}

Admitted Admission::Check(const MethodRules& rules, const CallInfo& info,
                          const google::protobuf::Message& request) const {
  Admitted admitted;
  Result<Caller> caller = authenticator_->Authenticate(info);
  if (caller.ok()) {
    admitted.caller = std::move(*caller);
    admitted.status = CheckRequest(rules, request, admitted);
  } else {
    admitted.status = caller.status();
  }
  if (admitted.caller.correlation_id.empty()) {
    admitted.caller.correlation_id = ids_->NewId(clock_->Now());
  }
  if (admitted.status.ok() && std::chrono::steady_clock::now() >= info.deadline) {
    admitted.status = StatusOf(platform::v1::DEADLINE_PASSED);
  }
  return admitted;
}

// Permission comes before shape, so that who may not call learns nothing; but a request that does
// not say which programme it is about is told just that, before it is measured against the grants
// for the whole service.
Status Admission::CheckRequest(const MethodRules& rules, const google::protobuf::Message& request,
                               Admitted& admitted) const {
  admitted.programme = ScopeProgramme(rules, request);
  ValidationContext context{.programme = admitted.programme};
  context.any_programme_allowed = rules.kind == platform::v1::METHOD_KIND_QUERY;
  if (!rules.scope.empty() && ProgrammeOf(ScopeName(rules, request)).empty()) {
    FIVESTEP_RETURN_IF_ERROR(ValidateRequest(request, context));
    return ScopeMissing(rules);
  }
  FIVESTEP_RETURN_IF_ERROR(Authorise(rules, admitted.caller, admitted.programme));
  return ValidateRequest(request, context);
}

void Admission::Admit(const MethodRules& rules, const CallInfo& info,
                      const google::protobuf::Message& request,
                      std::function<void(Admitted)> done) {
  Admitted admitted = Check(rules, info, request);
  const std::string after = info.Get(kAfterKey);
  if (!admitted.status.ok() || after.empty()) return done(std::move(admitted));
  const Result<Positions> wanted = ParsePositions(after);
  if (!wanted.ok()) {
    admitted.status = wanted.status();
    return done(std::move(admitted));
  }
  Positions missing = Missing(*wanted);
  if (missing.empty()) return done(std::move(admitted));
  const auto until = std::min(info.deadline, std::chrono::steady_clock::now() + kMaxPositionWait);
  loop_->WaitForPositions(
      missing, until,
      [this, missing, done = std::move(done), admitted = std::move(admitted)](bool reached) {
        Admitted outcome = admitted;
        if (!reached) outcome.status = NotReached(missing);
        done(std::move(outcome));
      });
}

Metadata Admission::Trailers(const std::string& correlation_id, int64_t position) const {
  return {{kPositionKey, PositionText(log_->context(), position)},
          {kCorrelationKey, correlation_id}};
}

Metadata Admission::Trailers(const std::string& correlation_id) const {
  return Trailers(correlation_id, log_->last_position());
}

// A log that this service does not read cannot have news that matter here.
Admission::Positions Admission::Missing(const Positions& wanted) const {
  Positions missing;
  for (const platform::v1::LogPosition& position : wanted) {
    const bool read_here = logs_.contains(position.log());
    if (read_here && Reached(position.log()) < position.position()) missing.push_back(position);
  }
  return missing;
}

int64_t Admission::Reached(const std::string& log) const {
  return log == log_->context() ? log_->last_position() : loop_->CursorOf(log);
}

Status Admission::NotReached(const Positions& wanted) const {
  const Positions missing = Missing(wanted);
  // Reached between the loop's answer and now, or refused because too many wait: the first will do.
  const platform::v1::LogPosition& first = missing.empty() ? wanted.front() : missing.front();
  Status status = StatusOf(platform::v1::POSITION_NOT_REACHED,
                           {{"log", first.log()},
                            {"reached", std::to_string(Reached(first.log()))},
                            {"wanted", std::to_string(first.position())}});
  status.SetRetryAfter(std::chrono::seconds(1));
  return status;
}

}  // namespace fivestep
