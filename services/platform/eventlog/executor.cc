#include "platform/eventlog/executor.h"

#include <map>
#include <optional>

#include "fivestep/platform/v1/error_reason.pb.h"
#include "platform/core/resource_name.h"
#include "platform/eventlog/descriptors.h"
#include "platform/eventlog/keys.h"
#include "platform/eventlog/people_fold.h"
#include "platform/eventlog/retention.h"
#include "platform/people/disposal.h"
#include "platform/people/index.h"

namespace fivestep {
namespace pb = google::protobuf;
namespace v1 = platform::v1;
namespace {

v1::Actor ActorOf(const Caller& caller) {
  v1::Actor actor;
  actor.set_id(caller.id);
  actor.set_organisation(caller.organisation);
  for (const std::string& role : caller.roles) actor.add_roles(role);
  actor.set_assurance(static_cast<v1::Assurance>(caller.assurance));
  return actor;
}

std::string NewId(void* source, Instant now) { return static_cast<IdSource*>(source)->NewId(now); }

}  // namespace

std::string OutcomeKey(const std::string& actor, const std::string& method,
                       const std::string& request_id) {
  return keys::Join("c", actor, method, request_id);
}

Status Executor::CheckProgramme(const CommandCall& call) const {
  if (call.programme.empty()) return OkStatus();
  const std::string state = batch_->FindViewValue(keys::kProgrammesView, call.programme);
  if (state == "open" || (state == "closed" && call.rule->access->when_closed())) {
    return OkStatus();
  }
  if (state == "closed") {
    return StatusOf(v1::PROGRAMME_CLOSED, {{"resource", call.programme}});
  }
  if (StateFor(batch_->model(), call.programme) != nullptr) {
    return StatusOf(v1::RESOURCE_NOT_FOUND, {{"resource", call.programme}});
  }
  const std::string field = call.rule->access->scope();
  return StatusOf(v1::REFERENCE_NOT_KNOWN_HERE,
                  {{"field", field.empty() ? "programme" : field}, {"resource", call.programme}});
}

Result<Executor::Target> Executor::FindTarget(const CommandCall& call) const {
  Target target;
  const std::string& creates = call.rule->access->creates();
  if (!creates.empty()) {
    const v1::ResourceType* type = ResourceTypeOf(call.rule->state->GetDescriptor());
    std::string id = StringField(*call.request, creates + "_id");
    if (id.empty()) id = batch_->ids()->NewId(batch_->now());
    const std::string parent = StringField(*call.request, "parent");
    target.name = (parent.empty() ? "" : parent + "/") + type->collection() + "/" + id;
    target.creates = true;
    if (batch_->Row(target.name).exists()) {
      return StatusOf(v1::RESOURCE_EXISTS, {{"resource", target.name}});
    }
    return target;
  }
  target.name = SubjectOf(*call.request);
  const pb::Message* state = StateFor(batch_->model(), target.name);
  const bool right_type =
      state != nullptr && state->GetDescriptor() == call.rule->state->GetDescriptor();
  const bool may_be_new = call.rule->method == nullptr;
  if (!right_type || (!may_be_new && !batch_->Row(target.name).exists())) {
    return StatusOf(v1::RESOURCE_NOT_FOUND, {{"resource", target.name}});
  }
  return target;
}

Status Executor::CheckEtag(const CommandCall& call, const Target& target) const {
  const std::string etag = StringField(*call.request, "etag");
  const std::string present = std::to_string(batch_->Row(target.name).stored.version());
  if (etag.empty() || etag == present) return OkStatus();
  return StatusOf(v1::ETAG_MISMATCH, {{"resource", target.name}, {"etag", present}});
}

Status Executor::CheckReference(const std::string& path, const std::string& name) const {
  if (StateFor(batch_->model(), name) != nullptr) {
    if (batch_->Row(name).exists()) return OkStatus();
    return StatusOf(v1::RESOURCE_NOT_FOUND, {{"resource", name}, {"field", path}});
  }
  const bool known = !batch_->FindViewValue(keys::kReferencesView, name).empty() ||
                     !batch_->FindViewValue(keys::kProgrammesView, name).empty();
  if (known) return OkStatus();
  return StatusOf(v1::REFERENCE_NOT_KNOWN_HERE, {{"field", path}, {"resource", name}});
}

Status Executor::CheckReferences(const CommandCall& call, const Target& target) const {
  Status result;
  VisitLinks(*call.request,
             [&](const std::string& path, const std::string& name, const v1::Link& link) {
               // What is about to be created is not there to be named.
               const bool is_target = name == target.name && !target.creates;
               const bool checked_already = is_target || name == call.programme;
               if (!result.ok() || name.empty() || checked_already) return;
               if (link.role() == v1::LINK_ROLE_SUBJECT && call.rule->method == nullptr) return;
               result = CheckReference(path, name);
             });
  return result;
}

CommandContext Executor::MakeContext(const v1::Actor& actor, const std::string& programme) const {
  CommandContext context{.now = batch_->now(), .actor = actor, .view = *batch_};
  context.programme = programme;
  context.new_id = &NewId;
  context.id_source = batch_->ids();
  return context;
}

Status Executor::AppendAll(const Decision& decision, EventOrigin origin) {
  batch_->SetSavePoint();
  origin.command.set_event_count(static_cast<int>(decision.events().size()));
  int index = 0;
  for (const auto& event : decision.events()) {
    origin.command.set_event_index(index++);
    if (Status status = batch_->Append(*event, origin); !status.ok()) {
      batch_->RollBack();
      return status;
    }
  }
  batch_->ReleaseSavePoint();
  return OkStatus();
}

std::string Executor::TargetOf(const CommandCall& call, const Outcome& outcome) const {
  for (const pb::Message* event : outcome.events) {
    const EventRule* evolves = batch_->model().FindEvent(event->GetTypeName());
    if (evolves->state->GetDescriptor() == call.rule->state->GetDescriptor()) {
      return SubjectOf(*event);
    }
  }
  return SubjectOf(*call.request);
}

std::unique_ptr<pb::Message> Executor::Render(const LoadedRow& row, const std::string& name) const {
  if (!ShowsErasure(*row.resource)) return RenderRow(row, name);
  return RenderRow(row, name, people::FindErasure(name, people::LookupIn(*batch_)));
}

std::unique_ptr<pb::Message> Executor::RenderNew(const CommandCall& call,
                                                 const Outcome& outcome) const {
  if (call.rule->render != nullptr) return call.rule->render(outcome);
  const std::string target = TargetOf(call, outcome);
  return Render(batch_->Row(target), target);
}

Result<std::unique_ptr<pb::Message>> Executor::RenderAgain(const CommandCall& call, int64_t first,
                                                           int64_t last) const {
  Outcome outcome{.first_position = first, .last_position = last, .events = {}};
  std::vector<std::unique_ptr<pb::Message>> events;
  std::map<std::string, int64_t> versions;
  for (int64_t position = first; position <= last; ++position) {
    Result<v1::RecordedEvent> record = batch_->ReadEvent(position);
    if (!record.ok()) return record.status();
    events.push_back(NewMessage(record->type()));
    if (!events.back()->ParseFromString(record->payload())) {
      return DataLoss("Event " + std::to_string(position) + " cannot be read.");
    }
    outcome.events.push_back(events.back().get());
    versions[SubjectOf(*events.back())] = record->stream_version();
  }
  if (call.rule->render != nullptr) return call.rule->render(outcome);
  const std::string target = TargetOf(call, outcome);
  const LoadedRow& row = batch_->Row(target);
  const bool untouched = !versions.contains(target);
  if (untouched || row.stored.version() == versions[target]) return Render(row, target);
  Result<LoadedRow> earlier = batch_->RowAt(target, versions[target]);
  if (!earlier.ok()) return earlier.status();
  return Render(*earlier, target);
}

// A Result that holds a CommandResult with position 0 means: no repeat.
Result<CommandResult> Executor::FindRepeat(const CommandCall& call, const std::string& key,
                                           const std::string& digest) const {
  CommandResult result;
  const std::string bytes = batch_->Get(Family::kOutcomes, key);
  if (bytes.empty()) return result;
  v1::StoredOutcome stored;
  if (!stored.ParseFromString(bytes)) return DataLoss("The outcome index is damaged.");
  if (stored.request_digest() != digest) {
    return StatusOf(v1::REQUEST_ID_REUSED, {{"request_id", call.request_id}});
  }
  auto response = RenderAgain(call, stored.first_position(), stored.last_position());
  if (!response.ok()) return response.status();
  result.response = std::move(*response);
  result.position = stored.last_position();
  result.repeated = true;
  return result;
}

namespace {

CommandResult Refused(Status status, const Batch& batch) {
  CommandResult result;
  result.status = std::move(status);
  result.position = batch.next_position() - 1;
  return result;
}

}  // namespace

CommandResult Executor::Run(const CommandCall& call, const InternalOrigin* origin) {
  if (std::chrono::steady_clock::now() > call.deadline) {
    return Refused(StatusOf(v1::DEADLINE_PASSED), *batch_);
  }
  EventOrigin events;
  events.actor = ActorOf(call.caller);
  const std::string method = origin != nullptr ? origin->method : call.rule->path;
  const std::string request_id =
      call.request_id.empty() ? batch_->ids()->NewId(batch_->now()) : call.request_id;
  const std::string digest = batch_->sealer()->RequestDigest(call.request_bytes);
  const std::string key = OutcomeKey(call.caller.id, method, request_id);
  if (!call.request_id.empty()) {
    Result<CommandResult> repeat = FindRepeat(call, key, digest);
    if (!repeat.ok()) return Refused(repeat.status(), *batch_);
    if (repeat->position > 0) return std::move(*repeat);
  }
  if (Status status = CheckProgramme(call); !status.ok()) return Refused(status, *batch_);
  Result<Target> target = FindTarget(call);
  if (!target.ok()) return Refused(target.status(), *batch_);
  if (Status status = CheckEtag(call, *target); !status.ok()) return Refused(status, *batch_);
  if (Status status = CheckReferences(call, *target); !status.ok()) {
    return Refused(status, *batch_);
  }
  CommandContext context = MakeContext(events.actor, call.programme);
  if (target->creates) context.new_name = target->name;
  const Decision decision = call.rule->decide(*batch_->Row(target->name).resource, *call.request,
                                              call.prepared.get(), context);
  if (decision.rejected()) return Refused(decision.rejection(), *batch_);
  events.correlation_id = origin != nullptr ? origin->correlation_id : call.caller.correlation_id;
  if (origin != nullptr) {
    events.causation = origin->causation;
    events.hop = origin->hop;
  }
  events.command.set_method(method);
  events.command.set_request_id(request_id);
  events.command.set_request_digest(digest);
  const int64_t first = batch_->next_position();
  if (Status status = AppendAll(decision, std::move(events)); !status.ok()) {
    return Refused(status, *batch_);
  }
  CommandResult result;
  result.position = batch_->next_position() - 1;
  if (decision.events().empty()) {
    result.response = call.rule->render != nullptr
                          ? call.rule->render({})
                          : Render(batch_->Row(target->name), target->name);
    return result;
  }
  v1::StoredOutcome stored;
  stored.set_first_position(first);
  stored.set_last_position(result.position);
  stored.set_request_digest(digest);
  batch_->Put(Family::kOutcomes, key, stored.SerializeAsString());
  Outcome outcome{.first_position = first, .last_position = result.position, .events = {}};
  for (const auto& event : decision.events()) outcome.events.push_back(event.get());
  result.response = RenderNew(call, outcome);
  return result;
}

Status Executor::RunTimer(const DueTimer& timer, const std::string& resource) {
  const ServiceModel::TimerHandler* handler = batch_->model().FindTimerRule(timer.rule);
  const LoadedRow& row = batch_->Row(resource);
  if (handler == nullptr || !row.exists()) return OkStatus();
  const EventOrigin origin = OriginOf(timer, resource);
  const std::string key =
      OutcomeKey(origin.actor.id(), origin.command.method(), origin.command.request_id());
  if (!batch_->Get(Family::kOutcomes, key).empty()) return OkStatus();
  CommandCall call;
  CommandRule rule;
  call.rule = &rule;
  call.programme = std::string(ProgrammeOf(resource));
  FIVESTEP_RETURN_IF_ERROR(CheckProgramme(call));
  const CommandContext context = MakeContext(origin.actor, call.programme);
  const Decision decision = handler->decide(*row.resource, context);
  if (decision.rejected()) return decision.rejection();
  return decision.events().empty() ? OkStatus() : AppendOnce(decision, origin);
}

EventOrigin Executor::OriginOf(const DueTimer& timer, const std::string& resource) const {
  EventOrigin origin;
  origin.actor.set_id("system");
  origin.actor.set_assurance(v1::ASSURANCE_NONE);
  origin.correlation_id = batch_->ids()->NewId(batch_->now());
  origin.command.set_method("timer/" + timer.rule);
  origin.command.set_request_id(resource + "@" + ToText(timer.due));
  return origin;
}

Status Executor::AppendOnce(const Decision& decision, const EventOrigin& origin) {
  const int64_t first = batch_->next_position();
  FIVESTEP_RETURN_IF_ERROR(AppendAll(decision, origin));
  v1::StoredOutcome stored;
  stored.set_first_position(first);
  stored.set_last_position(batch_->next_position() - 1);
  batch_->Put(Family::kOutcomes,
              OutcomeKey(origin.actor.id(), origin.command.method(), origin.command.request_id()),
              stored.SerializeAsString());
  return OkStatus();
}

Status Executor::Dispose(const std::string& resource, Instant due) {
  const LoadedRow& row = batch_->Row(resource);
  const std::optional<Instant> present = row.exists() ? DisposalDue(row) : std::nullopt;
  MoveDisposal(*batch_, resource, due, std::nullopt);
  // A newer program may keep the type for longer.
  if (present && *present > due) MoveDisposal(*batch_, resource, std::nullopt, present);
  const people::Lookup lookup = people::LookupIn(*batch_);
  if (!present || *present > due || people::FindErasure(resource, lookup)) return OkStatus();
  if (const std::string hold = people::HoldOn(resource, lookup); !hold.empty()) {
    batch_->Put(Family::kViews, keys::Join(keys::kHeldView, hold, DisposalKey(due, resource)), {});
    return OkStatus();
  }
  const Decision decision = Emit(DisposalOf(resource, row));
  return AppendOnce(decision, OriginOf({std::string(kDisposeRule), due}, resource));
}

CommandResult Executor::RunOwn(pb::Message& event, const Caller& caller,
                               const std::string& method) {
  EventOrigin origin;
  origin.actor = ActorOf(caller);
  origin.correlation_id = caller.correlation_id;
  origin.command.set_method(method);
  origin.command.set_request_id(batch_->ids()->NewId(batch_->now()));
  origin.command.set_event_count(1);
  batch_->SetSavePoint();
  if (Status status = batch_->Append(event, origin); !status.ok()) {
    batch_->RollBack();
    return Refused(status, *batch_);
  }
  batch_->ReleaseSavePoint();
  CommandResult result;
  result.position = batch_->next_position() - 1;
  return result;
}

}  // namespace fivestep
