// `fivestep sheet export`.
#include <algorithm>
#include <iostream>
#include <memory>
#include <set>
#include <utility>

#include "cli/commands.h"
#include "cli/sheet/cell_codec.h"
#include "cli/sheet/export_tables.h"
#include "cli/sheet/sheet_command.h"
#include "cli/sheet/sheet_file.h"
#include "fivestep/platform/v1/options.pb.h"

namespace fivestep::cli::sheet {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::MethodDescriptor;

// What the platform gives in one page at most.
constexpr int kPageSize = 1'000;

class Exporter {
 public:
  Exporter(const SheetCommand& command, Session& session) : command_(command), session_(session) {}

  Status Find() {
    const Result<ServiceAt> at = FindServiceAt(command_.service, session_);
    if (!at.ok()) return at.status();
    at_ = *at;
    Result<std::string> programme = ProgrammeOfParent(command_.parent);
    if (!programme.ok()) return programme.status();
    programme_ = *programme;
    if (command_.output.empty()) {
      return InvalidArgument("Say with -o which file to write, .xlsx or .csv.");
    }
    const Result<Collection> collection = FindCollection(*at_.service, command_.what);
    if (collection.ok()) {
      collection_ = *collection;
      return OkStatus();
    }
    const Result<const MethodDescriptor*> method = FindCommand(*at_.service, command_.what);
    if (!method.ok()) return method.status();
    shape_ = ShapeOf(**method);
    const Result<Collection> changed = ChangedBy(*at_.service, **method);
    if (!changed.ok()) return changed.status();
    collection_ = *changed;
    return OkStatus();
  }

  Status Export() {
    const auto request = ListRequest(collection_, true);
    if (!request.ok()) return request.status();
    Result<Messages> resources = ListAll(collection_, **request);
    if (!resources.ok()) return resources.status();
    FIVESTEP_RETURN_IF_ERROR(KeepOwners(*resources));
    row_count_ = resources->size();
    About about;
    std::vector<Table> tables;
    if (shape_.method == nullptr) {
      tables.push_back(ReadingTable(collection_, *resources));
    } else {
      about = NewAbout(at_, shape_, programme_);
      tables.push_back(EditingTable(shape_, collection_, programme_, *resources,
                                    [this] { return NewMessage(shape_.request()); }));
    }
    for (const std::string& field : command_.with) {
      FIVESTEP_RETURN_IF_ERROR(AddLinked(field, *resources, tables));
    }
    return WriteSheet(about, tables, command_.output);
  }

  size_t row_count() const { return row_count_; }
  const ServiceAt& at() const { return at_; }

 private:
  std::unique_ptr<Message> NewMessage(const google::protobuf::Descriptor& type) {
    return session_.SchemaOf(at_.context).NewMessage(&type);
  }

  // `filtered`: with what the command line asks of the rows themselves.
  Result<std::unique_ptr<Message>> ListRequest(const Collection& collection, bool filtered) {
    std::unique_ptr<Message> request = NewMessage(*collection.list->input_type());
    const auto& type = *request->GetDescriptor();
    const auto& reflection = *request->GetReflection();
    const FieldDescriptor* parent = type.FindFieldByName("parent");
    if (parent != nullptr) {
      if (command_.parent.empty()) return InvalidArgument("Say with --parent of which programme.");
      reflection.SetString(request.get(), parent, filtered ? command_.parent : programme_);
    }
    reflection.SetInt32(request.get(), type.FindFieldByName("page_size"), kPageSize);
    if (!filtered) return request;
    for (const std::string& filter : command_.filters) {
      FIVESTEP_RETURN_IF_ERROR(SetFilter(filter, *request));
    }
    if (!command_.with_personal) return request;
    const FieldDescriptor* personal = type.FindFieldByName("with_personal");
    if (personal == nullptr) {
      return InvalidArgument(collection.name +
                             " hold nothing personal: leave out --with-personal.");
    }
    reflection.SetBool(request.get(), personal, true);
    return request;
  }

