// How strong engagement's themes are, for the community voice of findings (domain/theme_voice.h).
#ifndef FIVESTEP_ANALYSIS_VIEWS_THEME_VOICES_H_
#define FIVESTEP_ANALYSIS_VIEWS_THEME_VOICES_H_

#include "platform/eventlog/model.h"

namespace fivestep::analysis {

// Keeps the latest assessment of each theme's strength as a ThemeVoice, by the theme's name.
ViewFold ThemeVoicesView();

}  // namespace fivestep::analysis

#endif  // FIVESTEP_ANALYSIS_VIEWS_THEME_VOICES_H_
