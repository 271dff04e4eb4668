// The resource types that the protos linked into this program declare.
#ifndef FIVESTEP_PLATFORM_RPC_RESOURCE_TYPES_H_
#define FIVESTEP_PLATFORM_RPC_RESOURCE_TYPES_H_

#include <map>
#include <string>

#include "platform/core/resource_name.h"

namespace fivestep {

// Types by their singular name, `theme`, each with its collections inside the programme: `themes`,
// nested `sessions/ballots`. Read once from the generated protos; immutable and thread-safe.
const std::map<std::string, std::string>& ResourceCollections();

// The collections of a name without its programme: `sessions/ballots`; `programmes` for a
// programme.
std::string CollectionsOf(const ResourceName& name);

}  // namespace fivestep

#endif  // FIVESTEP_PLATFORM_RPC_RESOURCE_TYPES_H_
