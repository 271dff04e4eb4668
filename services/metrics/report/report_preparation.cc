#include "metrics/report/report_preparation.h"

#include <string>
#include <utility>

#include "fivestep/metrics/v1/error_reason.pb.h"
#include "metrics/domain/board_report.h"
#include "metrics/report/checkpoints.h"
#include "metrics/report/content.h"
#include "metrics/report/csv_report.h"
#include "metrics/report/html_report.h"
#include "metrics/report/marks.h"
#include "platform/audit/sha256.h"
#include "platform/core/decision.h"

namespace fivestep::metrics {
namespace {

std::string DigestOf(const std::string& bytes) {
  const Sha256Digest digest = Sha256(bytes);
  return std::string(digest.begin(), digest.end());
}

// The blob with this digest, whose bytes must have that one.
Result<std::string> ReadStored(const v1::BoardReport& report, const std::string& blob_digest,
                               const std::string& digest, const ReadContext& context) {
  auto bytes = context.ReadBlob(blob_digest);
  if (!bytes.ok() && bytes.status().code() == Code::kNotFound) {
    return StatusOf(v1::BOARD_REPORT_UNREADABLE, {{"board_report", report.name()}});
  }
  if (!bytes.ok()) return bytes.status();
  if (DigestOf(*bytes) != digest)
    return DataLoss("A stored part of " + report.name() + " changed.");
  return bytes;
}

Result<v1::BoardReportContent> ReadContent(const v1::BoardReport& report,
                                           const ReadContext& context) {
  const auto bytes =
      ReadStored(report, report.content_blob_digest(), report.content_digest(), context);
  if (!bytes.ok()) return bytes.status();
  v1::BoardReportContent content;
  if (!content.ParseFromString(*bytes)) {
    return DataLoss("The content of " + report.name() + " is damaged.");
  }
  return content;
}

report::Standing StandingOf(const v1::BoardReport& report) {
  report::Standing standing;
  standing.approved_by_role = report.approved_by_role();
  standing.approval_note = report.approval_note();
  return standing;
}

Status WriteFile(const std::string& bytes, v1::BoardReportFormat format, const std::string& name,
                 const ReadContext& context, v1::PreparedIssue& prepared) {
  auto blob = context.WriteBlob(bytes, name);
  if (!blob.ok()) return blob.status();
  v1::IssuedFile& file = *prepared.add_files();
  file.set_format(format);
  file.set_blob_digest(*blob);
  file.set_file_digest(DigestOf(bytes));
  file.set_size_bytes(static_cast<int64_t>(bytes.size()));
  return OkStatus();
}

std::string Rendered(const v1::BoardReportContent& content, const report::Standing& standing,
                     v1::BoardReportFormat format) {
  return format == v1::BOARD_REPORT_FORMAT_CSV ? report::CsvOf(content)
                                               : report::HtmlOf(content, standing);
}

}  // namespace

Result<v1::PreparedBoardReport> PrepareBoardReport(const v1::DraftBoardReportRequest& request,
                                                   const ReadContext& context) {
  if (const Decision refused = CheckBrief(request); refused.rejected()) {
    return refused.rejection();
  }
  const std::string name = request.parent() + "/boardReports/" + request.board_report_id();
  const v1::BoardReportContent content = ContentOf(request, name, context);
  const std::string bytes = content.SerializeAsString();
  auto blob = context.WriteBlob(bytes, name);
  if (!blob.ok()) return blob.status();
  v1::PreparedBoardReport prepared;
  *prepared.mutable_positions() = content.positions();
  prepared.set_content_blob_digest(*blob);
  prepared.set_content_digest(DigestOf(bytes));
  return prepared;
}

Result<v1::PreparedIssue> PrepareIssue(const v1::IssueBoardReportRequest& request,
                                       const ReadContext& context) {
  const auto report = context.Get<v1::BoardReport>(request.name());
  if (!report.ok()) return report.status();
  if (report->state() != v1::BoardReport::STATE_APPROVED) {
    return StatusOf(v1::BOARD_REPORT_NOT_IN_STATE,
                    {{"board_report", request.name()},
                     {"state", v1::BoardReport::State_Name(report->state())},
                     {"needs", "only an approved one can be issued"}});
  }
  FIVESTEP_RETURN_IF_ERROR(CheckCheckpoints(request.checkpoints(), report->positions()));
  const auto content = ReadContent(*report, context);
  if (!content.ok()) return content.status();
  report::Standing standing = StandingOf(*report);
  standing.issued = true;
  standing.issued_by_role = request.issued_by_role();
  standing.issue_seconds =
      std::chrono::floor<std::chrono::seconds>(context.now()).time_since_epoch().count();
  standing.checkpoints = request.checkpoints();
  v1::PreparedIssue prepared;
  prepared.set_content_digest(report->content_digest());
  prepared.set_approved_by_role(report->approved_by_role());
  for (const auto format : {v1::BOARD_REPORT_FORMAT_HTML, v1::BOARD_REPORT_FORMAT_CSV}) {
    FIVESTEP_RETURN_IF_ERROR(
        WriteFile(Rendered(*content, standing, format), format, request.name(), context, prepared));
  }
  return prepared;
}

Result<v1::GetBoardReportResponse> AnswerGetBoardReport(const v1::GetBoardReportRequest& request,
                                                        const ReadContext& context) {
  auto report = context.Get<v1::BoardReport>(request.name());
  if (!report.ok()) return report.status();
  auto content = ReadContent(*report, context);
  v1::GetBoardReportResponse response;
  *response.mutable_board_report() = *report;
  if (content.ok()) {
    for (std::string& mark : MarksSince(*content, context)) response.add_marks(std::move(mark));
  } else {
    response.add_marks(
        "What the report was made of can no longer be read, so it cannot be said what of it was "
        "taken back since.");
  }
  for (const v1::IssuedFile& file : report->files()) {
    if (file.format() != request.format()) continue;
    auto bytes = ReadStored(*report, file.blob_digest(), file.file_digest(), context);
    if (!bytes.ok()) return bytes.status();
    response.set_file(std::move(*bytes));
    return response;
  }
  if (!content.ok()) return content.status();
  if (request.format() == v1::BOARD_REPORT_FORMAT_UNSPECIFIED) {
    *response.mutable_content() = std::move(*content);
  } else {
    response.set_file(Rendered(*content, StandingOf(*report), request.format()));
  }
  return response;
}

}  // namespace fivestep::metrics
