// What the other contexts do becomes evidence here: each key event of theirs issues one
// `RecordEvidenceRequest`. The table is in services/programme/README.md.
#ifndef FIVESTEP_PROGRAMME_REACTIONS_EVIDENCE_REACTIONS_H_
#define FIVESTEP_PROGRAMME_REACTIONS_EVIDENCE_REACTIONS_H_

#include <vector>

#include "fivestep/analysis/v1/events.pb.h"
#include "fivestep/codesign/v1/events.pb.h"
#include "fivestep/engagement/v1/events.pb.h"
#include "fivestep/metrics/v1/events.pb.h"
#include "fivestep/platform/v1/record.pb.h"
#include "fivestep/programme/v1/internal.pb.h"
#include "platform/eventlog/model.h"

namespace fivestep::programme {

// One for each event that counts. The evidence is named after the log and the position of the
// event, so that the same event never makes two.
using Evidence = std::vector<v1::RecordEvidenceRequest>;
using Record = platform::v1::RecordedEvent;

Evidence ToEvidence(const engagement::v1::ThemeAgreed& event, const Record& record);
Evidence ToEvidence(const engagement::v1::ThemeEndorsed& event, const Record& record);
Evidence ToEvidence(const engagement::v1::ResponsePublished& event, const Record& record);
Evidence ToEvidence(const analysis::v1::FindingRecorded& event, const Record& record);
Evidence ToEvidence(const analysis::v1::FindingsRanked& event, const Record& record);
Evidence ToEvidence(const analysis::v1::EquityAuditRecorded& event, const Record& record);
Evidence ToEvidence(const analysis::v1::TargetAreaApproved& event, const Record& record);
Evidence ToEvidence(const codesign::v1::BriefOpened& event, const Record& record);
Evidence ToEvidence(const codesign::v1::SessionClosed& event, const Record& record);
Evidence ToEvidence(const codesign::v1::InterventionEndorsed& event, const Record& record);
Evidence ToEvidence(const metrics::v1::MetricDrafted& event, const Record& record);
Evidence ToEvidence(const metrics::v1::MetricDefined& event, const Record& record);
Evidence ToEvidence(const metrics::v1::MetricsPaired& event, const Record& record);

// Tells the model about all of them.
void RegisterEvidenceReactions(ServiceModel& model);

}  // namespace fivestep::programme

#endif  // FIVESTEP_PROGRAMME_REACTIONS_EVIDENCE_REACTIONS_H_
