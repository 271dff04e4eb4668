#include "engagement/views/theme_prevalence.h"

#include <charconv>
#include <string>
#include <string_view>

#include "engagement/domain/released_count.h"
#include "fivestep/engagement/v1/events.pb.h"
#include "fivestep/engagement/v1/theme.pb.h"

namespace fivestep::engagement {
namespace {

constexpr char kView[] = "theme_prevalence";
constexpr int kFoldVersion = 3;

// An absent value is a theme without contributions.
int64_t ParseCount(std::string_view text) {
  int64_t count = 0;
  std::from_chars(text.data(), text.data() + text.size(), count);
  return count;
}

// Adds `by` to the count under `key` and returns what it is then.
int64_t Add(ViewWriter& view, std::string_view key, int64_t by) {
  const int64_t count = ParseCount(view.Get(key)) + by;
  view.Put(key, std::to_string(count));
  return count;
}

std::string PeopleKey(std::string_view theme) { return "people\n" + std::string(theme); }
std::string PersonOfKey(std::string_view contribution) {
  return "person\n" + std::string(contribution);
}

// One contribution more or fewer to a theme.
void Count(ViewWriter& view, const std::string& contribution, const std::string& theme, int by) {
  Add(view, theme, by);
  const std::string person = view.Get(PersonOfKey(contribution));
  if (!person.empty()) {
    // The first contribution of a person counts, and the last that is taken back.
    const int64_t spoken = Add(view, PeopleKey(theme) + '\n' + person, by);
    if (spoken != (by > 0 ? 1 : 0)) return;
  }
  Add(view, PeopleKey(theme), by);
}

// A contribution's themes are kept under its name, one to a line, for the day it is taken back.
Status Fold(ViewWriter& view, const platform::v1::RecordedEvent&,
            const google::protobuf::Message& event) {
  const auto* recorded = google::protobuf::DynamicCastToGenerated<v1::ContributionRecorded>(&event);
  if (recorded != nullptr && !recorded->person().empty()) {
    view.Put(PersonOfKey(recorded->contribution()), recorded->person());
  }
  if (const auto* coded = google::protobuf::DynamicCastToGenerated<v1::ContributionCoded>(&event)) {
    Count(view, coded->contribution(), coded->theme(), 1);
    view.Put(coded->contribution(), view.Get(coded->contribution()) + coded->theme() + '\n');
  }
  if (const auto* withdrawn =
          google::protobuf::DynamicCastToGenerated<v1::ContributionWithdrawn>(&event)) {
    const std::string themes = view.Get(withdrawn->contribution());
    for (size_t begin = 0; begin < themes.size();) {
      const size_t end = themes.find('\n', begin);
      Count(view, withdrawn->contribution(), themes.substr(begin, end - begin), -1);
      begin = end + 1;
    }
    view.Delete(withdrawn->contribution());
  }
  return OkStatus();
}

}  // namespace

ViewFold ThemePrevalenceView() { return {kView, "engagement", kFoldVersion, Fold}; }

Result<v1::GetThemePrevalenceResponse> AnswerThemePrevalence(
    const v1::GetThemePrevalenceRequest& request, const ReadContext& context) {
  const Result<v1::Theme> theme = context.Get<v1::Theme>(request.name());
  if (!theme.ok()) return theme.status();
  v1::GetThemePrevalenceResponse response;
  response.set_theme(request.name());
  *response.mutable_contribution_count() =
      Release(ParseCount(context.GetViewValue(kView, request.name())));
  *response.mutable_people_count() =
      Release(ParseCount(context.GetViewValue(kView, PeopleKey(request.name()))));
  response.set_activity_count(theme->activities_size());
  response.set_disclosure_rule(
      "HES 2018: 0 shown, 1 to 7 as \"fewer than 8\", more rounded to the nearest 5");
  return response;
}

}  // namespace fivestep::engagement
