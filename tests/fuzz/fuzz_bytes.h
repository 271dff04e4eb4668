// Numbers from bytes, and what is wrong with an answer to them.
#ifndef FIVESTEP_TESTS_FUZZ_FUZZ_BYTES_H_
#define FIVESTEP_TESTS_FUZZ_FUZZ_BYTES_H_

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "analysis/statistics/interval.h"
#include "platform/core/status.h"

namespace fivestep::testing {

inline constexpr double kInfinity = std::numeric_limits<double>::infinity();
// Numbers that have broken formulas before, or that people send.
inline constexpr std::array kTelling = {
    0.0,        -0.0,  1.0,    -1.0,
    0.5,        0.95,  0.998,  9.0,
    9.999,      10.0,  100.0,  5'000.0,
    1e5,        1e6,   1e9,    1e15,
    1e-300,     1e300, 5e-324, 2.2e-308,
    1.7e308,    95.0,  99.8,   1e-9,
    -1e-9,      1e12,  -1e300, kInfinity,
    -kInfinity, 1e10,  42.0,   std::numeric_limits<double>::quiet_NaN()};

class Bytes {
 public:
  explicit Bytes(std::span<const std::uint8_t> bytes) : bytes_(bytes) {}

  std::uint8_t Byte() {
    if (at_ == bytes_.size()) return 0;
    return bytes_[at_++];
  }

  // A small count, a telling number, any double, or an ordinary figure.
  double Number() {
    const std::uint8_t kind = Byte();
    if (kind < 96) return kind;
    if (kind < 160) return kTelling[kind % kTelling.size()];
    std::array<std::uint8_t, sizeof(double)> raw{};
    for (std::uint8_t& byte : raw) byte = Byte();
    double any = 0;
    std::memcpy(&any, raw.data(), sizeof any);
    if (kind < 192) return any;
    // Between 0 and 65,536, with a fraction.
    return (raw[0] * 256.0 + raw[1]) + raw[2] / 256.0;
  }

  std::optional<double> MaybeNumber() {
    if (Byte() % 8 == 0) return std::nullopt;
    return Number();
  }

  double Confidence() {
    constexpr std::array kLevels = {0.95, 0.998, 0.9, 1.0, 95.0, 99.8, 0.9999999};
    const std::uint8_t kind = Byte();
    return kind < 224 ? kLevels[kind % kLevels.size()] : Number();
  }

  template <typename Make>
  auto List(std::size_t most, Make make) {
    std::vector<decltype(make())> list;
    for (std::size_t left = Byte() % (most + 1); left > 0; --left) list.push_back(make());
    return list;
  }

 private:
  std::span<const std::uint8_t> bytes_;
  std::size_t at_ = 0;
};

// What is wrong with a result that has to be an answer or a refusal.
template <typename T>
std::string Judge(const Result<T>& result) {
  if (result.ok()) return "";
  if (result.status().code() != Code::kInvalidArgument) return result.status().ToString();
  return result.status().message().empty() ? "a refusal without a sentence" : "";
}

inline std::string JudgeInterval(double value, const analysis::statistics::Interval& interval) {
  if (!std::isfinite(value)) return "a value that is no number";
  // Equal up to rounding, where an interval has no width.
  const double slack = 1e-9 * std::max(1.0, std::abs(value));
  if (interval.lower > value + slack || interval.upper < value - slack) {
    return "a value outside its interval";
  }
  return "";
}

}  // namespace fivestep::testing

#endif  // FIVESTEP_TESTS_FUZZ_FUZZ_BYTES_H_
