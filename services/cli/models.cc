#include "cli/models.h"

#include <vector>

#include "analysis/analysis_service.h"
#include "codesign/codesign_service.h"
#include "engagement/engagement_service.h"
#include "metrics/metrics_service.h"
#include "programme/programme_service.h"

namespace fivestep::cli {

const ServiceModel* FindModel(const std::string& context) {
  static const auto* const models = new std::vector<ServiceModel>{
      programme::MakeModel(), engagement::MakeModel(), analysis::MakeModel(), codesign::MakeModel(),
      metrics::MakeModel()};
  for (const ServiceModel& model : *models) {
    if (model.context() == context) return &model;
  }
  return nullptr;
}

}  // namespace fivestep::cli
