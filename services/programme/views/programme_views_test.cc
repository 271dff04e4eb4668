// The views beside the thread: EHIAs by what they are about, money, and the indicators held.
#include <gtest/gtest.h>

#include "fivestep/analysis/v1/events.pb.h"
#include "fivestep/metrics/v1/events.pb.h"
#include "fivestep/programme/v1/events.pb.h"
#include "platform/core/timestamp.h"
#include "platform/testing/fake_read_context.h"
#include "programme/domain/business_case.h"
#include "programme/domain/ehia.h"
#include "programme/views/ehia_view.h"
#include "programme/views/indicator_view.h"
#include "programme/views/money_view.h"
#include "programme/views/thread_view.h"

namespace fivestep::programme {
namespace {

using fivestep::testing::FakeReadContext;
using fivestep::testing::FakeViewWriter;
using fivestep::testing::kNow;

platform::v1::RecordedEvent At(int64_t position) {
  platform::v1::RecordedEvent record;
  record.set_position(position);
  record.set_programme("programmes/p1");
  record.mutable_actor()->set_organisation("QE1");
  *record.mutable_recorded_time() = ToTimestamp(kNow);
  return record;
}

TEST(EhiasAbout, ListsThemByWhatTheyAssess) {
  const ViewFold view = EhiasAboutView();
  FakeViewWriter writer;
  v1::EhiaDrafted drafted;
  drafted.mutable_details()->set_about("programmes/p1/targetAreas/t1");
  for (const char* name : {"programmes/p1/ehias/e1", "programmes/p1/ehias/e2"}) {
    drafted.set_ehia(name);
    EXPECT_TRUE(view.fold(writer, At(1), drafted).ok());
  }
  EXPECT_EQ(writer.Get("programmes/p1/targetAreas/t1"),
            "programmes/p1/ehias/e1\nprogrammes/p1/ehias/e2\n");
}

v1::StoredMoney MoneyIn(const FakeViewWriter& writer, const std::string& name) {
  v1::StoredMoney money;
  money.ParseFromString(writer.Get(name));
  return money;
}

TEST(Money, KeepsAnAppraisalInTheScopeOfTheHealthSystem) {
  metrics::v1::ReturnAppraised event;
  event.set_appraisal("programmes/p1/appraisals/a1");
  for (const auto scope :
       {metrics::v1::RETURN_SCOPE_CASH, metrics::v1::RETURN_SCOPE_HEALTH_SYSTEM}) {
    auto& one = *event.mutable_result()->add_returns();
    one.set_scope(scope);
    one.mutable_planned()->set_benefit_pence(1);
    one.mutable_adjusted()->set_benefit_pence(100 * scope);
    one.mutable_realised()->set_benefit_pence(7);
  }
  FakeViewWriter writer;
  EXPECT_TRUE(MoneyView().fold(writer, At(9), event).ok());
  const auto figures = MoneyIn(writer, event.appraisal()).appraisal();
  EXPECT_EQ(figures.benefit_pence(), 200);
  EXPECT_EQ(figures.realised_benefit_pence(), 7);
  EXPECT_FALSE(figures.has_benefit_cost_ratio());
  EXPECT_EQ(figures.source().position(), 9);
}

TEST(Money, AddsUpALedgerEntryAndTakesARepeatOnce) {
  constexpr char kName[] = "programmes/p1/repurposings/r1";
  const ViewFold view = MoneyView();
  FakeViewWriter writer;
  metrics::v1::RepurposingProposed proposed;
  proposed.set_repurposing(kName);
  for (const int amount : {300, 400}) proposed.add_sources()->set_amount_pence(amount);
  proposed.add_destinations()->set_amount_pence(700);
  metrics::v1::RepurposingAgreed agreed;
  agreed.set_repurposing(kName);
  metrics::v1::MoneyReleased released;
  released.set_repurposing(kName);
  released.mutable_release()->set_amount_pence(250);
  EXPECT_TRUE(view.fold(writer, At(1), proposed).ok());
  EXPECT_TRUE(view.fold(writer, At(2), agreed).ok());
  EXPECT_TRUE(view.fold(writer, At(3), released).ok());
  EXPECT_TRUE(view.fold(writer, At(3), released).ok());
  EXPECT_TRUE(view.fold(writer, At(1), proposed).ok());
  const auto figures = MoneyIn(writer, kName).repurposing();
  EXPECT_EQ(figures.source_pence(), 700);
  EXPECT_EQ(figures.destination_pence(), 700);
  EXPECT_EQ(figures.released_pence(), 250);
  EXPECT_TRUE(figures.agreed());
  EXPECT_FALSE(figures.withdrawn());
}

// Two audits of one measure, the second hidden where `hidden`.
FakeReadContext AuditedTwice(bool hidden) {
  FakeViewWriter lines;
  FakeViewWriter thread;
  for (int i = 1; i <= 2; ++i) {
    const std::string audit = "programmes/p1/equityAudits/a" + std::to_string(i);
    analysis::v1::EquityAuditRecorded recorded;
    recorded.set_equity_audit(audit);
    if (hidden && i == 2) recorded.set_visibility(platform::v1::VISIBILITY_OWNER);
    EXPECT_TRUE(ThreadView("analysis").fold(thread, At(2 * i), recorded).ok());
    analysis::v1::AuditLineRecorded line;
    line.set_audit_line(audit + "/auditLines/l1");
    line.set_equity_audit(audit);
    line.mutable_line()->set_measure("smoking");
    line.mutable_line()->set_group_dimension(analysis::v1::GROUP_DIMENSION_AGE);
    EXPECT_TRUE(IndicatorView().fold(lines, At(2 * i + 1), line).ok());
  }
  FakeReadContext context;
  context.WithView("thread", thread).WithView("indicators_held", lines);
  Caller caller;
  caller.organisation = "RXX";
  context.As(caller);
  return context;
}

TEST(IndicatorsHeld, KeepTheLastLineOfAMeasureByADimension) {
  const auto lines = IndicatorsHeld(AuditedTwice(false), "programmes/p1", kNow);
  ASSERT_EQ(lines.size(), 1u);
  EXPECT_EQ(lines[0].line().equity_audit(), "programmes/p1/equityAudits/a2");
  EXPECT_TRUE(
      IndicatorsHeld(AuditedTwice(false), "programmes/p1", kNow - std::chrono::hours(1)).empty());
  EXPECT_TRUE(IndicatorsHeld(AuditedTwice(false), "programmes/p2", kNow).empty());
}

TEST(IndicatorsHeld, ShowNothingOfAnAuditThatAnotherOrganisationKeepsToItself) {
  const auto lines = IndicatorsHeld(AuditedTwice(true), "programmes/p1", kNow);
  ASSERT_EQ(lines.size(), 1u);
  EXPECT_EQ(lines[0].line().equity_audit(), "programmes/p1/equityAudits/a1");
}

}  // namespace
}  // namespace fivestep::programme
