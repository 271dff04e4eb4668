// What the protos must say about themselves, since the servers, the thread and the catalogue are
// built from it.
#include <gtest/gtest.h>

#include <cctype>
#include <functional>
#include <set>
#include <string>

#include "fivestep/platform/v1/options.pb.h"
#include "models.h"

namespace fivestep::contract {
namespace {

namespace v1 = platform::v1;
using google::protobuf::Descriptor;
using google::protobuf::EnumDescriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::FileDescriptor;
using google::protobuf::MethodDescriptor;

// Every message of the project, nested ones included.
void VisitMessages(const std::function<void(const Descriptor*)>& visit) {
  const std::function<void(const Descriptor*)> descend = [&](const Descriptor* message) {
    visit(message);
    for (int i = 0; i < message->nested_type_count(); ++i) descend(message->nested_type(i));
  };
  for (const FileDescriptor* file : ProtoFiles()) {
    for (int i = 0; i < file->message_type_count(); ++i) descend(file->message_type(i));
  }
}

void VisitMethods(const std::function<void(const MethodDescriptor*, const v1::Access&)>& visit) {
  for (const FileDescriptor* file : ProtoFiles()) {
    for (int s = 0; s < file->service_count(); ++s) {
      for (int m = 0; m < file->service(s)->method_count(); ++m) {
        const MethodDescriptor* method = file->service(s)->method(m);
        visit(method, method->options().GetExtension(v1::access));
      }
    }
  }
}

void VisitEvents(const std::function<void(const Descriptor*)>& visit) {
  for (const FileDescriptor* file : ProtoFiles()) {
    if (!file->name().ends_with("/events.proto")) continue;
    for (int i = 0; i < file->message_type_count(); ++i) visit(file->message_type(i));
  }
}

// `target_areas` of `targetAreas`.
std::string SnakeCase(const std::string& camel_case) {
  std::string snake;
  for (const char c : camel_case) {
    if (std::isupper(c)) snake += '_';
    snake += static_cast<char>(std::tolower(c));
  }
  return snake;
}

// How fields are called that name resources: like a type, or like its collection.
std::set<std::string> ResourceFieldNames() {
  std::set<std::string> names;
  VisitMessages([&names](const Descriptor* message) {
    if (!message->options().HasExtension(v1::resource)) return;
    const v1::ResourceType& type = message->options().GetExtension(v1::resource);
    names.insert(type.type());
    names.insert(SnakeCase(type.collection()));
  });
  return names;
}

std::set<std::string> ResourceTypes() {
  std::set<std::string> types;
  VisitMessages([&types](const Descriptor* message) {
    if (message->options().HasExtension(v1::resource)) {
      types.insert(message->options().GetExtension(v1::resource).type());
    }
  });
  return types;
}

TEST(Protos, SayForEveryMethodWhoMayCallIt) {
  int count = 0;
  VisitMethods([&count](const MethodDescriptor* method, const v1::Access& access) {
    ++count;
    const std::string where = method->full_name();
    const std::string context = ContextOf(method->file());
    EXPECT_TRUE(access.permission().starts_with(context + ".")) << where;
    EXPECT_TRUE(access.kind() == v1::METHOD_KIND_COMMAND || access.kind() == v1::METHOD_KIND_QUERY)
        << where;
    if (!access.creates().empty()) {
      EXPECT_TRUE(ResourceTypes().contains(access.creates())) << where;
      EXPECT_EQ(access.kind(), v1::METHOD_KIND_COMMAND) << where;
    }
  });
  EXPECT_GT(count, 50);
}

// The field, also in the header that opens an upload.
const FieldDescriptor* FindRequestId(const Descriptor* request) {
  if (const auto* field = request->FindFieldByName("request_id")) return field;
  for (int i = 0; i < request->field_count(); ++i) {
    const Descriptor* part = request->field(i)->message_type();
    if (part == nullptr || request->field(i)->is_repeated()) continue;
    if (const auto* field = part->FindFieldByName("request_id")) return field;
  }
  return nullptr;
}

TEST(Protos, GiveEveryCommandARequestId) {
  VisitMethods([](const MethodDescriptor* method, const v1::Access& access) {
    if (access.kind() != v1::METHOD_KIND_COMMAND) return;
    const FieldDescriptor* id = FindRequestId(method->input_type());
    ASSERT_NE(id, nullptr) << method->full_name();
    EXPECT_EQ(id->type(), FieldDescriptor::TYPE_STRING) << id->full_name();
    EXPECT_EQ(id->options().GetExtension(v1::rule).max_bytes(), 64) << id->full_name();
  });
}

TEST(Protos, GiveEveryEventOneSubject) {
  int count = 0;
  VisitEvents([&count](const Descriptor* event) {
    ++count;
    int subjects = 0;
    for (int i = 0; i < event->field_count(); ++i) {
      const FieldDescriptor* field = event->field(i);
      if (field->options().GetExtension(v1::link).role() != v1::LINK_ROLE_SUBJECT) continue;
      ++subjects;
      EXPECT_EQ(field->type(), FieldDescriptor::TYPE_STRING) << field->full_name();
      EXPECT_FALSE(field->is_repeated()) << field->full_name();
      EXPECT_EQ(field->options().GetExtension(v1::link).type_size(), 1) << field->full_name();
    }
    EXPECT_EQ(subjects, 1) << event->full_name();
  });
  EXPECT_GT(count, 50);
}

TEST(Protos, DeclareNoEventThatItsServiceDoesNotKnow) {
  VisitEvents([](const Descriptor* event) {
    for (const ServiceModel& model : Models()) {
      const std::string context = ContextOf(event->file());
      if (context != model.context() && context != "platform") continue;
      EXPECT_NE(model.FindEvent(event->full_name()), nullptr)
          << event->full_name() << " is not registered by " << model.context();
    }
  });
}

// What an equity assessment asks for is written in sentences; the actions of metrics came later.
bool IsProse(const FieldDescriptor& field) {
  return field.name() == "actions" && ContextOf(field.file()) == "programme";
}

TEST(Protos, LinkEveryFieldThatIsCalledLikeAResource) {
  const std::set<std::string> names = ResourceFieldNames();
  VisitMessages([&names](const Descriptor* message) {
    // The envelope and what administrators see name resources of every context and are followed by
    // nobody.
    if (ContextOf(message->file()) == "platform" &&
        !message->file()->name().ends_with("events.proto"))
      return;
    for (int i = 0; i < message->field_count(); ++i) {
      const FieldDescriptor* field = message->field(i);
      if (field->type() != FieldDescriptor::TYPE_STRING || !names.contains(field->name())) continue;
      if (IsProse(*field)) continue;
      const v1::Link& link = field->options().GetExtension(v1::link);
      EXPECT_NE(link.role(), v1::LINK_ROLE_UNSPECIFIED) << field->full_name() << " has no link";
    }
  });
}

bool CarriesTitle(const Descriptor* message) {
  for (int i = 0; i < message->field_count(); ++i) {
    const FieldDescriptor* field = message->field(i);
    if (field->options().GetExtension(v1::title)) return true;
    const Descriptor* part = field->message_type();
    if (part != nullptr && !field->is_repeated() && CarriesTitle(part)) return true;
  }
  return false;
}

// Threads in every context show what a resource is called, and know it from its events alone.
TEST(Protos, CarryTheTitleOfEveryResourceInOneOfItsEvents) {
  std::set<std::string> told;
  VisitEvents([&told](const Descriptor* event) {
    if (!CarriesTitle(event)) return;
    for (int i = 0; i < event->field_count(); ++i) {
      const v1::Link& link = event->field(i)->options().GetExtension(v1::link);
      if (link.role() == v1::LINK_ROLE_SUBJECT) told.insert(link.type().begin(), link.type().end());
    }
  });
  VisitMessages([&told](const Descriptor* message) {
    if (!message->options().HasExtension(v1::resource) || !CarriesTitle(message)) return;
    const std::string& type = message->options().GetExtension(v1::resource).type();
    EXPECT_TRUE(told.contains(type)) << "no event says the title of a " << type;
  });
}

// Whether a field below the first level of `message` is marked personal.
bool HidesPersonalFields(const Descriptor* message, bool nested = false) {
  for (int i = 0; i < message->field_count(); ++i) {
    const FieldDescriptor* field = message->field(i);
    if (nested && field->options().HasExtension(v1::personal)) return true;
    const Descriptor* inner = field->message_type();
    if (inner != nullptr && inner != message && HidesPersonalFields(inner, true)) return true;
  }
  return false;
}

// Only fields of the event itself are sealed: one further down would be stored in the clear.
TEST(Protos, MarkPersonalFieldsOfEventsWhereTheyAreSealed) {
  VisitEvents([](const Descriptor* event) {
    EXPECT_FALSE(HidesPersonalFields(event)) << event->full_name();
  });
}

// What an event seals is opened into the field of the same name of the resource that it is about.
TEST(Protos, GiveEverySealedFieldItsPlaceInTheResource) {
  for (const ServiceModel& model : Models()) {
    VisitEvents([&](const Descriptor* event) {
      const EventRule* rule = model.FindEvent(event->full_name());
      for (int i = 0; rule != nullptr && i < event->field_count(); ++i) {
        const FieldDescriptor* sealed = event->field(i);
        if (!sealed->options().HasExtension(v1::personal)) continue;
        const FieldDescriptor* opened =
            rule->state->GetDescriptor()->FindFieldByName(sealed->name());
        ASSERT_NE(opened, nullptr) << sealed->full_name();
        EXPECT_EQ(opened->message_type(), sealed->message_type()) << sealed->full_name();
        EXPECT_EQ(opened->options().GetExtension(v1::personal),
                  sealed->options().GetExtension(v1::personal))
            << sealed->full_name();
      }
    });
  }
}

TEST(Protos, LinkOnlyToTypesThatThereAre) {
  const std::set<std::string> types = ResourceTypes();
  VisitMessages([&types](const Descriptor* message) {
    for (int i = 0; i < message->field_count(); ++i) {
      const FieldDescriptor* field = message->field(i);
      const v1::Link& link = field->options().GetExtension(v1::link);
      for (const std::string& type : link.type()) {
        EXPECT_TRUE(types.contains(type)) << field->full_name() << ": no resource is a " << type;
      }
    }
  });
}

// Each `{key}` is closed, so that no sentence ends up with a brace in it.
bool BracesMatch(const std::string& sentence) {
  bool open = false;
  for (const char c : sentence) {
    if (c == (open ? '{' : '}')) return false;
    if (c == '{' || c == '}') open = !open;
  }
  return !open;
}

// A sentence, or one that a value completes.
bool IsSentence(const std::string& text) { return text.ends_with('.') || text.ends_with('}'); }

TEST(Protos, SayForEveryErrorWhatIsWrongAndWhatToDo) {
  int count = 0;
  for (const FileDescriptor* file : ProtoFiles()) {
    const EnumDescriptor* reasons = file->FindEnumTypeByName("ErrorReason");
    for (int i = 1; reasons != nullptr && i < reasons->value_count(); ++i) {
      ++count;
      const auto* reason = reasons->value(i);
      const v1::ErrorRule& rule = reason->options().GetExtension(v1::error);
      EXPECT_GE(rule.code(), 1) << reason->full_name();
      EXPECT_LE(rule.code(), 16) << reason->full_name();
      EXPECT_TRUE(IsSentence(rule.message())) << reason->full_name() << ": " << rule.message();
      EXPECT_TRUE(IsSentence(rule.remedy())) << reason->full_name() << ": " << rule.remedy();
      EXPECT_TRUE(BracesMatch(rule.message() + rule.remedy())) << reason->full_name();
    }
  }
  EXPECT_GT(count, 50);
}

}  // namespace
}  // namespace fivestep::contract
