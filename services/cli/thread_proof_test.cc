#include "cli/thread_proof.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace fivestep::cli {
namespace {

using ::testing::HasSubstr;

programme::v1::ThreadNode Node(const std::string& name, const std::string& log, int64_t position) {
  programme::v1::ThreadNode node;
  node.set_name(name);
  node.set_context(log);
  node.set_first_position(position);
  return node;
}

TEST(EventsOf, NamesEveryEventOnceWithAllThatRestsOnIt) {
  programme::v1::GetThreadResponse thread;
  *thread.add_nodes() = Node("programmes/p/themes/t", "engagement", 3);
  *thread.add_nodes() = Node("programmes/p/findings/f", "analysis", 5);
  programme::v1::ThreadEdge& edge = *thread.add_edges();
  edge.set_from("programmes/p/themes/t");
  edge.set_to("programmes/p/findings/f");
  edge.set_log("analysis");
  edge.set_position(5);
  edge.add_roles("analyst");
  const ThreadEvents events = EventsOf(thread);
  ASSERT_EQ(events.size(), 2u);
  const auto& finding = events.at({"analysis", 5});
  ASSERT_EQ(finding.size(), 2u);
  EXPECT_THAT(finding[0], HasSubstr("\"resource\":{"));
  EXPECT_THAT(finding[1], HasSubstr("\"link\":{"));
  EXPECT_THAT(finding[1], HasSubstr("analyst"));
}

TEST(EventsOf, HasNothingToProveOfPlacesThatAreNotShown) {
  programme::v1::GetThreadResponse thread;
  programme::v1::ThreadNode& hidden = *thread.add_nodes();
  hidden.set_name("not-shown/1");
  hidden.set_state(programme::v1::THREAD_NODE_STATE_NOT_SHOWN_TO_YOU);
  programme::v1::ThreadEdge& edge = *thread.add_edges();
  edge.set_from("not-shown/1");
  edge.set_to("programmes/p/findings/f");
  EXPECT_TRUE(EventsOf(thread).empty());
}

}  // namespace
}  // namespace fivestep::cli
