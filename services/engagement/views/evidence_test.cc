#include "engagement/views/evidence.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engagement/domain/consent.h"
#include "engagement/domain/evidence_index.h"
#include "engagement/domain/examples.h"
#include "fivestep/analysis/v1/events.pb.h"
#include "fivestep/metrics/v1/events.pb.h"
#include "platform/testing/fake_read_context.h"

namespace fivestep::engagement {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

const std::string kSaid = "programmes/p1/contributions/c1";
const std::string kCodebook = "programmes/p1/codebooks/access";

class Evidence : public ::testing::Test {
 protected:
  void Fold(const std::string& log, const google::protobuf::Message& event,
            const platform::v1::RecordedEvent& record = {}) {
    for (const ViewFold& view : EvidenceViews()) {
      if (view.log != log) continue;
      ASSERT_TRUE(view.fold(writer_, record, event).ok());
    }
  }
  void FoldRecorded(const std::string& name, const std::string& capture_id = {}) {
    pb::ContributionRecorded recorded;
    recorded.set_contribution(name);
    recorded.set_activity(kActivity);
    recorded.set_capture_id(capture_id);
    Fold("engagement", recorded);
  }
  void FoldCoding(const std::string& contribution, const std::string& coder,
                  std::initializer_list<const char*> codes, int version = 1) {
    pb::CodesApplied applied;
    applied.set_contribution(contribution);
    applied.mutable_coding()->set_codebook(kCodebook);
    applied.mutable_coding()->set_version(version);
    applied.mutable_coding()->set_coder(coder);
    for (const char* code : codes) applied.mutable_coding()->add_codes(code);
    Fold("engagement", applied);
    context_.PutRow(contribution, Said(contribution));
  }
  testing::FakeReadContext& Context() { return context_.WithView(kEvidenceView, writer_); }

