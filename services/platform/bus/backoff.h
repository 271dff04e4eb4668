// Pauses between attempts that grow, so that many clients of a server that comes back do not all
// knock at once.
#ifndef FIVESTEP_PLATFORM_BUS_BACKOFF_H_
#define FIVESTEP_PLATFORM_BUS_BACKOFF_H_

#include <algorithm>
#include <chrono>
#include <random>

namespace fivestep {

// Not thread-safe.
class Backoff {
 public:
  Backoff(std::chrono::milliseconds first, std::chrono::milliseconds longest)
      : first_(first), longest_(longest), next_(first) {}

  // Between half and all of a time that doubles up to the longest.
  std::chrono::milliseconds Next() {
    const int64_t limit = next_.count();
    next_ = std::min(next_ * 2, longest_);
    return std::chrono::milliseconds(
        std::uniform_int_distribution<int64_t>(limit / 2, limit)(random_));
  }
  void Reset() { next_ = first_; }

 private:
  std::chrono::milliseconds first_;
  std::chrono::milliseconds longest_;
  std::chrono::milliseconds next_;
  std::minstd_rand random_{std::random_device{}()};
};

}  // namespace fivestep

#endif  // FIVESTEP_PLATFORM_BUS_BACKOFF_H_
