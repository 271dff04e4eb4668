#include "cli/codesign_options.h"

namespace fivestep::cli {
namespace {

constexpr char kVotesHelp[] =
    "The columns are those of a Polis export (votes.csv, comments.csv) unless others are named. 1 "
    "is\n"
    "agree, -1 disagree, 0 pass; the last vote on a statement wins. Voters' ids are not sent: "
    "each\n"
    "becomes a token by a random salt that is kept nowhere. Give --salt to send votes of the same\n"
    "people in several runs, and forget it when the vote is closed.\n"
    "\n"
    "Examples:\n"
    "  fivestep votes programmes/p/statementVotes/v votes.csv --statements comments.csv\n"
    "  fivestep votes programmes/p/statementVotes/v ballots.csv --voter token --statement number "
    "\\\n"
    "      --group group\n";

constexpr char kSessionHelp[] =
    "Sheets are printed, filled in and typed into a file with a column `token` and a column for "
    "each\n"
    "code on the sheet. A summary is written from what is recorded at this moment.\n"
    "\n"
    "Examples:\n"
    "  fivestep session sheets programmes/p/sessions/s --ballots 40 -o sheets.html\n"
    "  fivestep session ballots programmes/p/methodBlocks/b ballots.csv\n"
    "  fivestep session summary programmes/p/sessions/s -o summary.html\n";

using Chosen = std::shared_ptr<Command>;

template <class Options>
std::shared_ptr<Options> Choose(CLI::App* app, const Chosen& chosen, Options initial = {}) {
  const auto options = std::make_shared<Options>(std::move(initial));
  app->callback([options, chosen] { *chosen = *options; });
  return options;
}

void AddVotes(CLI::App& app, const Chosen& chosen) {
  CLI::App* votes = app.add_subcommand("votes", "Record votes on statements from a CSV file.");
  votes->footer(kVotesHelp);
  const auto options = Choose<VotesCommand>(votes, chosen);
  votes->add_option("VOTE", options->vote, "programmes/p/statementVotes/v")->required();
  votes->add_option("FILE", options->file, "the file, or - for standard input")->required();
  votes->add_option("--statements", options->statements_file, "add the statements of this file");
  votes->add_option("--voter", options->voter_column, "column with the voter");
  votes->add_option("--statement", options->statement_column, "column with the statement");
  votes->add_option("--vote", options->vote_column, "column with the vote");
  votes->add_option("--time", options->time_column, "column with the time, a whole number");
  votes->add_option("--group", options->group_column, "column with the declared group");
  votes->add_option("--text", options->text_column, "column with a statement's text");
  votes->add_option("--moderation", options->moderation_column, "column: 1 accepted, -1 rejected");
  votes->add_option("--salt", options->salt, "makes the same tokens of the same voters");
  votes->add_option("--request-id", options->request_id,
                    "names this import, for a repeat; needs --salt");
}

void AddPage(CLI::App* page, const Chosen& chosen, bool sheets) {
  const auto options = Choose<SessionPageCommand>(page, chosen);
  options->sheets = sheets;
  page->add_option("SESSION", options->session, "programmes/p/sessions/s")->required();
  page->add_option("-o,--output", options->output, "the file to write (default: standard output)");
  if (!sheets) return;
  page->add_option("--ballots", options->ballot_count, "how many ballots (default: 30)")
      ->check(CLI::Range(1, 500));
}

}  // namespace

void AddCodesign(CLI::App& app, const Chosen& chosen) {
  AddVotes(app, chosen);
  CLI::App* session = app.add_subcommand("session", "Sheets, ballots and summary of a session.");
  session->require_subcommand(1);
  session->footer(kSessionHelp);
  AddPage(session->add_subcommand("summary", "A session on one page, HTML."), chosen, false);
  AddPage(session->add_subcommand("sheets", "Sheets to print: attendance, ideas, ballots."), chosen,
          true);
  CLI::App* ballots =
      session->add_subcommand("ballots", "Record ballots of a block, or of a session's dot vote.");
  const auto options = Choose<BallotsCommand>(ballots, chosen);
  ballots->add_option("TARGET", options->target, "programmes/p/methodBlocks/b or …/sessions/s")
      ->required();
  ballots->add_option("FILE", options->file, "the file, or - for standard input")->required();
  ballots->add_option("--request-id", options->request_id, "names this import, for a repeat");
}

}  // namespace fivestep::cli
