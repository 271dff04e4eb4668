#include "metrics/domain/repurposing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fivestep/metrics/v1/error_reason.pb.h"
#include "metrics/domain/money_examples.h"
#include "platform/testing/given.h"

namespace fivestep::metrics {
namespace {

using testing::Given;
using ::testing::HasSubstr;

TEST(ProposeRepurposing, KeepsALedgerThatBalances) {
  const v1::ProposeRepurposingRequest request = Propose();
  v1::RepurposingProposed expected;
  expected.set_repurposing(kRepurposing);
  expected.set_title(request.title());
  expected.set_intervention(request.intervention());
  *expected.mutable_metrics() = request.metrics();
  *expected.mutable_sources() = request.sources();
  *expected.mutable_destinations() = request.destinations();
  expected.set_double_running_pence(request.double_running_pence());
  Given<v1::Repurposing>().Naming(kRepurposing).When(Decide, request).ThenEmits(expected);
}

TEST(ProposeRepurposing, SaysByHowMuchALedgerDoesNotBalance) {
  v1::ProposeRepurposingRequest request = Propose();
  request.set_double_running_pence(1'000'000);
  auto then = Given<v1::Repurposing>().When(Decide, request);
  then.ThenRejected(v1::LEDGER_NOT_BALANCED);
  EXPECT_THAT(then.decision().rejection().message(),
              HasSubstr("Sources of £185,000 are £5,000 more than destinations of £170,000 and "
                        "double running of £10,000"));
  request.set_double_running_pence(1'500'001);
  auto other = Given<v1::Repurposing>().When(Decide, request);
  other.ThenRejected(v1::LEDGER_NOT_BALANCED);
  EXPECT_THAT(other.decision().rejection().message(), HasSubstr("are £0.01 less than"));
}

TEST(ProposeRepurposing, RejectsRecurrentSpendingThatRestsOnMoneyThatComesOnce) {
  v1::ProposeRepurposingRequest request = Propose();
  request.mutable_sources(0)->set_recurrent(false);
  auto then = Given<v1::Repurposing>().When(Decide, request);
  then.ThenRejected(v1::RECURRENT_NOT_COVERED);
  EXPECT_THAT(then.decision().rejection().message(), HasSubstr("£170,000 a year is not covered"));
}

TEST(ProposeRepurposing, RejectsDaysAndChecksThatSayNothing) {
  v1::ProposeRepurposingRequest request = Propose();
  request.mutable_sources(0)->set_release_date("next year");
  request.mutable_sources(0)->clear_variation_reason();
  request.mutable_destinations(0)->set_start_date("2026-02-30");
  auto then = Given<v1::Repurposing>().When(Decide, request);
  then.ThenRejected(v1::REPURPOSING_NOT_VALID);
  EXPECT_EQ(then.decision().rejection().violations().size(), 3u);
}

v1::AgreeRepurposingRequest Agree() {
  v1::AgreeRepurposingRequest request;
  request.set_name(kRepurposing);
  request.add_agreed_by_roles("director of finance, Blackpool Teaching Hospitals");
  return request;
}

TEST(AgreeRepurposing, NeedsEveryLineToBeSettled) {
  v1::ProposeRepurposingRequest request = Propose();
  for (const auto check : {v1::VARIATION_CHECK_OPEN, v1::VARIATION_CHECK_CONSULTING}) {
    request.mutable_sources(0)->set_variation_check(check);
    auto then = Given<v1::Repurposing>(ProposedEntry(request)).When(Decide, Agree());
    then.ThenRejected(v1::VARIATION_NOT_SETTLED);
    EXPECT_THAT(then.decision().rejection().message(), HasSubstr("Source 1 of"));
  }
  for (const auto check : {v1::VARIATION_CHECK_NOT_SUBSTANTIAL, v1::VARIATION_CHECK_CONSULTED}) {
    request.mutable_sources(0)->set_variation_check(check);
    EXPECT_FALSE(
        Given<v1::Repurposing>(ProposedEntry(request)).When(Decide, Agree()).decision().rejected());
  }
}

TEST(AgreeRepurposing, RejectsASecondTime) {
  Given<v1::Repurposing>(AgreedEntry())
      .When(Decide, Agree())
      .ThenRejected(v1::REPURPOSING_NOT_IN_STATE);
}

v1::CheckVariationRequest Check(int line, v1::VariationCheck check) {
  v1::CheckVariationRequest request;
  request.set_name(kRepurposing);
  request.set_source_index(line);
  request.set_variation_check(check);
  request.set_variation_reason("Health scrutiny committee, 12 May");
  return request;
}

TEST(CheckVariation, SettlesALine) {
  v1::ProposeRepurposingRequest open = Propose();
  open.mutable_sources(0)->set_variation_check(v1::VARIATION_CHECK_OPEN);
  v1::Repurposing entry = ProposedEntry(open);
  auto then = Given<v1::Repurposing>(entry).When(Decide, Check(0, v1::VARIATION_CHECK_CONSULTED));
  ASSERT_FALSE(then.decision().rejected());
  Evolve(entry, static_cast<const v1::VariationChecked&>(*then.decision().events()[0]));
  EXPECT_FALSE(Given<v1::Repurposing>(entry).When(Decide, Agree()).decision().rejected());
}

TEST(CheckVariation, RejectsALineThatIsNotThereAndALateCheck) {
  Given<v1::Repurposing>(ProposedEntry())
      .When(Decide, Check(1, v1::VARIATION_CHECK_CONSULTED))
      .ThenRejected(v1::REPURPOSING_NOT_VALID);
  Given<v1::Repurposing>(ProposedEntry())
      .When(Decide, Check(0, v1::VARIATION_CHECK_OPEN))
      .ThenRejected(v1::REPURPOSING_NOT_VALID);
  Given<v1::Repurposing>(AgreedEntry())
      .When(Decide, Check(0, v1::VARIATION_CHECK_CONSULTED))
      .ThenRejected(v1::REPURPOSING_NOT_IN_STATE);
}

v1::ReleaseMoneyRequest Release(int64_t pence, const std::string& day = "2026-02-01") {
  v1::ReleaseMoneyRequest request;
  request.set_name(kRepurposing);
  request.mutable_release()->set_amount_pence(pence);
  request.mutable_release()->set_released_date(day);
  request.mutable_release()->set_confirmed_by_role("management accountant");
  return request;
}

TEST(ReleaseMoney, IsDoneWhenAllHasMoved) {
  v1::Repurposing entry = AgreedEntry();
  for (const auto& [pence, state] : {std::pair(10'000'000, v1::Repurposing::STATE_PARTLY_RELEASED),
                                     std::pair(8'500'000, v1::Repurposing::STATE_RELEASED)}) {
    auto then = Given<v1::Repurposing>(entry).When(Decide, Release(pence));
    ASSERT_FALSE(then.decision().rejected());
    Evolve(entry, static_cast<const v1::MoneyReleased&>(*then.decision().events()[0]));
    EXPECT_EQ(entry.state(), state);
  }
  EXPECT_EQ(entry.released_pence(), 18'500'000);
}

TEST(ReleaseMoney, RejectsMoreThanTheLineHasLeft) {
  v1::Repurposing entry = AgreedEntry();
  v1::MoneyReleased released;
  *released.mutable_release() = Release(10'000'000).release();
  Evolve(entry, released);
  auto then = Given<v1::Repurposing>(entry).When(Decide, Release(8'500'001));
  then.ThenRejected(v1::RELEASE_ABOVE_SOURCE);
  EXPECT_THAT(then.decision().rejection().message(), HasSubstr("has £85,000 left, not £85,000.01"));
}

TEST(ReleaseMoney, RejectsADayBeforeTheMoneyIsFreeOrStillToCome) {
  for (const char* day : {"2025-12-31", "2026-03-03", "yesterday"}) {
    Given<v1::Repurposing>(AgreedEntry())
        .When(Decide, Release(1, day))
        .ThenRejected(v1::REPURPOSING_NOT_VALID);
  }
}

TEST(ReleaseMoney, RejectsALineThatIsNotThere) {
  v1::ReleaseMoneyRequest request = Release(1);
  request.mutable_release()->set_source_index(1);
  Given<v1::Repurposing>(AgreedEntry())
      .When(Decide, request)
      .ThenRejected(v1::REPURPOSING_NOT_VALID);
}

TEST(ReleaseMoney, RejectsAnEntryThatNobodyAgreedTo) {
  Given<v1::Repurposing>(ProposedEntry())
      .When(Decide, Release(1))
      .ThenRejected(v1::REPURPOSING_NOT_IN_STATE);
}

TEST(WithdrawRepurposing, IsOverOnceMoneyHasMoved) {
  v1::WithdrawRepurposingRequest request;
  request.set_name(kRepurposing);
  request.set_reason("The clinic stays");
  v1::Repurposing entry = AgreedEntry();
  EXPECT_FALSE(Given<v1::Repurposing>(entry).When(Decide, request).decision().rejected());
  v1::MoneyReleased released;
  *released.mutable_release() = Release(1).release();
  Evolve(entry, released);
  Given<v1::Repurposing>(entry).When(Decide, request).ThenRejected(v1::REPURPOSING_NOT_IN_STATE);
}

}  // namespace
}  // namespace fivestep::metrics
