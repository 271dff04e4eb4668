// The codesign service.
#include "codesign/codesign_service.h"
#include "platform/rpc/host.h"

int main(int argc, char** argv) {
  return fivestep::RunService(argc, argv, fivestep::codesign::MakeModel());
}
