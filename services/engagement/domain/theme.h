// Agrees and endorses themes, and says when an answer is overdue.
//
// Stream: `theme/{theme}`. One writer; see services/engagement/README.md for the commands -> events
// table.
#ifndef FIVESTEP_ENGAGEMENT_DOMAIN_THEME_H_
#define FIVESTEP_ENGAGEMENT_DOMAIN_THEME_H_

#include <vector>

#include "fivestep/engagement/v1/engagement_service.pb.h"
#include "fivestep/engagement/v1/error_reason.pb.h"
#include "fivestep/engagement/v1/events.pb.h"
#include "fivestep/engagement/v1/theme.pb.h"
#include "platform/core/clock.h"
#include "platform/core/decision.h"

namespace fivestep::engagement {

namespace pb = fivestep::engagement::v1;

// As many as AgreeTheme takes, twice over.
inline constexpr int kMaxEndorsements = 40;

// The rule that runs when `Theme.response_due_time` is past.
inline constexpr char kResponseOverdueRule[] = "response_overdue";

// Refuses an endorsement that is there already, or one more than a row can hold.
Decision CheckNewEndorsement(const google::protobuf::RepeatedPtrField<pb::Endorsement>& present,
                             const pb::Endorsement& endorsement);

Decision Decide(const pb::Theme& theme, const pb::AgreeThemeRequest& command,
                const CommandContext& context);
Decision Decide(const pb::Theme& theme, const pb::EndorseThemeRequest& command,
                const CommandContext& context);

// The timer rule: nobody has answered in time. Says so once.
Decision DecideResponseOverdue(const pb::Theme& theme, const CommandContext& context);

// When the rule is due, if it still can be: the theme has a due time and no answer.
struct ThemeTimer {
  const char* rule;
  Instant due;
};
std::vector<ThemeTimer> TimersOf(const pb::Theme& theme);

void Evolve(pb::Theme& theme, const pb::ThemeAgreed& event);
void Evolve(pb::Theme& theme, const pb::ThemeEndorsed& event);
void Evolve(pb::Theme& theme, const pb::ThemeHeardIn& event);
void Evolve(pb::Theme& theme, const pb::ResponseDueSet& event);
void Evolve(pb::Theme& theme, const pb::ResponsePublished& event);
void Evolve(pb::Theme& theme, const pb::ResponseOverdue& event);
void Evolve(pb::Theme& theme, const pb::ThemeEvidenceWithdrawn& event);

}  // namespace fivestep::engagement

#endif  // FIVESTEP_ENGAGEMENT_DOMAIN_THEME_H_
