#include "bench/area_file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace fivestep::bench {
namespace {

constexpr std::array<double, 10> kRates = {0.002, 0.001, 0.002, 0.003, 0.006,
                                           0.012, 0.03,  0.07,  0.15,  0.25};

// Numerical Recipes' generator: any would do.
class Draws {
 public:
  double Next() {
    state_ = state_ * 1'664'525u + 1'013'904'223u;
    return static_cast<double>(state_ >> 8) / static_cast<double>(1u << 24);
  }

 private:
  std::uint32_t state_ = 20'240'611;
};

struct AreaCounts {
  std::array<std::uint32_t, 10> numerators{};
  std::array<std::uint32_t, 10> denominators{};
};

// The counts of a file's rows by area and band.
std::vector<AreaCounts> CountsOf(std::string_view file) {
  std::unordered_map<std::string_view, std::uint32_t> places;
  std::vector<AreaCounts> areas;
  places.reserve(2 * kAreas);
  areas.reserve(kAreas);
  const char* at = static_cast<const char*>(std::memchr(file.data(), '\n', file.size())) + 1;
  const char* const end = file.data() + file.size();
  const auto next = [&at, end](char mark) {
    const auto* stop =
        static_cast<const char*>(std::memchr(at, mark, static_cast<std::size_t>(end - at)));
    const std::string_view field(at, static_cast<std::size_t>(stop - at));
    at = stop + 1;
    return field;
  };
  std::string_view last_code;
  std::uint32_t last = 0;
  while (at < end) {
    const std::string_view code = next(',');
    next(',');  // year
    unsigned decile = 0;
    const std::string_view imd = next(',');
    std::from_chars(imd.data(), imd.data() + imd.size(), decile);
    const std::string_view band = next(',');
    next(',');  // sex
    std::uint32_t numerator = 0;
    std::uint32_t denominator = 0;
    const std::string_view first = next(',');
    std::from_chars(first.data(), first.data() + first.size(), numerator);
    const std::string_view second = next('\n');
    std::from_chars(second.data(), second.data() + second.size(), denominator);
    if (code != last_code) {
      const auto [place, is_new] =
          places.try_emplace(code, static_cast<std::uint32_t>(areas.size()));
      if (is_new) areas.emplace_back();
      last = place->second;
      last_code = code;
    }
    const auto index =
        static_cast<std::size_t>(band.size() == 3 && band[0] == '0' ? 0 : band[0] - '0');
    areas[last].numerators[index] += numerator;
    areas[last].denominators[index] += denominator;
  }
  return areas;
}

double MeanRate(const std::vector<AreaCounts>& areas) {
  double weights = 0;
  for (const double weight : kBandWeights) weights += weight;
  double sum = 0;
  for (const AreaCounts& area : areas) {
    double rate = 0;
    for (std::size_t i = 0; i < kBands.size(); ++i) {
      rate += kBandWeights[i] * area.numerators[i] / area.denominators[i];
    }
    sum += rate / weights * 1e5;
  }
  return sum / static_cast<double>(areas.size());
}

}  // namespace

Status WriteAreaFile(const std::string& path, int years) {
  std::ofstream file(path, std::ios::binary);
  file << "area_code,year,imd_decile,age_band,sex,numerator,denominator\n";
  Draws draws;
  std::array<char, 96> line{};
  for (int year = 0; year < years; ++year) {
    for (int area = 0; area < kAreas; ++area) {
      const int decile = area * 7'919 % 10 + 1;
      for (std::size_t band = 0; band < kBands.size(); ++band) {
        for (const char sex : {'F', 'M'}) {
          const int denominator = 20 + static_cast<int>(draws.Next() * 120);
          const double expected = denominator * kRates[band] * (1 + (11 - decile) * 0.06);
          const int numerator = std::min(
              denominator, static_cast<int>(expected * (0.5 + draws.Next()) + draws.Next()));
          const int size =
              std::snprintf(line.data(), line.size(), "E01%06d,%d,%d,%s,%c,%d,%d\n", area + 1,
                            2000 + year, decile, kBands[band], sex, numerator, denominator);
          file.write(line.data(), size);
        }
      }
    }
  }
  file.close();
  return file ? OkStatus() : Unavailable("Cannot write " + path + ".");
}

Result<double> MeanRateOf(const std::string& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  struct stat facts {};
  if (descriptor < 0 || ::fstat(descriptor, &facts) != 0) {
    return Unavailable("Cannot read " + path + ".");
  }
  const auto size = static_cast<std::size_t>(facts.st_size);
  void* mapped = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, descriptor, 0);
  ::close(descriptor);
  if (mapped == MAP_FAILED) return Unavailable("Cannot map " + path + ".");
  const double rate = MeanRate(CountsOf({static_cast<const char*>(mapped), size}));
  ::munmap(mapped, size);
  return rate;
}

}  // namespace fivestep::bench
