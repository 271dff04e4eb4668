// One command line, parsed: which command, with what. Plain values.
#ifndef FIVESTEP_CLI_INVOCATION_H_
#define FIVESTEP_CLI_INVOCATION_H_

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "cli/settings.h"

namespace fivestep::cli {

// `fivestep call SERVICE [admin|audit|people] [METHOD] [JSON|-|@FILE]`.
struct CallCommand {
  std::string service;
  std::vector<std::string> words;  // what follows SERVICE
  std::string request_id;
  bool show_template = false;
};

// `fivestep import FILE --parent PROGRAMME ...` and `fivestep import --propose FILE`.
struct ImportCommand {
  std::string file;
  bool propose = false;  // print a mapping, and do not call
  std::string parent;
  std::string data_set_id;
  std::string request_id;
  std::string header;   // JSON of a DataSetHeader, or @FILE; the options below add to it
  std::string mapping;  // JSON of a ColumnMapping, or @FILE
  std::string title;
  std::string publisher;
  std::string licence;
  std::string source;
  std::string start_date;
  std::string end_date;
  std::string geography;
  std::string caveat;
  std::string profile;
  std::string population;
  std::string ethnicity_scheme;
  std::string deprivation_edition;
  std::string lsoa_vintage;
  std::string supersedes;
  std::string purpose;
  std::string controller;
  std::string agreement;
  std::string retention_date;
  std::string opt_out;
  std::string opt_out_statement;
  std::string group_column;
  std::string group_kind;
  std::string numerator_column;
  std::string denominator_column;
  std::string value_column;
  std::string period_column;
  std::string area_column;
  std::vector<std::string> dimensions;  // NAME=COLUMN or NAME:KIND=COLUMN
  std::vector<std::string> filters;     // COLUMN=VALUE
  std::string repeat_rule;
  std::string visibility;
};

// `fivestep reference load FILE --parent PROGRAMME ...`.
struct ReferenceCommand {
  std::string file;
  std::string parent;
  std::string reference_data_id;
  std::string request_id;
  std::string header;  // JSON of a ReferenceHeader, or @FILE; else the .json beside FILE
  std::string title;
  std::string kind;
  std::string edition;
  std::string publisher;
  std::string licence;
  std::string source;
  std::string verified_date;
  std::string key_column;
  std::vector<std::string> attribute_columns;
  std::string lsoa_vintage;
  std::string supersedes;
};

// `fivestep log tail [CONTEXT|all]`.
struct LogTailCommand {
  std::string context = "all";
  int64_t from = 0;  // 0: the last `last`
  int64_t last = 10;
  bool follow = false;
};

// `fivestep thread RESOURCE`.
struct ThreadCommand {
  std::string resource;
  std::string direction = "both";
  int limit = 0;
  std::string prove;  // the folder for receipts; empty: none are written
};

// `fivestep chart METRIC`.
struct ChartCommand {
  std::string metric;
  std::string convention;  // plot-the-dots or making-data-count; empty: the metric's
  std::string method;      // xmr, p or u; empty: the metric's
};

// `fivestep gap PAIR`.
struct GapCommand {
  std::string pair;
};

// `fivestep readings METRIC FILE`.
struct ReadingsCommand {
  std::string metric;
  std::string file;
  std::string start_column = "period_start_date";
  std::string end_column = "period_end_date";
  std::string numerator_column;
  std::string denominator_column;
  std::string value_column;
  std::string unit;
  std::string revision_reason;
  std::string request_id;
};

// `fivestep votes VOTE FILE`. The columns are those of a Polis export unless others are named.
struct VotesCommand {
  std::string vote;
  std::string file;
  std::string statements_file;  // adds its statements first; empty: they are there
  std::string voter_column = "voter-id";
  std::string statement_column = "comment-id";
  std::string vote_column = "vote";
  std::string time_column = "timestamp";
  std::string group_column;  // the declared stakeholder group; empty: none
  std::string text_column = "comment-body";
  std::string moderation_column = "moderated";
  std::string salt;  // empty: a random one, kept nowhere
  std::string request_id;
};

// `fivestep session summary|sheets SESSION`.
struct SessionPageCommand {
  std::string session;
  bool sheets = false;
  int ballot_count = 30;
  std::string output;  // empty: standard output
};

// `fivestep session ballots BLOCK|SESSION FILE`.
struct BallotsCommand {
  std::string target;
  std::string file;
  std::string request_id;
};

// `fivestep export figures`.
struct ExportFiguresCommand {
  std::string format = "csv";  // or jsonl
  int64_t from = 1;            // position in the analysis log
};

// `fivestep export partner PROGRAMME`.
struct ExportPartnerCommand {
  std::string programme;
  std::string format = "csv";  // or jsonl
};

// `fivestep status` and `fivestep admin status [CONTEXT|all]`.
struct StatusCommand {
  std::string context = "all";
};

// `fivestep admin parked list|retry|skip`, `views list|rebuild`, `timers`, `reactions`, and
// `fivestep bus recreate`.
struct AdminCommand {
  enum class Action {
    kListParked,
    kRetryParked,
    kSkipParked,
    kListViews,
    kRebuildView,
    kListTimers,
    kListReactions,
    kRecreateStream,
  };
  Action action = Action::kListParked;
  std::string context = "all";
  std::string log;       // of a parked event
  int64_t position = 0;  // of a parked event
  std::string why;       // it is skipped, or the stream recreated
  std::string view;
  std::string request_id;
};

// `fivestep person register|export|correct|restrict|lift|erase NAME …`.
struct PersonCommand {
  enum class Action { kRegister, kExport, kCorrect, kRestrict, kLift, kErase };
  Action action = Action::kExport;
  std::string name;
  std::string context = "all";
  std::string details;  // PersonDetails as JSON, - or @FILE
  std::string ground;   // of an erasure
  std::string why;
  std::string request_id;
};

// `fivestep disclosures PROGRAMME`.
struct DisclosuresCommand {
  std::string programme;
  std::string context = "all";
  std::string actor_id;
};

// `fivestep positions show|forget`.
struct PositionsCommand {
  bool forget = false;
};

// `fivestep audit verify|prove|check|compare|export`.
struct AuditCommand {
  enum class Action { kVerify, kProve, kCheck, kCompare, kExport };
  Action action = Action::kVerify;
  std::string context;
  std::string key;                       // the key itself, or a file that holds it
  std::vector<std::string> checkpoints;  // files with checkpoints that the caller has kept
  std::string directory;                 // of a log at rest
  bool events_only = false;
  std::string event;  // a position, or an event's id
  std::string output;
  std::string receipt;  // a file
  std::string nats_url;
  std::string nats_token_file;
};

// `fivestep log backup|backups|restore|accept`.
struct RecoveryCommand {
  enum class Action { kBackUp, kList, kRestore, kAccept };
  Action action = Action::kList;
  std::string context;
  int keep = 0;
  std::string from;       // a backup directory
  std::string directory;  // a service's data directory
  int64_t backup_id = 0;  // 0: the newest
  bool replace = false;
  std::string why;
  std::string request_id;
};

// `fivestep keys backup|restore|rotate`.
struct KeysCommand {
  enum class Action { kBackUp, kRestore, kRotate, kRotateAudit };
  Action action = Action::kBackUp;
  std::string key_directory;
  std::string other_directory;
  bool with_audit_key = false;
  std::string wrapping_key_file;
  std::string new_wrapping_key_file;
};

// `fivestep log rebuild`.
struct RebuildCommand {
  std::string context;
  std::string directory;      // the data directory of a stopped service
  std::string key_directory;  // empty: `<directory>-keys`
  std::string wrapping_key_file;
};

// `fivestep report board`.
struct ReportCommand {
  std::string report;
  std::string format = "html";
  std::string output;          // empty: standard output
  std::string issued_by_role;  // empty: it is not issued
  std::string request_id;
};

// `fivestep sheet template|import|export`.
struct SheetCommand {
  enum class Action { kTemplate, kImport, kExport };
  Action action = Action::kTemplate;
  std::string service;  // a context; of an import empty where the sheet says it
  std::string what;     // a command, or a collection
  std::string file;     // to be imported
  std::string output;   // to be written
  std::string parent;   // a programme, or another resource whose members are exported
  bool dry_run = false;
  std::string results;  // where an import writes what came of each row
  bool with_personal = false;
  std::string owner;                 // only rows of this organisation
  std::vector<std::string> filters;  // FIELD=VALUE
  std::vector<std::string> with;     // fields whose resources are exported beside the rows
};

// `fivestep report annual PROGRAMME`.
struct AnnualReportCommand {
  std::string programme;
  std::string financial_year;
  std::string format = "md";
  std::string output;  // empty: standard output
};

// `fivestep meetings ics PROGRAMME`.
struct MeetingsCommand {
  std::string programme;
  std::string board;   // empty: of all boards
  std::string output;  // empty: standard output
};

using Command =
    std::variant<std::monostate, CallCommand, ImportCommand, ReferenceCommand, LogTailCommand,
                 ThreadCommand, ChartCommand, GapCommand, ReadingsCommand, StatusCommand,
                 AdminCommand, PersonCommand, DisclosuresCommand, PositionsCommand, AuditCommand,
                 RebuildCommand, RecoveryCommand, KeysCommand, ExportFiguresCommand,
                 ExportPartnerCommand, ReportCommand, AnnualReportCommand, MeetingsCommand,
                 SheetCommand, VotesCommand, SessionPageCommand, BallotsCommand>;

struct Invocation {
  Settings settings;
  Command command;
};

}  // namespace fivestep::cli

#endif  // FIVESTEP_CLI_INVOCATION_H_
