#include "engagement/domain/codebook.h"

#include "engagement/domain/consent.h"
#include "engagement/domain/contribution.h"
#include "engagement/domain/examples.h"
#include "fivestep/platform/v1/error_reason.pb.h"
#include "platform/testing/given.h"

namespace fivestep::engagement {
namespace {

using fivestep::testing::Given;

const std::string kCodebook = "programmes/p1/codebooks/access";
const std::string kSaid = "programmes/p1/contributions/c1";

pb::Code CodeOf(const std::string& id, bool retired = false) {
  pb::Code code;
  code.set_code(id);
  code.set_label(id);
  code.set_definition("When " + id + " is what somebody speaks of.");
  code.set_origin(pb::CODE_ORIGIN_INDUCTIVE);
  code.set_retired(retired);
  return code;
}

pb::Codebook Opened() {
  pb::CodebookOpened opened;
  opened.set_codebook(kCodebook);
  opened.set_title("Getting there");
  *opened.add_codes() = CodeOf("cost");
  *opened.add_codes() = CodeOf("time");
  pb::Codebook codebook;
  Evolve(codebook, opened);
  return codebook;
}

pb::ApplyCodesRequest Apply(const std::string& coder, std::initializer_list<const char*> codes) {
  pb::ApplyCodesRequest request;
  request.set_name(kCodebook);
  request.set_version(1);
  request.set_coder(coder);
  auto* coding = request.add_codings();
  coding->set_contribution(kSaid);
  for (const char* code : codes) coding->add_codes(code);
  return request;
}

pb::CodesApplied Applied(const std::string& coder, std::initializer_list<const char*> codes) {
  pb::CodesApplied applied;
  applied.set_contribution(kSaid);
  applied.mutable_coding()->set_codebook(kCodebook);
  applied.mutable_coding()->set_version(1);
  applied.mutable_coding()->set_coder(coder);
  for (const char* code : codes) applied.mutable_coding()->add_codes(code);
  return applied;
}

TEST(Codebook, BeginsWithVersionOneAndCountsOn) {
  pb::Codebook codebook = Opened();
  EXPECT_EQ(codebook.version(), 1);
  pb::ReviseCodebookRequest request;
  request.set_name(kCodebook);
  request.set_revision_reason("two codes for one thing");
  for (const auto& code : {CodeOf("cost"), CodeOf("time", true), CodeOf("place")}) {
    *request.add_codes() = code;
  }
  pb::CodebookRevised revised;
  revised.set_codebook(kCodebook);
  *revised.mutable_codes() = request.codes();
  revised.set_revision_reason(request.revision_reason());
  revised.set_version(2);
  Given<pb::Codebook>(codebook).When(Decide, request).ThenEmits(revised);
}

TEST(ReviseCodebook, LeavesNoCodeOut) {
  pb::ReviseCodebookRequest request;
  request.set_name(kCodebook);
  *request.add_codes() = CodeOf("cost");
  Given<pb::Codebook>(Opened()).When(Decide, request).ThenRejected(pb::RECORD_INCOMPLETE);
}

TEST(ApplyCodes, RecordsWhatACoderSeesAlsoNothing) {
  Given<pb::Codebook>(Opened())
      .With(kSaid, Said(kSaid))
      .When(Decide, Apply("coder 1", {"cost", "time"}))
      .ThenEmits(Applied("coder 1", {"cost", "time"}));
  Given<pb::Codebook>(Opened())
      .With(kSaid, Said(kSaid))
      .When(Decide, Apply("coder 2", {}))
      .ThenEmits(Applied("coder 2", {}));
}

TEST(ApplyCodes, ReplacesWhatTheSameCoderSaidBefore) {
  pb::Contribution said = Said(kSaid);
  Evolve(said, Applied("coder 1", {"cost"}));
  Evolve(said, Applied("coder 2", {"cost"}));
  Evolve(said, Applied("coder 1", {"time"}));
  ASSERT_EQ(said.codings_size(), 2);
  EXPECT_EQ(said.codings(0).codes(0), "time");
}

TEST(ApplyCodes, RejectsAnotherVersion) {
  pb::ApplyCodesRequest request = Apply("coder 1", {"cost"});
  request.set_version(2);
  Given<pb::Codebook>(Opened())
      .With(kSaid, Said(kSaid))
      .When(Decide, request)
      .ThenRejected(pb::CODEBOOK_VERSION_OTHER);
}

TEST(ApplyCodes, RejectsCodesThatAreNotThereRetiredOrNamedTwice) {
  pb::Codebook codebook = Opened();
  codebook.mutable_codes(1)->set_retired(true);
  for (const auto& codes : {std::pair{"place", "cost"}, {"time", "cost"}, {"cost", "cost"}}) {
    Given<pb::Codebook>(codebook)
        .With(kSaid, Said(kSaid))
        .When(Decide, Apply("coder 1", {codes.first, codes.second}))
        .ThenRejected(pb::RECORD_INCOMPLETE);
  }
}

TEST(ApplyCodes, RejectsContributionsThatCannotBeCoded) {
  pb::Contribution withdrawn = Said(kSaid);
  Evolve(withdrawn, pb::ContributionWithdrawn());
  Given<pb::Codebook>(Opened())
      .With(kSaid, withdrawn)
      .When(Decide, Apply("coder 1", {"cost"}))
      .ThenRejected(pb::CONTRIBUTION_WITHDRAWN);
  Given<pb::Codebook>(Opened())
      .When(Decide, Apply("coder 1", {"cost"}))
      .ThenRejected(platform::v1::RESOURCE_NOT_FOUND);
  pb::ApplyCodesRequest twice = Apply("coder 1", {"cost"});
  *twice.add_codings() = twice.codings(0);
  Given<pb::Codebook>(Opened())
      .With(kSaid, Said(kSaid))
      .When(Decide, twice)
      .ThenRejected(pb::CONTRIBUTION_REPEATED);
}

TEST(ApplyCodes, RejectsMoreCodersThanARowCanHold) {
  pb::Contribution said = Said(kSaid);
  for (int i = 0; i < kMaxCodingsPerContribution; ++i) {
    Evolve(said, Applied("coder " + std::to_string(i), {"cost"}));
  }
  Given<pb::Codebook>(Opened())
      .With(kSaid, said)
      .When(Decide, Apply("one more", {"cost"}))
      .ThenRejected(pb::TOO_MANY_CODINGS);
  EXPECT_FALSE(Given<pb::Codebook>(Opened())
                   .With(kSaid, said)
                   .When(Decide, Apply("coder 3", {"time"}))
                   .decision()
                   .rejected());
}

}  // namespace
}  // namespace fivestep::engagement
