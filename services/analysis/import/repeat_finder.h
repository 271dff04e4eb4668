// Tells rows whose labels an earlier row had.
#ifndef FIVESTEP_ANALYSIS_IMPORT_REPEAT_FINDER_H_
#define FIVESTEP_ANALYSIS_IMPORT_REPEAT_FINDER_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "analysis/import/word_list.h"

namespace fivestep::analysis {

// Holds a fingerprint of 64 bits for each row, or, where rows stand close together, for each family
// of up to 64 rows: those whose labels differ only in a few low bits of their codes, such as the
// age bands and sexes of one area. A family has one bit for each of its rows, so a table of small
// areas by age and sex takes less than a byte a row, and rows that follow one another meet the same
// cache line. Which bits these are is learnt from the first rows; where families turn out to be
// small, fingerprints of rows take their place. Memory: 16 MB, or 10.3 bytes a row at most.
//
// A row is a repeat by mistake when two of 20 million have the same fingerprint, in one file of
// 90,000 at most: (2e7)^2 / 2 / 2^64. One thread.
class RepeatFinder {
 public:
  // Of rows with `labels` codes each.
  explicit RepeatFinder(std::size_t labels)
      : labels_(labels), shifts_(labels), last_(labels), high_(labels) {}

  // Whether an earlier row had the same codes.
  bool IsRepeat(std::span<const std::uint32_t> codes);

 private:
  // The rows of a family that were there.
  struct Family {
    std::uint64_t fingerprint = 0;  // 0: a free slot
    std::uint64_t rows = 0;
  };
  enum class Stage { kLearning, kFamilies, kRows };

  bool Learn(std::span<const std::uint32_t> codes);
  void ChooseBits();
  std::size_t FamiliesWithout(std::size_t label) const;
  bool AddToFamily(std::span<const std::uint32_t> codes);
  bool IsOfLastFamily(std::span<const std::uint32_t> codes) const;
  std::uint64_t FamilyOf(std::span<const std::uint32_t> codes);
  std::uint32_t PlaceOf(std::span<const std::uint32_t> codes) const;
  std::size_t SlotOf(std::uint64_t family) const;
  void Grow();
  void TurnToRows();

  std::size_t labels_;
  Stage stage_ = Stage::kLearning;
  std::vector<std::uint32_t> first_codes_;  // of the rows that are learnt from

  std::vector<std::uint8_t> shifts_;  // by label: how many low bits tell rows of a family apart
  std::vector<Family> families_;      // open addressing
  std::size_t family_count_ = 0;
  std::size_t row_count_ = 0;
  std::vector<std::uint32_t> last_;  // the codes of the newest row
  std::size_t last_slot_ = 0;
  std::vector<std::uint32_t> high_;  // codes without the bits that tell rows of a family apart

  FingerprintSet rows_;
};

}  // namespace fivestep::analysis

#endif  // FIVESTEP_ANALYSIS_IMPORT_REPEAT_FINDER_H_
