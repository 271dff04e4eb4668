#include "engagement/domain/formats.h"

#include <algorithm>

namespace fivestep::engagement {

std::vector<FieldCheck> CheckFormats(const OfferedFormats& formats, const std::string& path) {
  std::vector<FieldCheck> checks;
  for (int i = 0; i < formats.size(); ++i) {
    const bool translated = formats[i].format() == v1::INFORMATION_FORMAT_TRANSLATION;
    checks.push_back({!translated || !formats[i].language().empty(),
                      path + "[" + std::to_string(i) + "].language",
                      "Say into which language, for example ur."});
  }
  return checks;
}

bool Offers(const OfferedFormats& formats, const v1::OfferedFormat& format) {
  return std::any_of(formats.begin(), formats.end(), [&](const v1::OfferedFormat& offered) {
    return offered.format() == format.format() && offered.language() == format.language();
  });
}

std::string TextOf(const v1::OfferedFormat& format) {
  constexpr std::string_view kPrefix = "INFORMATION_FORMAT_";
  std::string text = v1::InformationFormat_Name(format.format()).substr(kPrefix.size());
  if (!format.language().empty()) text += " (" + format.language() + ")";
  return text;
}

}  // namespace fivestep::engagement
