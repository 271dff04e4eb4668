#include "integration/random_writer.h"

#include <google/protobuf/timestamp.pb.h>

#include <random>
#include <string>
#include <utility>

#include "contract/models.h"
#include "fivestep/platform/v1/options.pb.h"
#include "fivestep/platform/v1/record.pb.h"
#include "fivestep/programme/v1/programme_service.pb.h"
#include "platform/core/timestamp.h"
#include "platform/rpc/validation.h"
#include "platform/testing/given.h"
#include "system/calls.h"
#include "system/requests.h"

namespace fivestep::testing {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::MethodDescriptor;

// Every resource has one of these ids, so that commands often meet one that exists.
constexpr const char* kIds[] = {"x", "y"};

// The choices of one command.
class Choice {
 public:
  explicit Choice(uint32_t seed) : random_(seed) {}
  size_t Below(size_t count) {
    return std::uniform_int_distribution<size_t>(0, count - 1)(random_);
  }
  bool OneIn(size_t count) { return Below(count) == 0; }

 private:
  std::mt19937 random_;
};

// What is planned lies ahead.
void SetTomorrow(Message& message) {
  auto& time = static_cast<google::protobuf::Timestamp&>(message);
  time = ToTimestamp(kNow + std::chrono::hours(24));
}

// `…/x` becomes `…/y` now and then, and is left out now and then; enums and numbers take other
// values that they may have.
void Vary(Message& message, Choice& choice) {
  const auto* reflection = message.GetReflection();
  std::vector<const FieldDescriptor*> fields;
  reflection->ListFields(message, &fields);
  for (const FieldDescriptor* field : fields) {
    const auto& rule = field->options().GetExtension(platform::v1::rule);
    const int count = field->is_repeated() ? reflection->FieldSize(message, field) : 1;
    for (int i = 0; i < count && !field->is_map(); ++i) {
      if (field->message_type() == google::protobuf::Timestamp::descriptor()) {
        if (!field->is_repeated()) SetTomorrow(*reflection->MutableMessage(&message, field));
      } else if (field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
        Vary(field->is_repeated() ? *reflection->MutableRepeatedMessage(&message, field, i)
                                  : *reflection->MutableMessage(&message, field),
             choice);
      } else if (field->type() == FieldDescriptor::TYPE_STRING && !field->is_repeated()) {
        std::string text = reflection->GetString(message, field);
        if (!text.ends_with("/x") || !choice.OneIn(3)) continue;
        text.back() = 'y';
        if (!rule.required() && choice.OneIn(2)) text.clear();
        reflection->SetString(&message, field, text);
      } else if (field->cpp_type() == FieldDescriptor::CPPTYPE_ENUM && !field->is_repeated()) {
        const size_t values = static_cast<size_t>(field->enum_type()->value_count());
        if (values < 2 || !choice.OneIn(2)) continue;
        const int at = static_cast<int>(1 + choice.Below(values - 1));
        reflection->SetEnumValue(&message, field, field->enum_type()->value(at)->number());
      } else if (field->cpp_type() == FieldDescriptor::CPPTYPE_INT32 && !field->is_repeated()) {
        const auto least = static_cast<int32_t>(rule.min());
        reflection->SetInt32(&message, field, least + static_cast<int32_t>(choice.Below(6)));
      }
    }
  }
}

std::unique_ptr<Message> RequestFor(const MethodDescriptor* method, Choice& choice) {
  auto request = FilledRequest(method->input_type(), kRandomProgramme);
  Vary(*request, choice);
  const std::string& creates = method->options().GetExtension(platform::v1::access).creates();
  const FieldDescriptor* id =
      creates.empty() ? nullptr : method->input_type()->FindFieldByName(creates + "_id");
  if (id != nullptr) {
    request->GetReflection()->SetString(request.get(), id, kIds[choice.Below(std::size(kIds))]);
  }
  return request;
}

std::vector<const Descriptor*> EventsOf(const ServiceModel& model) {
  std::vector<const Descriptor*> events;
  for (const auto* file : contract::ProtoFiles()) {
    if (contract::ContextOf(file) != model.context()) continue;
    for (int i = 0; i < file->message_type_count(); ++i) {
      const Descriptor* type = file->message_type(i);
      if (model.FindEvent(type) != nullptr) events.push_back(type);
    }
  }
  return events;
}

// `…/x` becomes `…/{id}` in the message's own texts.
void Rename(Message& message, const std::string& id) {
  const auto* reflection = message.GetReflection();
  std::vector<const FieldDescriptor*> fields;
  reflection->ListFields(message, &fields);
  for (const FieldDescriptor* field : fields) {
    if (field->type() != FieldDescriptor::TYPE_STRING || field->is_repeated()) continue;
    std::string text = reflection->GetString(message, field);
    if (!text.ends_with("/x")) continue;
    text.replace(text.size() - 1, 1, id);
    reflection->SetString(&message, field, text);
  }
}

}  // namespace

RandomWriter::RandomWriter(const ServiceModel& model) : model_(model) {
  Open();
  if (model.context() == "programme") {
    const auto open =
        FilledRequest(programme::v1::OpenProgrammeRequest::descriptor(), "programmes/p1");
    auto& request = static_cast<programme::v1::OpenProgrammeRequest&>(*open);
    request.set_programme_id("p1");
    (void)log_->Run(request);
  }
  for (const ServiceModel& other : contract::Models()) {
    if (other.context() != model.context()) Hear(other);
  }
  FindCommands();
}

void RandomWriter::Restart() {
  log_.reset();
  Open();
}

std::optional<CommandResult> RandomWriter::Run(uint16_t which, uint32_t seed,
                                               const Caller& caller) {
  Choice choice(seed);
  const auto request = RequestFor(commands_[which % commands_.size()], choice);
  const ValidationContext context{.programme = kRandomProgramme, .any_programme_allowed = true};
  if (!ValidateRequest(*request, context).ok()) return std::nullopt;
  return log_->Run(*request, "", caller);
}

void RandomWriter::Open() {
  CommitLoop::Options options;
  options.park_after_attempts = 1;
  log_ = std::make_unique<TestLog>(directory_.path(), model_, nullptr, options);
}

// What closes the programme would end everything.
void RandomWriter::Hear(const ServiceModel& other) {
  int64_t position = 0;
  for (const char* id : kIds) {
    for (const Descriptor* type : EventsOf(other)) {
      const auto effect = type->options().GetExtension(platform::v1::programme_effect);
      if (effect == platform::v1::PROGRAMME_EFFECT_CLOSES) continue;
      const auto event = FilledRequest(type, kRandomProgramme);
      Rename(*event, id);
      platform::v1::RecordedEvent record;
      record.set_position(++position);
      record.set_stream(std::string("any/") + id);
      record.set_stream_version(position);
      record.set_id("event-" + std::to_string(position));
      record.set_type(type->full_name());
      record.set_programme(kRandomProgramme);
      record.set_payload(event->SerializeAsString());
      (void)log_->Ingest(other.context(), position, record.SerializeAsString());
    }
  }
}

void RandomWriter::FindCommands() {
  const auto* service = ServiceOf(model_.context());
  for (int i = 0; i < service->method_count(); ++i) {
    const MethodDescriptor* method = service->method(i);
    const CommandRule* rule = model_.FindCommand(method->input_type());
    if (rule == nullptr || rule->prepare != nullptr || method->client_streaming()) continue;
    if (method->name() == "OpenProgramme" || method->name() == "CloseProgramme") continue;
    commands_.push_back(method);
  }
}

}  // namespace fivestep::testing
