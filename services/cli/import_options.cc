#include "cli/import_options.h"

#include <memory>
#include <string>

namespace fivestep::cli {
namespace {

using App = CLI::App;
using Chosen = std::shared_ptr<Command>;

constexpr char kImportHelp[] =
    "Say who published the figures, for which time, under which authority they are held, and "
    "which\n"
    "column holds what. Columns that are not named are never stored. --propose looks at a file "
    "and\n"
    "prints a mapping to begin with, without any service; correct it and give it to --mapping.\n"
    "\n"
    "Examples:\n"
    "  fivestep import --propose smoking.csv > mapping.json\n"
    "  fivestep import smoking.csv --mapping @mapping.json --parent programmes/smoke-free \\\n"
    "      --roles analyst --title \"Smoking at time of delivery\" --publisher OHID \\\n"
    "      --licence \"OGL 3.0\" --source fingertips.phe.org.uk --start 2022-04-01 \\\n"
    "      --end 2023-03-31 --profile published --population resident --lsoa none \\\n"
    "      --purpose \"health inequalities\" --controller \"NHS Lancashire and South Cumbria ICB\" "
    "\\\n"
    "      --agreement published --retention 2032-03-31 --opt-out does-not-apply\n";

constexpr char kReferenceHelp[] =
    "Reference data are look-ups of areas, indices of deprivation, code systems, standard\n"
    "populations and lists of groups. What they are is said in a .json file beside the CSV, or by\n"
    "the options. Some small ones lie in services/analysis/reference.\n"
    "\n"
    "Example:\n"
    "  fivestep reference load services/analysis/reference/esp_2013.csv \\\n"
    "      --parent programmes/smoke-free --id esp-2013 --roles administrator\n";

void AddImportMapping(App* command, ImportCommand& options) {
  static constexpr char kGroup[] = "Which column holds what";
  command->add_option("--mapping", options.mapping, "JSON or @FILE: a ColumnMapping")
      ->group(kGroup);
  command->add_option("--group", options.group_column, "the group of a row")->group(kGroup);
  command->add_option("--group-kind", options.group_kind, "deprivation, ethnicity, age, sex, ...")
      ->group(kGroup);
  command->add_option("--numerator", options.numerator_column, "the count")->group(kGroup);
  command->add_option("--denominator", options.denominator_column, "out of how many")
      ->group(kGroup);
  command->add_option("--value", options.value_column, "a figure that is no count")->group(kGroup);
  command->add_option("--period", options.period_column, "the period of a row")->group(kGroup);
  command->add_option("--area", options.area_column, "the area of a row")->group(kGroup);
  const auto repeated = [command](const char* name, std::vector<std::string>& to,
                                  const char* what) {
    command->add_option(name, to, what)
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
        ->group(kGroup);
  };
  repeated("--dimension", options.dimensions,
           "NAME=COLUMN or NAME:KIND=COLUMN, age_band:age=Age; repeatable");
  repeated("--filter", options.filters, "COLUMN=VALUE: keep only these rows; repeatable");
  command
      ->add_option("--repeats", options.repeat_rule,
                   "rows that repeat the labels of an earlier one: keep-first or add-up")
      ->check(CLI::IsMember({"keep-first", "add-up"}))
      ->group(kGroup);
}

void AddImportAuthority(App* command, ImportCommand& options) {
  constexpr char kGroup[] = "Under which authority";
  command->add_option("--purpose", options.purpose, "what the figures are used for")->group(kGroup);
  command->add_option("--controller", options.controller, "who decides on their use")
      ->group(kGroup);
  command->add_option("--agreement", options.agreement, "data sharing agreement, or published")
      ->group(kGroup);
  command
      ->add_option("--retention", options.retention_date, "last day they may be kept, 2032-03-31")
      ->group(kGroup);
  command
      ->add_option("--opt-out", options.opt_out,
                   "national data opt-out: does-not-apply, applied or exempt")
      ->check(CLI::IsMember({"does-not-apply", "applied", "exempt"}))
      ->group(kGroup);
  command->add_option("--opt-out-statement", options.opt_out_statement, "why, or which exemption")
      ->group(kGroup);
}

void AddImportPopulation(App* command, ImportCommand& options) {
  constexpr char kGroup[] = "Whose members are counted";
  command->add_option("--population", options.population, "whose members are counted")
      ->check(CLI::IsMember({"resident", "registered", "service-users"}))
      ->group(kGroup);
  command->add_option("--ethnicity-scheme", options.ethnicity_scheme, "2001 census, 16+1")
      ->group(kGroup);
  command->add_option("--deprivation", options.deprivation_edition, "IMD 2019")->group(kGroup);
  command->add_option("--lsoa", options.lsoa_vintage, "vintage of its LSOAs: 2011, 2021 or none")
      ->check(CLI::IsMember({"2011", "2021", "none"}))
      ->group(kGroup);
}

}  // namespace

void AddImport(App& app, const Chosen& chosen) {
  constexpr char kGroup[] = "What it is";
  App* command = app.add_subcommand(
      "import", "Upload a CSV file as a data set, and show what was wrong in it.");
  command->footer(kImportHelp);
  const auto options = std::make_shared<ImportCommand>();
  command->callback([options, chosen] { *chosen = *options; });
  command->add_option("FILE", options->file, "the CSV file, or -")->required();
  command->add_flag("--propose", options->propose, "print a mapping for FILE, and do not call");
  command->add_option("--parent", options->parent, "the programme, programmes/ID");
  command->parse_complete_callback([options] {
    if (!options->propose && options->parent.empty()) throw CLI::RequiredError("--parent");
  });
  command->add_option("--id", options->data_set_id, "the data set's id (default: a new one)");
  command->add_option("--request-id", options->request_id, "the id of this import");
  command->add_option("--header", options->header,
                      "a whole DataSetHeader as JSON or @FILE; the options below add to it");
  command->add_option("--title", options->title, "a short name")->group(kGroup);
  command->add_option("--publisher", options->publisher, "who published it")->group(kGroup);
  command->add_option("--licence", options->licence, "the licence")->group(kGroup);
  command->add_option("--source", options->source, "where it comes from: an address, a system")
      ->group(kGroup);
  command->add_option("--supersedes", options->supersedes, "the data set that this is the next of")
      ->group(kGroup);
  command->add_option("--start", options->start_date, "first day covered, 2023-04-01")
      ->group(kGroup);
  command->add_option("--end", options->end_date, "last day covered, 2024-03-31")->group(kGroup);
  command->add_option("--geography", options->geography, "kind of area, in words")->group(kGroup);
  command->add_option("--caveat", options->caveat, "what a reader must know")->group(kGroup);
  command
      ->add_option(
          "--profile", options->profile,
          "published (figures are public), hes-round-5, opensafely or suppress-1-to-4 (small "
          "counts are withheld)")
      ->check(CLI::IsMember({"published", "hes-round-5", "opensafely", "suppress-1-to-4"}))
      ->group(kGroup);
  command->add_option("--visibility", options->visibility, "who may see it")
      ->check(CLI::IsMember({"owner", "programme", "partners", "public"}))
      ->group(kGroup);
  AddImportPopulation(command, *options);
  AddImportAuthority(command, *options);
  AddImportMapping(command, *options);
}

void AddReference(App& app, const Chosen& chosen) {
  App* reference = app.add_subcommand(
      "reference", "Load look-ups, code systems and lists. Needs the role administrator.");
  reference->require_subcommand(1);
  App* load = reference->add_subcommand("load", "Load a CSV file of reference data.");
  load->footer(kReferenceHelp);
  const auto options = std::make_shared<ReferenceCommand>();
  load->callback([options, chosen] { *chosen = *options; });
  load->add_option("FILE", options->file, "the CSV file")->required();
  load->add_option("--parent", options->parent, "the programme, programmes/ID")->required();
  load->add_option("--id", options->reference_data_id, "its id")->required();
  load->add_option("--request-id", options->request_id, "the id of this command");
  load->add_option("--header", options->header,
                   "JSON or @FILE: a ReferenceHeader (default: the .json beside FILE)");
  load->add_option("--title", options->title, "a short name");
  load->add_option("--kind", options->kind, "geography, deprivation, standard-population, ...");
  load->add_option("--edition", options->edition, "IMD 2019");
  load->add_option("--publisher", options->publisher, "who published it");
  load->add_option("--licence", options->licence, "the licence");
  load->add_option("--source", options->source, "where it comes from");
  load->add_option("--verified", options->verified_date, "when it was last checked, 2026-11-27");
  load->add_option("--key", options->key_column, "the column that is looked up");
  load->add_option("--attribute", options->attribute_columns, "a column to keep; repeatable")
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  load->add_option("--lsoa", options->lsoa_vintage, "vintage of its LSOAs: 2011, 2021 or none")
      ->check(CLI::IsMember({"2011", "2021", "none"}));
  load->add_option("--supersedes", options->supersedes,
                   "the reference data that this is the next of");
}

}  // namespace fivestep::cli
