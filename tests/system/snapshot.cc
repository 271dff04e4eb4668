#include "system/snapshot.h"

#include <google/protobuf/reflection.h>

#include <algorithm>
#include <regex>
#include <set>
#include <stdexcept>

#include "fivestep/platform/v1/options.pb.h"
#include "system/calls.h"

namespace fivestep::testing {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::MethodDescriptor;

constexpr int kPageSize = 1'000;

std::string WithoutIds(const std::string& text) {
  static const std::regex generated("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
  return std::regex_replace(text, generated, "*");
}

void NormaliseField(Message& message, const FieldDescriptor* field) {
  const auto* reflection = message.GetReflection();
  const int count = field->is_repeated() ? reflection->FieldSize(message, field) : 1;
  for (int i = 0; i < count; ++i) {
    if (field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
      Normalise(field->is_repeated() ? *reflection->MutableRepeatedMessage(&message, field, i)
                                     : *reflection->MutableMessage(&message, field));
    } else if (field->is_repeated()) {
      reflection->SetRepeatedString(&message, field, i,
                                    WithoutIds(reflection->GetRepeatedString(message, field, i)));
    } else {
      reflection->SetString(&message, field, WithoutIds(reflection->GetString(message, field)));
    }
  }
}

template <class T>
void SortItems(const google::protobuf::MutableRepeatedFieldRef<T>& items) {
  std::vector<T> sorted;
  for (int i = 0; i < items.size(); ++i) sorted.push_back(items.Get(i));
  std::sort(sorted.begin(), sorted.end());
  for (size_t i = 0; i < sorted.size(); ++i) items.Set(static_cast<int>(i), sorted[i]);
}

// The order of a list may follow generated ids, and so may that of numbers beside it.
void SortField(Message& message, const FieldDescriptor* field) {
  const auto* reflection = message.GetReflection();
  if (field->cpp_type() == FieldDescriptor::CPPTYPE_STRING) {
    SortItems(reflection->GetMutableRepeatedFieldRef<std::string>(&message, field));
  } else if (field->cpp_type() == FieldDescriptor::CPPTYPE_INT32) {
    SortItems(reflection->GetMutableRepeatedFieldRef<int32_t>(&message, field));
  }
}

void Set(Message& request, const char* field_name, const std::string& text) {
  const FieldDescriptor* field = request.GetDescriptor()->FindFieldByName(field_name);
  request.GetReflection()->SetString(&request, field, text);
}

// Walks the List methods of one service.
class Lister {
 public:
  Lister(const Stack& stack, const std::string& context, Snapshot& snapshot)
      : stack_(stack), context_(context), snapshot_(snapshot) {}

  // The names of the programme's resources come first: nested collections are listed below them.
  void ListAll(const std::string& programme) {
    names_["programme"].insert(programme);
    const auto* service = ServiceOf(context_);
    for (const bool nested : {false, true}) {
      for (int i = 0; i < service->method_count(); ++i) {
        const std::string parent = ParentTypeOf(service->method(i));
        if (parent.empty() || nested == (parent == "programme")) continue;
        for (const std::string& name : names_[parent]) List(service->method(i), name);
      }
    }
  }

 private:
  // Empty for a method that lists nothing below a parent.
  static std::string ParentTypeOf(const MethodDescriptor* method) {
    const FieldDescriptor* parent = method->input_type()->FindFieldByName("parent");
    if (!method->name().starts_with("List") || parent == nullptr) return {};
    return parent->options().GetExtension(platform::v1::link).type(0);
  }

  void List(const MethodDescriptor* method, const std::string& parent) {
    const auto request = NewMessage(method->input_type());
    Set(*request, "parent", parent);
    request->GetReflection()->SetInt32(
        request.get(), method->input_type()->FindFieldByName("page_size"), kPageSize);
    const As caller{.role = method->options().GetExtension(platform::v1::access).roles(0)};
    const Called called = Call(stack_, context_, method, *request, caller);
    if (!called.status.ok())
      throw std::runtime_error(method->name() + ": " + Describe(called.status));
    std::vector<std::string>& found = snapshot_[method->name()];
    const FieldDescriptor* items = called.answer->GetDescriptor()->field(0);
    const auto* reflection = called.answer->GetReflection();
    for (int i = 0; i < reflection->FieldSize(*called.answer, items); ++i) {
      Message* item = reflection->MutableRepeatedMessage(called.answer.get(), items, i);
      KeepName(*item);
      Normalise(*item);
      found.push_back(item->ShortDebugString());
    }
    std::sort(found.begin(), found.end());
  }

  void KeepName(const Message& item) {
    const auto& type = item.GetDescriptor()->options().GetExtension(platform::v1::resource);
    const FieldDescriptor* name = item.GetDescriptor()->FindFieldByName("name");
    names_[type.type()].insert(item.GetReflection()->GetString(item, name));
  }

  const Stack& stack_;
  const std::string context_;
  Snapshot& snapshot_;
  std::map<std::string, std::set<std::string>> names_;
};

}  // namespace

Snapshot TakeSnapshot(const Stack& stack, const std::string& programme) {
  Snapshot snapshot;
  for (const char* context : kContexts) Lister(stack, context, snapshot).ListAll(programme);
  return snapshot;
}

void Normalise(Message& message) {
  std::vector<const FieldDescriptor*> fields;
  const auto* reflection = message.GetReflection();
  reflection->ListFields(message, &fields);
  for (const FieldDescriptor* field : fields) {
    const bool differs = field->type() == FieldDescriptor::TYPE_BYTES ||
                         (field->message_type() != nullptr &&
                          field->message_type()->full_name() == "google.protobuf.Timestamp");
    if (differs) {
      reflection->ClearField(&message, field);
    } else if (field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE ||
               field->cpp_type() == FieldDescriptor::CPPTYPE_STRING) {
      NormaliseField(message, field);
    }
    if (field->is_repeated()) SortField(message, field);
  }
}

}  // namespace fivestep::testing
