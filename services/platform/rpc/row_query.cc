#include "platform/rpc/row_query.h"

#include <algorithm>

#include "fivestep/platform/v1/options.pb.h"
#include "platform/eventlog/descriptors.h"
#include "platform/rpc/field_checks.h"
#include "platform/rpc/page_token.h"

namespace fivestep {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::MethodDescriptor;

// The one repeated field of resources in a list's response, or null.
const FieldDescriptor* ItemsOf(const Descriptor* response) {
  if (response->FindFieldByName("next_page_token") == nullptr) return nullptr;
  const FieldDescriptor* items = nullptr;
  for (int i = 0; i < response->field_count(); ++i) {
    const FieldDescriptor* field = response->field(i);
    if (!field->is_repeated()) continue;
    if (items != nullptr || field->message_type() == nullptr) return nullptr;
    items = field;
  }
  return items != nullptr && ResourceTypeOf(items->message_type()) != nullptr ? items : nullptr;
}

std::vector<std::string> PermissionsOf(const Descriptor* resource) {
  std::vector<std::string> permissions;
  for (int i = 0; i < resource->field_count(); ++i) {
    const auto& options = resource->field(i)->options();
    if (!options.HasExtension(platform::v1::personal)) continue;
    const std::string& permission = options.GetExtension(platform::v1::personal);
    if (std::find(permissions.begin(), permissions.end(), permission) == permissions.end()) {
      permissions.push_back(permission);
    }
  }
  return permissions;
}

bool IsPageField(const std::string& name) {
  return name == "parent" || name == "page_size" || name == "page_token" || name == "with_personal";
}

// Whether a filter's value is that of the resource's field, or of item `index` of it.
bool SameValue(const Message& request, const FieldDescriptor* asked, const Message& resource,
               const FieldDescriptor* field, int index) {
  const auto* q = request.GetReflection();
  const auto* r = resource.GetReflection();
  const bool one = index < 0;
  switch (asked->cpp_type()) {
    case FieldDescriptor::CPPTYPE_STRING:
      return q->GetString(request, asked) ==
             (one ? r->GetString(resource, field) : r->GetRepeatedString(resource, field, index));
    case FieldDescriptor::CPPTYPE_ENUM:
      return q->GetEnumValue(request, asked) ==
             (one ? r->GetEnumValue(resource, field)
                  : r->GetRepeatedEnumValue(resource, field, index));
    case FieldDescriptor::CPPTYPE_BOOL:
      return one && q->GetBool(request, asked) == r->GetBool(resource, field);
    default:
      return ValueText(request, asked, -1) == ValueText(resource, field, index);
  }
}

}  // namespace

Result<std::unique_ptr<RowQuery>> RowQuery::Make(const MethodDescriptor* method) {
  std::unique_ptr<RowQuery> query(new RowQuery());
  const Descriptor* response = method->output_type();
  const bool is_get = method->name().starts_with("Get") && ResourceTypeOf(response) != nullptr &&
                      method->input_type()->FindFieldByName("name") != nullptr;
  if (method->name().starts_with("List")) query->items_ = ItemsOf(response);
  if (!is_get && query->items_ == nullptr) return std::unique_ptr<RowQuery>();
  query->resource_ = is_get ? response : query->items_->message_type();
  query->response_ = google::protobuf::MessageFactory::generated_factory()->GetPrototype(response);
  query->collection_ = ResourceTypeOf(query->resource_)->collection();
  query->permissions_ = PermissionsOf(query->resource_);
  query->with_personal_ = method->input_type()->FindFieldByName("with_personal");
  if (!is_get) FIVESTEP_RETURN_IF_ERROR(query->FindFilters(method));
  return Result<std::unique_ptr<RowQuery>>(std::move(query));
}

Status RowQuery::FindFilters(const MethodDescriptor* method) {
  for (int i = 0; i < method->input_type()->field_count(); ++i) {
    const FieldDescriptor* asked = method->input_type()->field(i);
    if (IsPageField(asked->name())) continue;
    const FieldDescriptor* field = resource_->FindFieldByName(asked->name());
    const bool fits = field != nullptr && !asked->is_repeated() &&
                      field->cpp_type() == asked->cpp_type() &&
                      asked->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE &&
                      asked->enum_type() == field->enum_type();
    if (!fits) {
      return FailedPrecondition(method->full_name() + ": its filter `" + asked->name() +
                                "` is no field of " + resource_->full_name() +
                                " of the same type; name it like the field, or register a query.");
    }
    filters_.emplace_back(asked, field);
  }
  return OkStatus();
}

bool RowQuery::WantsPersonal(const Message& request) const {
  return with_personal_ != nullptr && !permissions_.empty() &&
         request.GetReflection()->GetBool(request, with_personal_);
}

bool RowQuery::Matches(const Message& request, const Message& resource) const {
  for (const auto& [asked, field] : filters_) {
    if (IsAbsent(request, asked)) continue;
    bool found = !field->is_repeated() && SameValue(request, asked, resource, field, -1);
    const int size =
        field->is_repeated() ? resource.GetReflection()->FieldSize(resource, field) : 0;
    for (int i = 0; i < size && !found; ++i) found = SameValue(request, asked, resource, field, i);
    if (!found) return false;
  }
  return true;
}

Result<RowQuery::Page> RowQuery::Read(const Message& request, const ReadContext& context) const {
  if (is_list()) return List(request, context);
  Result<RowSnapshot> row = context.GetRow(StringField(request, "name"));
  if (!row.ok()) return row.status();
  Page page;
  page.resources.push_back(std::move(row->resource));
  return page;
}

Result<RowQuery::Page> RowQuery::List(const Message& request, const ReadContext& context) const {
  const Result<std::string> after = ReadPageToken(request);
  if (!after.ok()) return after.status();
  const FieldDescriptor* size_field = request.GetDescriptor()->FindFieldByName("page_size");
  int limit = PageSizeOf(
      size_field == nullptr ? 0 : request.GetReflection()->GetInt32(request, size_field));
  if (WantsPersonal(request)) limit = std::min(limit, kMaxOpenedPerPage);
  Page page;
  std::string last;
  size_t bytes = 0;
  int looked_at = 0;
  context.ScanRows(StringField(request, "parent"), collection_, *after, [&](RowSnapshot& row) {
    const bool full = page.resources.size() == static_cast<size_t>(limit) ||
                      bytes > kMaxPageBytes || looked_at == kMaxRowsPerPage;
    if (full) {
      page.next_page_token = MakePageToken(request, last);
      return false;
    }
    ++looked_at;
    last = StringField(*row.resource, "name");
    if (!Matches(request, *row.resource)) return true;
    bytes += row.resource->ByteSizeLong();
    page.resources.push_back(std::move(row.resource));
    return true;
  });
  return page;
}

std::unique_ptr<Message> RowQuery::Render(Page page) const {
  if (!is_list()) return std::move(page.resources.front());
  std::unique_ptr<Message> response(response_->New());
  const auto* reflection = response->GetReflection();
  for (std::unique_ptr<Message>& resource : page.resources) {
    reflection->AddAllocatedMessage(response.get(), items_, resource.release());
  }
  SetStringField(*response, "next_page_token", page.next_page_token);
  return response;
}

}  // namespace fivestep
