// `deploy/demo` as anybody would run it, on ports and in a folder of its own.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "system/ports.h"
#include "system/process.h"
#include "system/stack.h"

namespace fivestep::testing {
namespace {

using ::testing::HasSubstr;

// A minute on a quiet machine.
constexpr std::chrono::minutes kLimit{4};
// deploy/up takes ports up to this far above its base.
constexpr int kPortSpan = 107;

class Demo : public ::testing::Test {
 protected:
  Demo() {
    std::string name = (std::filesystem::temp_directory_path() / "fivestep-demo-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("No folder could be made.");
    home_ = name;
  }
  ~Demo() override {
    std::error_code ignored;
    std::filesystem::remove_all(home_, ignored);
  }

  // The exit code, and what was printed.
  std::pair<int, std::string> Run() {
    const std::vector<int> ports = FreePorts(kPortSpan);
    Process demo({.words = {SourceDirectory() / "deploy" / "demo", "--no-build"},
                  .environment = {{"FIVESTEP_DEMO_HOME", home_ / "home"},
                                  {"FIVESTEP_PORT_BASE", std::to_string(ports.front())},
                                  {"FIVESTEP_NATS_PORT", std::to_string(ports.front())},
                                  {"FIVESTEP_BIN", BinaryDirectory()},
                                  {"FIVESTEP_CLI", BinaryDirectory() / "fivestep"}},
                  .output = home_ / "output"});
    const int exit_code = demo.Wait(kLimit).value_or(-1);
    return {exit_code, ReadFile(home_ / "output")};
  }

  std::filesystem::path home_;
};

TEST_F(Demo, ShowsWhatTheServicesKnowAndStopsThem) {
  const auto [exit_code, output] = Run();
  EXPECT_EQ(exit_code, 0) << output;
  // Read back, not written by the script: contributions, figures with intervals, verdicts, chart.
  EXPECT_THAT(output, HasSubstr("Contributions, sealed: 12"));
  EXPECT_THAT(output, HasSubstr("gap of Blackpool to"));
  EXPECT_THAT(output, HasSubstr("slope index (SII)"));
  EXPECT_THAT(output, HasSubstr("verdict: "));
  EXPECT_THAT(output, HasSubstr("no limits yet"));
  EXPECT_THAT(output, HasSubstr("Stopping"));
  // The report to the board: from every service's records, issued, with their checkpoints.
  const std::string report = ReadFile(home_ / "home" / "journey" / "board-report.html");
  for (const char* said :
       {"<!DOCTYPE html>", "Issued by the board secretary", "Help to stop is out of reach",
        "From October your midwife brings it", "Blackpool", "£185,000", "Checkpoint of engagement",
        "Gates of the five steps", "no limits yet", "Measured, cause not shown"}) {
    EXPECT_THAT(report, HasSubstr(said));
  }
  EXPECT_THAT(ReadFile(home_ / "home" / "journey" / "board-report.csv"),
              HasSubstr("net present value"));
  // deploy/down takes a process's file away when the process is gone.
  EXPECT_TRUE(std::filesystem::is_empty(home_ / "home" / "run"));
}

}  // namespace
}  // namespace fivestep::testing
