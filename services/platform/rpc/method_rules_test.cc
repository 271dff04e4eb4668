#include "platform/rpc/method_rules.h"

#include <google/protobuf/descriptor.pb.h>
#include <google/protobuf/text_format.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "fivestep/platform/v1/options.pb.h"
#include "platform/rpc/row_query.h"
#include "platform/testing/notes.h"

namespace fivestep {
namespace {

// A method with `access` as its option, on the request of NotesService.WriteNote; kept for the
// whole run.
const google::protobuf::MethodDescriptor* MethodWith(
    const std::string& access, const std::string& name = "DoIt", const std::string& output = "Note",
    const std::string& input = "WriteNoteRequest") {
  static int count = 0;
  // The methods live as long as the tests.
  static std::vector<std::unique_ptr<google::protobuf::DescriptorPool>> pools;
  pools.push_back(std::make_unique<google::protobuf::DescriptorPool>(
      google::protobuf::DescriptorPool::generated_pool()));
  google::protobuf::FileDescriptorProto file;
  file.set_name("made" + std::to_string(++count) + ".proto");
  file.set_package("made");
  file.set_syntax("proto3");
  file.add_dependency("notes.proto");
  auto* service = file.add_service();
  service->set_name("Made");
  auto* method = service->add_method();
  method->set_name(name);
  method->set_input_type(".fivestep.testing.v1." + input);
  method->set_output_type(".fivestep.testing.v1." + output);
  if (!access.empty()) {
    EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(
        access, method->mutable_options()->MutableExtension(platform::v1::access)));
  }
  return pools.back()->BuildFile(file)->service(0)->method(0);
}

TEST(MethodRules, AreReadFromTheOption) {
  const Result<MethodRules> rules = RulesOf(MethodWith(
      R"(permission: "notes.do" roles: "writer" scope: "parent" kind: METHOD_KIND_COMMAND)"));
  ASSERT_TRUE(rules.ok()) << rules.status().ToString();
  EXPECT_EQ(rules->path, "/made.Made/DoIt");
  EXPECT_EQ(rules->permission, "notes.do");
  testing::v1::WriteNoteRequest request;
  request.set_parent("programmes/p1/notes/n");
  request.set_request_id("r");
  EXPECT_EQ(ScopeProgramme(*rules, request), "programmes/p1");
  EXPECT_EQ(RequestIdOf(*rules, request), "r");
  request.set_parent("programmes/-");
  EXPECT_EQ(ScopeProgramme(*rules, request), "");
  EXPECT_EQ(ScopeName(*rules, request), "programmes/-");
}

TEST(MethodRules, RefuseAMethodThatDoesNotSayWhoMayCallIt) {
  for (const char* access : {"", R"(kind: METHOD_KIND_QUERY)", R"(permission: "p")",
                             R"(permission: "p" kind: METHOD_KIND_INTERNAL)",
                             R"(permission: "p" kind: METHOD_KIND_QUERY scope: "no_such_field")",
                             R"(permission: "p" kind: METHOD_KIND_QUERY scope: "words")"}) {
    const Result<MethodRules> rules = RulesOf(MethodWith(access));
    EXPECT_EQ(rules.status().code(), Code::kFailedPrecondition) << access;
    EXPECT_NE(rules.status().message().find("made.Made.DoIt"), std::string::npos) << access;
  }
}

TEST(MethodRules, TakeAScopeInsideTheRequest) {
  const Result<MethodRules> rules =
      RulesOf(MethodWith(R"(permission: "p" kind: METHOD_KIND_QUERY scope: "words.text")"));
  ASSERT_TRUE(rules.ok());
  testing::v1::WriteNoteRequest request;
  request.mutable_words()->set_text("programmes/p7");
  EXPECT_EQ(ScopeProgramme(*rules, request), "programmes/p7");
}

TEST(Authorise, HoldsGrantsAgainstTheProgramme) {
  const MethodRules rules = *RulesOf(MethodWith(
      R"(permission: "notes.do" roles: "writer" scope: "parent" kind: METHOD_KIND_COMMAND)"));
  const auto allowed = [&](std::vector<std::string> roles, std::vector<std::string> permissions,
                           const std::string& programme) {
    Caller caller;
    caller.roles = std::move(roles);
    caller.permissions = std::move(permissions);
    return Authorise(rules, caller, programme).ok();
  };
  EXPECT_TRUE(allowed({"writer"}, {}, "programmes/p1"));
  EXPECT_TRUE(allowed({"writer@programmes/p1"}, {}, "programmes/p1"));
  EXPECT_TRUE(allowed({}, {"notes.do@programmes/p1"}, "programmes/p1"));
  EXPECT_TRUE(allowed({}, {"notes.do"}, ""));
  EXPECT_FALSE(allowed({"writer@programmes/p1"}, {}, "programmes/p2"));
  EXPECT_FALSE(allowed({"writer@programmes/p1"}, {}, ""));
  EXPECT_FALSE(allowed({"reader"}, {"notes.read"}, "programmes/p1"));
  EXPECT_FALSE(allowed({}, {}, ""));
}

TEST(RowQuery, KnowsGetAndListByTheirShape) {
  const auto get = RowQuery::Make(MethodWith("", "GetNote", "Note", "GetNoteRequest"));
  ASSERT_TRUE(get.ok() && *get != nullptr);
  EXPECT_FALSE((*get)->is_list());
  EXPECT_EQ((*get)->personal_permissions(), (std::vector<std::string>{"notes.notes.readWords"}));
  const auto list =
      RowQuery::Make(MethodWith("", "ListNotes", "ListNotesResponse", "ListNotesRequest"));
  ASSERT_TRUE(list.ok() && *list != nullptr);
  EXPECT_TRUE((*list)->is_list());
  const auto neither = RowQuery::Make(MethodWith("", "WriteNote"));
  ASSERT_TRUE(neither.ok());
  EXPECT_EQ(*neither, nullptr);
}

TEST(RowQuery, RefusesAFilterThatTheResourceDoesNotHave) {
  const auto list =
      RowQuery::Make(MethodWith("", "ListNotes", "ListNotesResponse", "WriteNoteRequest"));
  EXPECT_EQ(list.status().code(), Code::kFailedPrecondition);
  EXPECT_NE(list.status().message().find("note_id"), std::string::npos);
}

}  // namespace
}  // namespace fivestep
