#include <charconv>
#include <set>
#include <string>

#include "engagement/domain/evidence_index.h"
#include "engagement/views/evidence.h"
#include "fivestep/engagement/v1/contribution.pb.h"
#include "fivestep/engagement/v1/theme.pb.h"
#include "platform/core/resource_name.h"

namespace fivestep::engagement {
namespace {

std::vector<std::string> RestingOn(const std::string& resource, const ReadContext& context) {
  return LinesOf(context.GetViewValue(kEvidenceView, RestsOnKey(resource)));
}

std::string CollectionOf(const std::string& name) {
  ResourceName parsed;
  return ResourceName::Parse(name, parsed) ? parsed.collection() : std::string();
}

// Insights and findings, each once though it rests on several of the themes.
void AddThemes(const v1::Contribution& contribution, const ReadContext& context,
               v1::GetWithdrawalImpactResponse& response) {
  std::set<std::string> named;
  for (const std::string& name : contribution.themes()) {
    response.add_themes(name);
    const auto theme = context.Get<v1::Theme>(name);
    if (theme.ok() && theme->has_response()) response.add_answered_themes(name);
    for (const std::string& resting : RestingOn(name, context)) {
      if (!named.insert(resting).second) continue;
      if (CollectionOf(resting) == "insights") response.add_insights(resting);
      if (CollectionOf(resting) == "findings") response.add_findings(resting);
    }
  }
}

// Reports that were issued after it was recorded and before it was taken back. A report shows the
// whole programme, so it shows what every theme says.
void AddReports(const v1::Contribution& contribution, const ReadContext& context,
                v1::GetWithdrawalImpactResponse& response) {
  if (contribution.themes().empty()) return;
  const int64_t since = contribution.create_time().seconds();
  const bool withdrawn = response.withdrawn();
  const int64_t until = contribution.update_time().seconds();
  const std::string prefix = ReportsOf(ProgrammeOf(contribution.name()));
  context.ScanView(kEvidenceView, prefix, [&](std::string_view key, std::string_view value) {
    int64_t issued = 0;
    std::from_chars(value.data(), value.data() + value.size(), issued);
    const bool counted = issued >= since && (!withdrawn || issued <= until);
    if (counted) response.add_board_reports(std::string(key.substr(prefix.size())));
    return true;
  });
}

}  // namespace

Result<v1::GetWithdrawalImpactResponse> AnswerWithdrawalImpact(
    const v1::GetWithdrawalImpactRequest& request, const ReadContext& context) {
  const auto contribution = context.Get<v1::Contribution>(request.name());
  if (!contribution.ok()) return contribution.status();
  v1::GetWithdrawalImpactResponse response;
  response.set_contribution(request.name());
  response.set_withdrawn(contribution->state() == v1::Contribution::STATE_WITHDRAWN);
  AddThemes(*contribution, context, response);
  for (const std::string& quote : RestingOn(request.name(), context)) response.add_quotes(quote);
  AddReports(*contribution, context, response);
  return response;
}

}  // namespace fivestep::engagement
