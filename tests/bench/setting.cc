#include "bench/setting.h"

#include <chrono>
#include <thread>

#include "bench/requests.h"
#include "fivestep/engagement/v1/engagement_service.pb.h"
#include "fivestep/programme/v1/programme_service.pb.h"
#include "platform/rpc/client.h"

namespace fivestep::bench {
namespace {

namespace engagement = fivestep::engagement::v1;
namespace programme = fivestep::programme::v1;

// News of a programme crosses two services and the bus: milliseconds, seconds on a busy machine.
constexpr std::chrono::seconds kNewsLimit{20};
constexpr std::chrono::milliseconds kNewsPoll{20};

Result<std::unique_ptr<Client>> Connect(const std::string& target) {
  Client::Options options;
  options.target = target;
  options.metadata = CallerMetadata();
  return Client::Open(std::move(options));
}

Status OpenProgramme(const Client& client) {
  programme::OpenProgrammeRequest request;
  request.set_programme_id("bench");
  request.set_title("Access to care for people who work late");
  request.set_aim("People on late shifts reach care as easily as everybody else.");
  request.set_level(programme::PROGRAMME_LEVEL_SYSTEM);
  request.set_senior_responsible_owner_role("director of population health");
  programme::OrganisationalPriority& priority = *request.add_organisational_priorities();
  priority.set_organisation("nhs-north");
  priority.set_priority("Fair access");
  programme::Programme opened;
  return client.Unary("/fivestep.programme.v1.ProgrammeService/OpenProgramme", request, &opened)
      .status;
}

engagement::PlanActivityRequest PlanOf() {
  engagement::PlanActivityRequest request;
  request.set_parent(kProgramme);
  request.set_activity_id("bench");
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
Status PlanActivity(const Client& client) {
  const engagement::PlanActivityRequest request = PlanOf();
  const auto limit = std::chrono::steady_clock::now() + kNewsLimit;
  for (;;) {
    engagement::Activity planned;
    const CallOutcome outcome =
        client.Unary("/fivestep.engagement.v1.EngagementService/PlanActivity", request, &planned);
    const bool unheard_of = outcome.status.reason() == "REFERENCE_NOT_KNOWN_HERE";
    if (!unheard_of || std::chrono::steady_clock::now() > limit) return outcome.status;
    std::this_thread::sleep_for(kNewsPoll);
  }
}

}  // namespace

Status MakeSetting(const std::string& programme_target, const std::string& engagement_target) {
  const auto programmes = Connect(programme_target);
  if (!programmes.ok()) return programmes.status();
  const auto activities = Connect(engagement_target);
  if (!activities.ok()) return activities.status();
  FIVESTEP_RETURN_IF_ERROR(OpenProgramme(**programmes));
  FIVESTEP_RETURN_IF_ERROR(PlanActivity(**activities));
  engagement::OpenActivityRequest request;
  request.set_name(kActivity);
  engagement::Activity activity;
  return (*activities)
      ->Unary("/fivestep.engagement.v1.EngagementService/OpenActivity", request, &activity)
      .status;
}

}  // namespace fivestep::bench
