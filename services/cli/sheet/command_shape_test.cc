// Every command and collection of the five services as a sheet.
#include "cli/sheet/command_shape.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "fivestep/analysis/v1/analysis_service.pb.h"
#include "fivestep/codesign/v1/codesign_service.pb.h"
#include "fivestep/engagement/v1/engagement_service.pb.h"
#include "fivestep/metrics/v1/metrics_service.pb.h"
#include "fivestep/programme/v1/programme_service.pb.h"

namespace fivestep::cli::sheet {
namespace {

using google::protobuf::MethodDescriptor;
using google::protobuf::ServiceDescriptor;
using testing::Contains;
using testing::HasSubstr;
using testing::Not;

const ServiceDescriptor& Service(const std::string& name) {
  // The messages are named so that their files are linked in.
  static const std::vector<const google::protobuf::Descriptor*> linked{
      analysis::v1::GetFindingRequest::descriptor(), codesign::v1::GetIdeaRequest::descriptor(),
      engagement::v1::GetThemeRequest::descriptor(), metrics::v1::GetMetricRequest::descriptor(),
      programme::v1::GetGateRequest::descriptor()};
  for (const auto* type : linked) {
    const ServiceDescriptor* service = type->file()->service(0);
    if (service->full_name().find("." + name + ".") != std::string::npos) return *service;
  }
  throw std::invalid_argument(name);
}

const std::vector<std::string> kServices{"programme", "engagement", "analysis", "codesign",
                                         "metrics"};

std::string Found(const std::string& service, const std::string& word) {
  const auto method = FindCommand(Service(service), word);
  return method.ok() ? (*method)->name() : method.status().message();
}

CommandShape Shape(const std::string& service, const std::string& word) {
  return ShapeOf(**FindCommand(Service(service), word));
}

std::vector<std::string> HeadingsOf(const CommandShape& shape, bool programme_known) {
  std::vector<std::string> headings;
  for (const Column& column : shape.Columns(programme_known)) headings.push_back(column.heading);
  return headings;
}

TEST(Commands, AreFoundByNameOrByWhatTheyRecord) {
  EXPECT_EQ(Found("metrics", "PlanAction"), "PlanAction");
  EXPECT_EQ(Found("metrics", "planaction"), "PlanAction");
  EXPECT_EQ(Found("metrics", "actions"), "PlanAction");
  EXPECT_EQ(Found("metrics", "driver diagrams"), "DrawDriverDiagram");
  EXPECT_EQ(Found("metrics", "driverDiagrams"), "DrawDriverDiagram");
  EXPECT_EQ(Found("programme", "equity-assessments"), "RecordEquityAssessment");
}

TEST(Commands, ThatTakeManyRecordTheirCollection) {
  EXPECT_EQ(Found("engagement", "contributions"), "RecordContributions");
  EXPECT_EQ(Found("codesign", "ideas"), "RecordIdeas");
  EXPECT_EQ(Found("codesign", "ballots"), "CastBallots");
  EXPECT_EQ(Found("metrics", "readings"), "RecordReadings");
}

TEST(Commands, ThatAreNotThereBringNamesThatAreNear) {
  EXPECT_THAT(Found("metrics", "PlanActoin"), HasSubstr("PlanAction"));
  EXPECT_THAT(Found("codesign", "GetIdea"), HasSubstr("no sheet"));
  EXPECT_THAT(Found("analysis", "ImportDataSet"), HasSubstr("no sheet"));
}

TEST(Batches, AreListsWhoseItemsAreRecordedByThemselves) {
  EXPECT_TRUE(Shape("codesign", "RecordIdeas").separate);
  EXPECT_EQ(Shape("codesign", "RecordIdeas").items->name(), "ideas");
  EXPECT_TRUE(Shape("metrics", "RecordReadings").separate);
}

TEST(Batches, AreNoListsThatBelongTogether) {
  for (const auto& [service, command] :
       std::vector<std::pair<std::string, std::string>>{{"analysis", "ReviseWeights"},
                                                        {"metrics", "ReviseDriverDiagram"},
                                                        {"engagement", "AgreeTheme"},
                                                        {"codesign", "HoldSession"}}) {
    EXPECT_FALSE(Shape(service, command).separate) << command;
  }
}

TEST(LongLists, HaveARowForEachItem) {
  const CommandShape shape = Shape("metrics", "ReviseDriverDiagram");
  EXPECT_TRUE(shape.tall());
  EXPECT_THAT(HeadingsOf(shape, true), Contains("drivers.text"));
  EXPECT_THAT(HeadingsOf(shape, true), Not(Contains("drivers.1.text")));
  EXPECT_TRUE(shape.IsOfItem(*shape.Find("Drivers.Text")));
  EXPECT_FALSE(shape.Find("text").ok());
}

TEST(ShortLists, HaveNumberedColumnsAndMayHaveRows) {
  const CommandShape shape = Shape("metrics", "PlanAction");
  EXPECT_FALSE(shape.tall());
  EXPECT_THAT(HeadingsOf(shape, true), Contains("milestones.1.title"));
  EXPECT_FALSE(shape.IsOfItem(*shape.Find("milestones.7.title")));
  EXPECT_TRUE(shape.IsOfItem(*shape.Find("milestones.title")));
  EXPECT_THAT(HeadingsOf(Shape("analysis", "ScoreFinding"), true), Contains("gates.6.reason"));
}

TEST(Batches, HaveTheColumnsOfAnItem) {
  const CommandShape shape = Shape("codesign", "CastBallots");
  const std::vector<std::string> headings = HeadingsOf(shape, true);
  EXPECT_THAT(headings, Contains("name"));
  EXPECT_THAT(headings, Contains("token"));
  EXPECT_THAT(headings, Contains("choices.1.dot count"));
  EXPECT_TRUE(shape.IsOfItem(*shape.Find("token")));
  EXPECT_FALSE(shape.IsOfItem(*shape.Find("name")));
  EXPECT_EQ(shape.Find("ballots.token")->heading, "ballots.token");
}

TEST(Columns, LeaveOutTheProgrammeWhereItIsKnown) {
  const CommandShape shape = Shape("metrics", "PlanAction");
  EXPECT_THAT(HeadingsOf(shape, false), Contains("parent"));
  EXPECT_THAT(HeadingsOf(shape, true), Not(Contains("parent")));
  EXPECT_THAT(HeadingsOf(shape, false), Not(Contains("request id")));
  EXPECT_FALSE(shape.Find("request id").ok());
}

TEST(Collections, AreChangedByTheCommandsThatNameAMember) {
  const auto changed = ChangedBy(Service("metrics"), *Shape("metrics", "ReportProgress").method);
  ASSERT_TRUE(changed.ok());
  EXPECT_EQ(changed->name, "actions");
  EXPECT_FALSE(ChangedBy(Service("metrics"), *Shape("metrics", "PlanAction").method).ok());
}

TEST(EveryService, HasItsCollections) {
  for (const std::string& name : kServices) {
    std::set<std::string> names;
    for (const Collection& collection : CollectionsOf(Service(name))) {
      EXPECT_TRUE(names.insert(collection.name).second) << collection.name;
      EXPECT_FALSE(ColumnsOf(collection.resource(), 2, nullptr).empty());
    }
    EXPECT_GE(names.size(), 3U) << name;
  }
}

// The promise that a sheet needs no code of its own.
TEST(EveryCommand, HasColumnsThatAreFoundAgain) {
  int commands = 0;
  for (const std::string& name : kServices) {
    for (const MethodDescriptor* method : CommandsOf(Service(name))) {
      const CommandShape shape = ShapeOf(*method);
      std::set<std::string> headings;
      for (const Column& column : shape.Columns(false)) {
        EXPECT_TRUE(headings.insert(column.heading).second) << method->name() << column.heading;
        const Result<Column> again = shape.Find(column.heading);
        ASSERT_TRUE(again.ok()) << method->name() << " " << column.heading;
        EXPECT_EQ(again->heading, column.heading);
        EXPECT_EQ(&again->leaf(), &column.leaf());
        EXPECT_EQ(shape.IsOfItem(*again), shape.IsOfItem(column));
        EXPECT_FALSE(HintOf(column).empty());
      }
      EXPECT_LT(headings.size(), kMaxColumns) << method->name();
      EXPECT_FALSE(headings.empty()) << method->name();
      ++commands;
    }
  }
  EXPECT_GT(commands, 50);
}

}  // namespace
}  // namespace fivestep::cli::sheet
