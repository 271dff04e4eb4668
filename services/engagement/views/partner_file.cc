#include "engagement/views/partner_file.h"

#include <string>

#include "fivestep/engagement/v1/activity.pb.h"
#include "fivestep/engagement/v1/contribution.pb.h"
#include "fivestep/engagement/v1/error_reason.pb.h"
#include "fivestep/platform/v1/error_reason.pb.h"
#include "platform/core/decision.h"

namespace fivestep::engagement {
namespace {

v1::PartnerLine LineOf(const v1::Contribution& contribution, const ReadContext& context) {
  v1::PartnerLine line;
  line.set_contribution(contribution.name());
  line.set_capture_id(contribution.capture_id());
  line.set_activity(contribution.activity());
  const auto activity = context.Get<v1::Activity>(contribution.activity());
  if (activity.ok()) line.set_activity_title(activity->title());
  *line.mutable_occasion_time() = contribution.occasion_time();
  line.set_language(contribution.language());
  line.set_withdrawn(contribution.state() == v1::Contribution::STATE_WITHDRAWN);
  return line;
}

// A theme that the caller may not see is left out.
void AddThemes(const v1::Contribution& contribution, const ReadContext& context,
               v1::GetPartnerFileResponse& response) {
  const v1::PartnerLine begin = LineOf(contribution, context);
  const int before = response.lines_size();
  for (const std::string& name : contribution.themes()) {
    const auto theme = context.Get<v1::Theme>(name);
    if (!theme.ok()) continue;
    v1::PartnerLine& line = *response.add_lines();
    line = begin;
    line.set_theme(name);
    line.set_theme_title(theme->title());
    if (theme->has_response_due_time()) {
      *line.mutable_response_due_time() = theme->response_due_time();
    }
    if (theme->has_response()) *line.mutable_response() = theme->response();
  }
  if (response.lines_size() == before) *response.add_lines() = begin;
}

}  // namespace

Result<v1::GetPartnerFileResponse> AnswerPartnerFile(const v1::GetPartnerFileRequest& request,
                                                     const ReadContext& context) {
  const std::string& organisation = context.caller().organisation;
  if (organisation.empty()) return StatusOf(v1::ORGANISATION_NOT_SAID);
  if (!request.after_contribution().empty()) {
    const auto after = context.Get<v1::Contribution>(request.after_contribution());
    if (!after.ok()) return after.status();
  }
  v1::GetPartnerFileResponse response;
  response.set_organisation(organisation);
  std::string last;
  context.ScanRows(
      request.parent(), "contributions", request.after_contribution(), [&](RowSnapshot& row) {
        if (response.lines_size() >= kLinesPerPage) {
          response.set_next_after_contribution(last);
          return false;
        }
        const auto* contribution =
            google::protobuf::DynamicCastToGenerated<v1::Contribution>(row.resource.get());
        if (contribution == nullptr) return true;
        last = contribution->name();
        if (contribution->owning_organisation() == organisation) {
          AddThemes(*contribution, context, response);
        }
        return true;
      });
  // Of an unknown programme nothing may be taken for "nothing was said".
  if (response.lines().empty() && request.after_contribution().empty()) {
    return StatusOf(platform::v1::RESOURCE_NOT_FOUND,
                    {{"resource", request.parent() + "/contributions"}});
  }
  return response;
}

}  // namespace fivestep::engagement
