// What rests on what: keys of the view `evidence`, which deciders and queries read.
//
// The view is folded in the batch of each event of this service's own log, so a decision sees what
// was recorded before it. views/evidence.cc writes it.
#ifndef FIVESTEP_ENGAGEMENT_DOMAIN_EVIDENCE_INDEX_H_
#define FIVESTEP_ENGAGEMENT_DOMAIN_EVIDENCE_INDEX_H_

#include <string>
#include <string_view>
#include <vector>

namespace fivestep::engagement {

inline constexpr char kEvidenceView[] = "evidence";

// Names of what rests on `resource`, one to a line: quotes on a contribution; insights and findings
// on a theme.
std::string RestsOnKey(std::string_view resource);

// How many contributions to `activity` are part of no theme; "0" or nothing: none.
std::string UncodedKey(std::string_view activity);
// The activity of a contribution that is part of no theme yet.
std::string WaitingKey(std::string_view contribution);

// The contribution that was written down at `activity` under `capture_id`.
std::string CaptureKey(std::string_view activity, std::string_view capture_id);

// What one coder sees in one contribution, a `Coding`; the prefix of all of a codebook.
std::string CodingKey(std::string_view codebook, std::string_view contribution,
                      std::string_view coder);
std::string CodingsOf(std::string_view codebook);
// The contribution and the coder of such a key.
struct CodingParts {
  std::string contribution;
  std::string coder;
};
CodingParts PartsOfCodingKey(std::string_view key);

// When a board report of the programme was issued, in seconds since 1970; the prefix of all of one.
std::string ReportKey(std::string_view programme, std::string_view report);
std::string ReportsOf(std::string_view programme);

// The lines of `text`.
std::vector<std::string> LinesOf(std::string_view text);

}  // namespace fivestep::engagement

#endif  // FIVESTEP_ENGAGEMENT_DOMAIN_EVIDENCE_INDEX_H_
