#include "cli/thread_tree.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace fivestep::cli {
namespace {

namespace pb = programme::v1;
using testing::HasSubstr;

pb::ThreadNode& Add(pb::GetThreadResponse& thread, const std::string& name, pb::ThreadPlace place,
                    const std::string& title = "") {
  pb::ThreadNode& node = *thread.add_nodes();
  node.set_name("programmes/p/" + name);
  node.set_place(place);
  node.set_title(title);
  node.set_state(pb::THREAD_NODE_STATE_SEEN);
  return node;
}

void Link(pb::GetThreadResponse& thread, const std::string& from, const std::string& to) {
  pb::ThreadEdge& edge = *thread.add_edges();
  edge.set_from("programmes/p/" + from);
  edge.set_to("programmes/p/" + to);
  edge.set_role(platform::v1::LINK_ROLE_LEADS_TO);
}

TEST(ThreadTree, DrawsBothDirections) {
  pb::GetThreadResponse thread;
  pb::ThreadNode& asked = Add(thread, "targetAreas/t", pb::THREAD_PLACE_ASKED, "Smoking");
  asked.set_context("analysis");
  asked.set_first_position(7);
  asked.set_last_position(9);
  Add(thread, "findings/f", pb::THREAD_PLACE_UPSTREAM);
  Add(thread, "themes/x", pb::THREAD_PLACE_UPSTREAM, "Transport");
  Add(thread, "indicators/i", pb::THREAD_PLACE_UPSTREAM);
  Add(thread, "interventions/v", pb::THREAD_PLACE_DOWNSTREAM);
  Link(thread, "findings/f", "targetAreas/t");
  Link(thread, "themes/x", "findings/f");
  Link(thread, "indicators/i", "findings/f");
  Link(thread, "targetAreas/t", "interventions/v");
  EXPECT_EQ(DrawThread(thread),
            "programmes/p/targetAreas/t\n"
            "targetAreas/t  \"Smoking\"  [analysis 7-9]\n"
            "\n"
            "Built on\n"
            "└─ findings/f\n"
            "   ├─ themes/x  \"Transport\"\n"
            "   └─ indicators/i\n"
            "\n"
            "Led to\n"
            "└─ interventions/v\n");
}

TEST(ThreadTree, DrawsWhatIsReachedTwiceOnce) {
  pb::GetThreadResponse thread;
  Add(thread, "metrics/m", pb::THREAD_PLACE_ASKED);
  Add(thread, "interventions/a", pb::THREAD_PLACE_UPSTREAM);
  Add(thread, "interventions/b", pb::THREAD_PLACE_UPSTREAM);
  Add(thread, "themes/x", pb::THREAD_PLACE_UPSTREAM);
  Link(thread, "interventions/a", "metrics/m");
  Link(thread, "interventions/b", "metrics/m");
  Link(thread, "themes/x", "interventions/a");
  Link(thread, "themes/x", "interventions/b");
  EXPECT_THAT(DrawThread(thread), HasSubstr("├─ interventions/a\n"
                                            "│  └─ themes/x\n"
                                            "└─ interventions/b\n"
                                            "   └─ themes/x  (above)\n"));
}

TEST(ThreadTree, EndsWhereLinksGoRoundInACircle) {
  pb::GetThreadResponse thread;
  Add(thread, "themes/a", pb::THREAD_PLACE_ASKED);
  Add(thread, "themes/b", pb::THREAD_PLACE_UPSTREAM);
  Link(thread, "themes/a", "themes/b");
  Link(thread, "themes/b", "themes/a");
  EXPECT_THAT(DrawThread(thread), HasSubstr("└─ themes/b\n   └─ themes/a  (above)\n"));
}

TEST(ThreadTree, SaysWhatIsNotKnownAndNotShown) {
  pb::GetThreadResponse thread;
  Add(thread, "metrics/m", pb::THREAD_PLACE_ASKED);
  Add(thread, "interventions/v", pb::THREAD_PLACE_UPSTREAM)
      .set_state(pb::THREAD_NODE_STATE_NOT_SEEN_YET);
  Add(thread, "hidden", pb::THREAD_PLACE_UPSTREAM)
      .set_state(pb::THREAD_NODE_STATE_NOT_SHOWN_TO_YOU);
  Link(thread, "interventions/v", "metrics/m");
  Link(thread, "hidden", "metrics/m");
  const std::string text = DrawThread(thread);
  EXPECT_THAT(text, HasSubstr("├─ interventions/v  (not seen yet)\n"));
  EXPECT_THAT(text, HasSubstr("└─ (not shown to you)\n"));
  EXPECT_THAT(text, HasSubstr("Led to\n  nothing so far\n"));
}

TEST(ThreadTree, ShowsBandsOfWhatIsNotListed) {
  pb::GetThreadResponse thread;
  pb::ThreadNode& theme = Add(thread, "themes/x", pb::THREAD_PLACE_ASKED);
  pb::ThreadNotListed& more = *theme.add_not_listed();
  more.set_collection("contributions");
  more.set_place(pb::THREAD_PLACE_UPSTREAM);
  more.set_band("8 to 49");
  EXPECT_THAT(DrawThread(thread), HasSubstr("Built on\n└─ (contributions: 8 to 49, not listed)\n"));
}

TEST(ThreadTree, ShowsMentionsAndThatItIsCut) {
  pb::GetThreadResponse thread;
  Add(thread, "themes/x", pb::THREAD_PLACE_ASKED);
  Add(thread, "decisions/d", pb::THREAD_PLACE_MENTIONED, "Go on");
  Link(thread, "themes/x", "findings/beyond");
  thread.set_cut(true);
  const std::string text = DrawThread(thread);
  EXPECT_THAT(text, HasSubstr("Mentioned\n   decisions/d  \"Go on\"\n"));
  EXPECT_THAT(text, HasSubstr("findings/beyond  (beyond the limit)\n"));
  EXPECT_THAT(text, HasSubstr("--limit"));
}

TEST(ThreadTree, SaysWhenNothingIsKnown) { EXPECT_EQ(DrawThread({}), "Nothing is known of it.\n"); }

}  // namespace
}  // namespace fivestep::cli
