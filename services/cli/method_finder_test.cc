#include "cli/method_finder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fivestep/platform/v1/admin_service.pb.h"

namespace fivestep::cli {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

const google::protobuf::ServiceDescriptor& Admin() {
  return *platform::v1::GetStatusRequest::descriptor()->file()->FindServiceByName("AdminService");
}

TEST(MethodWords, NameTheMainServiceByItsContext) {
  const MethodWords words = *ReadMethodWords("engagement", {"GetTheme", "{}"});
  EXPECT_EQ(words.context, "engagement");
  EXPECT_EQ(words.service, "");
  EXPECT_EQ(words.method, "GetTheme");
  EXPECT_EQ(words.request, "{}");
}

TEST(MethodWords, NameTheServicesThatEveryContextHas) {
  const MethodWords admin = *ReadMethodWords("metrics", {"admin", "GetStatus"});
  EXPECT_EQ(admin.context, "metrics");
  EXPECT_EQ(admin.service, "fivestep.platform.v1.AdminService");
  EXPECT_EQ(admin.method, "GetStatus");
  const MethodWords audit = *ReadMethodWords("metrics", {"audit"});
  EXPECT_EQ(audit.service, "fivestep.platform.v1.AuditService");
  EXPECT_EQ(audit.method, "");
  EXPECT_EQ(ReadMethodWords("metrics", {"people", "ErasePerson"})->service,
            "fivestep.platform.v1.PeopleService");
}

TEST(MethodWords, TakeAFullServiceName) {
  const MethodWords words = *ReadMethodWords("fivestep.codesign.v1.CodesignService", {"GetBrief"});
  EXPECT_EQ(words.context, "codesign");
  EXPECT_EQ(words.service, "fivestep.codesign.v1.CodesignService");
}

TEST(MethodWords, HelpWithAServiceThatIsNotThere) {
  EXPECT_THAT(ReadMethodWords("engagment", {}).status().message(),
              HasSubstr("Did you mean engagement?"));
  EXPECT_THAT(ReadMethodWords("finance", {}).status().message(), HasSubstr("codesign"));
  EXPECT_FALSE(ReadMethodWords("fivestep.platform.v1.AdminService", {}).ok());
}

TEST(MethodWords, NoticeJsonThatTheShellTookApart) {
  const Status status = ReadMethodWords("engagement", {"GetTheme", "{name:", "x}"}).status();
  EXPECT_THAT(status.message(), HasSubstr("single quotes"));
}

TEST(FindMethod, IgnoresCase) {
  EXPECT_EQ((*FindMethodOf(Admin(), "getstatus"))->name(), "GetStatus");
}

TEST(FindMethod, OffersNamesThatAreNear) {
  const Status slip = FindMethodOf(Admin(), "GetSatus").status();
  EXPECT_EQ(slip.code(), Code::kInvalidArgument);
  EXPECT_THAT(slip.message(), HasSubstr("GetStatus"));
  EXPECT_THAT(slip.message(), Not(HasSubstr("RebuildView")));
  EXPECT_THAT(FindMethodOf(Admin(), "parked").status().message(), HasSubstr("RetryParkedEvent"));
}

TEST(FindMethod, ListsEverythingWhenNothingIsNear) {
  const Status status = FindMethodOf(Admin(), "Xyzzy").status();
  for (int i = 0; i < Admin().method_count(); ++i) {
    EXPECT_THAT(status.message(), HasSubstr(Admin().method(i)->name()));
  }
}

TEST(NearMatches, PutTheNearestFirst) {
  EXPECT_THAT(NearMatches("ListThems", {"ListTimers", "ListThemes", "GetStatus"}),
              ElementsAre("ListThemes", "ListTimers"));
  EXPECT_THAT(NearMatches("zz", {"ListTimers"}), IsEmpty());
}

TEST(EditDistance, GivesTheWorkedValues) {
  EXPECT_EQ(EditDistance("kitten", "sitting"), 3);
  EXPECT_EQ(EditDistance("", "abc"), 3);
  EXPECT_EQ(EditDistance("Abc", "aBC"), 0);
}

}  // namespace
}  // namespace fivestep::cli
