#include "families.h"

namespace fivestep::oracles {

std::span<const Family> Families() {
  static constexpr Family kFamilies[] = {
      {"byars_wilson", RunByarsWilson},
      {"healthequal", RunHealthequal},
  };
  return kFamilies;
}

}  // namespace fivestep::oracles
