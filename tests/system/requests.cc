#include "system/requests.h"

#include <google/protobuf/duration.pb.h>
#include <google/protobuf/timestamp.pb.h>

#include <sstream>

#include "fivestep/platform/v1/options.pb.h"
#include "platform/rpc/resource_types.h"
#include "platform/rpc/validation.h"
#include "system/calls.h"

namespace fivestep::testing {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using platform::v1::FieldRule;

constexpr int kUndefinedEnumValue = 9'999;

const FieldRule& RuleOf(const FieldDescriptor* field) {
  return field->options().GetExtension(platform::v1::rule);
}

bool IsLink(const FieldDescriptor* field) {
  return field->options().HasExtension(platform::v1::link);
}

bool IsMessage(const FieldDescriptor* field) {
  return field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE;
}

bool IsWellKnown(const FieldDescriptor* field) {
  return IsMessage(field) && field->message_type()->full_name().starts_with("google.protobuf.");
}

// `programmes/p/sessions/x/ballots/x`.
std::string NameOf(const std::string& type, const std::string& programme) {
  const std::string& collections = ResourceCollections().at(type);
  if (collections == "programmes") return programme;
  std::string name = programme;
  std::istringstream words(collections);
  for (std::string word; std::getline(words, word, '/');) name += "/" + word + "/x";
  return name;
}

std::string TextFor(const FieldDescriptor* field, const std::string& programme) {
  if (IsLink(field)) {
    const auto& link = field->options().GetExtension(platform::v1::link);
    return NameOf(link.type().empty() ? "theme" : link.type(0), programme);
  }
  if (field->name().ends_with("_date")) return "2026-03-02";
  const int limit = RuleOf(field).max_bytes();
  const std::string text = "some-text";
  return limit > 0 ? text.substr(0, static_cast<size_t>(limit)) : text;
}

double NumberFor(const FieldDescriptor* field) {
  const FieldRule& rule = RuleOf(field);
  if (rule.has_min() && rule.min() > 1) return rule.min();
  return rule.has_max() && rule.max() < 1 ? rule.max() : 1;
}

// Sets the field, or its first item, which a repeated field gets when it has none.
class Setter {
 public:
  Setter(Message& message, const FieldDescriptor* field)
      : message_(message), field_(field), reflection_(*message.GetReflection()) {}

  void Text(const std::string& text) {
    if (!field_->is_repeated()) return reflection_.SetString(&message_, field_, text);
    if (Empty()) return reflection_.AddString(&message_, field_, text);
    reflection_.SetRepeatedString(&message_, field_, 0, text);
  }
  void Enum(int value) {
    if (!field_->is_repeated()) return reflection_.SetEnumValue(&message_, field_, value);
    if (Empty()) return reflection_.AddEnumValue(&message_, field_, value);
    reflection_.SetRepeatedEnumValue(&message_, field_, 0, value);
  }
  void Number(double value) {
    if (field_->is_repeated()) return;
    switch (field_->cpp_type()) {
      case FieldDescriptor::CPPTYPE_INT32:
        return reflection_.SetInt32(&message_, field_, static_cast<int32_t>(value));
      case FieldDescriptor::CPPTYPE_INT64:
        return reflection_.SetInt64(&message_, field_, static_cast<int64_t>(value));
      case FieldDescriptor::CPPTYPE_DOUBLE:
        return reflection_.SetDouble(&message_, field_, value);
      default:
        return;
    }
  }
  Message& Sub() {
    if (!field_->is_repeated()) return *reflection_.MutableMessage(&message_, field_);
    if (Empty()) return *reflection_.AddMessage(&message_, field_);
    return *reflection_.MutableRepeatedMessage(&message_, field_, 0);
  }

 private:
  bool Empty() const { return reflection_.FieldSize(message_, field_) == 0; }

