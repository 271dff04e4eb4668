// The tests' own context as a service: its timers are due when the test says so, and its commands
// record as many events as the test wants.
#include "platform/rpc/host.h"
#include "platform/testing/notes.h"

int main(int argc, char** argv) {
  return fivestep::RunService(argc, argv, fivestep::testing::NotesModel("notes"));
}
