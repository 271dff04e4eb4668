#include "platform/core/resource_name.h"

#include <gtest/gtest.h>

namespace fivestep {
namespace {

ResourceName Parsed(std::string_view text, bool wildcard = false) {
  ResourceName name;
  EXPECT_TRUE(ResourceName::Parse(text, name, wildcard)) << text;
  return name;
}

TEST(ResourceName, KnowsItsPartsAndItsProgramme) {
  const ResourceName name = Parsed("programmes/p1/sessions/s1/ballots/b1");
  EXPECT_EQ(name.programme(), "programmes/p1");
  EXPECT_EQ(name.parent(), "programmes/p1/sessions/s1");
  EXPECT_EQ(name.collection(), "ballots");
  EXPECT_EQ(name.id(), "b1");
  EXPECT_EQ(name.text(), "programmes/p1/sessions/s1/ballots/b1");
}

TEST(ResourceName, KeysOfOneTypeAndProgrammeSortTogether) {
  const std::string a = Parsed("programmes/p1/sessions/s1").row_key();
  const std::string nested = Parsed("programmes/p1/sessions/s1/ballots/b1").row_key();
  EXPECT_EQ(a, std::string("sessions\0p1\0s1", 14));
  EXPECT_EQ(nested, std::string("sessions/ballots\0p1\0s1\0b1", 25));
  EXPECT_EQ(Parsed("programmes/p1").row_key(), std::string("programmes\0\0p1", 14));
}

TEST(ResourceName, RefusesWhatIsNotAName) {
  ResourceName name;
  for (const char* bad :
       {"", "programmes", "programmes/", "/p", "programmes/p1/sessions", "programmes//sessions/s",
        "programmes/P", "a/b/c/d/e/f/g/h/i/j", "programmes/-", "programmes/p1/"}) {
    EXPECT_FALSE(ResourceName::Parse(bad, name)) << bad;
  }
}

TEST(ResourceName, TakesAWildcardOnlyWhereAllowed) {
  EXPECT_EQ(Parsed("programmes/-", true).id(), "-");
}

TEST(ResourceName, FindsTheProgrammeOfAnyName) {
  EXPECT_EQ(ProgrammeOf("programmes/p1/themes/t"), "programmes/p1");
  EXPECT_EQ(ProgrammeOf("programmes/p1"), "programmes/p1");
  EXPECT_EQ(ProgrammeOf("operations/o"), "");
}

}  // namespace
}  // namespace fivestep
