#include "cli/people_line.h"

#include <string>

#include "cli/settings.h"

namespace fivestep::cli {
namespace {

constexpr char kPersonHelp[] =
    "NAME is programmes/{programme}/people/{person}. A command goes to every service that knows "
    "the\nperson, unless --in names one.\n"
    "\n"
    "Examples:\n"
    "  fivestep person export programmes/smoke-free/people/x7k2 \\\n"
    "      --permissions platform.people.export --reason \"subject access request\" > x7k2.jsonl\n"
    "  fivestep person erase programmes/smoke-free/people/x7k2 consent-withdrawn \\\n"
    "      \"asked to be forgotten\" --roles information-governance\n";

using Action = PersonCommand::Action;

std::shared_ptr<PersonCommand> AddAction(CLI::App* person, const std::shared_ptr<Command>& chosen,
                                         Action action, const std::string& word,
                                         const std::string& about) {
  CLI::App* app = person->add_subcommand(word, about);
  const auto options = std::make_shared<PersonCommand>();
  options->action = action;
  app->callback([options, chosen] { *chosen = *options; });
  app->add_option("NAME", options->name, "programmes/{programme}/people/{person}")->required();
  if (action == Action::kErase) {
    app->add_option("GROUND", options->ground, "on which ground")
        ->required()
        ->check(CLI::IsMember({"no-longer-needed", "consent-withdrawn", "objection", "unlawful",
                               "legal-obligation"}));
  }
  if (action == Action::kRegister || action == Action::kCorrect) {
    app->add_option("DETAILS", options->details,
                    "who it is, in full: {\"display_name\": \"…\", …}, - or @FILE")
        ->required();
  } else if (action != Action::kExport) {
    app->add_option("WHY", options->why, "why, without saying who it is; it goes on the record")
        ->required();
  }
  std::vector<std::string> names = ContextNames();
  names.emplace_back("all");
  CLI::Option* in = app->add_option("--in", options->context, "one service; default: all");
  in->check(CLI::IsMember(names));
  if (action != Action::kExport) {
    app->add_option("--request-id", options->request_id, "the id of this command");
  }
  return options;
}

}  // namespace

void AddPeople(CLI::App& app, const std::shared_ptr<Command>& chosen) {
  CLI::App* person = app.add_subcommand(
      "person", "Answer to people's rights over what is kept about them, in all services.");
  person->require_subcommand(1);
  person->footer(kPersonHelp);
  AddAction(person, chosen, Action::kRegister, "register", "Enter somebody in the directory.");
  AddAction(person, chosen, Action::kExport, "export",
            "Everything that is kept about them, as JSON lines. Needs platform.people.export.");
  AddAction(person, chosen, Action::kCorrect, "correct", "Put their details right.");
  AddAction(person, chosen, Action::kRestrict, "restrict",
            "Keep what there is and use it no more.");
  AddAction(person, chosen, Action::kLift, "lift", "Lift a restriction.");
  AddAction(person, chosen, Action::kErase, "erase", "Erase everything personal, for good.");

  CLI::App* disclosures =
      app.add_subcommand("disclosures", "Who opened people's details or words, when and why.");
  const auto options = std::make_shared<DisclosuresCommand>();
  disclosures->callback([options, chosen] { *chosen = *options; });
  disclosures->add_option("PROGRAMME", options->programme, "programmes/{programme}")->required();
  std::vector<std::string> names = ContextNames();
  names.emplace_back("all");
  disclosures->add_option("CONTEXT", options->context, "which service; default: all")
      ->check(CLI::IsMember(names));
  disclosures->add_option("--by", options->actor_id, "only those of this actor");
}

}  // namespace fivestep::cli
