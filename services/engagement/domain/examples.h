// Activities, contributions and themes that the tests of this folder start from.
#ifndef FIVESTEP_ENGAGEMENT_DOMAIN_EXAMPLES_H_
#define FIVESTEP_ENGAGEMENT_DOMAIN_EXAMPLES_H_

#include <string>

#include "engagement/domain/activity.h"
#include "engagement/domain/contribution.h"
#include "engagement/domain/theme.h"
#include "platform/core/timestamp.h"

namespace fivestep::engagement {

// The present in the tests, `testing::kNow`.
inline constexpr Instant kPresent{std::chrono::seconds(1'772'445'600)};

inline const std::string kActivity = "programmes/p1/activities/cafe";
inline const std::string kOtherActivity = "programmes/p1/activities/clinic";
inline const std::string kTheme = "programmes/p1/themes/lifts";
inline const std::string kOtherTheme = "programmes/p1/themes/waits";

inline pb::ActivityPlanned Planned(const std::string& name = kActivity) {
  pb::ActivityPlanned planned;
  planned.set_activity(name);
  planned.set_title("Coffee morning in Bloomfield");
  planned.set_method(pb::ENGAGEMENT_METHOD_LISTENING_EVENT);
  planned.set_purpose("What makes it hard to stop smoking in pregnancy?");
  planned.set_place("Community centre, Bloomfield");
  planned.set_planned_date("2026-02-20");
  planned.set_lawful_basis(pb::LAWFUL_BASIS_PUBLIC_TASK);
  planned.set_special_category_condition(pb::SPECIAL_CATEGORY_CONDITION_EQUALITY_MONITORING);
  planned.add_consent_items(pb::CONSENT_ITEM_PARTICIPATION);
  planned.add_consent_items(pb::CONSENT_ITEM_QUOTE);
  planned.set_response_days(kDefaultResponseDays);
  return planned;
}

inline pb::ActivityOpened Opened(const std::string& name = kActivity) {
  pb::ActivityOpened opened;
  opened.set_activity(name);
  *opened.mutable_open_time() = ToTimestamp(kPresent);
  return opened;
}

inline pb::ActivityClosed Closed(const std::string& name = kActivity, Instant at = kPresent) {
  pb::ActivityClosed closed;
  closed.set_activity(name);
  *closed.mutable_close_time() = ToTimestamp(at);
  return closed;
}

inline pb::ThemeRaised Raised(const std::string& activity, const std::string& theme) {
  pb::ThemeRaised raised;
  raised.set_activity(activity);
  raised.set_theme(theme);
  return raised;
}

inline pb::ThemeHeardIn HeardIn(const std::string& theme, const std::string& activity) {
  pb::ThemeHeardIn heard;
  heard.set_theme(theme);
  heard.set_activity(activity);
  return heard;
}

inline pb::ActivityFedBack FedBack(const std::string& activity) {
  pb::ActivityFedBack fed_back;
  fed_back.set_activity(activity);
  return fed_back;
}

inline pb::Response Doing() {
  pb::Response response;
  response.set_kind(pb::RESPONSE_KIND_DOING);
  response.set_public_text("A stop smoking adviser now visits the antenatal clinic every week.");
  response.set_owner_role("Director of Midwifery");
  return response;
}

inline pb::ResponsePublished Published(const std::string& theme, const pb::Response& response) {
  pb::ResponsePublished published;
  published.set_theme(theme);
  *published.mutable_response() = response;
  return published;
}

inline pb::ResponseReachedActivity Reached(const std::string& activity, const std::string& theme,
                                           const pb::Response& response) {
  pb::ResponseReachedActivity reached;
  reached.set_activity(activity);
  reached.set_theme(theme);
  *reached.mutable_response() = response;
  return reached;
}

inline pb::ThemeAgreed Agreed(const std::string& name = kTheme, Instant at = kPresent) {
  pb::ThemeAgreed agreed;
  agreed.set_theme(name);
  agreed.set_title("Getting to the clinic");
  agreed.set_definition("Buses, lifts, parking and the cost of them.");
  auto* endorsement = agreed.add_endorsements();
  endorsement->set_voice(pb::ENDORSING_VOICE_COMMUNITY);
  endorsement->set_role("Chair of the Maternity Voices Partnership");
  *agreed.mutable_agree_time() = ToTimestamp(at);
  return agreed;
}

// A row made of events.
template <class State, class... Event>
State RowOf(const Event&... events) {
  State state;
  (Evolve(state, events), ...);
  return state;
}

inline pb::Contribution Said(const std::string& name, const std::string& activity = kActivity) {
  pb::ContributionRecorded recorded;
  recorded.set_contribution(name);
  recorded.set_activity(activity);
  return RowOf<pb::Contribution>(recorded);
}

}  // namespace fivestep::engagement

#endif  // FIVESTEP_ENGAGEMENT_DOMAIN_EXAMPLES_H_
