#include "cli/command_line.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>

namespace fivestep::cli {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

template <class Options>
Options Parsed(const std::vector<std::string>& arguments) {
  const ParsedCommandLine parsed = ParseCommandLine(arguments);
  EXPECT_TRUE(parsed.invocation.has_value()) << parsed.text;
  if (!parsed.invocation) return {};
  EXPECT_TRUE(std::holds_alternative<Options>(parsed.invocation->command));
  return std::get<Options>(parsed.invocation->command);
}

Settings SettingsOf(const std::vector<std::string>& arguments) {
  const ParsedCommandLine parsed = ParseCommandLine(arguments);
  EXPECT_TRUE(parsed.invocation.has_value()) << parsed.text;
  return parsed.invocation ? parsed.invocation->settings : Settings();
}

std::string UsageError(const std::vector<std::string>& arguments) {
  const ParsedCommandLine parsed = ParseCommandLine(arguments);
  EXPECT_FALSE(parsed.invocation.has_value());
  EXPECT_EQ(parsed.exit_code, kUsage);
  return parsed.text;
}

TEST(CommandLine, TakesACallApart) {
  const auto call = Parsed<CallCommand>({"call", "engagement", "GetTheme", "{\"name\": \"x\"}"});
  EXPECT_EQ(call.service, "engagement");
  EXPECT_THAT(call.words, ElementsAre("GetTheme", "{\"name\": \"x\"}"));
  EXPECT_FALSE(call.show_template);
}

TEST(CommandLine, TakesStandardInputAsTheRequest) {
  EXPECT_THAT(Parsed<CallCommand>({"call", "analysis", "ImportDataSet", "-"}).words,
              ElementsAre("ImportDataSet", "-"));
}

TEST(CommandLine, TakesACallOfTheAdminService) {
  EXPECT_THAT(Parsed<CallCommand>({"call", "engagement", "admin", "GetStatus", "{}"}).words,
              ElementsAre("admin", "GetStatus", "{}"));
}

TEST(CommandLine, TakesSheetsToBeFilledInImportedAndExported) {
  const auto blank = Parsed<SheetCommand>(
      {"sheet", "template", "metrics", "actions", "--parent", "programmes/p", "-o", "a.xlsx"});
  EXPECT_EQ(blank.action, SheetCommand::Action::kTemplate);
  EXPECT_EQ(blank.what, "actions");
  EXPECT_EQ(blank.output, "a.xlsx");
  const auto read = Parsed<SheetCommand>({"sheet", "import", "a.xlsx", "--dry-run"});
  EXPECT_EQ(read.action, SheetCommand::Action::kImport);
  EXPECT_TRUE(read.dry_run);
  EXPECT_TRUE(read.service.empty());
  const auto write =
      Parsed<SheetCommand>({"sheet", "export", "engagement", "contributions", "--with", "themes",
                            "--filter", "state=coded", "--filter", "source=carer"});
  EXPECT_EQ(write.action, SheetCommand::Action::kExport);
  EXPECT_THAT(write.with, ElementsAre("themes"));
  EXPECT_THAT(write.filters, ElementsAre("state=coded", "source=carer"));
  UsageError({"sheet", "import"});
  UsageError({"sheet", "template"});
}

TEST(CommandLine, TakesBackupsAndRestoresOfALog) {
  const auto backup = Parsed<RecoveryCommand>({"log", "backup", "metrics", "--keep", "14"});
  EXPECT_EQ(backup.action, RecoveryCommand::Action::kBackUp);
  EXPECT_EQ(backup.keep, 14);
  const auto restore = Parsed<RecoveryCommand>(
      {"log", "restore", "--from", "b", "--directory", "d", "--backup", "3", "--replace"});
  EXPECT_EQ(restore.from, "b");
  EXPECT_EQ(restore.directory, "d");
  EXPECT_EQ(restore.backup_id, 3);
  EXPECT_TRUE(restore.replace);
  EXPECT_EQ(Parsed<RecoveryCommand>({"log", "accept", "metrics", "no stream is left"}).why,
            "no stream is left");
}

TEST(CommandLine, TakesWhatIsDoneWithKeys) {
  const auto rotate =
      Parsed<KeysCommand>({"keys", "rotate", "--key-dir", "k", "--new-wrapping-key-file", "n"});
  EXPECT_EQ(rotate.action, KeysCommand::Action::kRotate);
  EXPECT_EQ(rotate.new_wrapping_key_file, "n");
  EXPECT_FALSE(
      Parsed<KeysCommand>({"keys", "backup", "--key-dir", "k", "--to", "t"}).with_audit_key);
  EXPECT_EQ(Parsed<KeysCommand>({"keys", "rotate-audit", "--key-dir", "k"}).action,
            KeysCommand::Action::kRotateAudit);
}

TEST(CommandLine, TakesSettingsBeforeAndAfterTheCommand) {
  for (const auto& arguments : std::vector<std::vector<std::string>>{
           {"--actor", "a1", "--roles", "analyst,auditor", "status"},
           {"status", "--actor", "a1", "--roles", "analyst,auditor"}}) {
    const Settings settings = SettingsOf(arguments);
    EXPECT_EQ(settings.actor, "a1");
    EXPECT_EQ(settings.roles, "analyst,auditor");
  }
}

TEST(CommandLine, KnowsTheFiveServicesOfOneMachine) {
  const Settings settings = SettingsOf({"status"});
  EXPECT_EQ(settings.addresses.size(), 5u);
  EXPECT_EQ(settings.addresses.at("programme"), "127.0.0.1:7101");
  EXPECT_EQ(settings.addresses.at("metrics"), "127.0.0.1:7105");
}

TEST(CommandLine, MovesOneServiceElsewhere) {
  const Settings settings = SettingsOf({"status", "--address-of", "analysis=data.nhs.example:443",
                                        "--address-of", "metrics=127.0.0.1:9"});
  EXPECT_EQ(settings.addresses.at("analysis"), "data.nhs.example:443");
  EXPECT_EQ(settings.addresses.at("metrics"), "127.0.0.1:9");
  EXPECT_EQ(settings.addresses.at("programme"), "127.0.0.1:7101");
}

TEST(CommandLine, ReadsTheEnvironmentUnderTheOptions) {
  ::setenv("FIVESTEP_ACTOR", "from-environment", 1);
  ::setenv("FIVESTEP_ADDRESS_OF", "analysis=127.0.0.1:8,metrics=127.0.0.1:9", 1);
  EXPECT_EQ(SettingsOf({"status"}).actor, "from-environment");
  EXPECT_EQ(SettingsOf({"status"}).addresses.at("analysis"), "127.0.0.1:8");
  EXPECT_EQ(SettingsOf({"status"}).addresses.at("metrics"), "127.0.0.1:9");
  EXPECT_EQ(SettingsOf({"--actor", "from-option", "status"}).actor, "from-option");
  ::unsetenv("FIVESTEP_ACTOR");
  ::unsetenv("FIVESTEP_ADDRESS_OF");
}

TEST(CommandLine, KeepsPositionsUnlessToldNot) {
  EXPECT_TRUE(SettingsOf({"status"}).positions);
  EXPECT_FALSE(SettingsOf({"status", "--no-positions"}).positions);
  EXPECT_EQ(SettingsOf({"status", "--positions-file", "/tmp/x"}).positions_file, "/tmp/x");
}

TEST(CommandLine, TakesTimesInSeconds) {
  const Settings settings = SettingsOf({"status", "--timeout", "5", "--wait", "0"});
  EXPECT_EQ(settings.timeout, std::chrono::seconds(5));
  EXPECT_EQ(settings.wait, std::chrono::seconds(0));
  EXPECT_EQ(SettingsOf({"status"}).timeout, std::nullopt);
}

TEST(CommandLine, TakesAnImportApart) {
  const auto import =
      Parsed<ImportCommand>({"import", "smoking.csv", "--parent", "programmes/p", "--id", "smoking",
                             "--title", "Smoking", "--group", "Area Name", "--filter", "Sex=All",
                             "--filter", "Year=2023", "--profile", "hes-round-5"});
  EXPECT_EQ(import.file, "smoking.csv");
  EXPECT_EQ(import.data_set_id, "smoking");
  EXPECT_EQ(import.group_column, "Area Name");
  EXPECT_EQ(import.profile, "hes-round-5");
  EXPECT_THAT(import.filters, ElementsAre("Sex=All", "Year=2023"));
}

TEST(CommandLine, NeedsNoProgrammeToProposeAMapping) {
  EXPECT_TRUE(Parsed<ImportCommand>({"import", "--propose", "smoking.csv"}).propose);
  EXPECT_THAT(UsageError({"import", "smoking.csv"}), HasSubstr("--parent"));
}

TEST(CommandLine, TakesReferenceLoad) {
  const auto load =
      Parsed<ReferenceCommand>({"reference", "load", "imd.csv", "--parent", "programmes/p", "--id",
                                "imd-2019", "--attribute", "decile", "--attribute", "score"});
  EXPECT_EQ(load.reference_data_id, "imd-2019");
  EXPECT_THAT(load.attribute_columns, ElementsAre("decile", "score"));
}

TEST(CommandLine, TakesAnExportOfFiguresFromAPosition) {
  const auto all = Parsed<ExportFiguresCommand>({"export", "figures"});
  EXPECT_EQ(all.format, "csv");
  EXPECT_EQ(all.from, 1);
  const auto later =
      Parsed<ExportFiguresCommand>({"export", "figures", "--format", "jsonl", "--from", "42"});
  EXPECT_EQ(later.format, "jsonl");
  EXPECT_EQ(later.from, 42);
}

TEST(CommandLine, TakesAnExportForAPartner) {
  const auto file = Parsed<ExportPartnerCommand>({"export", "partner", "programmes/p"});
  EXPECT_EQ(file.programme, "programmes/p");
  EXPECT_EQ(file.format, "csv");
}

TEST(CommandLine, TakesLogTail) {
  const auto all = Parsed<LogTailCommand>({"log", "tail"});
  EXPECT_EQ(all.context, "all");
  EXPECT_EQ(all.last, 10);
  const auto one = Parsed<LogTailCommand>({"log", "tail", "metrics", "--from", "7", "-f"});
  EXPECT_EQ(one.context, "metrics");
  EXPECT_EQ(one.from, 7);
  EXPECT_TRUE(one.follow);
}

TEST(CommandLine, TakesABoardReportAndWhatBecomesOfIt) {
  const auto report =
      Parsed<ReportCommand>({"report", "board", "programmes/p/boardReports/july", "--format", "csv",
                             "-o", "july.csv", "--issue", "board secretary"});
  EXPECT_EQ(report.report, "programmes/p/boardReports/july");
  EXPECT_EQ(report.format, "csv");
  EXPECT_EQ(report.output, "july.csv");
  EXPECT_EQ(report.issued_by_role, "board secretary");
  EXPECT_EQ(Parsed<ReportCommand>({"report", "board", "r"}).format, "html");
  EXPECT_THAT(UsageError({"report", "board", "r", "--format", "pdf"}), HasSubstr("--format"));
  EXPECT_THAT(UsageError({"report", "board"}), HasSubstr("REPORT"));
}

TEST(CommandLine, TakesAnAnnualReportAndItsYear) {
  const auto report = Parsed<AnnualReportCommand>({"report", "annual", "programmes/p", "--year",
                                                   "2026-27", "--format", "html", "-o", "a.html"});
  EXPECT_EQ(report.programme, "programmes/p");
  EXPECT_EQ(report.financial_year, "2026-27");
  EXPECT_EQ(report.format, "html");
  EXPECT_EQ(report.output, "a.html");
  EXPECT_THAT(UsageError({"report", "annual", "programmes/p"}), HasSubstr("--year"));
  EXPECT_THAT(UsageError({"report", "annual", "p", "--year", "2026-27", "--format", "pdf"}),
              HasSubstr("--format"));
}

TEST(CommandLine, TakesMeetingsOfAllBoardsOrOne) {
  EXPECT_EQ(Parsed<MeetingsCommand>({"meetings", "ics", "programmes/p"}).board, "");
  const auto one = Parsed<MeetingsCommand>({"meetings", "ics", "programmes/p", "--board",
                                            "programmes/p/governanceBoards/b", "-o", "b.ics"});
  EXPECT_EQ(one.board, "programmes/p/governanceBoards/b");
  EXPECT_EQ(one.output, "b.ics");
  EXPECT_THAT(UsageError({"meetings", "ics"}), HasSubstr("PROGRAMME"));
}

TEST(CommandLine, TakesAFolderForTheProofOfAThread) {
  EXPECT_EQ(Parsed<ThreadCommand>({"thread", "programmes/p/themes/t", "--prove", "proof"}).prove,
            "proof");
  EXPECT_EQ(Parsed<ThreadCommand>({"thread", "programmes/p/themes/t"}).prove, "");
}

TEST(CommandLine, TakesLogRebuildWithAFolderThatIsThereAndAContext) {
  const auto rebuild =
      Parsed<RebuildCommand>({"log", "rebuild", "--directory", "/tmp", "--context", "metrics"});
  EXPECT_EQ(rebuild.directory, "/tmp");
  EXPECT_EQ(rebuild.context, "metrics");
  EXPECT_FALSE(ParseCommandLine({"log", "rebuild", "--directory", "/tmp"}).invocation);
  EXPECT_FALSE(
      ParseCommandLine({"log", "rebuild", "--directory", "/no/such", "--context", "metrics"})
          .invocation);
}

TEST(CommandLine, TakesAdminCommands) {
  using Action = AdminCommand::Action;
  EXPECT_EQ(Parsed<StatusCommand>({"admin", "status", "codesign"}).context, "codesign");
  EXPECT_EQ(Parsed<AdminCommand>({"admin", "parked", "list"}).action, Action::kListParked);
  EXPECT_EQ(Parsed<AdminCommand>({"admin", "timers", "engagement"}).context, "engagement");
  EXPECT_EQ(Parsed<AdminCommand>({"admin", "reactions"}).action, Action::kListReactions);
  const auto skip =
      Parsed<AdminCommand>({"admin", "parked", "skip", "metrics", "codesign", "12", "sent twice"});
  EXPECT_EQ(skip.action, Action::kSkipParked);
  EXPECT_EQ(skip.context, "metrics");
  EXPECT_EQ(skip.log, "codesign");
  EXPECT_EQ(skip.position, 12);
  EXPECT_EQ(skip.why, "sent twice");
  const auto rebuild = Parsed<AdminCommand>({"admin", "views", "rebuild", "programme", "thread"});
  EXPECT_EQ(rebuild.view, "thread");
}

TEST(CommandLine, TakesTheReasonForRecreatingAStream) {
  const auto recreate = Parsed<AdminCommand>({"bus", "recreate", "metrics", "a message was lost"});
  EXPECT_EQ(recreate.action, AdminCommand::Action::kRecreateStream);
  EXPECT_EQ(recreate.context, "metrics");
  EXPECT_EQ(recreate.why, "a message was lost");
}

TEST(CommandLine, TakesThreadChartAndPositions) {
  EXPECT_EQ(Parsed<ThreadCommand>({"thread", "programmes/p/themes/t", "--direction", "upstream"})
                .direction,
            "upstream");
  EXPECT_EQ(Parsed<GapCommand>({"gap", "programmes/p/pairs/q"}).pair, "programmes/p/pairs/q");
  const auto readings = Parsed<ReadingsCommand>(
      {"readings", "programmes/p/metrics/m", "file.csv", "--value", "percent", "--unit", "%"});
  EXPECT_EQ(readings.start_column, "period_start_date");
  EXPECT_EQ(readings.value_column, "percent");
  EXPECT_EQ(Parsed<ChartCommand>({"chart", "m", "--convention", "making-data-count"}).convention,
            "making-data-count");
  EXPECT_EQ(Parsed<ChartCommand>({"chart", "programmes/p/metrics/m"}).metric,
            "programmes/p/metrics/m");
  EXPECT_TRUE(Parsed<PositionsCommand>({"positions", "forget"}).forget);
}

TEST(CommandLine, TakesCommandsAboutPeople) {
  using Action = PersonCommand::Action;
  const auto erase = Parsed<PersonCommand>(
      {"person", "erase", "programmes/p/people/x", "objection", "asked to be forgotten"});
  EXPECT_EQ(erase.action, Action::kErase);
  EXPECT_EQ(erase.name, "programmes/p/people/x");
  EXPECT_EQ(erase.ground, "objection");
  EXPECT_EQ(erase.why, "asked to be forgotten");
  EXPECT_EQ(erase.context, "all");
  const auto correct = Parsed<PersonCommand>(
      {"person", "correct", "programmes/p/people/x", "@details.json", "--in", "engagement"});
  EXPECT_EQ(correct.action, Action::kCorrect);
  EXPECT_EQ(correct.details, "@details.json");
  EXPECT_EQ(correct.context, "engagement");
  EXPECT_EQ(Parsed<PersonCommand>({"person", "export", "programmes/p/people/x"}).action,
            Action::kExport);
  EXPECT_EQ(Parsed<DisclosuresCommand>({"disclosures", "programmes/p", "--by", "a1"}).actor_id,
            "a1");
}

TEST(CommandLine, ExplainsItselfWhenAsked) {
  const ParsedCommandLine help = ParseCommandLine({"--help"});
  EXPECT_EQ(help.exit_code, kDone);
  for (const char* word : {"call", "import", "thread", "chart", "log", "admin", "person", "status",
                           "Exit codes", "--actor", "Examples"}) {
    EXPECT_THAT(help.text, HasSubstr(word));
  }
  EXPECT_THAT(ParseCommandLine({"call", "--help"}).text, HasSubstr("@FILE"));
  EXPECT_THAT(ParseCommandLine({"--version"}).text, HasSubstr("fivestep 0."));
}

TEST(CommandLine, NamesWhatIsWrong) {
  EXPECT_THAT(UsageError({}), HasSubstr("subcommand is required"));
  EXPECT_THAT(UsageError({"thread"}), HasSubstr("RESOURCE"));
  EXPECT_THAT(UsageError({"status", "--colour"}), HasSubstr("--colour"));
  EXPECT_THAT(UsageError({"log", "tail", "finance"}), HasSubstr("finance"));
  EXPECT_THAT(UsageError({"log", "tail", "--from", "0"}), HasSubstr("--from"));
  EXPECT_THAT(UsageError({"import", "x.csv"}), HasSubstr("--parent"));
  EXPECT_THAT(UsageError({"admin", "parked", "retry", "all", "codesign", "1"}), HasSubstr("all"));
  EXPECT_THAT(UsageError({"person", "erase", "programmes/p/people/x"}), HasSubstr("GROUND"));
  EXPECT_THAT(UsageError({"person", "erase", "programmes/p/people/x", "boredom", "why"}),
              HasSubstr("boredom"));
  EXPECT_THAT(UsageError({"person", "restrict", "programmes/p/people/x"}), HasSubstr("WHY"));
  EXPECT_THAT(UsageError({"status", "--address-of", "finance=x:1"}), HasSubstr("finance"));
  EXPECT_THAT(UsageError({"status", "--addresses", "/nowhere"}), HasSubstr("/nowhere"));
}

TEST(CommandLine, TakesAuditCommandsApart) {
  const auto verify = Parsed<AuditCommand>(
      {"audit", "verify", "engagement", "--checkpoint", "a", "--checkpoint", "b", "--key", "k"});
  EXPECT_EQ(verify.action, AuditCommand::Action::kVerify);
  EXPECT_EQ(verify.context, "engagement");
  EXPECT_THAT(verify.checkpoints, ElementsAre("a", "b"));
  const auto at_rest =
      Parsed<AuditCommand>({"audit", "verify", "--directory", "d", "--context", "metrics"});
  EXPECT_EQ(at_rest.directory, "d");
  EXPECT_EQ(at_rest.context, "metrics");
  const auto prove = Parsed<AuditCommand>({"audit", "prove", "metrics", "7", "-o", "file"});
  EXPECT_EQ(prove.event, "7");
  EXPECT_EQ(prove.output, "file");
  EXPECT_EQ(Parsed<AuditCommand>({"audit", "check", "file", "--key", "k"}).receipt, "file");
}

TEST(CommandLine, AsksForTheKeyOfAReceiptAndForTheContextOfAnEvent) {
  EXPECT_THAT(UsageError({"audit", "check", "file"}), HasSubstr("--key"));
  EXPECT_THAT(UsageError({"audit", "prove"}), HasSubstr("--context"));
  EXPECT_THAT(UsageError({"audit", "verify", "nowhere"}), HasSubstr("nowhere"));
}

}  // namespace
}  // namespace fivestep::cli
