// `fivestep audit` where no service is asked: receipts, and logs at rest.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <string>

#include "cli/commands.h"
#include "cli/session.h"
#include "fivestep/platform/v1/record.pb.h"
#include "platform/audit/merkle.h"
#include "platform/audit/receipt.h"
#include "platform/testing/test_log.h"

namespace fivestep::cli {
namespace {

namespace fs = std::filesystem;
using fivestep::testing::TemporaryDirectory;
using ::testing::HasSubstr;

class Audit : public ::testing::Test {
 protected:
  Audit() {
    Settings settings;
    settings.addresses = DefaultAddresses();
    settings.positions = false;
    session_ = std::move(*Session::Open(settings));
  }

  // The exit code; what was printed is left in `out_` and `err_`.
  int RunIt(const AuditCommand& command) {
    ::testing::internal::CaptureStdout();
    ::testing::internal::CaptureStderr();
    const int code = fivestep::cli::Run(command, *session_);
    out_ = ::testing::internal::GetCapturedStdout();
    err_ = ::testing::internal::GetCapturedStderr();
    return code;
  }

  int RunCheck(const std::string& receipt, const SigningKey& key) {
    return RunCheck(receipt, key.verifier().ToText());
  }
  int RunCheck(const std::string& receipt, const std::string& key) {
    std::ofstream(directory_ / "receipt") << receipt;
    AuditCommand command;
    command.action = AuditCommand::Action::kCheck;
    command.receipt = directory_ / "receipt";
    command.key = key;
    return RunIt(command);
  }

  static SigningKey Key(char fill) {
    return *SigningKey::FromSeed("fivestep/test/engagement", std::string(kNoteKeyBytes, fill));
  }

  // Of the only event of a log.
  static Receipt GoodReceipt() {
    platform::v1::RecordedEvent record;
    record.set_position(1);
    record.set_id("event-1");
    record.set_type("fivestep.engagement.v1.ThemeAgreed");
    record.set_stream("theme/t1");
    record.mutable_actor()->set_id("a-1");
    record.mutable_actor()->set_organisation("QE1");
    record.mutable_actor()->set_assurance(platform::v1::ASSURANCE_MTLS);
    Receipt receipt;
    receipt.event = record.SerializeAsString();
    receipt.checkpoint =
        *SignCheckpoint({"fivestep/test/engagement", 1, LeafHash(receipt.event), {}}, Key('k'));
    return receipt;
  }

  // Every file with its size and time of change.
  static std::map<std::string, std::string> FilesOf(const fs::path& directory) {
    std::map<std::string, std::string> files;
    for (const auto& entry : fs::recursive_directory_iterator(directory)) {
      if (!entry.is_regular_file()) continue;
      files[entry.path()] = std::to_string(entry.file_size()) + " " +
                            std::to_string(entry.last_write_time().time_since_epoch().count());
    }
    return files;
  }

  TemporaryDirectory directory_;
  std::unique_ptr<Session> session_;
  std::string out_;
  std::string err_;
};

TEST_F(Audit, CheckSaysWhatIsProvedAndWhatIsOnlyAsserted) {
  EXPECT_EQ(RunCheck(FormatReceipt(GoodReceipt()), Key('k')), kDone) << err_;
  EXPECT_THAT(out_, HasSubstr("Proved: the event event-1"));
  EXPECT_THAT(out_, HasSubstr("position 1 of the log fivestep/test/engagement"));
  EXPECT_THAT(out_, HasSubstr("Asserted only"));
  EXPECT_THAT(out_, HasSubstr("a-1 of the organisation QE1 (a caller with a client certificate)"));
}

TEST_F(Audit, AnAlteredReceiptIsNotProved) {
  Receipt receipt = GoodReceipt();
  receipt.event.back() ^= 1;
  EXPECT_EQ(RunCheck(FormatReceipt(receipt), Key('k')), kRefused);
  EXPECT_THAT(err_, HasSubstr("Not proved"));
  EXPECT_EQ(out_, "");
}

TEST_F(Audit, AReceiptOfAnotherKeyIsNotProved) {
  EXPECT_EQ(RunCheck(FormatReceipt(GoodReceipt()), Key('o')), kRefused);
}

TEST_F(Audit, AReceiptOfAnEarlierKeyIsProvedByTheListOfTheLogsKeys) {
  const std::string list = directory_ / "audit.history";
  std::ofstream(list) << FormatVerifierKeys({Key('k').verifier(), Key('n').verifier()});
  EXPECT_EQ(RunCheck(FormatReceipt(GoodReceipt()), list), kDone) << err_;
  EXPECT_THAT(out_, HasSubstr(Key('k').verifier().ToText()));
  std::ofstream(list) << FormatVerifierKeys({Key('m').verifier(), Key('n').verifier()});
  EXPECT_EQ(RunCheck(FormatReceipt(GoodReceipt()), list), kRefused);
}

TEST_F(Audit, AFileThatIsNoReceiptIsAUsageError) {
  EXPECT_EQ(RunCheck("hello\n", Key('k')), kUsage);
}

TEST_F(Audit, ALogAtRestIsCheckedAndNotTouched) {
  const fs::path golden = fs::path(std::getenv("FIVESTEP_SOURCE")) / "tests/contract/golden";
  for (const fs::path log : {"programme", "engagement", "analysis", "codesign", "metrics",
                             "format-2/programme", "format-2/engagement", "format-2/metrics"}) {
    const std::string context = log.filename();
    const fs::path copy = directory_ / log;
    fs::create_directories(copy.parent_path());
    fs::copy(golden / log, copy, fs::copy_options::recursive);
    fs::remove_all(copy / "keys");
    const auto before = FilesOf(copy);
    AuditCommand command;
    command.directory = copy;
    command.context = context;
    EXPECT_EQ(RunIt(command), kDone) << out_ << err_;
    EXPECT_THAT(out_, HasSubstr("All is as it was recorded and signed."));
    EXPECT_EQ(FilesOf(copy), before) << "something was written";
  }
}

TEST_F(Audit, ALogOfAnotherContextOrNoLogIsAUsageError) {
  AuditCommand command;
  command.directory = directory_.path();
  EXPECT_EQ(RunIt(command), kUsage);
  EXPECT_THAT(err_, HasSubstr("is not the data directory"));
  command.directory.clear();
  EXPECT_EQ(RunIt(command), kUsage);
  const fs::path golden = fs::path(std::getenv("FIVESTEP_SOURCE")) / "tests/contract/golden";
  fs::copy(golden / "metrics", directory_ / "metrics", fs::copy_options::recursive);
  command.directory = directory_ / "metrics";
  command.context = "programme";
  EXPECT_EQ(RunIt(command), kUsage);
  EXPECT_THAT(err_, HasSubstr("that of metrics"));
}

TEST_F(Audit, AKeyThatIsNeitherKeyNorFileIsAUsageError) {
  AuditCommand command;
  command.directory = directory_.path();
  command.key = "no-such-key";
  EXPECT_EQ(RunIt(command), kUsage);
  EXPECT_THAT(err_, HasSubstr("--key"));
}

}  // namespace
}  // namespace fivestep::cli
