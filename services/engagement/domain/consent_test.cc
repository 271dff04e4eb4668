#include "engagement/domain/consent.h"

#include "engagement/domain/evidence_index.h"
#include "engagement/domain/examples.h"
#include "platform/testing/given.h"

namespace fivestep::engagement {
namespace {

using fivestep::testing::Given;
using fivestep::testing::kNow;

const std::string kSaid = "programmes/p1/contributions/c1";
const std::string kQuote = "programmes/p1/quotes/q1";
const std::string kInsight = "programmes/p1/insights/i1";

pb::WithdrawContributionRequest Withdraw() {
  pb::WithdrawContributionRequest request;
  request.set_name(kSaid);
  request.set_reason("changed their mind");
  return request;
}

pb::ContributionWithdrawn Withdrawn() {
  pb::ContributionWithdrawn withdrawn;
  withdrawn.set_contribution(kSaid);
  withdrawn.set_reason("changed their mind");
  return withdrawn;
}

pb::ContributionCoded Coded(const std::string& theme) {
  pb::ContributionCoded coded;
  coded.set_contribution(kSaid);
  coded.set_theme(theme);
  return coded;
}

pb::WithdrawConsentItemRequest TakeBack(pb::ConsentItem item) {
  pb::WithdrawConsentItemRequest request;
  request.set_name(kSaid);
  request.set_item(item);
  return request;
}

pb::ConsentItemWithdrawn TakenBack(pb::ConsentItem item) {
  pb::ConsentItemWithdrawn withdrawn;
  withdrawn.set_contribution(kSaid);
  withdrawn.set_item(item);
  return withdrawn;
}

pb::ThemeEvidenceWithdrawn EvidenceGone(const std::string& theme) {
  pb::ThemeEvidenceWithdrawn withdrawn;
  withdrawn.set_theme(theme);
  withdrawn.set_contribution(kSaid);
  return withdrawn;
}

pb::QuoteWithdrawn QuoteGone() {
  pb::QuoteWithdrawn withdrawn;
  withdrawn.set_quote(kQuote);
  withdrawn.set_contribution(kSaid);
  return withdrawn;
}

pb::Contribution SaidWithConsent() {
  pb::ContributionRecorded recorded;
  recorded.set_contribution(kSaid);
  recorded.set_activity(kActivity);
  recorded.set_consent_to_quote(true);
  recorded.add_agreed_items(pb::CONSENT_ITEM_PARTICIPATION);
  recorded.add_agreed_items(pb::CONSENT_ITEM_QUOTE);
  recorded.add_agreed_items(pb::CONSENT_ITEM_RECONTACT);
  return RowOf<pb::Contribution>(recorded);
}

pb::Quote QuoteIn(pb::Quote::State state) {
  pb::Quote quote;
  quote.set_name(kQuote);
  quote.set_contribution(kSaid);
  quote.set_state(state);
  quote.set_proposed_by_actor_id("proposer");
  return quote;
}

pb::ReleaseQuoteRequest Release() {
  pb::ReleaseQuoteRequest request;
  request.set_name(kQuote);
  request.set_checker_role("Caldicott Guardian");
  request.set_check_statement("Nobody can be recognised.");
  return request;
}

TEST(WithdrawContribution, KeepsWhichThemesItWasPartOfAndTellsThem) {
  Given<pb::Contribution> given(Said(kSaid));
  given.After(Evolve, Coded(kTheme))
      .When(Decide, Withdraw())
      .ThenEmits(Withdrawn(), EvidenceGone(kTheme));
  given.After(Evolve, Withdrawn());
  EXPECT_EQ(given.state().state(), pb::Contribution::STATE_WITHDRAWN);
  EXPECT_EQ(given.state().themes_size(), 1);
}

TEST(WithdrawContribution, StopsItsQuotesAndMarksInsightsOnce) {
  Given<pb::Contribution> given(SaidWithConsent());
  given.After(Evolve, Coded(kTheme)).After(Evolve, Coded(kOtherTheme));
  pb::Insight insight;
  insight.set_state(pb::Insight::STATE_ENDORSED);
  given.With(kInsight, insight).With(kQuote, QuoteIn(pb::Quote::STATE_RELEASED));
  given.rows().PutViewValue(kEvidenceView, RestsOnKey(kSaid), kQuote + "\n");
  given.rows().PutViewValue(kEvidenceView, RestsOnKey(kTheme),
                            kInsight + "\nprogrammes/p1/findings/f1\n");
  given.rows().PutViewValue(kEvidenceView, RestsOnKey(kOtherTheme), kInsight + "\n");
  pb::InsightEvidenceWithdrawn resting;
  resting.set_insight(kInsight);
  resting.set_theme(kTheme);
  given.When(Decide, Withdraw())
      .ThenEmits(Withdrawn(), QuoteGone(), EvidenceGone(kTheme), resting,
                 EvidenceGone(kOtherTheme));
}

TEST(WithdrawContribution, LeavesARetiredInsightAlone) {
  Given<pb::Contribution> given(SaidWithConsent());
  given.After(Evolve, Coded(kTheme));
  pb::Insight insight;
  insight.set_state(pb::Insight::STATE_RETIRED);
  given.With(kInsight, insight);
  given.rows().PutViewValue(kEvidenceView, RestsOnKey(kTheme), kInsight + "\n");
  given.When(Decide, Withdraw()).ThenEmits(Withdrawn(), EvidenceGone(kTheme));
}

TEST(WithdrawContribution, RejectsTheSecondTime) {
  Given<pb::Contribution>(Said(kSaid))
      .After(Evolve, Withdrawn())
      .When(Decide, Withdraw())
      .ThenRejected(pb::CONTRIBUTION_WITHDRAWN);
}

TEST(Theme, IsMarkedUntilItIsAnsweredAgain) {
  auto theme = RowOf<pb::Theme>(Agreed(), Published(kTheme, Doing()), EvidenceGone(kTheme));
  EXPECT_TRUE(theme.evidence_withdrawn());
  EXPECT_EQ(theme.state(), pb::Theme::STATE_ANSWERED);
  Evolve(theme, Published(kTheme, Doing()));
  EXPECT_FALSE(theme.evidence_withdrawn());
}

TEST(WithdrawConsentItem, TakesBackOneThingAndLeavesTheRest) {
  Given<pb::Contribution> given(SaidWithConsent());
  given.When(Decide, TakeBack(pb::CONSENT_ITEM_RECONTACT))
      .ThenEmits(TakenBack(pb::CONSENT_ITEM_RECONTACT));
  given.After(Evolve, TakenBack(pb::CONSENT_ITEM_RECONTACT));
  EXPECT_TRUE(HasAgreed(given.state(), pb::CONSENT_ITEM_QUOTE));
  EXPECT_FALSE(HasAgreed(given.state(), pb::CONSENT_ITEM_RECONTACT));
  EXPECT_EQ(given.state().withdrawn_items(0), pb::CONSENT_ITEM_RECONTACT);
  given.When(Decide, TakeBack(pb::CONSENT_ITEM_RECONTACT))
      .ThenRejected(pb::CONSENT_ITEM_NOT_AGREED);
}

TEST(WithdrawConsentItem, ErasesQuotesAtOnce) {
  Given<pb::Contribution> given(SaidWithConsent());
  given.With(kQuote, QuoteIn(pb::Quote::STATE_PROPOSED));
  given.rows().PutViewValue(kEvidenceView, RestsOnKey(kSaid), kQuote + "\n");
  given.When(Decide, TakeBack(pb::CONSENT_ITEM_QUOTE))
      .ThenEmits(TakenBack(pb::CONSENT_ITEM_QUOTE), QuoteGone());
  given.After(Evolve, TakenBack(pb::CONSENT_ITEM_QUOTE));
  EXPECT_FALSE(given.state().consent_to_quote());
}

TEST(WithdrawConsentItem, DoesNotEraseAQuoteTwice) {
  Given<pb::Contribution> given(SaidWithConsent());
  given.With(kQuote, QuoteIn(pb::Quote::STATE_WITHDRAWN));
  given.rows().PutViewValue(kEvidenceView, RestsOnKey(kSaid), kQuote + "\n");
  given.When(Decide, TakeBack(pb::CONSENT_ITEM_QUOTE)).ThenEmits(TakenBack(pb::CONSENT_ITEM_QUOTE));
}

TEST(WithdrawConsentItem, RejectsWhatItCannotTakeBack) {
  Given<pb::Contribution> given(SaidWithConsent());
  given.When(Decide, TakeBack(pb::CONSENT_ITEM_PARTICIPATION))
      .ThenRejected(pb::PARTICIPATION_IS_ALL);
  given.When(Decide, TakeBack(pb::CONSENT_ITEM_IMAGE)).ThenRejected(pb::CONSENT_ITEM_NOT_AGREED);
  given.After(Evolve, Withdrawn())
      .When(Decide, TakeBack(pb::CONSENT_ITEM_QUOTE))
      .ThenRejected(pb::CONTRIBUTION_WITHDRAWN);
}

TEST(ProposeQuote, NeedsConsentAsItIsNow) {
  pb::ProposeQuoteRequest request;
  request.set_contribution(kSaid);
  request.mutable_words()->set_text("Two buses with a pram.");
  request.set_purpose("board report");
  pb::QuoteProposed proposed;
  proposed.set_quote(kQuote);
  proposed.set_contribution(kSaid);
  *proposed.mutable_words() = request.words();
  proposed.set_purpose("board report");
  proposed.set_person("programmes/p1/people/x7k2");
  pb::Contribution said = SaidWithConsent();
  said.set_person("programmes/p1/people/x7k2");
  Given<pb::Quote>().Naming(kQuote).With(kSaid, said).When(Decide, request).ThenEmits(proposed);
  Evolve(said, TakenBack(pb::CONSENT_ITEM_QUOTE));
  Given<pb::Quote>()
      .Naming(kQuote)
      .With(kSaid, said)
      .When(Decide, request)
      .ThenRejected(pb::QUOTE_NOT_AGREED);
  Evolve(said, Withdrawn());
  Given<pb::Quote>()
      .Naming(kQuote)
      .With(kSaid, said)
      .When(Decide, request)
      .ThenRejected(pb::CONTRIBUTION_WITHDRAWN);
}

TEST(ReleaseQuote, IsDoneBySomebodyElse) {
  pb::QuoteReleased released;
  released.set_quote(kQuote);
  released.set_checker_role("Caldicott Guardian");
  released.set_check_statement("Nobody can be recognised.");
  *released.mutable_check_time() = ToTimestamp(kNow);
  Given<pb::Quote>(QuoteIn(pb::Quote::STATE_PROPOSED))
      .With(kSaid, SaidWithConsent())
      .When(Decide, Release())
      .ThenEmits(released);
  pb::Quote own = QuoteIn(pb::Quote::STATE_PROPOSED);
  own.clear_proposed_by_actor_id();
  Given<pb::Quote>(own)
      .With(kSaid, SaidWithConsent())
      .When(Decide, Release())
      .ThenRejected(pb::CHECKER_IS_PROPOSER);
}

TEST(ReleaseQuote, NeedsTheConsentThatThereWas) {
  pb::Contribution said = SaidWithConsent();
  Evolve(said, TakenBack(pb::CONSENT_ITEM_QUOTE));
  Given<pb::Quote>(QuoteIn(pb::Quote::STATE_PROPOSED))
      .With(kSaid, said)
      .When(Decide, Release())
      .ThenRejected(pb::QUOTE_NOT_AGREED);
}

TEST(Quote, HoldsNoWordsInItsRow) {
  pb::QuoteProposed proposed;
  proposed.set_quote(kQuote);
  proposed.mutable_words()->set_text("private");
  pb::Quote quote;
  EvolveTo<pb::Quote, pb::QuoteProposed, pb::Quote::STATE_PROPOSED>(quote, proposed);
  EXPECT_FALSE(quote.has_words());
  EXPECT_EQ(quote.name(), kQuote);
}

}  // namespace
}  // namespace fivestep::engagement
