// Plans, opens and closes the activities at which people are asked or listened to.
//
// Stream: `activity/{activity}`. One writer; see services/engagement/README.md for the commands ->
// events table.
#ifndef FIVESTEP_ENGAGEMENT_DOMAIN_ACTIVITY_H_
#define FIVESTEP_ENGAGEMENT_DOMAIN_ACTIVITY_H_

#include <string>

#include "engagement/domain/lifecycle.h"
#include "fivestep/engagement/v1/activity.pb.h"
#include "fivestep/engagement/v1/engagement_service.pb.h"
#include "fivestep/engagement/v1/error_reason.pb.h"
#include "fivestep/engagement/v1/events.pb.h"
#include "platform/core/decision.h"

namespace fivestep::engagement {

namespace pb = fivestep::engagement::v1;

// How long people wait at most for an answer where an activity says nothing else. Four weeks: long
// enough for a board to meet once, short enough that people remember what they said.
inline constexpr int kDefaultResponseDays = 28;

// An activity's row names the themes raised at it; 250 names of 150 bytes stay well below the
// 64 KiB that a row may have.
inline constexpr int kMaxThemesPerActivity = 250;

template <>
std::span<const Transition> TransitionsOf<pb::Activity>();

Decision Decide(const pb::Activity& activity, const pb::PlanActivityRequest& command,
                const CommandContext& context);
Decision Decide(const pb::Activity& activity, const pb::OpenActivityRequest& command,
                const CommandContext& context);
Decision Decide(const pb::Activity& activity, const pb::CloseActivityRequest& command,
                const CommandContext& context);
Decision Decide(const pb::Activity& activity, const pb::ApproveDpiaRequest& command,
                const CommandContext& context);
// Everything that was said is part of a theme, or there is a reason why not.
Decision Decide(const pb::Activity& activity, const pb::FinishCodingRequest& command,
                const CommandContext& context);

void Evolve(pb::Activity& activity, const pb::ActivityPlanned& event);
void Evolve(pb::Activity& activity, const pb::ActivityOpened& event);
void Evolve(pb::Activity& activity, const pb::ActivityClosed& event);
// What was fed back is not any more: somebody there raised something else.
void Evolve(pb::Activity& activity, const pb::ThemeRaised& event);
void Evolve(pb::Activity& activity, const pb::ResponseReachedActivity& event);
void Evolve(pb::Activity& activity, const pb::ActivityFedBack& event);
void Evolve(pb::Activity& activity, const pb::DpiaApproved& event);
void Evolve(pb::Activity& activity, const pb::ActivityCoded& event);

// `planned`, `open`, `closed`, `fed back` and so on: for sentences.
std::string StateInWords(const pb::Activity& activity);

// Whether nobody speaks at it any more.
bool IsOver(const pb::Activity& activity);

// Whether it is over and its people wait for an answer.
bool Waits(const pb::Activity& activity);

// Whether every theme raised at it is answered, `also_answered` counted as answered.
bool IsAnswered(const pb::Activity& activity, const std::string& also_answered = {});

}  // namespace fivestep::engagement

#endif  // FIVESTEP_ENGAGEMENT_DOMAIN_ACTIVITY_H_
