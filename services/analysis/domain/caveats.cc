#include "analysis/domain/caveats.h"

#include <cstdio>
#include <string>

namespace fivestep::analysis {
namespace {

// "3.4 % of the rows".
std::string ShareOfRows(int64_t rows, int64_t all) {
  char text[48];
  std::snprintf(text, sizeof text, "%.1f %% of the rows",
                100.0 * static_cast<double>(rows) / static_cast<double>(all));
  return text;
}

void AddShare(int64_t rows, const v1::QualityReport& report, const std::string& what,
              v1::Figures& figures) {
  if (rows == 0 || report.row_count() == 0) return;
  figures.add_caveats(ShareOfRows(rows, report.row_count()) + " of the file " + what + ".");
}

}  // namespace

void AddCaveats(const v1::DataSet& data_set, v1::Figures& figures) {
  const v1::DataSetHeader& header = data_set.header();
  if (!header.caveat().empty()) figures.add_caveats(header.caveat());
  const v1::QualityReport& report = data_set.quality_report();
  AddShare(report.suppressed_row_count(), report, "have a figure that the publisher withheld",
           figures);
  AddShare(report.missing_row_count(), report, "lack a figure", figures);
  AddShare(report.unreadable_row_count() + report.ragged_row_count(), report,
           "could not be read and were left out", figures);
  AddShare(report.duplicate_row_count(), report, "repeat an earlier row and were left out",
           figures);
  if (figures.unknown_group_count() > 0) {
    figures.add_caveats(std::to_string(figures.unknown_group_count()) + " of " +
                        std::to_string(figures.groups_size()) + " groups have no value.");
  }
  if (header.population().basis() == v1::POPULATION_BASIS_UNSPECIFIED) {
    figures.add_caveats(
        "It is not declared whether residents, registered patients or service users are counted.");
  }
}

}  // namespace fivestep::analysis
