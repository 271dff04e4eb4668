// All rows of a kind in a programme, as their own type.
#ifndef FIVESTEP_PROGRAMME_ROW_SCAN_H_
#define FIVESTEP_PROGRAMME_ROW_SCAN_H_

#include <string_view>
#include <utility>
#include <vector>

#include "platform/eventlog/reader.h"

namespace fivestep::programme {

// Rows that one answer reads of a kind at most: ten times what a programme of several years has
// held so far. What lies beyond is left out.
inline constexpr size_t kMaxRowsRead = 10'000;

// Those that the caller may see, in order of their ids.
template <class Row>
std::vector<Row> ReadRows(const ReadContext& context, std::string_view programme,
                          std::string_view collection) {
  std::vector<Row> rows;
  context.ScanRows(programme, collection, "", [&rows](RowSnapshot& row) {
    auto* resource = google::protobuf::DynamicCastToGenerated<Row>(row.resource.get());
    if (resource != nullptr) rows.push_back(std::move(*resource));
    return rows.size() < kMaxRowsRead;
  });
  return rows;
}

}  // namespace fivestep::programme

#endif  // FIVESTEP_PROGRAMME_ROW_SCAN_H_
