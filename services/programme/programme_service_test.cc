#include "programme/programme_service.h"

#include <gtest/gtest.h>

#include <set>

#include "fivestep/platform/v1/options.pb.h"
#include "fivestep/programme/v1/events.pb.h"
#include "fivestep/programme/v1/internal.pb.h"

namespace fivestep::programme {
namespace {

TEST(ProgrammeService, DecidesEveryCommand) {
  const ServiceModel model = MakeModel();
  ASSERT_NE(model.service(), nullptr);
  for (int i = 0; i < model.service()->method_count(); ++i) {
    const auto& method = *model.service()->method(i);
    const bool command = method.options().GetExtension(platform::v1::access).kind() ==
                         platform::v1::METHOD_KIND_COMMAND;
    EXPECT_EQ(command, model.FindCommand(method.input_type()) != nullptr) << method.name();
  }
}

TEST(ProgrammeService, EvolvesEveryEventOfItsProto) {
  const ServiceModel model = MakeModel();
  const auto* file = v1::ProgrammeOpened::descriptor()->file();
  for (int i = 0; i < file->message_type_count(); ++i) {
    EXPECT_NE(model.FindEvent(file->message_type(i)->full_name()), nullptr)
        << file->message_type(i)->name();
  }
}

TEST(ProgrammeService, FoldsTheThreadOfAllFiveLogs) {
  const ServiceModel model = MakeModel();
  std::set<std::string> logs;
  for (const ViewFold& view : model.views()) {
    if (view.view == "thread") logs.insert(view.log);
  }
  EXPECT_EQ(logs,
            (std::set<std::string>{"analysis", "codesign", "engagement", "metrics", "programme"}));
}

TEST(ProgrammeService, GivesEveryReactionANameOfItsOwn) {
  const ServiceModel model = MakeModel();
  std::set<std::string> names;
  for (const Reaction& reaction : model.reactions()) {
    EXPECT_TRUE(names.insert(reaction.name).second) << reaction.name;
    const bool opens_issue = reaction.command == v1::OpenIssueRequest::descriptor();
    EXPECT_TRUE(opens_issue || reaction.command == v1::RecordEvidenceRequest::descriptor());
  }
  EXPECT_EQ(names.size(), 14u);
}

}  // namespace
}  // namespace fivestep::programme
