// A column of labels while a table is made.
#ifndef FIVESTEP_ANALYSIS_IMPORT_LABEL_COLUMN_H_
#define FIVESTEP_ANALYSIS_IMPORT_LABEL_COLUMN_H_

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/import/column_mapping.h"
#include "analysis/import/label.h"
#include "analysis/import/word_list.h"
#include "fivestep/analysis/v1/data_set.pb.h"

namespace fivestep::analysis {

// Labels of one column: 178,000 output areas are the most that any geography has.
inline constexpr std::uint32_t kMaxLabels = 500'000;
// A label column while it is filled: what the file says -> the word of the table and its class.
class LabelColumn {
 public:
  LabelColumn(const LabelPlace& place, const v1::ColumnMapping& mapping,
              const std::vector<std::string>& headings);

  // The number, in `words`, of the label that the file calls `raw`; no cell of the file has more
  // than one answer.
  std::uint32_t CodeOf(std::string_view raw, WordList& words) {
    if (last_ < raw_.size()) {
      if (IsSameWord(raw_.word(last_), raw)) return codes_[last_];
      // Sorted files name age bands and sexes in the same order for each area.
      const std::uint32_t next = next_[last_];
      if (IsSameWord(raw_.word(next), raw)) return codes_[last_ = next];
    }
    return Look(raw, words);
  }
  LabelClass class_of(std::uint32_t code) const { return classes_[code]; }
  void Count(std::uint32_t code) { ++rows_[code]; }

  const LabelPlace& place() const { return place_; }
  // Rows of each word.
  const std::vector<std::int64_t>& rows() const { return rows_; }
  // Labels that are NHS numbers by their check digit.
  std::uint32_t nhs_numbers() const { return nhs_numbers_; }
  std::uint32_t raw_labels() const { return raw_.size(); }

 private:
  std::uint32_t Look(std::string_view raw, WordList& words);

  LabelPlace place_;
  std::map<std::string, std::string, std::less<>> relabellings_;
  WordList raw_;
  std::vector<std::uint32_t> codes_;  // by raw label
  std::vector<std::uint32_t> next_;   // by raw label: the one that came after it
  std::vector<LabelClass> classes_;   // by word
  std::vector<std::int64_t> rows_;    // by word
  std::uint32_t last_ = 0;
  std::uint32_t nhs_numbers_ = 0;
};

}  // namespace fivestep::analysis

#endif  // FIVESTEP_ANALYSIS_IMPORT_LABEL_COLUMN_H_