  Message& message_;
  const FieldDescriptor* field_;
  const google::protobuf::Reflection& reflection_;
};

// What says how to call, and not what about, stays empty; of a choice the first is taken.
bool IsLeftOut(const FieldDescriptor* field) {
  const auto* choice = field->real_containing_oneof();
  return field->name() == "request_id" || field->name() == "etag" ||
         field->name() == "page_token" || field->is_map() ||
         (choice != nullptr && choice->field(0) != field);
}

void Fill(Message& message, const std::string& programme);

void FillField(Message& message, const FieldDescriptor* field, const std::string& programme) {
  Setter set(message, field);
  switch (field->cpp_type()) {
    case FieldDescriptor::CPPTYPE_STRING:
      return set.Text(TextFor(field, programme));
    case FieldDescriptor::CPPTYPE_ENUM:
      return set.Enum(field->enum_type()->value(1)->number());
    case FieldDescriptor::CPPTYPE_MESSAGE:
      // An empty well-known message is a time or a length of time already.
      if (Message& sub = set.Sub(); !IsWellKnown(field)) Fill(sub, programme);
      return;
    default:
      return set.Number(NumberFor(field));
  }
}

void Fill(Message& message, const std::string& programme) {
  const auto* type = message.GetDescriptor();
  for (int i = 0; i < type->field_count(); ++i) {
    if (!IsLeftOut(type->field(i))) FillField(message, type->field(i), programme);
  }
}

// Breaks one field after the other and mends it again.
class Breaker {
 public:
  Breaker(const google::protobuf::MethodDescriptor* method, const std::string& programme,
          const std::function<void(const Breakage&)>& visit)
      : root_(FilledRequest(method->input_type(), programme)),
        programme_(programme),
        scope_(method->options().GetExtension(platform::v1::access).scope()),
        visit_(visit) {}

  void Run() { Walk(*root_, ""); }

 private:
  using Change = std::function<void(Message&)>;

  void Walk(Message& at, const std::string& prefix) {
    const auto* type = at.GetDescriptor();
    for (int i = 0; i < type->field_count(); ++i) {
      const FieldDescriptor* field = type->field(i);
      if (field->is_map()) continue;
      const std::string path = prefix + field->name();
      const std::string item = field->is_repeated() ? path + "[0]" : path;
      BreakPresence(at, field, path);
      BreakValue(at, field, item);
      if (IsMessage(field) && !IsWellKnown(field) && !IsLeftOut(field)) {
        Walk(Setter(at, field).Sub(), item + ".");
      }
    }
  }

  void BreakPresence(Message& at, const FieldDescriptor* field, const std::string& path) {
    const FieldRule& rule = RuleOf(field);
    if (rule.required()) {
      Break(at, "nothing in a required field", path, rule.hint(),
            [&](Message& m) { m.GetReflection()->ClearField(&m, field); });
    }
    if (!field->is_repeated() || !IsMessage(field)) return;
    const int limit = rule.max_items() > 0 ? rule.max_items() : kMaxItems;
    Break(at, "too many items", path, std::to_string(limit), [&](Message& m) {
      const auto* reflection = m.GetReflection();
      const Message& first = reflection->GetRepeatedMessage(m, field, 0);
      while (reflection->FieldSize(m, field) <= limit) {
        std::unique_ptr<Message> copy(first.New());
        copy->CopyFrom(first);
        reflection->AddAllocatedMessage(&m, field, copy.release());
      }
    });
  }

  void BreakValue(Message& at, const FieldDescriptor* field, const std::string& path) {
    switch (field->cpp_type()) {
      case FieldDescriptor::CPPTYPE_STRING:
        return BreakText(at, field, path);
      case FieldDescriptor::CPPTYPE_ENUM:
        return Break(at, "an undefined value", path, field->enum_type()->value(1)->name(),
                     [&](Message& m) { Setter(m, field).Enum(kUndefinedEnumValue); });
      case FieldDescriptor::CPPTYPE_MESSAGE:
        if (IsWellKnown(field)) BreakWellKnown(at, field, path);
        return;
      default:
        BreakNumber(at, field, path);
    }
  }

