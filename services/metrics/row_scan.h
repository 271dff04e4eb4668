// Rows of one type, out of a snapshot.
#ifndef FIVESTEP_METRICS_ROW_SCAN_H_
#define FIVESTEP_METRICS_ROW_SCAN_H_

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "platform/eventlog/reader.h"

namespace fivestep::metrics {

// The rows of `collection` below `parent` that the caller may see, in order of their ids.
// `position` becomes that of the newest event that they rest on, where that is later.
template <class Resource>
std::vector<Resource> RowsOf(const ReadContext& context, std::string_view parent,
                             std::string_view collection, int64_t& position) {
  std::vector<Resource> rows;
  context.ScanRows(parent, collection, "", [&](RowSnapshot& row) {
    auto* resource = google::protobuf::DynamicCastToGenerated<Resource>(row.resource.get());
    if (resource == nullptr) return true;
    rows.push_back(std::move(*resource));
    position = std::max(position, row.last_position);
    return true;
  });
  return rows;
}

}  // namespace fivestep::metrics

#endif  // FIVESTEP_METRICS_ROW_SCAN_H_
