#include "analysis/analysis_service.h"

#include <gtest/gtest.h>

#include "fivestep/analysis/v1/analysis_service.pb.h"
#include "fivestep/analysis/v1/error_reason.pb.h"
#include "fivestep/analysis/v1/events.pb.h"
#include "fivestep/platform/v1/options.pb.h"

namespace fivestep::analysis {
namespace {

TEST(AnalysisModel, HandlesEveryCommandOfTheService) {
  const ServiceModel model = MakeModel();
  for (int i = 0; i < model.service()->method_count(); ++i) {
    const auto* method = model.service()->method(i);
    const auto& access = method->options().GetExtension(platform::v1::access);
    if (access.kind() != platform::v1::METHOD_KIND_COMMAND) continue;
    const bool handled = method->client_streaming()
                             ? model.FindUpload(method->input_type()) != nullptr
                             : model.FindCommand(method->input_type()) != nullptr;
    EXPECT_TRUE(handled) << method->full_name();
  }
}

TEST(AnalysisModel, FoldsEveryEvent) {
  const ServiceModel model = MakeModel();
  const auto* file = v1::FindingRecorded::descriptor()->file();
  for (int i = 0; i < file->message_type_count(); ++i) {
    EXPECT_NE(model.FindEvent(file->message_type(i)->full_name()), nullptr)
        << file->message_type(i)->full_name();
  }
}

TEST(AnalysisModel, FollowsProgrammesAndThemes) {
  EXPECT_EQ(MakeModel().followed_logs(), (std::vector<std::string>{"engagement", "programme"}));
}

TEST(AnalysisReasons, EachSayWhatIsWrongAndWhatToDo) {
  const auto* reasons = v1::ErrorReason_descriptor();
  for (int i = 1; i < reasons->value_count(); ++i) {
    const auto& rule = reasons->value(i)->options().GetExtension(platform::v1::error);
    EXPECT_NE(rule.code(), 0) << reasons->value(i)->name();
    EXPECT_FALSE(rule.message().empty()) << reasons->value(i)->name();
    EXPECT_FALSE(rule.remedy().empty()) << reasons->value(i)->name();
  }
}

}  // namespace
}  // namespace fivestep::analysis
