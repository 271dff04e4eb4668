// Codebooks and what coders make of contributions with them.
//
// Streams: `codebook/{codebook}`; what a coder saw is on `contribution/{contribution}`.
#ifndef FIVESTEP_ENGAGEMENT_DOMAIN_CODEBOOK_H_
#define FIVESTEP_ENGAGEMENT_DOMAIN_CODEBOOK_H_

#include "engagement/domain/lifecycle.h"
#include "fivestep/engagement/v1/events.pb.h"
#include "fivestep/engagement/v1/thematic_analysis.pb.h"

namespace fivestep::engagement {

template <>
std::span<const Transition> TransitionsOf<v1::Codebook>();

Decision Decide(const v1::Codebook& codebook, const v1::OpenCodebookRequest& command,
                const CommandContext& context);
// Codes of before must be kept or retired, so that what was coded with them stays readable.
Decision Decide(const v1::Codebook& codebook, const v1::ReviseCodebookRequest& command,
                const CommandContext& context);
// All codings of the call or none.
Decision Decide(const v1::Codebook& codebook, const v1::ApplyCodesRequest& command,
                const CommandContext& context);

// Version 1.
void Evolve(v1::Codebook& codebook, const v1::CodebookOpened& event);

}  // namespace fivestep::engagement

#endif  // FIVESTEP_ENGAGEMENT_DOMAIN_CODEBOOK_H_
