#include "analysis/import/label.h"

#include <gtest/gtest.h>

namespace fivestep::analysis {
namespace {

TEST(Label, TellsNotStatedFromNotKnown) {
  for (const char* label :
       {"Not Stated", "Not Stated (Person asked but declined to provide a response)",
        "Prefer not to say", "declined"}) {
    EXPECT_EQ(ClassOf(label, false), LabelClass::kNotStated) << label;
  }
  for (const char* label :
       {"Unknown", "Not known", "Missing Value/Value outside reporting parameters", "not recorded",
        "NA", ""}) {
    EXPECT_EQ(ClassOf(label, false), LabelClass::kUnknown) << label;
  }
}

TEST(Label, IsAGroupWhenItNamesOne) {
  for (const char* label : {"White", "Any other ethnic group", "North", "Nationwide", "Z", "99"}) {
    EXPECT_EQ(ClassOf(label, false), LabelClass::kNamed) << label;
  }
}

TEST(Label, KnowsTheEthnicCodesForBoth) {
  EXPECT_EQ(ClassOf("Z", true), LabelClass::kNotStated);
  EXPECT_EQ(ClassOf("99", true), LabelClass::kUnknown);
  EXPECT_EQ(ClassOf("A", true), LabelClass::kNamed);
}

}  // namespace
}  // namespace fivestep::analysis
