#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <utility>

#include "cli/commands.h"
#include "cli/json_text.h"
#include "cli/output_file.h"
#include "fivestep/metrics/v1/board_report.pb.h"
#include "fivestep/platform/v1/audit_service.pb.h"

extern char** environ;  // NOLINT: the name that POSIX gives it

namespace fivestep::cli {
namespace {

namespace pb = metrics::v1;

// A fresh signed head of every service, then the command. One that is out already is left as it is,
// so that this can be said again when it is not known whether it was done.
int Issue(const ReportCommand& command, Session& session) {
  pb::GetBoardReportRequest get;
  get.set_name(command.report);
  const auto present =
      session.Ask<pb::GetBoardReportResponse>("metrics", "MetricsService/GetBoardReport", get);
  if (!present.ok()) return Fail(present.status(), "metrics", "", session);
  if (present->board_report().state() == pb::BoardReport::STATE_ISSUED) return kDone;
  pb::IssueBoardReportRequest request;
  request.set_name(command.report);
  request.set_issued_by_role(command.issued_by_role);
  platform::v1::GetCheckpointRequest fresh;
  fresh.set_fresh(true);
  for (const std::string& context : ContextNames()) {
    const auto head =
        session.Ask<platform::v1::Checkpoint>(context, "AuditService/GetCheckpoint", fresh);
    if (!head.ok()) return Fail(head.status(), context, "", session);
    pb::ServiceCheckpoint& checkpoint = *request.add_checkpoints();
    checkpoint.set_context(context);
    checkpoint.set_note(head->note());
    checkpoint.set_verifier_key(head->verifier_key());
  }
  const std::string request_id = FillRequestId(request, command.request_id);
  const auto issued =
      session.Ask<pb::BoardReport>("metrics", "MetricsService/IssueBoardReport", request);
  return issued.ok() ? kDone : Fail(issued.status(), "metrics", request_id, session);
}

// Runs pandoc over the HTML. Charts are pictures that it leaves out; their texts and figures stay.
Status WriteDocx(const std::string& html, const std::string& output) {
  std::string scratch =
      (std::filesystem::temp_directory_path() / "fivestep-report-XXXXXX").string();
  const int file = ::mkstemp(scratch.data());
  if (file < 0) return InvalidArgument("No temporary file can be made.");
  ::close(file);
  FIVESTEP_RETURN_IF_ERROR(WriteFile(scratch, html));
  std::string words[] = {"pandoc", "--from=html", "--to=docx", "--output=" + output, scratch};
  char* arguments[] = {words[0].data(), words[1].data(), words[2].data(),
                       words[3].data(), words[4].data(), nullptr};
  pid_t process = 0;
  const int failed = ::posix_spawnp(&process, "pandoc", nullptr, nullptr, arguments, environ);
  int status = -1;
  if (failed == 0) ::waitpid(process, &status, 0);
  std::filesystem::remove(scratch);
  if (failed != 0) {
    return InvalidArgument(
        "pandoc is not installed, which makes .docx of HTML: apt install pandoc");
  }
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
    return InvalidArgument("pandoc could not write " + output + ".");
  }
  return OkStatus();
}

}  // namespace

int Run(const ReportCommand& command, Session& session) {
  if (command.format == "docx" && command.output.empty()) {
    return FailUsage(InvalidArgument("Say where the .docx goes, with --output FILE."));
  }
  if (!command.issued_by_role.empty()) {
    if (const int code = Issue(command, session); code != kDone) return code;
  }
  pb::GetBoardReportRequest request;
  request.set_name(command.report);
  request.set_format(command.format == "csv" ? pb::BOARD_REPORT_FORMAT_CSV
                                             : pb::BOARD_REPORT_FORMAT_HTML);
  const auto report =
      session.Ask<pb::GetBoardReportResponse>("metrics", "MetricsService/GetBoardReport", request);
  if (!report.ok()) return Fail(report.status(), "metrics", "", session);
  for (const std::string& mark : report->marks()) std::cerr << "Note: " << mark << '\n';
  if (command.format != "docx") return WriteAnswer(command.output, report->file());
  const Status written = WriteDocx(report->file(), command.output);
  if (!written.ok()) return FailUsage(written);
  std::cerr << command.output << '\n';
  return kDone;
}

}  // namespace fivestep::cli
