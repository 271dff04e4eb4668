#include "cli/sheet/sheet_command.h"

#include <iostream>
#include <utility>

#include "cli/commands.h"
#include "cli/json_text.h"
#include "cli/method_finder.h"
#include "cli/sheet/import_plan.h"
#include "cli/sheet/sheet_file.h"
#include "cli/text_table.h"
#include "fivestep/platform/v1/options.pb.h"
#include "platform/core/resource_name.h"

namespace fivestep::cli {
namespace sheet {
namespace {

using google::protobuf::MethodDescriptor;
using google::protobuf::ServiceDescriptor;

// The commands that change members of the collection.
std::string ChangesOf(const ServiceDescriptor& service, const Collection& collection) {
  std::string names;
  for (const MethodDescriptor* method : CommandsOf(service)) {
    const Result<Collection> changed = ChangedBy(service, *method);
    if (!changed.ok() || changed->name != collection.name) continue;
    names += (names.empty() ? "" : " ") + method->name();
  }
  return names;
}

int ListSheets(const ServiceDescriptor& service) {
  std::vector<std::vector<std::string>> rows{{"COLLECTION", "RECORDED BY", "CHANGED BY"}};
  for (const Collection& collection : CollectionsOf(service)) {
    const MethodDescriptor* recorder = RecorderOf(service, collection);
    rows.push_back({collection.name, recorder == nullptr ? "-" : recorder->name(),
                    ChangesOf(service, collection)});
  }
  std::cout << TextTable(rows);
  return kDone;
}

int RunTemplate(const SheetCommand& command, Session& session) {
  const Result<ServiceAt> at = FindServiceAt(command.service, session);
  if (!at.ok()) return FailBefore(at.status(), command.service, session);
  if (command.what.empty()) return ListSheets(*at->service);
  const Result<const MethodDescriptor*> method = FindCommand(*at->service, command.what);
  if (!method.ok()) return FailUsage(method.status());
  const Result<std::string> programme = ProgrammeOfParent(command.parent);
  if (!programme.ok()) return FailUsage(programme.status());
  if (command.output.empty()) {
    return FailUsage(InvalidArgument("Say with -o which file to write, .xlsx or .csv."));
  }
  const CommandShape shape = ShapeOf(**method);
  Table table{(*method)->name(), {RowKeyHeading(shape)}, true, {}};
  for (const Column& column : shape.Columns(!programme->empty())) {
    table.headings.push_back(HeadingOf(column));
  }
  const Status written =
      WriteSheet(NewAbout(*at, shape, *programme), {std::move(table)}, command.output);
  if (!written.ok()) return FailUsage(written);
  std::cout << command.output << ": one row for each " << (*method)->name()
            << ". Fill it in, then: fivestep sheet import " << command.output << " --dry-run\n";
  return kDone;
}

}  // namespace

Result<ServiceAt> FindServiceAt(const std::string& word, Session& session) {
  const Result<MethodWords> words = ReadMethodWords(word, {});
  if (!words.ok()) return words.status();
  const auto service = FindServiceOf(*words, session.SchemaOf(words->context));
  if (!service.ok()) return service.status();
  return ServiceAt{words->context, *service};
}

int FailBefore(const Status& status, const std::string& context, const Session& session) {
  const bool usage = status.code() == Code::kInvalidArgument || status.code() == Code::kNotFound;
  return usage || !IsContext(context) ? FailUsage(status) : Fail(status, context, "", session);
}

Result<std::string> ProgrammeOfParent(const std::string& parent) {
  if (parent.empty()) return std::string();
  ResourceName name;
  if (ResourceName::Parse(parent, name) && !name.programme().empty()) return name.programme();
  return InvalidArgument("`--parent " + parent +
                         "` is no name of a programme or of something in one: write it as "
                         "programmes/{programme}.");
}

About NewAbout(const ServiceAt& at, const CommandShape& shape, const std::string& programme) {
  About about{{kVersionKey, kSheetVersion},
              {kServiceKey, at.context},
              {kCommandKey, shape.method->name()},
              {kKeyKey, NewRequestId()}};
  if (!programme.empty()) about[kProgrammeKey] = programme;
  return about;
}

}  // namespace sheet

int Run(const SheetCommand& command, Session& session) {
  switch (command.action) {
    case SheetCommand::Action::kTemplate:
      return sheet::RunTemplate(command, session);
    case SheetCommand::Action::kImport:
      return sheet::RunImport(command, session);
    case SheetCommand::Action::kExport:
      return sheet::RunExport(command, session);
  }
  return kUsage;
}

}  // namespace fivestep::cli
