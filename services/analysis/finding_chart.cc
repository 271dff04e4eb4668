#include "analysis/finding_chart.h"

#include "analysis/domain/finding_picture.h"

namespace fivestep::analysis {

Result<v1::GetFindingChartResponse> GetFindingChart(const v1::GetFindingChartRequest& request,
                                                    const ReadContext& context) {
  const auto finding = context.Get<v1::Finding>(request.name());
  if (!finding.ok()) return finding.status();
  v1::GetFindingChartResponse response;
  response.set_svg(PictureOf(*finding));
  response.set_text_alternative(TextOf(*finding));
  return response;
}

}  // namespace fivestep::analysis
