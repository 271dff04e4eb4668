#include "platform/rpc/authenticator.h"

#include <algorithm>

#include "fivestep/platform/v1/error_reason.pb.h"
#include "fivestep/platform/v1/record.pb.h"
#include "platform/core/decision.h"
#include "platform/core/ids.h"

namespace fivestep {
namespace {

constexpr size_t kMaxActorBytes = 63;
// Roles and permissions go into every event that the caller causes.
constexpr size_t kMaxGrants = 50;
constexpr size_t kMaxGrantBytes = 200;
constexpr size_t kMaxOrganisationBytes = 100;
// A reason is a sentence, and it goes on the record.
constexpr size_t kMaxReasonBytes = 500;

bool IsLoopback(const std::string& peer) {
  return peer.starts_with("ipv4:127.") || peer.starts_with("ipv6:[::1]") ||
         peer.starts_with("ipv6:%5B::1%5D") || peer.starts_with("ipv6:[::ffff:127.") ||
         peer.starts_with("ipv6:%5B::ffff:127.") || peer.starts_with("unix:") || peer == "inproc";
}

bool IsPlainText(const std::string& text, size_t limit) {
  return text.size() <= limit &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= 32 && c < 127; });
}

Status CheckGrants(const std::vector<std::string>& grants, const char* key) {
  const bool fits = grants.size() <= kMaxGrants &&
                    std::all_of(grants.begin(), grants.end(), [](const std::string& grant) {
                      return IsPlainText(grant, kMaxGrantBytes);
                    });
  if (fits) return OkStatus();
  return Unauthenticated(std::string("`") + key + "` must be a comma list of at most " +
                         std::to_string(kMaxGrants) + " short names");
}

}  // namespace

Status Unauthenticated(const std::string& why) {
  return StatusOf(platform::v1::UNAUTHENTICATED, {{"why", why}});
}

std::vector<std::string> SplitList(const std::string& list) {
  std::vector<std::string> parts;
  for (size_t begin = 0; begin < list.size();) {
    const size_t end = std::min(list.find(',', begin), list.size());
    const size_t first = list.find_first_not_of(' ', begin);
    if (first < end) {
      const size_t last = list.find_last_not_of(' ', end - 1);
      parts.push_back(list.substr(first, last - first + 1));
    }
    begin = end + 1;
  }
  return parts;
}

bool IsActorId(const std::string& id) {
  return !id.empty() && id.size() <= kMaxActorBytes &&
         std::all_of(id.begin(), id.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
         });
}

void AddCallFacts(const CallInfo& call, Caller& caller) {
  if (const std::string id = call.Get(kCorrelationKey); IsValidId(id)) caller.correlation_id = id;
  const std::string reason = call.Get(kReasonKey);
  if (IsPlainText(reason, kMaxReasonBytes)) caller.reason = reason;
}

Result<Caller> LoopbackAuthenticator::Authenticate(const CallInfo& call) const {
  if (!IsLoopback(call.peer)) {
    return Unauthenticated("this service takes calls from its own machine only");
  }
  Caller caller;
  caller.id = call.Get(kActorKey);
  if (!IsActorId(caller.id)) {
    return Unauthenticated(std::string("metadata `") + kActorKey +
                           "` must be an id of 1 to 63 lower-case letters, digits and hyphens");
  }
  caller.organisation = call.Get(kOrganisationKey);
  if (!IsPlainText(caller.organisation, kMaxOrganisationBytes)) {
    return Unauthenticated(std::string("metadata `") + kOrganisationKey +
                           "` must be an organisation's code");
  }
  caller.roles = SplitList(call.Get(kRolesKey));
  caller.permissions = SplitList(call.Get(kPermissionsKey));
  FIVESTEP_RETURN_IF_ERROR(CheckGrants(caller.roles, kRolesKey));
  FIVESTEP_RETURN_IF_ERROR(CheckGrants(caller.permissions, kPermissionsKey));
  caller.assurance = platform::v1::ASSURANCE_LOOPBACK;
  AddCallFacts(call, caller);
  return caller;
}

}  // namespace fivestep
