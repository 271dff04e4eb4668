#include "engagement/views/theme_prevalence.h"

#include <charconv>
#include <string>
#include <string_view>

#include "fivestep/engagement/v1/events.pb.h"
#include "fivestep/engagement/v1/theme.pb.h"

namespace fivestep::engagement {
namespace {

constexpr char kView[] = "theme_prevalence";
constexpr int kFoldVersion = 2;

// An absent value is a theme without contributions.
int64_t ParseCount(std::string_view text) {
  int64_t count = 0;
  std::from_chars(text.data(), text.data() + text.size(), count);
  return count;
}

void Add(ViewWriter& view, std::string_view theme, int64_t by) {
  view.Put(theme, std::to_string(ParseCount(view.Get(theme)) + by));
}

// A contribution's themes are kept under its name, one to a line, for the day it is taken back.
Status Fold(ViewWriter& view, const platform::v1::RecordedEvent&,
            const google::protobuf::Message& event) {
  if (const auto* coded = google::protobuf::DynamicCastToGenerated<v1::ContributionCoded>(&event)) {
    Add(view, coded->theme(), 1);
    view.Put(coded->contribution(), view.Get(coded->contribution()) + coded->theme() + '\n');
  }
  if (const auto* withdrawn =
          google::protobuf::DynamicCastToGenerated<v1::ContributionWithdrawn>(&event)) {
    const std::string themes = view.Get(withdrawn->contribution());
    for (size_t begin = 0; begin < themes.size();) {
      const size_t end = themes.find('\n', begin);
      Add(view, themes.substr(begin, end - begin), -1);
      begin = end + 1;
    }
    view.Delete(withdrawn->contribution());
  }
  return OkStatus();
}

}  // namespace

v1::ReleasedCount Release(int64_t count) {
  v1::ReleasedCount released;
  if (count > 0 && count < kSmallestShownCount) {
    released.set_text("fewer than " + std::to_string(kSmallestShownCount));
    return released;
  }
  const int64_t rounded = (count + kRoundingBase / 2) / kRoundingBase * kRoundingBase;
  released.set_text(std::to_string(rounded));
  released.set_rounded_count(rounded);
  return released;
}

ViewFold ThemePrevalenceView() { return {kView, "engagement", kFoldVersion, Fold}; }

Result<v1::GetThemePrevalenceResponse> AnswerThemePrevalence(
    const v1::GetThemePrevalenceRequest& request, const ReadContext& context) {
  const Result<v1::Theme> theme = context.Get<v1::Theme>(request.name());
  if (!theme.ok()) return theme.status();
  v1::GetThemePrevalenceResponse response;
  response.set_theme(request.name());
  *response.mutable_contribution_count() =
      Release(ParseCount(context.GetViewValue(kView, request.name())));
  response.set_activity_count(theme->activities_size());
  response.set_disclosure_rule(
      "HES 2018: 0 shown, 1 to 7 as \"fewer than 8\", more rounded to the nearest 5");
  return response;
}

}  // namespace fivestep::engagement
