// The programme service: governance throughout the five steps.
#include "platform/rpc/host.h"
#include "programme/programme_service.h"

int main(int argc, char** argv) {
  return fivestep::RunService(argc, argv, fivestep::programme::MakeModel());
}
