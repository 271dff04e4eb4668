// Counts persons of whom no row is kept.
#ifndef FIVESTEP_ANALYSIS_IMPORT_PERSON_COUNTER_H_
#define FIVESTEP_ANALYSIS_IMPORT_PERSON_COUNTER_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace fivestep::analysis {

// Combinations of labels that persons are counted by. More are nearly the persons themselves.
inline constexpr std::size_t kMaxPersonCells = 500'000;

// Persons by their labels: counts that grow, never rows.
class PersonCounter {
 public:
  explicit PersonCounter(std::size_t labels) : labels_(labels) {}

  // False when there are too many combinations.
  bool Count(const std::vector<std::uint32_t>& codes, bool in_numerator);
  std::size_t size() const { return people_.size(); }
  // Of cell `i`, in the order of the first person of each.
  std::span<const std::uint32_t> codes(std::size_t i) const {
    return {codes_.data() + i * labels_, labels_};
  }
  std::int64_t people(std::size_t i) const { return people_[i]; }
  std::int64_t in_numerator(std::size_t i) const { return in_numerator_[i]; }

 private:
  void Grow();

  std::size_t labels_;
  std::vector<std::uint32_t> codes_;
  std::vector<std::int64_t> people_;
  std::vector<std::int64_t> in_numerator_;
  std::vector<std::uint32_t> slots_ = std::vector<std::uint32_t>(64);  // cell + 1; 0: free
};

}  // namespace fivestep::analysis

#endif  // FIVESTEP_ANALYSIS_IMPORT_PERSON_COUNTER_H_
