#include "bench/requests.h"

#include <chrono>
#include <thread>

#include "fivestep/engagement/v1/engagement_service.pb.h"
#include "fivestep/programme/v1/programme_service.pb.h"
#include "platform/core/clock.h"
#include "platform/core/ids.h"
#include "platform/rpc/client.h"

namespace fivestep::bench {
namespace {

namespace engagement = fivestep::engagement::v1;
namespace programme = fivestep::programme::v1;

// News of a programme crosses two services and the bus: milliseconds, seconds on a busy machine.
constexpr std::chrono::seconds kNewsLimit{20};
constexpr std::chrono::milliseconds kNewsPoll{20};

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

Result<std::unique_ptr<Client>> Connect(const std::string& target) {
  Client::Options options;
  options.target = target;
  options.metadata = CallerMetadata();
  return Client::Open(std::move(options));
}

Result<std::string> OpenProgramme(const Client& client) {
  programme::OpenProgrammeRequest request;
  request.set_title("Access to care for people who work late");
  request.set_aim("People on late shifts reach care as easily as everybody else.");
  request.set_level(programme::PROGRAMME_LEVEL_SYSTEM);
  request.set_senior_responsible_owner_role("director of population health");
  programme::OrganisationalPriority& priority = *request.add_organisational_priorities();
  priority.set_organisation("nhs-north");
  priority.set_priority("Fair access");
  programme::Programme opened;
  const CallOutcome outcome =
      client.Unary("/fivestep.programme.v1.ProgrammeService/OpenProgramme", request, &opened);
  if (!outcome.status.ok()) return outcome.status;
  return opened.name();
}

engagement::PlanActivityRequest PlanOf(const std::string& programme) {
  engagement::PlanActivityRequest request;
  request.set_parent(programme);
  request.set_title("Listening at the depot");
  request.set_method(engagement::ENGAGEMENT_METHOD_LISTENING_EVENT);
  request.set_purpose("What keeps people on late shifts from care.");
  request.set_place("Bus depot, canteen");
  request.set_planned_date("2026-03-02");
  request.set_lawful_basis(engagement::LAWFUL_BASIS_PUBLIC_TASK);
  request.add_consent_items(engagement::CONSENT_ITEM_PARTICIPATION);
  return request;
}

// Plans an activity; tries again for as long as the service has not heard of the programme.
Result<std::string> PlanActivity(const Client& client, const std::string& programme) {
  const engagement::PlanActivityRequest request = PlanOf(programme);
  const auto limit = std::chrono::steady_clock::now() + kNewsLimit;
  for (;;) {
    engagement::Activity planned;
    const CallOutcome outcome =
        client.Unary("/fivestep.engagement.v1.EngagementService/PlanActivity", request, &planned);
    if (outcome.status.ok()) return planned.name();
    const bool unheard_of = outcome.status.reason() == "REFERENCE_NOT_KNOWN_HERE";
    if (!unheard_of || std::chrono::steady_clock::now() > limit) return outcome.status;
    std::this_thread::sleep_for(kNewsPoll);
  }
}

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

Result<Setting> MakeSetting(const std::string& programme_target,
                            const std::string& engagement_target) {
  const auto programmes = Connect(programme_target);
  if (!programmes.ok()) return programmes.status();
  const auto activities = Connect(engagement_target);
  if (!activities.ok()) return activities.status();
  const Result<std::string> opened = OpenProgramme(**programmes);
  if (!opened.ok()) return opened.status();
  const Result<std::string> planned = PlanActivity(**activities, *opened);
  if (!planned.ok()) return planned.status();
  engagement::OpenActivityRequest request;
  request.set_name(*planned);
  engagement::Activity activity;
  const CallOutcome outcome =
      (*activities)
          ->Unary("/fivestep.engagement.v1.EngagementService/OpenActivity", request, &activity);
  if (!outcome.status.ok()) return outcome.status;
  return Setting{*opened, *planned};
}

}  // namespace fivestep::bench
