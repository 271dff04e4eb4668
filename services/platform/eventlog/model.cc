#include "platform/eventlog/model.h"

#include <algorithm>
#include <set>
#include <stdexcept>

#include "fivestep/platform/v1/events.pb.h"
#include "fivestep/platform/v1/operation.pb.h"
#include "platform/eventlog/descriptors.h"
#include "platform/people/disposal.h"
#include "platform/people/legal_hold.h"
#include "platform/people/person.h"

namespace fivestep {
namespace pb = google::protobuf;
namespace {

void EvolveOperation(platform::v1::Operation& operation,
                     const platform::v1::ParkedEventSkipped& event) {
  operation.set_name(event.operation());
  operation.set_reason(event.reason());
}

void EvolveRecreation(platform::v1::Operation& operation,
                      const platform::v1::StreamRecreated& event) {
  operation.set_name(event.operation());
  operation.set_reason(event.reason());
}

void EvolveRestore(platform::v1::Operation& operation, const platform::v1::LogRestored& event) {
  operation.set_name(event.operation());
  operation.set_reason(event.reason());
}

void EvolveDisclosure(platform::v1::Disclosure& disclosure,
                      const platform::v1::PersonalDataOpened& event) {
  disclosure.set_name(event.disclosure());
  disclosure.set_resource_count(event.resources_size());
  disclosure.set_reason(event.reason());
  *disclosure.mutable_resources() = event.resources();
  *disclosure.mutable_permissions() = event.permissions();
  disclosure.set_method(event.method());
  disclosure.set_actor_id(event.actor_id());
  disclosure.set_organisation(event.organisation());
}

[[noreturn]] void Misuse(const std::string& text) {
  throw std::logic_error("service model: " + text);
}

// The text fields at the top of `event` that `wanted` holds of.
template <class Wanted>
std::vector<const pb::FieldDescriptor*> FieldsOf(const pb::Descriptor* event, Wanted wanted) {
  std::vector<const pb::FieldDescriptor*> fields;
  for (int i = 0; i < event->field_count(); ++i) {
    const pb::FieldDescriptor* field = event->field(i);
    if (field->type() == pb::FieldDescriptor::TYPE_STRING && wanted(field->options())) {
      fields.push_back(field);
    }
  }
  return fields;
}

bool NamesAPerson(const pb::FieldOptions& options) {
  const platform::v1::Link& link = options.GetExtension(platform::v1::link);
  const bool a_person =
      std::find(link.type().begin(), link.type().end(), "person") != link.type().end();
  return a_person && link.role() != platform::v1::LINK_ROLE_SUBJECT;
}

// `sessions/ballots`, the key under which FindState finds a resource type.
std::string CollectionPath(const platform::v1::ResourceType& type) {
  return type.parent().empty() ? type.collection() : type.parent() + "/" + type.collection();
}

}  // namespace

ServiceModel::ServiceModel(std::string context, const pb::ServiceDescriptor* service)
    : context_(std::move(context)), service_(service) {
  Event<platform::v1::Operation, platform::v1::ParkedEventSkipped>(EvolveOperation);
  Event<platform::v1::Operation, platform::v1::StreamRecreated>(EvolveRecreation);
  Event<platform::v1::Operation, platform::v1::LogRestored>(EvolveRestore);
  Event<platform::v1::Disclosure, platform::v1::PersonalDataOpened>(EvolveDisclosure);
  RegisterPeople();
}

const pb::ServiceDescriptor* ServiceModel::people_service() {
  return platform::v1::GetPersonRequest::descriptor()->file()->service(0);
}

void ServiceModel::RegisterPeople() {
  namespace v1 = platform::v1;
  Event<v1::Person, v1::PersonRegistered>(people::Evolve);
  Event<v1::Person, v1::PersonCorrected>(people::Evolve);
  Event<v1::Person, v1::PersonRestricted>(people::Evolve);
  Event<v1::Person, v1::PersonRestrictionLifted>(people::Evolve);
  Event<v1::Person, v1::PersonErased>(people::Evolve);
  Event<v1::LegalHold, v1::LegalHoldPlaced>(people::Evolve);
  Event<v1::LegalHold, v1::LegalHoldReleased>(people::Evolve);
  Event<v1::Disposal, v1::RecordDisposed>(people::Evolve);
  Command<v1::Person, v1::RegisterPersonRequest>(people::Decide);
  Command<v1::Person, v1::CorrectPersonRequest>(people::Decide);
  Command<v1::Person, v1::RestrictPersonRequest>(people::Decide);
  Command<v1::Person, v1::LiftRestrictionRequest>(people::Decide);
  Command<v1::Person, v1::ErasePersonRequest>(people::Decide);
  Command<v1::LegalHold, v1::PlaceLegalHoldRequest>(people::Decide);
  Command<v1::LegalHold, v1::ReleaseLegalHoldRequest>(people::Decide);
}

const pb::MethodDescriptor* ServiceModel::MethodTaking(const pb::Descriptor* request) const {
  for (const pb::ServiceDescriptor* service : {service_, people_service()}) {
    for (int i = 0; i < service->method_count(); ++i) {
      if (service->method(i)->input_type() == request) return service->method(i);
    }
  }
  return nullptr;
}

void ServiceModel::AddState(const pb::Message* state) {
  const auto* type = ResourceTypeOf(state->GetDescriptor());
  if (type == nullptr) Misuse(state->GetTypeName() + " has no (resource) option");
  const auto added = states_.emplace(CollectionPath(*type), state);
  if (added.first->second->GetDescriptor() != state->GetDescriptor()) {
    Misuse("two resource types in the collection " + CollectionPath(*type));
  }
  types_.clear();
  for (const auto& [path, known] : states_) {
    const auto* known_type = ResourceTypeOf(known->GetDescriptor());
    types_.emplace(known_type->collection(), known_type->type());
  }
}

void ServiceModel::AddEvent(EventRule rule) {
  if (SubjectField(rule.event) == nullptr) {
    Misuse(rule.event->full_name() + " has no field that links its subject");
  }
  AddState(rule.state);
  rule.people = FieldsOf(rule.event, NamesAPerson);
  rule.erases = FieldsOf(rule.event, [](const pb::FieldOptions& options) {
    return options.GetExtension(platform::v1::erases);
  });
  if (!events_.emplace(rule.event, std::move(rule)).second) {
    Misuse("an event is registered twice");
  }
}

void ServiceModel::AddCommand(CommandRule rule, bool internal) {
  AddState(rule.state);
  if (!internal) rule.method = MethodTaking(rule.request);
  if (!internal && rule.method == nullptr) {
    Misuse("no method of " + service_->full_name() + " takes " + rule.request->full_name());
  }
  if (internal && SubjectField(rule.request) == nullptr) {
    Misuse(rule.request->full_name() + " has no field that links its subject");
  }
  const bool default_answer = !internal && rule.render == nullptr;
  if (default_answer && rule.method->output_type() != rule.state->GetDescriptor()) {
    Misuse(rule.method->full_name() + " answers " + rule.method->output_type()->full_name() +
           ", and no render function makes it");
  }
  rule.path = rule.method == nullptr
                  ? "internal/" + rule.request->full_name()
                  : "/" + rule.method->service()->full_name() + "/" + rule.method->name();
  if (rule.method != nullptr)
    rule.access = &rule.method->options().GetExtension(platform::v1::access);
  if (!commands_.emplace(rule.request, std::move(rule)).second) {
    Misuse("a command is registered twice");
  }
}

void ServiceModel::AddQuery(
    const pb::Descriptor* request,
    std::function<Result<std::unique_ptr<pb::Message>>(const pb::Message&, const ReadContext&)>
        answer) {
  QueryRule rule;
  rule.answer = std::move(answer);
  rule.method = MethodTaking(request);
  if (rule.method == nullptr) Misuse("no method takes " + request->full_name());
  queries_.emplace(request, std::move(rule));
}

void ServiceModel::AddUpload(const pb::Descriptor* part,
                             std::function<std::unique_ptr<UploadSink>()> open) {
  UploadRule rule;
  rule.open = std::move(open);
  rule.method = MethodTaking(part);
  if (rule.method == nullptr || !rule.method->client_streaming()) {
    Misuse("no client-streaming method takes " + part->full_name());
  }
  uploads_.emplace(part, std::move(rule));
}

void ServiceModel::Follow(std::string log) { follows_.push_back(std::move(log)); }

const EventRule* ServiceModel::FindEvent(const std::string& full_name) const {
  return FindEvent(pb::DescriptorPool::generated_pool()->FindMessageTypeByName(full_name));
}

const EventRule* ServiceModel::FindEvent(const pb::Descriptor* event) const {
  const auto found = events_.find(event);
  return found == events_.end() ? nullptr : &found->second;
}

const CommandRule* ServiceModel::FindCommand(const pb::Descriptor* request) const {
  const auto found = commands_.find(request);
  return found == commands_.end() ? nullptr : &found->second;
}

const QueryRule* ServiceModel::FindQuery(const pb::Descriptor* request) const {
  const auto found = queries_.find(request);
  return found == queries_.end() ? nullptr : &found->second;
}

const UploadRule* ServiceModel::FindUpload(const pb::Descriptor* part) const {
  const auto found = uploads_.find(part);
  return found == uploads_.end() ? nullptr : &found->second;
}

const ServiceModel::TimerHandler* ServiceModel::FindTimerRule(const std::string& rule) const {
  const auto found = timer_rules_.find(rule);
  return found == timer_rules_.end() ? nullptr : &found->second;
}

std::vector<DueTimer> ServiceModel::TimersOf(const pb::Message& state) const {
  const auto found = timers_.find(state.GetDescriptor());
  return found == timers_.end() ? std::vector<DueTimer>{} : found->second(state);
}

const pb::Message* ServiceModel::FindState(std::string_view collections) const {
  const auto found = states_.find(collections);
  return found == states_.end() ? nullptr : found->second;
}

std::string_view ServiceModel::TypeOfCollection(std::string_view collection) const {
  const auto found = types_.find(collection);
  return found == types_.end() ? collection : std::string_view(found->second);
}

std::vector<std::string> ServiceModel::followed_logs() const {
  std::set<std::string> logs(follows_.begin(), follows_.end());
  for (const ViewFold& view : views_) logs.insert(view.log);
  for (const Reaction& reaction : reactions_) logs.insert(reaction.log);
  logs.erase(context_);
  return {logs.begin(), logs.end()};
}

}  // namespace fivestep
