#include "codesign/codesign_service.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fivestep/codesign/v1/codesign_service.pb.h"
#include "fivestep/codesign/v1/events.pb.h"

namespace fivestep::codesign {
namespace {

using ::testing::ElementsAre;

TEST(CodesignModel, FollowsWhatItReactsToAndNames) {
  EXPECT_THAT(MakeModel().followed_logs(), ElementsAre("analysis", "metrics", "programme"));
}

TEST(CodesignModel, HandlesEveryEventOfItsProto) {
  const ServiceModel model = MakeModel();
  const auto* file = v1::BriefOpened::descriptor()->file();
  for (int i = 0; i < file->message_type_count(); ++i) {
    const std::string& type = file->message_type(i)->full_name();
    EXPECT_NE(model.FindEvent(type), nullptr) << type;
  }
}

TEST(CodesignModel, HandlesEveryCommandOfItsService) {
  const ServiceModel model = MakeModel();
  for (int i = 0; i < model.service()->method_count(); ++i) {
    const auto* method = model.service()->method(i);
    const auto& access = method->options().GetExtension(platform::v1::access);
    if (access.kind() != platform::v1::METHOD_KIND_COMMAND) continue;
    EXPECT_NE(model.FindCommand(method->input_type()), nullptr) << method->full_name();
  }
}

TEST(CodesignModel, AnswersRecordedIdeasInTheirOrder) {
  const ServiceModel model = MakeModel();
  v1::IdeaRecorded first;
  first.set_idea("programmes/p1/ideas/z");
  v1::IdeaRecorded second;
  second.set_idea("programmes/p1/ideas/a");
  const v1::IdeasCollected collected;
  Outcome outcome;
  outcome.events = {&first, &second, &collected};
  const auto answer = model.FindCommand(v1::RecordIdeasRequest::descriptor())->render(outcome);
  EXPECT_THAT(static_cast<const v1::RecordIdeasResponse&>(*answer).ideas(),
              ElementsAre(first.idea(), second.idea()));
}

TEST(CodesignModel, AnswersRecordedBallotsWithoutTheDots) {
  const ServiceModel model = MakeModel();
  v1::BallotCast cast;
  cast.set_ballot("programmes/p1/sessions/s1/ballots/k3x9w2pa");
  const v1::DotsAdded added;
  Outcome outcome;
  outcome.events = {&cast, &added};
  const auto answer = model.FindCommand(v1::CastBallotsRequest::descriptor())->render(outcome);
  EXPECT_THAT(static_cast<const v1::CastBallotsResponse&>(*answer).ballots(),
              ElementsAre(cast.ballot()));
}

}  // namespace
}  // namespace fivestep::codesign