  void BreakText(Message& at, const FieldDescriptor* field, const std::string& path) {
    const auto text = [&](const std::string& value) {
      return [field, value](Message& m) { Setter(m, field).Text(value); };
    };
    const int max = RuleOf(field).max_bytes();
    const bool is_bytes = field->type() == FieldDescriptor::TYPE_BYTES;
    const int limit = max > 0 ? max : (is_bytes ? 0 : kMaxTextBytes);
    if (limit > 0) {
      Break(at, "oversized text", path, std::to_string(limit),
            text(std::string(static_cast<size_t>(limit) + 1, 'x')));
    }
    if (field->name().ends_with("_date")) {
      Break(at, "a day that is none", path, "2026-03-02", text("2026-02-30"));
    }
    if (!IsLink(field)) return;
    Break(at, "a malformed name", path, "programmes/{programme}", text("No such/name!"));
    if (!field->options().GetExtension(platform::v1::link).type().empty()) {
      Break(at, "a name of another type", path, "programmes/{programme}",
            text(programme_ + "/wrongs/x"));
    }
    if (path != scope_) {
      Break(at, "another programme's resource", path, "one programme",
            text(TextFor(field, "programmes/another")));
    }
  }

  void BreakNumber(Message& at, const FieldDescriptor* field, const std::string& path) {
    const FieldRule& rule = RuleOf(field);
    const auto number = [&](double value) {
      return [field, value](Message& m) { Setter(m, field).Number(value); };
    };
    if (field->is_repeated()) return;
    if (rule.has_min()) {
      // Nought is the same as nothing, unless the field can tell.
      const double below = rule.min() - 1 == 0 ? -1 : rule.min() - 1;
      Break(at, "too small a number", path, "", number(below));
    }
    if (rule.has_max()) Break(at, "too large a number", path, "", number(rule.max() + 1));
  }

  void BreakWellKnown(Message& at, const FieldDescriptor* field, const std::string& path) {
    const FieldDescriptor* nanos = field->message_type()->FindFieldByName("nanos");
    if (nanos == nullptr) return;
    Break(at, "nanoseconds that are none", path, "must be a", [&](Message& m) {
      Message& value = Setter(m, field).Sub();
      value.GetReflection()->SetInt32(&value, nanos, 2'000'000'000);
    });
  }

  void Break(Message& at, const std::string& what, const std::string& path, const std::string& hint,
             const Change& change) {
    const std::unique_ptr<Message> intact(at.New());
    intact->CopyFrom(at);
    change(at);
    visit_({what, path, hint, *root_});
    at.CopyFrom(*intact);
  }

  const std::unique_ptr<Message> root_;
  const std::string programme_;
  const std::string scope_;
  const std::function<void(const Breakage&)>& visit_;
};

bool NamesMoreThanProgrammes(const FieldDescriptor* field) {
  const auto& types = field->options().GetExtension(platform::v1::link).type();
  return IsLink(field) && (types.empty() || types[0] != "programme");
}

}  // namespace

std::unique_ptr<Message> FilledRequest(const google::protobuf::Descriptor* type,
                                       const std::string& programme) {
  std::unique_ptr<Message> request = NewMessage(type);
  Fill(*request, programme);
  return request;
}

void VisitBreakages(const google::protobuf::MethodDescriptor* method, const std::string& programme,
                    const std::function<void(const Breakage&)>& visit) {
  Breaker(method, programme, visit).Run();
}

std::set<std::string> RequiredFields(const google::protobuf::Descriptor* type) {
  std::set<std::string> required;
  for (int i = 0; i < type->field_count(); ++i) {
    if (RuleOf(type->field(i)).required()) required.insert(type->field(i)->name());
  }
  return required;
}

bool NamesAResource(const google::protobuf::Descriptor* type) {
  for (int i = 0; i < type->field_count(); ++i) {
    if (NamesMoreThanProgrammes(type->field(i))) return true;
  }
  return false;
}

}  // namespace fivestep::testing
