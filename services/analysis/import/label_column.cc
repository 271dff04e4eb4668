#include "analysis/import/label_column.h"

#include <utility>

#include "analysis/import/area_code.h"
#include "analysis/import/cell.h"

namespace fivestep::analysis {

LabelColumn::LabelColumn(const LabelPlace& place, const v1::ColumnMapping& mapping,
                         const std::vector<std::string>& headings)
    : place_(place) {
  if (place.column == kNotMapped) return;
  for (const v1::Relabelling& relabelling : mapping.relabellings()) {
    if (CleanText(relabelling.column()) != headings[static_cast<std::size_t>(place.column)])
      continue;
    relabellings_[CleanText(relabelling.from())] = CleanText(relabelling.to());
  }
}

std::uint32_t LabelColumn::Look(std::string_view raw, WordList& words) {
  const std::uint32_t before = std::exchange(last_, raw_.Add(raw));
  if (before < next_.size()) next_[before] = last_;
  if (last_ < codes_.size()) return codes_[last_];
  next_.push_back(last_);
  if (IsNhsNumber(raw)) ++nhs_numbers_;
  const auto relabelled = relabellings_.find(raw);
  const std::string_view label = relabelled == relabellings_.end() ? raw : relabelled->second;
  const std::uint32_t code = words.Add(label.empty() ? std::string_view(kNotRecorded) : label);
  codes_.push_back(code);
  if (code == classes_.size()) {
    classes_.push_back(ClassOf(words.word(code), place_.kind == v1::GROUP_DIMENSION_ETHNICITY));
    rows_.push_back(0);
  }
  return code;
}

}  // namespace fivestep::analysis
