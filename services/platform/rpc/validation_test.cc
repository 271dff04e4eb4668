#include "platform/rpc/validation.h"

#include <google/protobuf/compiler/parser.h>
#include <google/protobuf/dynamic_message.h>
#include <google/protobuf/io/tokenizer.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>
#include <google/protobuf/text_format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <memory>

namespace fivestep {
namespace {

// A request with one of everything that rules can say.
constexpr char kProto[] = R"(
  syntax = "proto3";
  package test;
  import "fivestep/platform/v1/operation.proto";
  import "fivestep/platform/v1/options.proto";
  import "google/protobuf/duration.proto";
  import "google/protobuf/timestamp.proto";
  enum Colour { COLOUR_UNSPECIFIED = 0; COLOUR_RED = 1; COLOUR_BLUE = 2; }
  message Item {
    string words = 1 [(fivestep.platform.v1.rule) = {required: true, max_bytes: 10, hint: "what was said"}];
    Colour colour = 2;
    double share = 3 [(fivestep.platform.v1.rule) = {min: 0, max: 1}];
  }
  message Request {
    string parent = 1 [(fivestep.platform.v1.rule) = {required: true, hint: "the programme"},
                       (fivestep.platform.v1.link) = {type: ["programme"], role: LINK_ROLE_PART_OF}];
    string title = 2 [(fivestep.platform.v1.rule) = {required: true, hint: "a short name"}];
    string disclosure = 3 [(fivestep.platform.v1.link) = {type: ["disclosure"], role: LINK_ROLE_ABOUT}];
    repeated string anything = 4 [(fivestep.platform.v1.link) = {role: LINK_ROLE_ABOUT}];
    repeated Item items = 5 [(fivestep.platform.v1.rule) = {max_items: 3}];
    Colour colour = 6;
    repeated Colour colours = 7;
    int32 seat_count = 8 [(fivestep.platform.v1.rule) = {min: 1, max: 500}];
    google.protobuf.Timestamp start_time = 9;
    google.protobuf.Duration length = 10;
    string planned_date = 11;
    string theme_id = 12;
    string request_id = 13 [(fivestep.platform.v1.rule) = {max_bytes: 64}];
    map<string, string> labels = 14;
    repeated string notes = 15;
    optional double change = 16 [(fivestep.platform.v1.rule) = {required: true}];
    bytes content = 17;
    Item main = 18;
    string theme = 19 [(fivestep.platform.v1.link) = {type: ["elsewhere"], role: LINK_ROLE_ABOUT}];
  }
)";

class Silent : public google::protobuf::io::ErrorCollector {
 public:
  void AddError(int line, int, const std::string& message) override {
    ADD_FAILURE() << line << ": " << message;
  }
};

// Kept for the whole run: messages point into it.
const google::protobuf::Message* Prototype() {
  static const google::protobuf::Message* prototype = [] {
    google::protobuf::io::ArrayInputStream input(kProto, sizeof(kProto) - 1);
    Silent errors;
    google::protobuf::io::Tokenizer tokenizer(&input, &errors);
    google::protobuf::FileDescriptorProto file;
    file.set_name("test.proto");
    google::protobuf::compiler::Parser().Parse(&tokenizer, &file);
    auto* pool =
        new google::protobuf::DescriptorPool(google::protobuf::DescriptorPool::generated_pool());
    auto* factory = new google::protobuf::DynamicMessageFactory(pool);
    factory->SetDelegateToGeneratedFactory(true);
    return factory->GetPrototype(pool->BuildFile(file)->FindMessageTypeByName("Request"));
  }();
  return prototype;
}

constexpr char kGood[] = R"(parent: "programmes/p1" title: "t" change: 0 )";

Status Validate(const std::string& text, const ValidationContext& context = {"programmes/p1"}) {
  const std::unique_ptr<google::protobuf::Message> request(Prototype()->New());
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, request.get())) << text;
  return ValidateRequest(*request, context);
}

TEST(Validation, AcceptsARequestThatKeepsItsRules) {
  const Status status = Validate(std::string(kGood) + R"(
    disclosure: "programmes/p1/disclosures/d" anything: "programmes/p1/themes/t"
    items { words: "said" colour: COLOUR_RED share: 1 } colour: COLOUR_BLUE colours: COLOUR_RED
    seat_count: 500 start_time { seconds: 1 } length { seconds: -1 nanos: -5 } planned_date: "2024-02-29"
    theme_id: "t-1" request_id: "9f1c:A" labels { key: "k" value: "v" } notes: "n" content: "\377")");
  EXPECT_TRUE(status.ok()) << status.ToString();
}

struct Case {
  const char* what;
  std::string text;
  const char* field;
  const char* sentence;  // part of it
};

