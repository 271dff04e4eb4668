#include "platform/eventlog/model.h"

#include <algorithm>
#include <set>
#include <stdexcept>

#include "fivestep/platform/v1/events.pb.h"
#include "fivestep/platform/v1/operation.pb.h"
#include "platform/eventlog/descriptors.h"

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
}

[[noreturn]] void Misuse(const std::string& text) {
  throw std::logic_error("service model: " + text);
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
  if (!events_.emplace(rule.event, std::move(rule)).second) {
    Misuse("an event is registered twice");
  }
}

void ServiceModel::AddCommand(CommandRule rule, bool internal) {
  AddState(rule.state);
  for (int i = 0; i < service_->method_count() && !internal; ++i) {
    const pb::MethodDescriptor* method = service_->method(i);
    if (method->input_type() == rule.request) rule.method = method;
  }
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
  for (int i = 0; i < service_->method_count(); ++i) {
    if (service_->method(i)->input_type() == request) rule.method = service_->method(i);
  }
  if (rule.method == nullptr) Misuse("no method takes " + request->full_name());
  queries_.emplace(request, std::move(rule));
}

void ServiceModel::AddUpload(const pb::Descriptor* part,
                             std::function<std::unique_ptr<UploadSink>()> open) {
  UploadRule rule;
  rule.open = std::move(open);
  for (int i = 0; i < service_->method_count(); ++i) {
    if (service_->method(i)->input_type() == part) rule.method = service_->method(i);
  }
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