  Status SetFilter(const std::string& filter, Message& request) const {
    const size_t sign = filter.find('=');
    const std::string field = filter.substr(0, sign);
    const Result<Column> column = FindColumn(*request.GetDescriptor(), field);
    if (sign == std::string::npos || !column.ok() || column->path.size() != 1) {
      return InvalidArgument("`--filter " + filter + "` is not FIELD=VALUE with a field of " +
                             request.GetDescriptor()->name() + ".");
    }
    const std::string problem =
        SetValue(*column, TextCell(filter.substr(sign + 1)), programme_, request);
    return problem.empty() ? OkStatus() : InvalidArgument("`--filter " + field + "` " + problem);
  }

  Result<Messages> ListAll(const Collection& collection, Message& request) {
    const auto& reflection = *request.GetReflection();
    const FieldDescriptor* token = request.GetDescriptor()->FindFieldByName("page_token");
    const FieldDescriptor* next =
        collection.list->output_type()->FindFieldByName("next_page_token");
    Messages all;
    for (bool more = true; more;) {
      const std::unique_ptr<Message> page = NewMessage(*collection.list->output_type());
      FIVESTEP_RETURN_IF_ERROR(
          session_.Unary(at_.context, PathOf(collection.list), request, page.get()));
      const auto& answer = *page->GetReflection();
      for (int i = 0; i < answer.FieldSize(*page, collection.items); ++i) {
        if (all.size() == static_cast<size_t>(kMaxRows)) {
          return InvalidArgument("There are more than " + std::to_string(kMaxRows) +
                                 " rows: export them in parts with --filter.");
        }
        std::unique_ptr<Message> copy = NewMessage(collection.resource());
        copy->CopyFrom(answer.GetRepeatedMessage(*page, collection.items, i));
        all.push_back(std::move(copy));
      }
      const std::string place = next == nullptr ? "" : answer.GetString(*page, next);
      reflection.SetString(&request, token, place);
      more = !place.empty();
    }
    return all;
  }

  Status KeepOwners(Messages& resources) const {
    if (command_.owner.empty()) return OkStatus();
    const FieldDescriptor* owner = collection_.resource().FindFieldByName("owning_organisation");
    if (owner == nullptr) {
      return InvalidArgument(collection_.name + " have no owner: leave out --owner.");
    }
    std::erase_if(resources, [&](const auto& resource) {
      return resource->GetReflection()->GetString(*resource, owner) != command_.owner;
    });
    return OkStatus();
  }

  // Those resources that the field of any row names, in a worksheet of their own.
  Status AddLinked(const std::string& word, const Messages& rows, std::vector<Table>& tables) {
    const Result<Column> column = FindColumn(collection_.resource(), word);
    if (!column.ok() || column->path.size() != 1 || column->kind() != ValueKind::kName) {
      return InvalidArgument("`--with " + word + "`: " + collection_.name +
                             " have no such field with names.");
    }
    const Result<Collection> linked = NamedBy(*at_.service, column->leaf());
    if (!linked.ok()) return linked.status();
    const auto request = ListRequest(*linked, false);
    if (!request.ok()) return request.status();
    Result<Messages> resources = ListAll(*linked, **request);
    if (!resources.ok()) return resources.status();
    const std::set<std::string> names = NamesIn(column->leaf(), rows);
    std::erase_if(*resources, [&](const auto& resource) {
      const FieldDescriptor* name = resource->GetDescriptor()->FindFieldByName("name");
      return !names.contains(resource->GetReflection()->GetString(*resource, name));
    });
    tables.push_back(ReadingTable(*linked, *resources));
    return OkStatus();
  }

  const SheetCommand& command_;
  Session& session_;
  ServiceAt at_;
  Collection collection_;
  CommandShape shape_;
  std::string programme_;
  size_t row_count_ = 0;
};

}  // namespace

int RunExport(const SheetCommand& command, Session& session) {
  Exporter exporter(command, session);
  Status status = exporter.Find();
  if (status.ok()) status = exporter.Export();
  if (!status.ok()) return FailBefore(status, command.service, session);
  std::cout << command.output << ": " << exporter.row_count() << " rows\n";
  return kDone;
}

}  // namespace fivestep::cli::sheet
