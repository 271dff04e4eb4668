// Community voice as engagement assessed it: how many of a target population a theme speaks for.
#ifndef FIVESTEP_ANALYSIS_DOMAIN_THEME_VOICE_H_
#define FIVESTEP_ANALYSIS_DOMAIN_THEME_VOICE_H_

#include "fivestep/analysis/v1/finding.pb.h"
#include "fivestep/analysis/v1/ranking.pb.h"
#include "platform/core/decision.h"

namespace fivestep::analysis {

// The view that keeps a ThemeVoice by the name of its theme (views/theme_voices.h).
inline constexpr char kThemeVoicesView[] = "theme_voices";

// Puts the voice of the finding's strongest theme into its score of community voice: 100 times the
// adjusted share, plausible between 100 times its bounds. Leaves scores as they are where no
// theme's strength was assessed.
//
// Rejects a score above 0 of a finding that answers no theme (VOICE_WITHOUT_THEME), and one that is
// neither 0 nor, to the nearest whole number, what is computed (VOICE_IS_COMPUTED).
//
// Worked value: 31 % say so, between 25 % and 48 % -> score 31, plausible from 25 to 48.
Decision SetThemeVoice(const v1::Finding& finding, const std::string& name,
                       const CommandContext& context,
                       google::protobuf::RepeatedPtrField<v1::CriterionScore>& scores);

}  // namespace fivestep::analysis

#endif  // FIVESTEP_ANALYSIS_DOMAIN_THEME_VOICE_H_
