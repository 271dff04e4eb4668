#include <gtest/gtest.h>

#include "platform/testing/notes.h"
#include "platform/testing/test_log.h"

namespace fivestep {
namespace {

using testing::NotesModel;
using testing::TemporaryDirectory;
using testing::TestLog;
namespace tv1 = testing::v1;

class Reads : public ::testing::Test {
 protected:
  Reads() : log_(directory_.path(), NotesModel("notes")) {
    for (const char* programme : {"p1", "p2"}) {
      tv1::StartProgrammeRequest start;
      start.set_programme_id(programme);
      (void)log_.Run(start);
      for (const char* id : {"a", "b", "c"}) {
        tv1::WriteNoteRequest write;
        write.set_parent(std::string("programmes/") + programme);
        write.set_note_id(id);
        write.set_title(id);
        if (std::string(id) == "b") write.set_visibility(platform::v1::VISIBILITY_OWNER);
        Caller caller;
        caller.organisation = "QE1";
        EXPECT_TRUE(log_.Run(write, "", caller).status.ok());
      }
    }
  }
  std::vector<std::string> Names(const std::string& parent, const std::string& after = "",
                                 const std::string& organisation = "QE1") {
    Caller caller;
    caller.organisation = organisation;
    std::vector<std::string> names;
    log_.loop().Read(caller)->ScanRows(parent, "notes", after, [&](RowSnapshot& row) {
      names.push_back(static_cast<tv1::Note&>(*row.resource).name());
      return true;
    });
    return names;
  }
  TemporaryDirectory directory_;
  TestLog log_;
};

TEST_F(Reads, ListOneProgrammeInOrder) {
  EXPECT_EQ(Names("programmes/p1"),
            (std::vector<std::string>{"programmes/p1/notes/a", "programmes/p1/notes/b",
                                      "programmes/p1/notes/c"}));
}

TEST_F(Reads, ListGoesOnAfterAName) {
  EXPECT_EQ(Names("programmes/p1", "programmes/p1/notes/b"),
            (std::vector<std::string>{"programmes/p1/notes/c"}));
}

TEST_F(Reads, AWildcardTakesAllProgrammes) { EXPECT_EQ(Names("programmes/-").size(), 6u); }

TEST_F(Reads, AnOwnersNoteIsHiddenFromOtherOrganisations) {
  EXPECT_EQ(Names("programmes/p1", "", "RXX").size(), 2u);
  Caller other;
  other.organisation = "RXX";
  EXPECT_EQ(log_.loop().Read(other)->GetRow("programmes/p1/notes/b").status().code(),
            Code::kNotFound);
}

TEST_F(Reads, BlobsComeBackAsTheyWereWrittenAndNotInTheClear) {
  const auto read = log_.loop().Read({});
  const auto digest = read->WriteBlob("group,count\nA,5\n", "programmes/p1/notes/a");
  ASSERT_TRUE(digest.ok()) << digest.status().ToString();
  EXPECT_EQ(digest->size(), 32u);
  EXPECT_EQ(*read->ReadBlob(*digest), "group,count\nA,5\n");
}

TEST(Grants, ARoleInOneProgrammeIsNoRoleInAnother) {
  Caller caller;
  caller.roles = {"analyst@programmes/p1"};
  EXPECT_TRUE(caller.Holds("x", {"analyst"}, "programmes/p1"));
  EXPECT_FALSE(caller.Holds("x", {"analyst"}, "programmes/p2"));
  EXPECT_FALSE(caller.Holds("x", {"analyst"}, ""));
}

TEST(Grants, APermissionCountsWithoutARole) {
  Caller caller;
  caller.permissions = {"engagement.contributions.readWords@programmes/p1"};
  EXPECT_TRUE(caller.Holds("engagement.contributions.readWords", {}, "programmes/p1"));
  EXPECT_FALSE(caller.Holds("engagement.contributions.readWords", {}, "programmes/p2"));
}

}  // namespace
}  // namespace fivestep
