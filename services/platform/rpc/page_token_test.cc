#include "platform/rpc/page_token.h"

#include <gtest/gtest.h>

#include "fivestep/platform/v1/admin_service.pb.h"
#include "platform/testing/notes.h"

namespace fivestep {
namespace {

using testing::v1::ListNotesRequest;
using testing::v1::Note;

ListNotesRequest List(const std::string& token = "") {
  ListNotesRequest request;
  request.set_parent("programmes/p1");
  request.set_state(Note::STATE_WRITTEN);
  request.set_page_token(token);
  return request;
}

TEST(PageToken, LeadsBackToWhereThePageEnded) {
  const std::string token = MakePageToken(List(), "programmes/p1/notes/n9");
  ListNotesRequest next = List(token);
  next.set_page_size(7);  // another size is another page of the same list
  ASSERT_TRUE(ReadPageToken(next).ok());
  EXPECT_EQ(*ReadPageToken(next), "programmes/p1/notes/n9");
}

TEST(PageToken, OfTheFirstPageIsEmpty) { EXPECT_EQ(*ReadPageToken(List()), ""); }

TEST(PageToken, OfOtherFiltersIsRefused) {
  ListNotesRequest other = List(MakePageToken(List(), "programmes/p1/notes/n9"));
  other.set_state(Note::STATE_PINNED);
  EXPECT_EQ(ReadPageToken(other).status().reason(), "PAGE_TOKEN_INVALID");
  other.set_state(Note::STATE_WRITTEN);
  other.set_parent("programmes/p2");
  EXPECT_EQ(ReadPageToken(other).status().reason(), "PAGE_TOKEN_INVALID");
}

TEST(PageToken, OfAnotherListIsRefused) {
  platform::v1::ListTimersRequest timers;
  timers.set_page_token(MakePageToken(List(), "5"));
  EXPECT_FALSE(ReadPageToken(timers).ok());
}

TEST(PageToken, ThatNobodyGaveIsRefused) {
  for (const char* token : {"x", "!!!!", "AAAAAAAAAAAAAAAAAAAA", "programmes/p1/notes/n1"}) {
    EXPECT_EQ(ReadPageToken(List(token)).status().reason(), "PAGE_TOKEN_INVALID") << token;
  }
}

TEST(PageSize, HasADefaultAndAMaximum) {
  EXPECT_EQ(PageSizeOf(0), 50);
  EXPECT_EQ(PageSizeOf(7), 7);
  EXPECT_EQ(PageSizeOf(5'000), 1'000);
}

}  // namespace
}  // namespace fivestep
