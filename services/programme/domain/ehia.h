// Equality and health inequalities impact assessments: what something would do to each group,
// signed off before it is decided on.
//
// Stream: `ehia/{ehia}`. State machine: see services/programme/README.md.
#ifndef FIVESTEP_PROGRAMME_DOMAIN_EHIA_H_
#define FIVESTEP_PROGRAMME_DOMAIN_EHIA_H_

#include <optional>
#include <string>
#include <vector>

#include "fivestep/programme/v1/ehia.pb.h"
#include "fivestep/programme/v1/events.pb.h"
#include "programme/domain/register.h"

namespace fivestep::programme {

inline constexpr char kEhiaReviewDueRule[] = "ehia_review_due";
// A view that says under the name of a target area or an intervention which EHIAs are about it, one
// name a line.
inline constexpr char kEhiasAboutView[] = "ehias_about";

// The groups that every EHIA must assess: the nine protected characteristics of the Equality Act
// 2010 (section 4), deprived areas, inclusion health groups and carers.
inline constexpr pb::AssessedGroup kGroupsOfEveryEhia[] = {
    pb::ASSESSED_GROUP_AGE,
    pb::ASSESSED_GROUP_DISABILITY,
    pb::ASSESSED_GROUP_GENDER_REASSIGNMENT,
    pb::ASSESSED_GROUP_MARRIAGE_AND_CIVIL_PARTNERSHIP,
    pb::ASSESSED_GROUP_PREGNANCY_AND_MATERNITY,
    pb::ASSESSED_GROUP_RACE,
    pb::ASSESSED_GROUP_RELIGION_OR_BELIEF,
    pb::ASSESSED_GROUP_SEX,
    pb::ASSESSED_GROUP_SEXUAL_ORIENTATION,
    pb::ASSESSED_GROUP_DEPRIVED_AREAS,
    pb::ASSESSED_GROUP_INCLUSION_HEALTH,
    pb::ASSESSED_GROUP_CARERS};

// What an EHIA still lacks before it can be signed off, group by group, in words; empty: nothing. A
// cell needs evidence or the reason for none, and where the impact is negative or unknown a
// mitigation with its owner and due date.
std::vector<std::string> MissingOf(const pb::Ehia& ehia);

// Names of those EHIAs that a decision would rest on and that are not signed off: `named`, where it
// is not empty, and those about any of `about`. Withdrawn ones do not count.
template <class Names>
std::vector<std::string> UnsignedEhias(const std::string& named, const Names& about,
                                       const RowView& view);

Decision Decide(const pb::Ehia& ehia, const pb::AssessEhiaGroupsRequest& command,
                const CommandContext& context);
Decision Decide(const pb::Ehia& ehia, const pb::SignOffEhiaRequest& command,
                const CommandContext& context);

// When the review of a signed EHIA becomes due; nothing in any other state.
std::optional<Instant> ReviewDueFrom(const pb::Ehia& ehia);
Decision DecideEhiaReviewDue(const pb::Ehia& ehia, const CommandContext& context);

void Evolve(pb::Ehia& ehia, const pb::EhiaGroupsAssessed& event);

// Splits what the view holds and looks each row up.
std::vector<std::string> UnsignedAmong(const std::string& names_by_line, const RowView& view);

template <class Names>
std::vector<std::string> UnsignedEhias(const std::string& named, const Names& about,
                                       const RowView& view) {
  std::string names = named.empty() ? "" : named + "\n";
  for (const std::string& one : about) names += view.FindViewValue(kEhiasAboutView, one);
  return UnsignedAmong(names, view);
}

}  // namespace fivestep::programme

#endif  // FIVESTEP_PROGRAMME_DOMAIN_EHIA_H_
