#include "cli/sheet/command_shape.h"

#include <algorithm>
#include <utility>

#include "cli/method_finder.h"
#include "cli/sheet/words.h"
#include "fivestep/platform/v1/options.pb.h"

namespace fivestep::cli::sheet {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::MethodDescriptor;
using google::protobuf::ServiceDescriptor;
using platform::v1::Access;

const Access& AccessOf(const MethodDescriptor& method) {
  return method.options().GetExtension(platform::v1::access);
}

const platform::v1::ResourceType& ResourceOf(const Descriptor& type) {
  return type.options().GetExtension(platform::v1::resource);
}

bool IsResource(const Descriptor& type) {
  return type.options().HasExtension(platform::v1::resource);
}

bool IsListOfMessages(const FieldDescriptor& field) {
  return field.is_repeated() && !field.is_map() &&
         field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE;
}

// Null where there are none or several.
const FieldDescriptor* OnlyListOf(const Descriptor& type) {
  const FieldDescriptor* list = nullptr;
  for (int i = 0; i < type.field_count(); ++i) {
    if (!IsListOfMessages(*type.field(i))) continue;
    if (list != nullptr) return nullptr;
    list = type.field(i);
  }
  return list;
}

// `choices.2.idea` behind `choices.`: an item by its number.
bool IsNumbered(const std::string& rest) {
  return !rest.empty() && rest.front() >= '0' && rest.front() <= '9';
}

// `metrics.actions.plan` -> `actions`.
std::string SubjectOf(const MethodDescriptor& method) {
  const std::string& permission = AccessOf(method).permission();
  const size_t first = permission.find('.');
  const size_t last = permission.rfind('.');
  return first == last ? std::string() : permission.substr(first + 1, last - first - 1);
}

// `driverDiagrams`, `driver diagrams` and `DRIVER_DIAGRAMS` are one.
std::string Plain(const std::string& word) {
  std::string plain = Named(word);
  std::erase(plain, '_');
  return plain;
}

std::string Listed(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += "\n  " + name;
  return text;
}

Status Unknown(const std::string& word, const std::vector<std::string>& names) {
  const std::vector<std::string> near = NearMatches(word, names);
  return InvalidArgument(
      "The service has no sheet `" + word + "`. " +
      (near.empty() ? "It has:" + Listed(names) : "Did you mean one of these?" + Listed(near)));
}

std::vector<std::string> NamesOf(const std::vector<Collection>& collections) {
  std::vector<std::string> names;
  for (const Collection& collection : collections) names.push_back(collection.name);
  return names;
}

}  // namespace

std::vector<Collection> CollectionsOf(const ServiceDescriptor& service) {
  std::vector<Collection> collections;
  for (int i = 0; i < service.method_count(); ++i) {
    const MethodDescriptor& method = *service.method(i);
    const Descriptor& answer = *method.output_type();
    const bool lists = method.name().starts_with("List") && !method.server_streaming() &&
                       method.input_type()->FindFieldByName("page_size") != nullptr &&
                       method.input_type()->FindFieldByName("page_token") != nullptr;
    for (int j = 0; lists && j < answer.field_count(); ++j) {
      const FieldDescriptor& field = *answer.field(j);
      if (!IsListOfMessages(field) || !IsResource(*field.message_type())) continue;
      collections.push_back({ResourceOf(*field.message_type()).collection(), &method, &field});
      break;
    }
  }
  return collections;
}

std::vector<const MethodDescriptor*> CommandsOf(const ServiceDescriptor& service) {
  std::vector<const MethodDescriptor*> commands;
  for (int i = 0; i < service.method_count(); ++i) {
    const MethodDescriptor& method = *service.method(i);
    if (AccessOf(method).kind() == platform::v1::METHOD_KIND_COMMAND &&
        !method.client_streaming() && !method.server_streaming()) {
      commands.push_back(&method);
    }
  }
  return commands;
}

const MethodDescriptor* RecorderOf(const ServiceDescriptor& service, const Collection& collection) {
  const std::vector<const MethodDescriptor*> commands = CommandsOf(service);
  for (const MethodDescriptor* method : commands) {
    if (AccessOf(*method).creates() == ResourceOf(collection.resource()).type()) return method;
  }
  for (const MethodDescriptor* method : commands) {
    if (BatchOf(*method) != nullptr && SubjectOf(*method) == collection.name) return method;
  }
  return nullptr;
}

