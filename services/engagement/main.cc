// The engagement service: step 1, gather insights.
#include "engagement/engagement_service.h"
#include "platform/rpc/host.h"

int main(int argc, char** argv) {
  return fivestep::RunService(argc, argv, fivestep::engagement::MakeModel());
}