TEST(Validation, NamesTheFieldAndTheRemedy) {
  const std::string good = kGood;
  const Case cases[] = {
      {"missing text", R"(parent: "programmes/p1" change: 0)", "title",
       "must be filled in: a short name."},
      {"missing optional number", R"(parent: "programmes/p1" title: "t")", "change", "filled in"},
      {"long text",
       R"(parent: "programmes/p1" change: 0 title: ")" + std::string(4'097, 'x') + "\"", "title",
       "4096 are taken"},
      {"nested", good + "items { words: 'a' } items { words: 'more than ten' }", "items[1].words",
       "at most 10"},
      {"nested missing", good + "main {}", "main.words", "what was said"},
      {"too many items",
       good + "items {words:'a'} items {words:'a'} items {words:'a'} items {words:'a'}", "items",
       "at most 3"},
      {"empty item", good + "notes: ''", "notes[0]", "leave the item out"},
      {"number too small", good + "seat_count: -1", "seat_count", "between 1 and 500"},
      {"number too large", good + "seat_count: 501", "seat_count", "between 1 and 500"},
      {"not a number", good + "items { words: 'a' share: nan }", "items[0].share", "finite"},
      {"infinite", R"(parent: "programmes/p1" title: "t" change: inf)", "change", "finite"},
      {"unknown enum", good + "colour: 9", "colour", "COLOUR_RED, COLOUR_BLUE"},
      {"unspecified item", good + "colours: COLOUR_UNSPECIFIED", "colours[0]", "COLOUR_RED"},
      {"no name", good + "disclosure: 'disclosures'", "disclosure",
       "programmes/{programme}/disclosures/{disclosure}"},
      {"wrong type", good + "disclosure: 'programmes/p1/themes/t'", "disclosure", "a name like"},
      {"other programme", good + "anything: 'programmes/p2/themes/t'", "anything[0]",
       "not in programmes/p1"},
      {"upper case id", good + "theme_id: 'Theme'", "theme_id", "lower-case"},
      {"spaces in a request id", good + "request_id: 'a b'", "request_id", "UUID"},
      {"no day", good + "planned_date: '2023-02-29'", "planned_date", "2026-03-02"},
      {"day in words", good + "planned_date: 'tomorrow'", "planned_date", "2026-03-02"},
      {"time out of range", good + "start_time { seconds: 999999999999 }", "start_time", "9999"},
      {"time with odd nanos", good + "start_time { nanos: -1 }", "start_time", "9999"},
      {"duration of two signs", good + "length { seconds: 1 nanos: -1 }", "length", "10,000 years"},
      {"long map value", good + "labels { key: 'k' value: '" + std::string(4'097, 'x') + "' }",
       "labels[k].value", "4096"},
      {"wildcard", R"(parent: "programmes/-" title: "t" change: 0)", "parent", "resource name"},
  };
  for (const Case& c : cases) {
    const Status status = Validate(c.text);
    EXPECT_EQ(status.reason(), "INVALID_FIELDS") << c.what;
    ASSERT_EQ(status.violations().size(), 1u) << c.what << ": " << status.ToString();
    EXPECT_EQ(status.violations()[0].field, c.field) << c.what;
    EXPECT_NE(status.violations()[0].description.find(c.sentence), std::string::npos)
        << c.what << ": " << status.violations()[0].description;
  }
}

TEST(Validation, ReportsEverythingAtOnce) {
  const Status status = Validate("seat_count: 1000 colour: 77 items {} theme_id: '-'");
  std::vector<std::string> fields;
  for (const FieldViolation& violation : status.violations()) fields.push_back(violation.field);
  std::sort(fields.begin(), fields.end());
  EXPECT_EQ(fields, (std::vector<std::string>{"change", "colour", "items[0].words", "parent",
                                              "seat_count", "theme_id", "title"}));
  EXPECT_NE(status.message().find("7 field(s)"), std::string::npos);
}

TEST(Validation, LetsAQueryAskForAllProgrammes) {
  const std::string text = R"(parent: "programmes/-" title: "t" change: 0)";
  EXPECT_TRUE(Validate(text, {"", true}).ok());
}

TEST(Validation, LeavesTypesOfOtherContextsToTheCommitThread) {
  EXPECT_TRUE(Validate(std::string(kGood) + "theme: 'programmes/p1/elsewheres/e'").ok());
}

TEST(Validation, StopsLookingAfterAHundredViolations) {
  std::string text = kGood;
  for (int i = 0; i < 500; ++i) text += "notes: '' ";
  const Status status = Validate(text);
  EXPECT_GE(status.violations().size(), 100u);
  EXPECT_LE(status.violations().size(), 501u);
}

}  // namespace
}  // namespace fivestep
