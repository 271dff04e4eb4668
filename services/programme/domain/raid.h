// The RAID log: risks with their scores on the 5 x 5 matrix, assumptions, issues, dependencies; and
// the actions that people were asked to do.
//
// Streams: `raid_entry/{raid_entry}`, `board_action/{board_action}`. State machines: see
// services/programme/README.md.
#ifndef FIVESTEP_PROGRAMME_DOMAIN_RAID_H_
#define FIVESTEP_PROGRAMME_DOMAIN_RAID_H_

#include <optional>

#include "fivestep/programme/v1/events.pb.h"
#include "fivestep/programme/v1/raid.pb.h"
#include "programme/domain/register.h"

namespace fivestep::programme {

inline constexpr char kBoardActionOverdueRule[] = "board_action_overdue";

// From this score on a risk is extreme, and put to somebody above its owner. Source: National
// Patient Safety Agency, "A risk matrix for risk managers" (2008).
inline constexpr int kEscalatingScore = 15;

// Likelihood times consequence, 1 to 25; 0 when nothing is said. Worked value: 4 x 5 -> 20.
int ScoreOf(const pb::RaidScore& score);

// A risk has all three scores and says to whom it escalates; nothing else has any.
Decision Decide(const pb::RaidEntry& entry, const pb::LogRaidEntryRequest& command,
                const CommandContext& context);
// Escalates at kEscalatingScore, and gives the risk back to its owner below it.
Decision Decide(const pb::RaidEntry& entry, const pb::ScoreRaidEntryRequest& command,
                const CommandContext& context);

// The first moment after the due date of an open action; nothing for any other.
std::optional<Instant> OverdueFrom(const pb::BoardAction& action);
Decision DecideBoardActionOverdue(const pb::BoardAction& action, const CommandContext& context);

}  // namespace fivestep::programme

#endif  // FIVESTEP_PROGRAMME_DOMAIN_RAID_H_
