// The metrics service.
#include "metrics/metrics_service.h"
#include "platform/rpc/host.h"

int main(int argc, char** argv) {
  return fivestep::RunService(argc, argv, fivestep::metrics::MakeModel());
}
