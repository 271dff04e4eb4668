#include "platform/core/markup.h"

#include <gtest/gtest.h>

namespace fivestep {
namespace {

TEST(Markup, WritesWhatWouldBeMarkupAsReferences) {
  EXPECT_EQ(Escaped("<a href=\"x\">R&D's</a>"),
            "&lt;a href=&quot;x&quot;&gt;R&amp;D&#39;s&lt;/a&gt;");
}

TEST(Markup, DropsControlCharactersAndKeepsLinesAndLetters) {
  EXPECT_EQ(Escaped(std::string_view("a\0b\x1b\n\tc", 7)), "ab\n\tc");
  EXPECT_EQ(Escaped("Łódź – ✓"), "Łódź – ✓");
}

}  // namespace
}  // namespace fivestep
