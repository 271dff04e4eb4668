#include "cli/sheet/export_tables.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "fivestep/engagement/v1/engagement_service.pb.h"
#include "fivestep/metrics/v1/metrics_service.pb.h"

namespace fivestep::cli::sheet {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> HeadingsOf(const Table& table) {
  std::vector<std::string> headings;
  for (const Heading& heading : table.headings) headings.push_back(heading.text);
  return headings;
}

std::string Shown(const Table& table, size_t row, const std::string& heading) {
  const std::vector<std::string> headings = HeadingsOf(table);
  const auto found = std::find(headings.begin(), headings.end(), heading);
  if (found == headings.end()) return "no such column";
  return ShownText(table.rows.at(row).at(static_cast<size_t>(found - headings.begin())));
}

const google::protobuf::ServiceDescriptor& Engagement() {
  return *engagement::v1::GetThemeRequest::descriptor()->file()->service(0);
}
const google::protobuf::ServiceDescriptor& Metrics() {
  return *metrics::v1::GetMetricRequest::descriptor()->file()->service(0);
}

Messages Contributions() {
  Messages messages;
  for (const char* id : {"a", "b"}) {
    auto contribution = std::make_unique<engagement::v1::Contribution>();
    contribution->set_name(std::string("programmes/p/contributions/") + id);
    contribution->set_source(engagement::v1::CONTRIBUTION_SOURCE_CARER);
    contribution->add_themes(std::string("programmes/p/themes/t-") + id);
    messages.push_back(std::move(contribution));
  }
  return messages;
}

Messages Actions() {
  Messages messages;
  auto action = std::make_unique<metrics::v1::Action>();
  action->set_name("programmes/p/actions/a");
  action->set_etag("7");
  action->set_title("Call the hub");
  messages.push_back(std::move(action));
  return messages;
}

CommandShape Shape(const char* method) { return ShapeOf(*Metrics().FindMethodByName(method)); }

Table Editing(const char* method) {
  const CommandShape shape = Shape(method);
  return EditingTable(shape, *ChangedBy(Metrics(), *shape.method), "programmes/p", Actions(),
                      [] { return std::make_unique<metrics::v1::DropActionRequest>(); });
}

SheetContent ContentOf(const Table& table) {
  SheetContent content;
  for (const Heading& heading : table.headings) {
    content.headings.cells.push_back(TextCell(heading.text));
  }
  for (const auto& row : table.rows) content.rows.push_back({3, row});
  return content;
}

TEST(ReadingTable, ShowsWhatTheResourcesSay) {
  const Table table = ReadingTable(*FindCollection(Engagement(), "contributions"), Contributions());
  EXPECT_EQ(table.name, "contributions");
  EXPECT_EQ(Shown(table, 1, "name"), "programmes/p/contributions/b");
  EXPECT_EQ(Shown(table, 0, "source"), "carer");
  EXPECT_EQ(Shown(table, 0, "themes"), "programmes/p/themes/t-a");
}

TEST(ReadingTable, LeavesOutNumberedColumnsThatNobodyFills) {
  for (const std::string& heading :
       HeadingsOf(ReadingTable(*FindCollection(Engagement(), "contributions"), Contributions()))) {
    EXPECT_EQ(heading.find(".1."), std::string::npos) << heading;
  }
}

TEST(ReadingTable, HasItsHeadingsEvenWithoutRows) {
  const Table table = ReadingTable(*FindCollection(Engagement(), "contributions"), {});
  EXPECT_THAT(HeadingsOf(table), Contains("name"));
  EXPECT_THAT(table.rows, IsEmpty());
}

TEST(EditingTable, FillsInWhatTheRequestAndTheResourceShare) {
  const Table table = Editing("DropAction");
  EXPECT_EQ(Shown(table, 0, "name"), "programmes/p/actions/a");
  EXPECT_EQ(Shown(table, 0, "etag"), "7");
  EXPECT_EQ(Shown(table, 0, "(title)"), "Call the hub");
  EXPECT_EQ(Shown(table, 0, "row key"), "");
  EXPECT_TRUE(table.headings.back().hidden);
}

TEST(EditingTable, MakesRowsThatCountAsUnedited) {
  const SheetContent content = ContentOf(Editing("DropAction"));
  const ImportPlan plan = PlanImport(content, Shape("DropAction"), "programmes/p", [] {
    return std::make_unique<metrics::v1::DropActionRequest>();
  });
  EXPECT_EQ(plan.unchanged_count, 1);
  EXPECT_THAT(plan.calls, IsEmpty());
  EXPECT_THAT(plan.problems, IsEmpty());
}

TEST(LinkedResources, AreThoseThatAFieldNames) {
  const auto& contribution = *engagement::v1::Contribution::descriptor();
  const auto linked = NamedBy(Engagement(), *contribution.FindFieldByName("themes"));
  ASSERT_TRUE(linked.ok());
  EXPECT_EQ(linked->name, "themes");
  EXPECT_THAT(NamesIn(*contribution.FindFieldByName("themes"), Contributions()),
              ElementsAre("programmes/p/themes/t-a", "programmes/p/themes/t-b"));
  EXPECT_FALSE(NamedBy(Engagement(), *contribution.FindFieldByName("programme")).ok());
}

}  // namespace
}  // namespace fivestep::cli::sheet
