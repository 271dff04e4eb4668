#include "analysis/domain/release_overlap.h"

#include <algorithm>
#include <set>
#include <string>

#include "analysis/domain/disclosure.h"
#include "fivestep/analysis/v1/error_reason.pb.h"
#include "platform/core/decision.h"
#include "platform/core/timestamp.h"

namespace fivestep::analysis {
namespace {

bool DatesOverlap(const v1::DataSetHeader& one, const v1::DataSetHeader& other) {
  return one.period_start_date() <= other.period_end_date() &&
         other.period_start_date() <= one.period_end_date();
}

std::set<std::string> ValuesOf(const v1::RowFilter& filter) {
  std::set<std::string> values(filter.or_values().begin(), filter.or_values().end());
  values.insert(filter.value());
  return values;
}

// Whether a row can pass the filters of both.
bool FiltersMeet(const v1::ColumnMapping& one, const v1::ColumnMapping& other) {
  for (const v1::RowFilter& filter : one.filters()) {
    for (const v1::RowFilter& counterpart : other.filters()) {
      if (filter.column() != counterpart.column()) continue;
      const std::set<std::string> values = ValuesOf(filter);
      const std::set<std::string> others = ValuesOf(counterpart);
      const bool meet = std::any_of(values.begin(), values.end(), [&](const std::string& value) {
        return others.contains(value);
      });
      if (!meet) return false;
    }
  }
  return true;
}

bool SameFilters(const v1::ColumnMapping& one, const v1::ColumnMapping& other) {
  const auto holds_all_of = [](const v1::ColumnMapping& all, const v1::ColumnMapping& some) {
    return std::all_of(some.filters().begin(), some.filters().end(), [&](const auto& filter) {
      return std::any_of(all.filters().begin(), all.filters().end(), [&](const auto& same) {
        return same.column() == filter.column() && ValuesOf(same) == ValuesOf(filter);
      });
    });
  };
  return holds_all_of(one, other) && holds_all_of(other, one);
}

// Files that name their measures in a column, or in headings, hold other figures under other rules.
bool SameRules(const v1::ColumnMapping& one, const v1::ColumnMapping& other) {
  const auto rules_of = [](const v1::ColumnMapping& mapping) {
    v1::ColumnMapping rules;
    *rules.mutable_figure_rules() = mapping.figure_rules();
    *rules.mutable_wide_columns() = mapping.wide_columns();
    return rules.SerializeAsString();
  };
  return rules_of(one) == rules_of(other);
}

// The same figures of the same publisher: what a file calls its counts is what identifies them.
bool SameFigures(const v1::DataSetHeader& one, const v1::DataSetHeader& other) {
  const v1::ColumnMapping& mapping = one.mapping();
  return one.publisher() == other.publisher() &&
         mapping.numerator_column() == other.mapping().numerator_column() &&
         mapping.denominator_column() == other.mapping().denominator_column() &&
         mapping.value_column() == other.mapping().value_column() &&
         SameRules(mapping, other.mapping()) && DatesOverlap(one, other) &&
         FiltersMeet(mapping, other.mapping());
}

bool SameLevel(const v1::DataSetHeader& one, const v1::DataSetHeader& other) {
  return one.geography_level() == other.geography_level() &&
         one.population().geography_vintage() == other.population().geography_vintage();
}

bool WithholdsSomething(const v1::DataSetHeader& header) {
  return RuleFor(header.disclosure_profile(), header.geography_level()).secondary !=
         SecondaryMethod::kNone;
}

}  // namespace

bool CameBefore(const v1::DataSet& one, const v1::DataSet& other) {
  if (one.name() == other.name()) return false;
  const auto first = ToInstant(one.create_time());
  const auto second = ToInstant(other.create_time());
  return first != second ? first < second : one.name() < other.name();
}

bool IsEarlierVersion(const v1::DataSet& data_set, const v1::DataSet& other) {
  const v1::DataSetHeader& one = data_set.header();
  const v1::DataSetHeader& two = other.header();
  return SameFigures(one, two) && SameFilters(one.mapping(), two.mapping()) &&
         SameLevel(one, two) && one.disclosure_profile() == two.disclosure_profile() &&
         one.mapping().group_column() == two.mapping().group_column() &&
         one.mapping().area_column() == two.mapping().area_column();
}

Status CheckOverlap(const v1::DataSet& data_set, const v1::DataSet& other) {
  const v1::DataSetHeader& one = data_set.header();
  const v1::DataSetHeader& two = other.header();
  if (other.state() == v1::DATA_SET_STATE_WITHDRAWN || !SameFigures(one, two)) return OkStatus();
  if (!WithholdsSomething(one) && !WithholdsSomething(two)) return OkStatus();
  std::string how;
  if (one.disclosure_profile() != two.disclosure_profile()) {
    how = "under another disclosure profile";
  } else if (!SameFilters(one.mapping(), two.mapping())) {
    how = "with other filters";
  } else if (one.mapping().group_column() == two.mapping().group_column() && !SameLevel(one, two)) {
    how = "for another level or vintage of areas";
  }
  if (how.empty()) return OkStatus();
  return StatusOf(v1::OVERLAPS_OTHER_RELEASE,
                  {{"data_set", data_set.name()}, {"other", other.name()}, {"how", how}});
}

}  // namespace fivestep::analysis
