// The analysis service: steps 2 and 3 of a programme.
#include "analysis/analysis_service.h"
#include "platform/rpc/host.h"

int main(int argc, char** argv) {
  return fivestep::RunService(argc, argv, fivestep::analysis::MakeModel());
}
