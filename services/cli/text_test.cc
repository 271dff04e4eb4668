// JSON, tables, progress and error texts.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/error_text.h"
#include "cli/json_text.h"
#include "cli/progress_bar.h"
#include "cli/text_table.h"
#include "fivestep/platform/v1/admin_service.pb.h"

namespace fivestep::cli {
namespace {

namespace pb = platform::v1;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

TEST(Json, UsesTheNamesOfTheProtos) {
  pb::ParkedEvent event;
  event.set_attempt_count(3);
  event.mutable_source()->set_position(12);
  EXPECT_EQ(ToJson(event, JsonLayout::kLine), R"({"source":{"position":"12"},"attempt_count":3})");
}

TEST(Json, ReadsBothFormsOfNames) {
  pb::ListTimersRequest request;
  ASSERT_TRUE(FromJson(R"({"page_size": 5})", request).ok());
  EXPECT_EQ(request.page_size(), 5);
  ASSERT_TRUE(FromJson(R"({"pageSize": 6})", request).ok());
}

TEST(Json, SaysWhichFieldsThereAre) {
  pb::ListTimersRequest request;
  const Status status = FromJson(R"({"size": 5})", request);
  EXPECT_EQ(status.code(), Code::kInvalidArgument);
  EXPECT_THAT(status.message(), HasSubstr("Fields of ListTimersRequest: page_size, page_token."));
}

TEST(Json, SaysWhereAValueIsOfTheWrongKind) {
  pb::ListTimersRequest request;
  EXPECT_THAT(FromJson(R"({"page_size": "many"})", request).message(), HasSubstr("page_size"));
  EXPECT_FALSE(FromJson("{", request).ok());
}

TEST(Json, ShowsEveryFieldInATemplate) {
  const std::string text = JsonTemplate(pb::SkipParkedEventRequest());
  for (const char* field : {"source", "log", "position", "reason", "request_id"}) {
    EXPECT_THAT(text, HasSubstr(std::string("\"") + field + "\""));
  }
}

TEST(Json, SplitsLinesAndPassesOverBlankOnes) {
  EXPECT_THAT(SplitJson("{\"a\":1}\n\n  \r\n{\"b\":2}", true),
              ElementsAre("{\"a\":1}", "{\"b\":2}"));
  EXPECT_THAT(SplitJson("{\n}", false), ElementsAre("{\n}"));
}

TEST(RequestId, IsMadeWhenThereIsNone) {
  pb::RebuildViewRequest request;
  const std::string made = FillRequestId(request, "");
  EXPECT_EQ(made.size(), 36u);
  EXPECT_EQ(request.request_id(), made);
  EXPECT_EQ(FillRequestId(request, ""), made);
  EXPECT_EQ(FillRequestId(request, "mine"), "mine");
  pb::ListTimersRequest query;
  EXPECT_EQ(FillRequestId(query, "mine"), "");
}

TEST(Quoted, EscapesWhatJsonEscapes) { EXPECT_EQ(Quoted("a\"b\n"), R"("a\"b\n")"); }

TEST(TextTable, AlignsByCharacters) {
  EXPECT_EQ(TextTable({{"A", "B"}, {"größer", "x"}, {"", "y"}}),
            "A       B\n"
            "größer  x\n"
            "        y\n");
}

TEST(SizeText, IsShort) {
  EXPECT_EQ(SizeText(0), "0 B");
  EXPECT_EQ(SizeText(999), "999 B");
  EXPECT_EQ(SizeText(1'200), "1.2 kB");
  EXPECT_EQ(SizeText(123'400'000'000), "123 GB");
}

TEST(ProgressText, FillsAsItGoes) {
  EXPECT_THAT(ProgressText(0, 1'000), HasSubstr("]   0 %  0 B of 1.0 kB"));
  EXPECT_THAT(ProgressText(500, 1'000), HasSubstr("[###############               ]  50 %"));
  EXPECT_THAT(ProgressText(1'000, 1'000), HasSubstr("] 100 %"));
  EXPECT_THAT(ProgressText(0, 0), HasSubstr("] 100 %"));
}

const CallFacts kCall{"engagement", "127.0.0.1:7102", "r-1"};
Settings WithRoles() {
  Settings settings;
  settings.roles = "analyst";
  return settings;
}

TEST(ErrorText, GivesCodeSentenceAndEveryField) {
  Status status(Code::kInvalidArgument, "2 field(s) are not as they should be.");
  status.SetReason("platform.fivestep", "INVALID_FIELDS");
  status.SetViolations({{"title", "`title` must be filled in: a short name"},
                        {"items[3].words", "at most 4 bytes"}});
  EXPECT_EQ(ErrorText(status, kCall, WithRoles()),
            "engagement: INVALID_ARGUMENT INVALID_FIELDS\n"
            "2 field(s) are not as they should be.\n"
            "  `title` must be filled in: a short name\n"
            "  items[3].words: at most 4 bytes\n");
  EXPECT_EQ(ExitCodeOf(status), kRefused);
}

TEST(ErrorText, SaysWhereNobodyAnswered) {
  const Status status = Unavailable("failed to connect");
  const std::string text = ErrorText(status, kCall, WithRoles());
  EXPECT_THAT(text, HasSubstr("127.0.0.1:7102"));
  EXPECT_THAT(text, HasSubstr("deploy/up"));
  EXPECT_THAT(text, HasSubstr("--request-id r-1"));
  EXPECT_EQ(ExitCodeOf(status), kNotReached);
  EXPECT_THAT(ErrorText(status, {"engagement", "x:1", ""}, WithRoles()),
              Not(HasSubstr("--request-id")));
}

TEST(ErrorText, TellsAServiceThatIsBusyFromOneThatIsNotThere) {
  Status status = Unavailable("This service has read analysis up to 3.");
  status.SetReason("platform.fivestep", "POSITION_NOT_REACHED");
  EXPECT_EQ(ExitCodeOf(status), kRefused);
  EXPECT_THAT(ErrorText(status, kCall, WithRoles()), HasSubstr("positions forget"));
}

TEST(ErrorText, RemindsOfRolesWhenNoneWasNamed) {
  const Status status(Code::kPermissionDenied, "This needs the permission x.");
  EXPECT_EQ(ExitCodeOf(status), kNotPermitted);
  EXPECT_THAT(ErrorText(status, kCall, Settings()), HasSubstr("--roles"));
  EXPECT_THAT(ErrorText(status, kCall, WithRoles()), Not(HasSubstr("--roles")));
  EXPECT_EQ(ExitCodeOf(Status(Code::kUnauthenticated, "")), kNotPermitted);
}

}  // namespace
}  // namespace fivestep::cli
