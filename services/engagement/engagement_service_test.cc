#include "engagement/engagement_service.h"

#include <gtest/gtest.h>

#include "engagement/domain/examples.h"
#include "fivestep/platform/v1/options.pb.h"
#include "platform/testing/given.h"

namespace fivestep::engagement {
namespace {

bool IsRead(const google::protobuf::MethodDescriptor& method) {
  return method.name().starts_with("Get") || method.name().starts_with("List");
}

TEST(EngagementService, DecidesEveryCommandAndAnswersEveryQuery) {
  const ServiceModel model = MakeModel();
  ASSERT_NE(model.service(), nullptr);
  for (int i = 0; i < model.service()->method_count(); ++i) {
    const auto& method = *model.service()->method(i);
    const bool command = method.options().GetExtension(platform::v1::access).kind() ==
                         platform::v1::METHOD_KIND_COMMAND;
    EXPECT_EQ(command, model.FindCommand(method.input_type()) != nullptr) << method.name();
    EXPECT_EQ(command, !IsRead(method)) << method.name();
  }
}

TEST(EngagementService, EvolvesEveryEventOfItsProto) {
  const ServiceModel model = MakeModel();
  const auto* file = pb::ActivityPlanned::descriptor()->file();
  for (int i = 0; i < file->message_type_count(); ++i) {
    EXPECT_NE(model.FindEvent(file->message_type(i)->full_name()), nullptr)
        << file->message_type(i)->name();
  }
}

TEST(EngagementService, SetsATimerForAThemeThatIsDue) {
  const ServiceModel model = MakeModel();
  pb::Theme theme = RowOf<pb::Theme>(Agreed());
  EXPECT_TRUE(model.TimersOf(theme).empty());
  *theme.mutable_response_due_time() = ToTimestamp(fivestep::testing::kNow);
  const std::vector<DueTimer> expected = {{kResponseOverdueRule, fivestep::testing::kNow}};
  EXPECT_EQ(model.TimersOf(theme), expected);
  EXPECT_NE(model.FindTimerRule(kResponseOverdueRule), nullptr);
}

TEST(EngagementService, FollowsTheLogsThatItRestsOn) {
  const std::vector<std::string> expected = {"analysis", "metrics", "programme"};
  EXPECT_EQ(MakeModel().followed_logs(), expected);
}

}  // namespace
}  // namespace fivestep::engagement
