#include "analysis/views/theme_voices.h"

#include "analysis/domain/theme_voice.h"
#include "fivestep/engagement/v1/events.pb.h"

namespace fivestep::analysis {

ViewFold ThemeVoicesView() {
  ViewFold fold;
  fold.view = kThemeVoicesView;
  fold.log = "engagement";
  fold.fold = [](ViewWriter& writer, const platform::v1::RecordedEvent& record,
                 const google::protobuf::Message& event) {
    const auto* assessed =
        google::protobuf::DynamicCastToGenerated<engagement::v1::ThemeStrengthAssessed>(&event);
    if (assessed == nullptr) return OkStatus();
    v1::ThemeVoice voice;
    voice.set_theme(assessed->theme());
    voice.set_adjusted_share(assessed->strength().adjusted_share());
    voice.set_lower_bound(assessed->strength().lower_bound());
    voice.set_upper_bound(assessed->strength().upper_bound());
    voice.mutable_source()->set_log("engagement");
    voice.mutable_source()->set_position(record.position());
    writer.Put(assessed->theme(), voice.SerializeAsString());
    return OkStatus();
  };
  return fold;
}

}  // namespace fivestep::analysis
