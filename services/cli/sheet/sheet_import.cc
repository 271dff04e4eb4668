// `fivestep sheet import`.
#include <algorithm>
#include <iostream>
#include <memory>
#include <utility>

#include "cli/commands.h"
#include "cli/error_text.h"
#include "cli/json_text.h"
#include "cli/sheet/import_plan.h"
#include "cli/sheet/row_results.h"
#include "cli/sheet/sheet_command.h"
#include "cli/sheet/sheet_file.h"

namespace fivestep::cli::sheet {
namespace {

using google::protobuf::Message;
using google::protobuf::MethodDescriptor;

// Problems that are shown; the copy of the sheet has them all.
constexpr size_t kShownProblems = 50;

struct Counts {
  int recorded = 0;
  int already_recorded = 0;
  int refused = 0;
  int not_sent = 0;
};

class Importer {
 public:
  Importer(const SheetCommand& command, Session& session) : command_(command), session_(session) {}

  // Reads the file and finds its command.
  Status Read() {
    const Result<std::string> bytes = ReadInput(command_.file);
    if (!bytes.ok()) return bytes.status();
    Result<SheetContent> content = ReadSheet(*bytes);
    if (!content.ok()) return content.status();
    content_ = std::move(*content);
    const std::string service = Said(command_.service, kServiceKey);
    const std::string what = Said(command_.what, kCommandKey);
    if (service.empty() || what.empty()) {
      return InvalidArgument(
          "The sheet does not say which command it is for. Name it: fivestep sheet import FILE "
          "SERVICE COMMAND.");
    }
    const Result<ServiceAt> at = FindServiceAt(service, session_);
    if (!at.ok()) return at.status();
    at_ = *at;
    const Result<const MethodDescriptor*> method = FindCommand(*at_.service, what);
    if (!method.ok()) return method.status();
    shape_ = ShapeOf(**method);
    const Result<std::string> programme = ProgrammeOfParent(Said(command_.parent, kProgrammeKey));
    if (!programme.ok()) return programme.status();
    plan_ = PlanImport(content_, shape_, *programme, [this] {
      return session_.SchemaOf(at_.context).NewMessage(&shape_.request());
    });
    return OkStatus();
  }

  int Run() {
    AddProblems(plan_.problems, results_);
    if (!plan_.problems.empty()) {
      Show(plan_.problems);
      std::cerr << "Nothing was sent.\n";
      return Worse(kUsage, WriteResults(true));
    }
    if (command_.dry_run) {
      std::cout << "No errors. " << plan_.calls.size() << " to be sent as " << shape_.method->name()
                << ", " << plan_.unchanged_count << " unchanged.\n";
      return WriteResults(false);
    }
    for (const PlannedCall& call : plan_.calls) Send(call);
    Show(refusals_);
    SayCounts();
    return Worse(exit_code_, WriteResults(!refusals_.empty()));
  }

  const std::string& context() const { return at_.context; }

 private:
  // What the command line says goes before what the sheet says.
  std::string Said(const std::string& argument, const char* key) const {
    if (!argument.empty()) return argument;
    const auto found = content_.about.find(key);
    return found == content_.about.end() ? std::string() : found->second;
  }

  void Send(const PlannedCall& call) {
    const int rows = static_cast<int>(call.rows.size());
    if (stopped_) {
      counts_.not_sent += rows;
      return;
    }
    const auto answer = session_.SchemaOf(at_.context).NewMessage(shape_.method->output_type());
    const CallOutcome outcome =
        session_.UnaryWithTrailers(at_.context, PathOf(shape_.method), *call.request, answer.get());
    if (!outcome.status.ok()) return Refused(call, outcome.status);
    const bool repeated = !outcome.Get(kRepeatedKey).empty();
    (repeated ? counts_.already_recorded : counts_.recorded) += rows;
    const std::vector<std::string> names = NamesRecorded(*answer);
    for (size_t i = 0; i < call.rows.size(); ++i) {
      const std::string& name = names.empty() ? "" : names[std::min(i, names.size() - 1)];
      results_[call.rows[i]].result = (repeated ? "already recorded " : "recorded ") + name;
    }
  }

  // Without a service, or without leave, no other row fares better.
  void Refused(const PlannedCall& call, const Status& status) {
    const std::vector<RowProblem> problems = ProblemsOf(status, call, shape_);
    AddProblems(problems, results_);
    refusals_.insert(refusals_.end(), problems.begin(), problems.end());
    counts_.refused += static_cast<int>(call.rows.size());
    exit_code_ = Worse(exit_code_, ExitCodeOf(status));
    if (ExitCodeOf(status) == kRefused) return;
    stopped_ = true;
    Fail(status, at_.context, "", session_);
  }

  void Show(const std::vector<RowProblem>& problems) const {
    for (size_t i = 0; i < std::min(problems.size(), kShownProblems); ++i) {
      std::cerr << problems[i].Text() << '\n';
    }
    if (problems.size() > kShownProblems) {
      std::cerr << "… and " << problems.size() - kShownProblems << " more.\n";
    }
  }

  void SayCounts() const {
    if (session_.settings().json) {
      std::cout << "{\"recorded\":" << counts_.recorded
                << ",\"already_recorded\":" << counts_.already_recorded
                << ",\"refused\":" << counts_.refused << ",\"not_sent\":" << counts_.not_sent
                << ",\"unchanged\":" << plan_.unchanged_count << "}\n";
      return;
    }
    std::cout << counts_.recorded << " recorded, " << counts_.already_recorded
              << " already recorded, " << counts_.refused << " refused";
    if (counts_.not_sent > 0) std::cout << ", " << counts_.not_sent << " not sent";
    if (plan_.unchanged_count > 0) std::cout << ", " << plan_.unchanged_count << " unchanged";
    std::cout << '\n';
    if (stopped_) std::cerr << "Import the same sheet again: nothing is recorded twice.\n";
  }

  // `wanted`: there are errors to be read beside their rows.
  int WriteResults(bool wanted) const {
    if (!wanted && command_.results.empty()) return kDone;
    const std::string path =
        command_.results.empty() ? ResultsName(command_.file) : command_.results;
    const bool csv = IsCsvName(path);
    About about = content_.about;
    about[kVersionKey] = kSheetVersion;
    about[kServiceKey] = at_.context;
    about[kCommandKey] = shape_.method->name();
    const Status written = WriteSheet(about, {ResultTable(content_, shape_, results_, csv)}, path);
    if (!written.ok()) return FailUsage(written);
    std::cerr << path << " says it beside each row.\n";
    return kDone;
  }

  const SheetCommand& command_;
  Session& session_;
  SheetContent content_;
  ServiceAt at_;
  CommandShape shape_;
  ImportPlan plan_;
  RowResults results_;
  std::vector<RowProblem> refusals_;
  Counts counts_;
  int exit_code_ = kDone;
  bool stopped_ = false;
};

}  // namespace

int RunImport(const SheetCommand& command, Session& session) {
  Importer importer(command, session);
  const Status read = importer.Read();
  if (!read.ok()) {
    const std::string& context = importer.context();
    return FailBefore(read, context.empty() ? command.service : context, session);
  }
  return importer.Run();
}

}  // namespace fivestep::cli::sheet
