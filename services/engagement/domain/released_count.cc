#include "engagement/domain/released_count.h"

#include <cmath>
#include <string>

namespace fivestep::engagement {

v1::ReleasedCount Release(int64_t count) { return Release(statistics::BandOf(count)); }

v1::ReleasedCount Release(const statistics::Band& band) {
  v1::ReleasedCount released;
  if (!band.shown) {
    released.set_text("fewer than " + std::to_string(statistics::kSmallestShownCount));
    return released;
  }
  const int64_t rounded = std::llround(band.middle);
  released.set_text(std::to_string(rounded));
  released.set_rounded_count(rounded);
  return released;
}

}  // namespace fivestep::engagement