const FieldDescriptor* BatchOf(const MethodDescriptor& method) {
  if (IsResource(*method.output_type()) || !AccessOf(method).creates().empty()) return nullptr;
  return OnlyListOf(*method.input_type());
}

Result<const MethodDescriptor*> FindCommand(const ServiceDescriptor& service,
                                            const std::string& word) {
  const std::vector<Collection> collections = CollectionsOf(service);
  std::vector<std::string> names;
  for (const MethodDescriptor* method : CommandsOf(service)) {
    if (Plain(method->name()) == Plain(word)) return method;
    names.push_back(method->name());
  }
  for (const Collection& collection : collections) {
    const MethodDescriptor* recorder = RecorderOf(service, collection);
    if (recorder == nullptr) continue;
    if (Plain(collection.name) == Plain(word)) return recorder;
    names.push_back(collection.name);
  }
  return Unknown(word, names);
}

Result<Collection> FindCollection(const ServiceDescriptor& service, const std::string& word) {
  const std::vector<Collection> collections = CollectionsOf(service);
  for (const Collection& collection : collections) {
    if (Plain(collection.name) == Plain(word)) return collection;
  }
  return Unknown(word, NamesOf(collections));
}

Result<Collection> ChangedBy(const ServiceDescriptor& service, const MethodDescriptor& method) {
  const FieldDescriptor* name = method.input_type()->FindFieldByName("name");
  const auto& types = name == nullptr ? platform::v1::Link::default_instance().type()
                                      : name->options().GetExtension(platform::v1::link).type();
  for (const Collection& collection : CollectionsOf(service)) {
    const std::string& type = ResourceOf(collection.resource()).type();
    if (std::find(types.begin(), types.end(), type) != types.end()) return collection;
  }
  return InvalidArgument(method.name() +
                         " changes nothing that can be listed: take a blank sheet with `fivestep "
                         "sheet template`.");
}

CommandShape ShapeOf(const MethodDescriptor& method) {
  CommandShape shape{&method, OnlyListOf(*method.input_type()), BatchOf(method) != nullptr,
                     nullptr};
  const FieldDescriptor* parent = method.input_type()->FindFieldByName("parent");
  if (parent == nullptr) return shape;
  const auto& types = parent->options().GetExtension(platform::v1::link).type();
  if (types.size() == 1 && types[0] == "programme") shape.parent = parent;
  return shape;
}

bool CommandShape::tall() const {
  if (items == nullptr || separate) return separate;
  const int most = items->options().GetExtension(platform::v1::rule).max_items();
  return most == 0 || most >= kTallList;
}

std::vector<Column> CommandShape::Columns(bool programme_known) const {
  std::vector<Column> columns =
      ColumnsOf(request(), kOfferedItems, [&](const FieldDescriptor& field) {
        return field.name() == "request_id" || (&field == items && tall()) ||
               (&field == parent && programme_known);
      });
  if (!tall()) return columns;
  for (Column& column : ColumnsOf(*items->message_type(), kOfferedItems, nullptr)) {
    if (!separate || request().FindFieldByName(column.path[0].field->name()) != nullptr) {
      column.heading = Spaced(items->name()) + "." + column.heading;
    }
    columns.push_back(std::move(column));
  }
  return columns;
}

bool CommandShape::IsOfItem(const Column& column) const {
  return items != nullptr && column.path[0].field->containing_type() == items->message_type();
}

Result<Column> CommandShape::Find(const std::string& heading) const {
  if (Named(heading) == "request_id") return InvalidArgument("there is no such column.");
  if (items == nullptr) return FindColumn(request(), heading);
  const std::string prefix = Spaced(items->name()) + ".";
  const std::string words = Spaced(heading);
  const std::string rest = words.starts_with(prefix) ? words.substr(prefix.size()) : "";
  if (!rest.empty() && !IsNumbered(rest)) {
    Result<Column> column = FindColumn(*items->message_type(), rest);
    if (column.ok()) column->heading = prefix + column->heading;
    return column;
  }
  Result<Column> column = FindColumn(request(), heading);
  if (column.ok() || !separate) return column;
  return FindColumn(*items->message_type(), heading);
}

}  // namespace fivestep::cli::sheet
