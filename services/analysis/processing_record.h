// The record of processing: under which authority each data set is held.
#ifndef FIVESTEP_ANALYSIS_PROCESSING_RECORD_H_
#define FIVESTEP_ANALYSIS_PROCESSING_RECORD_H_

#include "fivestep/analysis/v1/analysis_service.pb.h"
#include "platform/eventlog/reader.h"

namespace fivestep::analysis {

// Entries of one answer.
inline constexpr int kMaxProcessingEntries = 200;

// Every data set of the programme that the caller may see, by id, withdrawn and superseded ones
// too. RESOURCE_NOT_FOUND when there is none.
Result<v1::ProcessingRecord> GetProcessingRecord(const v1::GetProcessingRecordRequest& request,
                                                 const ReadContext& context);

}  // namespace fivestep::analysis

#endif  // FIVESTEP_ANALYSIS_PROCESSING_RECORD_H_
