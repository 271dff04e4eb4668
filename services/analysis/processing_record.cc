#include "analysis/processing_record.h"

#include "fivestep/analysis/v1/data_set.pb.h"
#include "fivestep/platform/v1/error_reason.pb.h"
#include "platform/core/decision.h"

namespace fivestep::analysis {
namespace {

void Describe(const v1::DataSet& data_set, v1::ProcessingEntry& entry) {
  const v1::DataSetHeader& header = data_set.header();
  entry.set_data_set(data_set.name());
  entry.set_title(data_set.title());
  entry.set_state(data_set.state());
  entry.set_publisher(header.publisher());
  entry.set_licence(header.licence());
  entry.set_source(header.source());
  entry.set_source_digest(data_set.source_digest());
  if (header.has_processing()) *entry.mutable_processing() = header.processing();
  entry.set_person_level(data_set.quality_report().person_level());
  entry.set_disclosure_profile(header.disclosure_profile());
}

}  // namespace

Result<v1::ProcessingRecord> GetProcessingRecord(const v1::GetProcessingRecordRequest& request,
                                                 const ReadContext& context) {
  v1::ProcessingRecord record;
  context.ScanRows(request.parent(), "dataSets", request.after(), [&](RowSnapshot& row) {
    if (record.entries_size() == kMaxProcessingEntries) {
      record.set_has_more(true);
      return false;
    }
    Describe(static_cast<const v1::DataSet&>(*row.resource), *record.add_entries());
    return true;
  });
  // Of an unknown programme nothing may be taken for "nothing is held".
  if (record.entries().empty()) {
    return StatusOf(platform::v1::RESOURCE_NOT_FOUND,
                    {{"resource", request.parent() + "/dataSets"}});
  }
  return record;
}

}  // namespace fivestep::analysis
