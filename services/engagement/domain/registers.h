// What is kept in registers: other sources of insight, research with the community, barriers,
// communications. Their commands are decided by a table of states and by their own fields.
//
// Streams: `insight_source/…`, `research_project/…`, `barrier/…`, `communication/…`. States: see
// services/engagement/README.md.
#ifndef FIVESTEP_ENGAGEMENT_DOMAIN_REGISTERS_H_
#define FIVESTEP_ENGAGEMENT_DOMAIN_REGISTERS_H_

#include <vector>

#include "engagement/domain/lifecycle.h"
#include "fivestep/engagement/v1/events.pb.h"
#include "fivestep/engagement/v1/outreach.pb.h"
#include "fivestep/engagement/v1/sources.pb.h"

namespace fivestep::engagement {

template <>
std::span<const Transition> TransitionsOf<v1::InsightSource>();
template <>
std::span<const Transition> TransitionsOf<v1::ResearchProject>();
template <>
std::span<const Transition> TransitionsOf<v1::Barrier>();
template <>
std::span<const Transition> TransitionsOf<v1::Communication>();

std::vector<FieldCheck> CheckSource(const v1::RecordInsightSourceRequest& command,
                                    const CommandContext& context);
std::vector<FieldCheck> CheckReturn(const v1::ReturnFindingsRequest& command,
                                    const CommandContext& context);
std::vector<FieldCheck> CheckRemedy(const v1::AgreeRemedyRequest& command,
                                    const CommandContext& context);
std::vector<FieldCheck> CheckDraft(const v1::DraftCommunicationRequest& command,
                                   const CommandContext& context);
std::vector<FieldCheck> CheckSent(const v1::SendCommunicationRequest& command,
                                  const CommandContext& context);

// Only the released figure goes into the event.
Decision Decide(const v1::Communication& communication,
                const v1::ReportCommunicationReachRequest& command, const CommandContext& context);

}  // namespace fivestep::engagement

#endif  // FIVESTEP_ENGAGEMENT_DOMAIN_REGISTERS_H_
