#include "engagement/domain/coding.h"

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "engagement/domain/activity.h"
#include "engagement/domain/contribution.h"
#include "engagement/domain/response_clock.h"
#include "fivestep/engagement/v1/events.pb.h"
#include "fivestep/platform/v1/error_reason.pb.h"
#include "platform/core/timestamp.h"

namespace fivestep::engagement {
namespace {

bool Contains(const google::protobuf::RepeatedPtrField<std::string>& names,
              const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

Decision RejectMissing(const std::string& name) {
  return Reject(platform::v1::RESOURCE_NOT_FOUND).With("resource", name);
}

Decision CheckContribution(const pb::Contribution& contribution, const pb::Theme& theme) {
  if (contribution.state() == pb::Contribution::STATE_WITHDRAWN) {
    return Reject(pb::CONTRIBUTION_WITHDRAWN).With("contribution", contribution.name());
  }
  if (Contains(contribution.themes(), theme.name())) {
    return Reject(pb::ALREADY_CODED)
        .With("contribution", contribution.name())
        .With("theme", theme.name());
  }
  if (contribution.themes_size() >= kMaxThemesPerContribution) {
    return Reject(pb::TOO_MANY_THEMES)
        .With("resource", contribution.name())
        .With("limit", std::to_string(kMaxThemesPerContribution));
  }
  return Decision();
}

Decision CheckActivity(const pb::Activity& activity) {
  if (activity.state() != pb::Activity::STATE_OPEN && !IsOver(activity)) {
    return Reject(pb::ACTIVITY_NOT_OPEN)
        .With("activity", activity.name())
        .With("state", StateInWords(activity));
  }
  if (activity.themes_size() >= kMaxThemesPerActivity) {
    return Reject(pb::TOO_MANY_THEMES)
        .With("resource", activity.name())
        .With("limit", std::to_string(kMaxThemesPerActivity));
  }
  return Decision();
}

// The theme was answered before it was heard at this activity: the answer holds there too, so that
// its people do not wait for something that is published already.
void BringAnswer(const pb::Theme& theme, const pb::Activity& activity, Decision& decision) {
  pb::ResponseReachedActivity reached;
  reached.set_activity(activity.name());
  reached.set_theme(theme.name());
  *reached.mutable_response() = theme.response();
  decision.Add(std::move(reached));
  const bool answered = IsAnswer(theme.response()) && IsAnswered(activity);
  if (!IsOver(activity) || !answered) return;
  pb::ActivityFedBack fed_back;
  fed_back.set_activity(activity.name());
  decision.Add(std::move(fed_back));
}

void Hear(const pb::Theme& theme, const pb::Activity& activity, Decision& decision) {
  pb::ThemeHeardIn heard;
  heard.set_theme(theme.name());
  heard.set_activity(activity.name());
  pb::ThemeRaised raised;
  raised.set_activity(activity.name());
  raised.set_theme(theme.name());
  decision.Add(std::move(heard)).Add(std::move(raised));
  if (theme.has_response()) BringAnswer(theme, activity, decision);
}

// Some of the activities are over already: the earliest of their promises is the one to keep.
void SetDue(const pb::Theme& theme, const std::vector<const pb::Activity*>& newly_heard,
            Decision& decision) {
  const pb::Activity* first = nullptr;
  Instant earliest{};
  for (const pb::Activity* activity : newly_heard) {
    if (!IsOver(*activity)) continue;
    const Instant due =
        ResponseDue(theme, ToInstant(activity->close_time()), activity->response_days());
    if (first != nullptr && due >= earliest) continue;
    first = activity;
    earliest = due;
  }
  if (first == nullptr || !BringsDueForward(theme, earliest)) return;
  decision.Add(DueSet(theme, first->name(), earliest));
}

}  // namespace

Decision Decide(const pb::Theme& theme, const pb::CodeContributionsRequest& command,
                const CommandContext& context) {
  Decision decision;
  std::set<std::string> named;
  std::set<std::string> heard;
  std::vector<const pb::Activity*> newly_heard;
  for (const std::string& name : command.contributions()) {
    if (!named.insert(name).second) {
      return Reject(pb::CONTRIBUTION_REPEATED).With("contribution", name);
    }
    const auto* contribution = context.view.Find<pb::Contribution>(name);
    if (contribution == nullptr) return RejectMissing(name);
    if (Decision refused = CheckContribution(*contribution, theme); refused.rejected()) {
      return refused;
    }
    pb::ContributionCoded coded;
    coded.set_contribution(name);
    coded.set_theme(theme.name());
    decision.Add(std::move(coded));
    const std::string& where = contribution->activity();
    if (Contains(theme.activities(), where) || !heard.insert(where).second) continue;
    const auto* activity = context.view.Find<pb::Activity>(where);
    if (activity == nullptr) return RejectMissing(where);
    if (Decision refused = CheckActivity(*activity); refused.rejected()) return refused;
    newly_heard.push_back(activity);
  }
  if (theme.activities_size() + static_cast<int>(newly_heard.size()) > kMaxActivitiesPerTheme) {
    return Reject(pb::TOO_MANY_ACTIVITIES)
        .With("theme", theme.name())
        .With("limit", std::to_string(kMaxActivitiesPerTheme));
  }
  for (const pb::Activity* activity : newly_heard) Hear(theme, *activity, decision);
  SetDue(theme, newly_heard, decision);
  return decision;
}

}  // namespace fivestep::engagement
