#include "codesign/domain/block_template.h"

#include <stdexcept>

namespace fivestep::codesign {
namespace {

// Sources: nominal group technique, Delbecq, Van de Ven and Gustafson (1975); experience-based
// co-design, Bate and Robert (2006), Qual. Saf. Health Care 15:307-310, and the Point of Care
// Foundation's toolkit; Delphi, the RAND/UCLA manual's scale from 1 to 9 (Fitch et al. 2001);
// MoSCoW, Clegg and Barker (1994); appreciative inquiry, Cooperrider and Whitney (2005).
const std::vector<BlockTemplate>& Templates() {
  static const auto* templates = new std::vector<BlockTemplate>{
      {v1::BLOCK_METHOD_NOMINAL_GROUP,
       "Nominal group technique",
       {"What would make the biggest difference?"},
       v1::BALLOT_KIND_RANKS,
       5,
       0,
       "Everybody writes ideas in silence. Go round the room, one idea from each, until all are "
       "up. "
       "Clarify, bring the same ones together. Then everybody ranks in private; 1 is best."},
      {v1::BLOCK_METHOD_DOT_VOTING,
       "Dot voting",
       {"Which of these should be done first?"},
       v1::BALLOT_KIND_DOTS,
       5,
       3,
       "Everybody has the same number of dots and may put more than one on an idea, up to the "
       "cap."},
      {v1::BLOCK_METHOD_EXPERIENCE_BASED,
       "Experience-based co-design",
       {"At which moments did people feel looked after?",
        "At which moments did people feel lost, afraid or unheard?",
        "What would have to be different at this moment?"},
       v1::BALLOT_KIND_DOTS,
       3,
       1,
       "Watch the film or hear the stories. Put each touchpoint on the emotional map. Patients and "
       "staff then choose together what to work on."},
      {v1::BLOCK_METHOD_DELPHI,
       "Delphi round",
       {"How far do you agree? 1 not at all, 9 fully."},
       v1::BALLOT_KIND_RATINGS,
       0,
       0,
       "Everybody rates on their own. The next round shows the median and spread of this one, and "
       "reasons given by those far from it. Stop when ratings no longer move."},
      {v1::BLOCK_METHOD_MOSCOW,
       "MoSCoW",
       {"What must, should, could and will not be part of it?"},
       v1::BALLOT_KIND_MOSCOW,
       0,
       0,
       "Everybody places each item: 1 must, 2 should, 3 could, 4 will not this time."},
      {v1::BLOCK_METHOD_IMPACT_EFFORT,
       "Impact and effort",
       {"How much would it change, and what would it take?"},
       v1::BALLOT_KIND_IMPACT_EFFORT,
       0,
       0,
       "Everybody gives each item its impact and its effort, from 1 low to 5 high."},
      {v1::BLOCK_METHOD_APPRECIATIVE_INQUIRY,
       "Appreciative inquiry",
       {"Discover: when did it work at its best?", "Dream: what if it were always so?",
        "Design: what would make it so?", "Destiny: what do we do next, and who?"},
       v1::BALLOT_KIND_DOTS,
       5,
       3,
       "Begin in pairs with stories of what works. Each stage builds on the one before."},
  };
  return *templates;
}

}  // namespace

const BlockTemplate& TemplateOf(v1::BlockMethod method) {
  for (const BlockTemplate& block_template : Templates()) {
    if (block_template.method == method) return block_template;
  }
  throw std::logic_error("no template for a method that was checked");
}

int LargestValueOf(const v1::BallotRule& rule) {
  switch (rule.kind()) {
    case v1::BALLOT_KIND_DOTS:
      return rule.max_dots_per_item();
    case v1::BALLOT_KIND_RANKS:
      return rule.marks_per_ballot();
    case v1::BALLOT_KIND_RATINGS:
      return 9;
    case v1::BALLOT_KIND_MOSCOW:
      return 4;
    default:
      return 5;
  }
}

}  // namespace fivestep::codesign