  testing::FakeViewWriter writer_;
  testing::FakeReadContext context_;
};

TEST_F(Evidence, CountsWhatWaitsForItsCoding) {
  FoldRecorded(kSaid);
  FoldRecorded("programmes/p1/contributions/c2");
  EXPECT_EQ(writer_.Get(UncodedKey(kActivity)), "2");
  pb::ContributionCoded coded;
  coded.set_contribution(kSaid);
  coded.set_theme(kTheme);
  Fold("engagement", coded);
  Fold("engagement", coded);
  EXPECT_EQ(writer_.Get(UncodedKey(kActivity)), "1");
  pb::ContributionWithdrawn withdrawn;
  withdrawn.set_contribution("programmes/p1/contributions/c2");
  Fold("engagement", withdrawn);
  EXPECT_EQ(writer_.Get(UncodedKey(kActivity)), "0");
}

TEST_F(Evidence, KnowsCaptures) {
  FoldRecorded(kSaid, "tablet-1-17");
  EXPECT_EQ(writer_.Get(CaptureKey(kActivity, "tablet-1-17")), kSaid);
}

TEST_F(Evidence, TellsWhatRestsOnAContribution) {
  pb::QuoteProposed proposed;
  proposed.set_quote("programmes/p1/quotes/q1");
  proposed.set_contribution(kSaid);
  Fold("engagement", proposed);
  pb::InsightStated stated;
  stated.set_insight("programmes/p1/insights/i1");
  stated.add_themes(kTheme);
  stated.add_themes(kOtherTheme);
  Fold("engagement", stated);
  analysis::v1::FindingRecorded finding;
  finding.set_finding("programmes/p1/findings/f1");
  finding.add_themes(kTheme);
  Fold("analysis", finding);
  metrics::v1::BoardReportIssued issued;
  platform::v1::RecordedEvent record;
  record.set_programme("programmes/p1");
  for (const auto& [name, seconds] : {std::pair{"early", 50}, {"between", 150}, {"late", 250}}) {
    issued.set_board_report(std::string("programmes/p1/boardReports/") + name);
    record.mutable_recorded_time()->set_seconds(seconds);
    Fold("metrics", issued, record);
  }

  pb::Contribution said = Said(kSaid);
  said.mutable_create_time()->set_seconds(100);
  said.mutable_update_time()->set_seconds(200);
  said.add_themes(kTheme);
  said.add_themes(kOtherTheme);
  said.set_state(pb::Contribution::STATE_WITHDRAWN);
  context_.PutRow(kSaid, said);
  context_.PutRow(kTheme, RowOf<pb::Theme>(Agreed(), Published(kTheme, Doing())));
  context_.PutRow(kOtherTheme, RowOf<pb::Theme>(Agreed(kOtherTheme)));
  pb::GetWithdrawalImpactRequest request;
  request.set_name(kSaid);
  const auto impact = AnswerWithdrawalImpact(request, Context());
  ASSERT_TRUE(impact.ok());
  EXPECT_TRUE(impact->withdrawn());
  EXPECT_THAT(impact->themes(), ElementsAre(kTheme, kOtherTheme));
  EXPECT_THAT(impact->answered_themes(), ElementsAre(kTheme));
  EXPECT_THAT(impact->insights(), ElementsAre("programmes/p1/insights/i1"));
  EXPECT_THAT(impact->findings(), ElementsAre("programmes/p1/findings/f1"));
  EXPECT_THAT(impact->quotes(), ElementsAre("programmes/p1/quotes/q1"));
  EXPECT_THAT(impact->board_reports(), ElementsAre("programmes/p1/boardReports/between"));
}

TEST_F(Evidence, TellsThatNothingRestsOnSomethingNew) {
  context_.PutRow(kSaid, Said(kSaid));
  pb::GetWithdrawalImpactRequest request;
  request.set_name(kSaid);
  const auto impact = AnswerWithdrawalImpact(request, Context());
  ASSERT_TRUE(impact.ok());
  EXPECT_THAT(impact->themes(), IsEmpty());
  EXPECT_THAT(impact->board_reports(), IsEmpty());
  request.set_name("programmes/p1/contributions/none");
  EXPECT_EQ(AnswerWithdrawalImpact(request, Context()).status().code(), Code::kNotFound);
}

class Agreement : public Evidence {
 protected:
  Agreement() {
    codebook_.set_name(kCodebook);
    codebook_.set_version(1);
    for (const char* code : {"cost", "time", "place"}) codebook_.add_codes()->set_code(code);
    codebook_.mutable_codes(2)->set_retired(true);
  }
  pb::GetCoderAgreementResponse Answer() {
    context_.PutRow(kCodebook, codebook_);
    pb::GetCoderAgreementRequest request;
    request.set_name(kCodebook);
    request.set_first_coder("coder 1");
    request.set_second_coder("coder 2");
    const auto response = AnswerCoderAgreement(request, Context());
    EXPECT_TRUE(response.ok()) << response.status().ToString();
    return *response;
  }
  static std::string Contribution(int number) {
    return "programmes/p1/contributions/c" + std::to_string(number);
  }
  pb::Codebook codebook_;
};

// The worked value of statistics/kappa.h.
TEST_F(Agreement, IsCohensKappaForEachCode) {
  int number = 0;
  const auto code = [&](int times, bool first, bool second) {
    for (int i = 0; i < times; ++i, ++number) {
      FoldCoding(Contribution(number), "coder 1",
                 first ? std::initializer_list<const char*>{"cost"}
                       : std::initializer_list<const char*>{});
      FoldCoding(Contribution(number), "coder 2",
                 second ? std::initializer_list<const char*>{"cost"}
                        : std::initializer_list<const char*>{});
    }
  };
  code(20, true, true);
  code(5, true, false);
  code(10, false, true);
  code(15, false, false);
  const auto response = Answer();
  EXPECT_EQ(response.contribution_count(), 50);
  ASSERT_EQ(response.codes_size(), 2);
  EXPECT_EQ(response.codes(0).code(), "cost");
  EXPECT_DOUBLE_EQ(response.codes(0).agreement(), 0.7);
  EXPECT_NEAR(response.codes(0).kappa(), 0.4, 1e-12);
  EXPECT_NEAR(response.codes(0).lower_kappa(), 0.1511, 0.0001);
  EXPECT_EQ(response.codes(1).code(), "time");
  EXPECT_FALSE(response.codes(1).has_kappa());
}

TEST_F(Agreement, CountsOnlyWhatBothCodedWithThePresentVersionAndNobodyTookBack) {
  FoldCoding(Contribution(1), "coder 1", {"cost"});
  FoldCoding(Contribution(1), "coder 2", {"cost"});
  FoldCoding(Contribution(2), "coder 1", {"cost"});
  FoldCoding(Contribution(3), "coder 1", {"cost"}, 2);
  FoldCoding(Contribution(3), "coder 2", {"cost"}, 2);
  FoldCoding(Contribution(4), "coder 1", {"cost"});
  FoldCoding(Contribution(4), "coder 2", {"cost"});
  FoldCoding(Contribution(4), "coder 3", {"cost"});
  pb::Contribution withdrawn = Said(Contribution(4));
  Evolve(withdrawn, pb::ContributionWithdrawn());
  context_.PutRow(Contribution(4), withdrawn);
  EXPECT_EQ(Answer().contribution_count(), 1);
}

TEST_F(Agreement, SaysNothingOfCodesThatNobodyUsed) {
  const auto response = Answer();
  EXPECT_EQ(response.contribution_count(), 0);
  EXPECT_EQ(response.codes_size(), 0);
}

TEST_F(Agreement, NeedsTwoCoders) {
  context_.PutRow(kCodebook, codebook_);
  pb::GetCoderAgreementRequest request;
  request.set_name(kCodebook);
  request.set_first_coder("coder 1");
  request.set_second_coder("coder 1");
  EXPECT_EQ(AnswerCoderAgreement(request, Context()).status().reason(), "RECORD_INCOMPLETE");
}

}  // namespace
}  // namespace fivestep::engagement
