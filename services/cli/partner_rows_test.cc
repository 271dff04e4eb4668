#include "cli/partner_rows.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace fivestep::cli {
namespace {

TEST(PartnerRows, HoldAContributionAndItsAnswer) {
  engagement::v1::PartnerLine line;
  line.set_contribution("programmes/p/contributions/c1");
  line.set_capture_id("tablet-1-17");
  line.set_activity("programmes/p/activities/cafe");
  line.set_activity_title("Coffee morning");
  line.mutable_occasion_time()->set_seconds(1'772'445'600);
  line.set_language("ur");
  line.set_theme("programmes/p/themes/lifts");
  line.set_theme_title("Buses, lifts");
  line.mutable_response()->set_kind(engagement::v1::RESPONSE_KIND_WILL_DO);
  line.mutable_response()->set_public_text("A bus, from May.");
  line.mutable_response()->set_promised_date("2026-05-01");
  EXPECT_EQ(PartnerRow(line),
            "programmes/p/contributions/c1,tablet-1-17,programmes/p/activities/cafe,Coffee "
            "morning,2026-03-02T10:00:00Z,ur,no,programmes/p/themes/lifts,\"Buses, "
            "lifts\",,will do,\"A bus, from May.\",,2026-05-01,,");
}

TEST(PartnerRows, HaveAsManyFieldsAsTheHeading) {
  const auto commas = [](const std::string& text) {
    return std::count(text.begin(), text.end(), ',');
  };
  EXPECT_EQ(commas(PartnerRow({})), commas(PartnerHeading()));
}

TEST(PartnerRows, LetNoSpreadsheetRunWhatSomebodyWrote) {
  engagement::v1::PartnerLine line;
  line.set_theme_title("=HYPERLINK(1)");
  EXPECT_NE(PartnerRow(line).find(",'=HYPERLINK(1),"), std::string::npos);
}

}  // namespace
}  // namespace fivestep::cli
