#include "analysis/domain/theme_voice.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <optional>
#include <string>

#include "fivestep/analysis/v1/error_reason.pb.h"

namespace fivestep::analysis {
namespace {

constexpr double kHighestScore = 100;

std::optional<v1::ThemeVoice> StrongestVoice(const v1::Finding& finding,
                                             const CommandContext& context) {
  std::optional<v1::ThemeVoice> strongest;
  for (const std::string& theme : finding.themes()) {
    v1::ThemeVoice voice;
    voice.ParseFromString(context.view.FindViewValue(kThemeVoicesView, theme));
    if (voice.theme().empty()) continue;
    if (!strongest || voice.adjusted_share() > strongest->adjusted_share()) strongest = voice;
  }
  return strongest;
}

double ScoreOf(double share) { return std::clamp(kHighestScore * share, 0.0, kHighestScore); }

std::string WholeNumber(double score) {
  char text[16];
  std::snprintf(text, sizeof(text), "%.0f", score);
  return text;
}

}  // namespace

Decision SetThemeVoice(const v1::Finding& finding, const std::string& name,
                       const CommandContext& context,
                       google::protobuf::RepeatedPtrField<v1::CriterionScore>& scores) {
  const auto found = std::find_if(scores.begin(), scores.end(), [](const v1::CriterionScore& one) {
    return one.criterion() == v1::CRITERION_COMMUNITY_VOICE;
  });
  if (found == scores.end()) return {};
  v1::CriterionScore& score = *found;
  score.clear_theme_voice();
  if (finding.themes().empty() && score.score() > 0) {
    return Reject(v1::VOICE_WITHOUT_THEME).With("finding", name);
  }
  const auto voice = StrongestVoice(finding, context);
  if (!voice) return {};
  const double computed = ScoreOf(voice->adjusted_share());
  if (score.score() != 0 && std::round(score.score()) != std::round(computed)) {
    return Reject(v1::VOICE_IS_COMPUTED)
        .With("finding", name)
        .With("score", WholeNumber(computed))
        .With("theme", voice->theme());
  }
  score.set_score(computed);
  score.set_plausible_low(std::min(computed, ScoreOf(voice->lower_bound())));
  score.set_plausible_high(std::max(computed, ScoreOf(voice->upper_bound())));
  *score.mutable_theme_voice() = *voice;
  return {};
}

}  // namespace fivestep::analysis
