// The five contexts as they describe themselves: their models, and their protos.
#ifndef FIVESTEP_TESTS_CONTRACT_MODELS_H_
#define FIVESTEP_TESTS_CONTRACT_MODELS_H_

#include <google/protobuf/descriptor.h>
#include <google/protobuf/descriptor_database.h>

#include <algorithm>
#include <string>
#include <vector>

#include "analysis/analysis_service.h"
#include "codesign/codesign_service.h"
#include "engagement/engagement_service.h"
#include "metrics/metrics_service.h"
#include "platform/eventlog/model.h"
#include "programme/programme_service.h"

namespace fivestep::contract {

// In the order of the steps, the programme first.
inline const std::vector<ServiceModel>& Models() {
  static const auto* models = new std::vector<ServiceModel>{
      programme::MakeModel(), engagement::MakeModel(), analysis::MakeModel(), codesign::MakeModel(),
      metrics::MakeModel()};
  return *models;
}

// Every proto of the project, those of the platform included, by name.
inline std::vector<const google::protobuf::FileDescriptor*> ProtoFiles() {
  std::vector<std::string> names;
  google::protobuf::DescriptorPool::internal_generated_database()->FindAllFileNames(&names);
  std::sort(names.begin(), names.end());
  std::vector<const google::protobuf::FileDescriptor*> files;
  for (const std::string& name : names) {
    if (!name.starts_with("fivestep/")) continue;
    files.push_back(google::protobuf::DescriptorPool::generated_pool()->FindFileByName(name));
  }
  return files;
}

// `analysis` of `fivestep.analysis.v1`.
inline std::string ContextOf(const google::protobuf::FileDescriptor* file) {
  const std::string& package = file->package();
  const size_t first = package.find('.') + 1;
  return package.substr(first, package.rfind('.') - first);
}

}  // namespace fivestep::contract

#endif  // FIVESTEP_TESTS_CONTRACT_MODELS_H_
