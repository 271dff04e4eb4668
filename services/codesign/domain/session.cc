#include "codesign/domain/session.h"

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "codesign/domain/attendance.h"
#include "codesign/domain/rows.h"
#include "fivestep/codesign/v1/brief.pb.h"
#include "fivestep/codesign/v1/error_reason.pb.h"
#include "fivestep/codesign/v1/idea.pb.h"
#include "platform/core/timestamp.h"

namespace fivestep::codesign {
namespace {

bool VotingLimitsAgree(int dots_per_ballot, int max_dots_per_idea) {
  if (dots_per_ballot == 0) return max_dots_per_idea == 0;
  return max_dots_per_idea >= 1 && max_dots_per_idea <= dots_per_ballot;
}

struct Standing {
  std::string idea;
  int dot_count = 0;
};

// The session's ideas, most dots first; among equals the one recorded first.
std::vector<Standing> Standings(const v1::Session& session, const CommandContext& context) {
  std::vector<Standing> standings;
  for (const std::string& idea : session.ideas()) {
    standings.push_back({idea, RowOf<v1::Idea>(context, idea).dot_count()});
  }
  std::stable_sort(standings.begin(), standings.end(),
                   [](const Standing& a, const Standing& b) { return a.dot_count > b.dot_count; });
  return standings;
}

// A session that was held and works on the same brief is superseded with a reason.
Decision CheckSuperseded(const v1::ScheduleSessionRequest& command, const CommandContext& context) {
  const auto& earlier = RowOf<v1::Session>(context, command.supersedes());
  if (earlier.brief() != command.brief()) {
    return Reject(v1::SESSION_OF_ANOTHER_BRIEF)
        .With("session", command.supersedes())
        .With("brief", command.brief());
  }
  if (earlier.state() == v1::Session::STATE_SUPERSEDED) {
    return RejectSuperseded(earlier, command.supersedes());
  }
  if (earlier.state() == v1::Session::STATE_SCHEDULED) {
    return Reject(v1::SESSION_NOT_SUPERSEDABLE)
        .With("session", command.supersedes())
        .With("state", v1::Session::State_Name(earlier.state()));
  }
  if (command.supersede_reason().empty()) {
    return Reject(v1::SUPERSEDE_REASON_MISSING)
        .Violating("supersede_reason", "must say what was recorded wrongly");
  }
  return Decision();
}

// What of the session in whose place another stands is to be told.
v1::SessionSuperseded Superseded(const v1::ScheduleSessionRequest& command,
                                 const CommandContext& context) {
  v1::SessionSuperseded superseded;
  superseded.set_session(command.supersedes());
  superseded.set_superseded_by(context.new_name);
  superseded.set_supersede_reason(command.supersede_reason());
  return superseded;
}

// A count of people with lived experience is one of the people who came.
Decision CheckLivedExperience(const v1::Attendance& attendance) {
  for (int i = 0; i < attendance.groups_size(); ++i) {
    const v1::GroupAttendance& group = attendance.groups(i);
    if (group.lived_experience_count() <= group.attendee_count()) continue;
    const std::string field = "attendance.groups[" + std::to_string(i) + "].lived_experience_count";
    return Reject(v1::LIVED_EXPERIENCE_EXCEEDS_ATTENDANCE)
        .With("field", field)
        .Violating(field, "must not be more than `attendee_count`");
  }
  return Decision();
}

}  // namespace

Decision Decide(const v1::Session&, const v1::ScheduleSessionRequest& command,
                const CommandContext& context) {
  const bool supersedes = !command.supersedes().empty();
  if (!supersedes && ToInstant(command.start_time()) <= context.now) {
    return Reject(v1::SESSION_START_NOT_IN_FUTURE).With("now", ToText(context.now));
  }
  if (!VotingLimitsAgree(command.dots_per_ballot(), command.max_dots_per_idea())) {
    return Reject(v1::VOTING_LIMITS_INCONSISTENT)
        .Violating("max_dots_per_idea", "must lie between 1 and `dots_per_ballot`");
  }
  if (supersedes) {
    if (Decision no = CheckSuperseded(command, context); no.rejected()) return no;
  }
  v1::SessionScheduled scheduled;
  scheduled.set_session(context.new_name);
  scheduled.set_target_area(RowOf<v1::Brief>(context, command.brief()).target_area());
  scheduled.set_brief(command.brief());
  scheduled.set_title(command.title());
  *scheduled.mutable_start_time() = command.start_time();
  scheduled.set_place(command.place());
  scheduled.set_method(command.method());
  scheduled.set_seat_count(command.seat_count());
  *scheduled.mutable_access_arrangements() = command.access_arrangements();
  scheduled.set_dots_per_ballot(command.dots_per_ballot());
  scheduled.set_max_dots_per_idea(command.max_dots_per_idea());
  scheduled.set_visibility(command.visibility());
  scheduled.set_supersedes(command.supersedes());
  return supersedes ? Emit(scheduled, Superseded(command, context)) : Emit(scheduled);
}

Decision Decide(const v1::Session& session, const v1::HoldSessionRequest& command,
                const CommandContext& context) {
  if (session.state() != v1::Session::STATE_SCHEDULED) {
    return Reject(v1::SESSION_NOT_SCHEDULED).With("session", command.name());
  }
  // Attendance may come in late, even weeks after, but never before the session has begun.
  if (context.now < ToInstant(session.start_time())) {
    return Reject(v1::SESSION_NOT_STARTED)
        .With("session", command.name())
        .With("start_time", ToText(ToInstant(session.start_time())));
  }
  if (Decision no = CheckLivedExperience(command.attendance()); no.rejected()) return no;
  v1::SessionHeld held;
  held.set_session(command.name());
  std::set<v1::StakeholderGroup> seen;
  bool anybody = false;
  for (const v1::GroupAttendance& group : command.attendance().groups()) {
    if (!seen.insert(group.group()).second) {
      return Reject(v1::ATTENDANCE_GROUP_REPEATED)
          .With("group", v1::StakeholderGroup_Name(group.group()))
          .Violating("attendance.groups", "must name each stakeholder group once");
    }
    anybody = anybody || group.attendee_count() > 0;
    *held.add_attendance() = BandOf(group);
  }
  if (!anybody) return Reject(v1::NOBODY_ATTENDED);
  held.set_lived_experience_share(LivedExperienceShareOf(command.attendance()));
  *held.mutable_exact_attendance() = command.attendance();
  return Emit(held);
}

Decision Decide(const v1::Session& session, const v1::CloseSessionRequest& command,
                const CommandContext& context) {
  Decision not_open = RejectUnlessOpen(session, command.name());
  if (not_open.rejected()) return not_open;
  if (session.ideas().empty()) {
    return Reject(v1::SESSION_HAS_NO_IDEAS).With("session", command.name());
  }
  v1::SessionClosed closed;
  closed.set_session(command.name());
  int place = 0;
  for (const Standing& standing : Standings(session, context)) {
    const bool tied = place > 0 && closed.dot_counts(place - 1) == standing.dot_count;
    closed.add_ranks(tied ? closed.ranks(place - 1) : place + 1);
    closed.add_ideas(standing.idea);
    closed.add_dot_counts(standing.dot_count);
    ++place;
  }
  return Emit(closed);
}

Decision RejectUnlessOpen(const v1::Session& session, const std::string& name) {
  if (session.state() == v1::Session::STATE_HELD) return Decision();
  return Reject(v1::SESSION_NOT_OPEN)
      .With("session", name)
      .With("state", v1::Session::State_Name(session.state()));
}

Decision RejectUnlessClosed(const v1::Session& session, const std::string& name) {
  if (session.state() == v1::Session::STATE_CLOSED) return Decision();
  if (session.state() == v1::Session::STATE_SUPERSEDED) return RejectSuperseded(session, name);
  return Reject(v1::SESSION_NOT_CLOSED)
      .With("session", name)
      .With("state", v1::Session::State_Name(session.state()));
}

Decision RejectSuperseded(const v1::Session& session, const std::string& name) {
  return Reject(v1::SESSION_SUPERSEDED)
      .With("session", name)
      .With("superseded_by", session.superseded_by());
}

void Evolve(v1::Session& session, const v1::SessionScheduled& event) {
  session.set_state(v1::Session::STATE_SCHEDULED);
  session.set_target_area(event.target_area());
  session.set_brief(event.brief());
  session.set_title(event.title());
  *session.mutable_start_time() = event.start_time();
  session.set_place(event.place());
  session.set_method(event.method());
  session.set_seat_count(event.seat_count());
  *session.mutable_access_arrangements() = event.access_arrangements();
  session.set_dots_per_ballot(event.dots_per_ballot());
  session.set_max_dots_per_idea(event.max_dots_per_idea());
  session.set_visibility(event.visibility());
  session.set_supersedes(event.supersedes());
}

void Evolve(v1::Session& session, const v1::SessionHeld& event) {
  session.set_state(v1::Session::STATE_HELD);
  *session.mutable_attendance() = event.attendance();
  session.set_lived_experience_share(event.lived_experience_share());
}

void Evolve(v1::Session& session, const v1::IdeasCollected& event) {
  session.mutable_ideas()->MergeFrom(event.ideas());
}

void Evolve(v1::Session& session, const v1::SessionClosed& event) {
  session.set_state(v1::Session::STATE_CLOSED);
  *session.mutable_ideas() = event.ideas();
  *session.mutable_dot_counts() = event.dot_counts();
  *session.mutable_ranks() = event.ranks();
}

void Evolve(v1::Session& session, const v1::SessionSuperseded& event) {
  session.set_state(v1::Session::STATE_SUPERSEDED);
  session.set_superseded_by(event.superseded_by());
  session.set_supersede_reason(event.supersede_reason());
}

}  // namespace fivestep::codesign
