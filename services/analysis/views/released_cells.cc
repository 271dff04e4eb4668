#include "analysis/views/released_cells.h"

#include <string>
#include <vector>

#include "analysis/domain/group_counts.h"
#include "fivestep/analysis/v1/data_set.pb.h"
#include "fivestep/analysis/v1/events.pb.h"
#include "fivestep/analysis/v1/internal.pb.h"

namespace fivestep::analysis {
namespace {

using google::protobuf::DynamicCastToGenerated;

// Data set, period, area and group, which hold no control characters, told apart by a unit
// separator.
constexpr char kSeparator = '\x1f';

std::string KeyOf(const std::string& data_set, const std::string& period, const std::string& area,
                  const std::string& group) {
  return data_set + kSeparator + period + kSeparator + area + kSeparator + group;
}

void Put(ViewWriter& writer, const std::string& key, const std::string& digest,
         v1::ReleaseState state, const std::string& released_by, int64_t position) {
  v1::StoredReleasedCell cell;
  cell.set_blob_digest(digest);
  cell.set_state(state);
  cell.set_released_by(released_by);
  cell.set_position(position);
  writer.Put(key, cell.SerializeAsString());
}

void FoldFinding(ViewWriter& writer, const v1::FindingRecorded& event, int64_t position) {
  for (const v1::GroupValue& group : event.figures().groups()) {
    Put(writer, KeyOf(event.data_set(), event.period(), event.area(), group.group()),
        event.blob_digest(), group.state(), event.finding(), position);
  }
}

// A line shows the gap of two groups, whose values can be worked out from it and each other.
void FoldLine(ViewWriter& writer, const v1::AuditLineRecorded& event, int64_t position) {
  const v1::AuditLine& line = event.line();
  if (!line.has_absolute()) return;
  for (const std::string& group : {line.group(), line.comparator()}) {
    Put(writer, KeyOf(line.data_set(), line.period(), line.area(), group), line.blob_digest(),
        v1::RELEASE_STATE_RELEASED, event.audit_line(), position);
  }
}

void FoldPopulation(ViewWriter& writer, const v1::PopulationPublished& event, int64_t position) {
  for (const v1::PublishedGroup& group : event.groups()) {
    const auto state =
        group.has_people_count() ? v1::RELEASE_STATE_RELEASED : v1::RELEASE_STATE_SUPPRESSED;
    Put(writer, KeyOf(event.data_set(), event.period(), event.area(), group.group()),
        event.blob_digest(), state, event.data_set(), position);
  }
}

std::vector<std::string> PartsOf(std::string_view key) {
  std::vector<std::string> parts(1);
  for (const char c : key) {
    if (c == kSeparator) {
      parts.emplace_back();
    } else {
      parts.back() += c;
    }
  }
  parts.resize(4);
  return parts;
}

}  // namespace

ViewFold ReleasedCellsView() {
  ViewFold fold;
  fold.view = kReleasedCellsView;
  fold.log = "analysis";
  fold.fold = [](ViewWriter& writer, const platform::v1::RecordedEvent& record,
                 const google::protobuf::Message& event) {
    if (const auto* finding = DynamicCastToGenerated<v1::FindingRecorded>(&event)) {
      FoldFinding(writer, *finding, record.position());
    } else if (const auto* line = DynamicCastToGenerated<v1::AuditLineRecorded>(&event)) {
      FoldLine(writer, *line, record.position());
    } else if (const auto* published = DynamicCastToGenerated<v1::PopulationPublished>(&event)) {
      FoldPopulation(writer, *published, record.position());
    }
    return OkStatus();
  };
  return fold;
}

Result<v1::ListReleasedCellsResponse> ListReleasedCells(const v1::ListReleasedCellsRequest& request,
                                                        const ReadContext& context) {
  const auto data_set = context.Get<v1::DataSet>(request.name());
  if (!data_set.ok()) return data_set.status();
  v1::ListReleasedCellsResponse response;
  context.ScanView(kReleasedCellsView, request.name() + kSeparator,
                   [&](std::string_view key, std::string_view value) {
                     v1::StoredReleasedCell stored;
                     if (!stored.ParseFromArray(value.data(), static_cast<int>(value.size()))) {
                       return true;
                     }
                     const std::vector<std::string> parts = PartsOf(key);
                     v1::ReleasedCell& cell = *response.add_cells();
                     cell.set_period(parts[1]);
                     cell.set_area(parts[2]);
                     cell.set_group(parts[3]);
                     cell.set_blob_digest(stored.blob_digest());
                     cell.set_state(stored.state());
                     cell.set_released_by(stored.released_by());
                     cell.set_position(stored.position());
                     return response.cells_size() < kMaxReleasedCells;
                   });
  return response;
}

}  // namespace fivestep::analysis
