#include "bench/requests.h"

#include "fivestep/engagement/v1/engagement_service.pb.h"
#include "platform/core/clock.h"
#include "platform/core/ids.h"

namespace fivestep::bench {
namespace {

namespace engagement = fivestep::engagement::v1;

constexpr char kDefinition[] =
    "People say that the clinic's opening hours end before their shift does, that the bus which "
    "passes it runs once an hour, and that nobody told them that another site is open later. It "
    "does not cover waiting times after arrival.";

class ThemeMaker : public RequestMaker {
 public:
  explicit ThemeMaker(const std::string& programme) {
    request_.set_parent(programme);
    request_.set_title("Getting to the clinic after a late shift");
    request_.set_definition(kDefinition);
    AddEndorsement(engagement::ENDORSING_VOICE_COMMUNITY, "community connector");
    AddEndorsement(engagement::ENDORSING_VOICE_CLINICAL, "practice nurse");
  }
  std::string method() const override { return kAgreeTheme; }
  int event_count() const override { return 1; }
  const google::protobuf::Message& Make() override {
    request_.set_request_id(ids_.NewId(clock_.Now()));
    return request_;
  }
  std::unique_ptr<google::protobuf::Message> NewAnswer() const override {
    return std::make_unique<engagement::Theme>();
  }

 private:
  void AddEndorsement(engagement::EndorsingVoice voice, const std::string& role) {
    engagement::Endorsement& endorsement = *request_.add_endorsements();
    endorsement.set_voice(voice);
    endorsement.set_role(role);
  }
  SystemClock clock_;
  UuidSource ids_;
  engagement::AgreeThemeRequest request_;
};

class ContributionMaker : public RequestMaker {
 public:
  explicit ContributionMaker(const std::string& activity) {
    request_.set_activity(activity);
    for (int i = 0; i < kContributionsPerCommand; ++i) {
      engagement::NewContribution& said = *request_.add_contributions();
      said.mutable_words()->set_text(
          "I finish at seven and the last bus that stops there is gone.");
      said.set_language("en");
      said.set_source(engagement::CONTRIBUTION_SOURCE_RESIDENT);
    }
  }
  std::string method() const override { return kRecordContributions; }
  int event_count() const override { return kContributionsPerCommand; }
  const google::protobuf::Message& Make() override {
    request_.set_request_id(ids_.NewId(clock_.Now()));
    return request_;
  }
  std::unique_ptr<google::protobuf::Message> NewAnswer() const override {
    return std::make_unique<engagement::RecordContributionsResponse>();
  }

 private:
  SystemClock clock_;
  UuidSource ids_;
  engagement::RecordContributionsRequest request_;
};

}  // namespace

Metadata CallerMetadata() {
  return {{kActorKey, "bench"},
          {kOrganisationKey, "nhs-north"},
          {kRolesKey, "administrator,programme-manager,engagement-lead"}};
}

std::unique_ptr<RequestMaker> ThemesIn(const std::string& programme) {
  return std::make_unique<ThemeMaker>(programme);
}

std::unique_ptr<RequestMaker> ContributionsTo(const std::string& activity) {
  return std::make_unique<ContributionMaker>(activity);
}

}  // namespace fivestep::bench
