// A programme done only through spreadsheets and the command line, from an empty deployment to a
// thread that anybody can prove: the five steps, each command a filled-in sheet, real figures.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <thread>

#include "platform/core/clock.h"
#include "system/sheets.h"
#include "system/sheets_story_rows.h"

namespace fivestep::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::SizeIs;

constexpr char kParent[] = "programmes/smoke-free-start";

// Between scheduling a session and holding it: two sheets are made, filled in and imported.
constexpr std::chrono::seconds kUntilSession{20};

std::string NameOf(const std::string& rest) { return std::string(kParent) + "/" + rest; }

class SheetsStory : public ::testing::Test {
 protected:
  std::vector<std::string> Record(const std::string& role, const std::string& service,
                                  const std::string& command, const std::vector<SheetRow>& rows) {
    return sheets_.Record(role, service, command, rows);
  }

  void PassGate(int step, const std::string& why) {
    Record("programme-manager", "programme", "PassGate",
           {{{"name", NameOf("gates/step-" + std::to_string(step))},
             {"rationale", why},
             {"decided by roles", "programme board; senior responsible owner"}}});
  }

  void OpenProgramme();
  void GatherInsights();
  void IdentifyInequalities();
  void ImportDataSet();
  void Prioritise();
  void DefineTargetArea();
  void CoDesign();
  void HoldSession();
  void SpecifyIntervention();
  void AssessIntervention();
  void Measure();
  void Answer();

  Stack stack_;
  Sheets sheets_{stack_, kParent};
  std::vector<std::string> contributions_;
  std::vector<std::string> ideas_;
};

void SheetsStory::OpenProgramme() {
  Record("programme-manager", "programme", "programmes",
         {{{"programme id", "smoke-free-start"},
           {"title", "A smoke-free start to life"},
           {"aim", "Fewer babies are born to mothers who smoke, and the gap narrows."},
           {"level", "system"},
           {"senior responsible owner role", "Director of population health"},
           {"organisational priorities.1.organisation", "ICB"},
           {"organisational priorities.1.priority", "Reduce inequalities in maternity outcomes"},
           {"organisational priorities.2.organisation", "Blackpool Council"},
           {"organisational priorities.2.priority", "A smoke-free town"},
           {"partners", "Blackpool Council\nHealthwatch"}}});
}

void SheetsStory::GatherInsights() {
  Record("engagement-lead", "engagement", "activities",
         {Activity("mothers", "listening event"), Activity("staff", "staff feedback")});
  Record("engagement-lead", "engagement", "OpenActivity",
         {{{"name", "mothers"}}, {{"name", "staff"}}});
  contributions_ = Record(
      "engagement-lead", "engagement", "contributions",
      {Said("mothers", "resident", "The clinic is two buses away and it closes at four."),
       Said("mothers", "resident", "The appointments clash with the school run."),
       Said("mothers", "resident", "With patches there and then I managed three weeks."),
       Said("mothers", "resident", "Going to the hospital costs me more than cigarettes do."),
       Said("staff", "staff", "We refer and never hear whether she was seen.")});
  Record("engagement-lead", "engagement", "themes",
         {{{"theme id", "out-of-reach"},
           {"title", "Help to stop is out of reach"},
           {"definition", "Distance, times and cost of support; not whether it is wanted."},
           {"endorsements.1.voice", "community"},
           {"endorsements.1.role", "lived-experience lead"},
           {"endorsements.2.voice", "clinical"},
           {"endorsements.2.role", "lead midwife"}}});
  std::string all;
  for (const std::string& name : contributions_) all += name + "\n";
  Record("engagement-lead", "engagement", "CodeContributions",
         {{{"name", "out-of-reach"}, {"contributions", all}}});
  Record("engagement-lead", "engagement", "CloseActivity",
         {{{"name", "mothers"}}, {{"name", "staff"}}});
  PassGate(1, "Mothers and staff say the same, and community and clinicians stand behind it.");
}

void SheetsStory::ImportDataSet() {
  const std::string file = SourceDirectory() / "deploy" / "data" / "smoking_at_delivery_la.csv";
  const Ended ended = sheets_.Run(
      "analyst",
      {"import",        file,
       "--parent",      kParent,
       "--id",          "smoking-by-district",
       "--title",       "Smoking at time of delivery by local authority",
       "--publisher",   "OHID",
       "--licence",     "Open Government Licence v3.0",
       "--source",      "deploy/data/README.md",
       "--start",       "2019-04-01",
       "--end",         "2024-03-31",
       "--profile",     "published",
       "--population",  "resident",
       "--purpose",     "Which inequalities are real, how large, which first",
       "--controller",  "ICB",
       "--agreement",   "published under the licence",
       "--retention",   "2034-03-31",
       "--opt-out",     "does-not-apply",
       "--group",       "area_name",
       "--group-kind",  "local-authority",
       "--numerator",   "smoker_count",
       "--denominator", "maternity_count",
       "--period",      "year",
       "--caveat",      "Eleven of the fourteen districts are apportioned by the publisher."});
  ASSERT_EQ(ended.exit_code, 0) << ended.output;
}

void SheetsStory::IdentifyInequalities() {
  ImportDataSet();
  Record("analyst", "analysis", "indicators",
         {{{"indicator id", "smoking-district"},
           {"definition.title", "Smoking at time of delivery, by local authority"},
           {"definition.numerator", "women known to smoke at the time of delivery"},
           {"definition.denominator", "maternities whose smoking status is known"},
           {"definition.kind", "proportion"},
           {"definition.multiplier", "100"},
           {"definition.unit", "%"},
           {"definition.polarity", "lower is better"},
           {"definition.group dimension", "local authority"},
           {"definition.groups ordered", "no"},
           {"definition.source", "OHID Fingertips, indicator 93085"}}});
  Record("analyst", "analysis", "findings",
         {{{"finding id", "blackpool-smoking"},
           {"title", "Smoking at delivery is highest in Blackpool"},
           {"indicator", "smoking-district"},
           {"data set", "smoking-by-district"},
           {"period", "2022"},
           {"comparator rule", "all others"},
           {"disadvantaged group", "Blackpool"},
           {"themes", NameOf("themes/out-of-reach")},
           {"evidence scope", "local"}}});
  Prioritise();
  Record("analyst", "analysis", "RecordEquityAudit",
         {{{"equity audit id", "winter-audit"},
           {"title", "Equity audit, winter"},
           {"owner role", "public health consultant"}}});
  PassGate(2, "The inequality stands on returned counts and on what people said.");
}

void SheetsStory::Prioritise() {
  const std::vector<std::string> roles{"public health consultant", "lead midwife",
                                       "lived-experience lead"};
  Record("prioritisation-panel", "analysis", "rankings",
         {{{"ranking id", "winter-panel"},
           {"title", "Winter panel"},
           {"tie rule", "share rank"},
           {"panel roles", roles[0] + "; " + roles[1] + "; " + roles[2]},
           {"weights.1.criterion", "severity"},
           {"weights.1.weight", "0.4"},
           {"weights.2.criterion", "community voice"},
           {"weights.2.weight", "0.6"}}});
  std::vector<SheetRow> declarations;
  for (const std::string& role : roles) {
    declarations.push_back({{"name", "winter-panel"}, {"role", role}, {"interest", "none"}});
  }
  Record("prioritisation-panel", "analysis", "DeclareInterests", declarations);
  SheetRow score{{"name", "winter-panel"},
                 {"finding", "blackpool-smoking"},
                 {"scored by role", roles[0]},
                 {"scores.1.criterion", "severity"},
                 {"scores.1.score", "80"},
                 {"scores.1.rationale", "Smoking harms mother and child"},
                 {"scores.2.criterion", "community voice"},
                 {"scores.2.score", "90"},
                 {"scores.2.rationale", "The theme comes from here"}};
  const std::vector<std::string> gates{"data quality",  "propriety", "economics",
                                       "acceptability", "resources", "legality"};
  for (size_t i = 0; i < gates.size(); ++i) {
    const std::string gate = "gates." + std::to_string(i + 1);
    score[gate + ".gate"] = gates[i];
    score[gate + ".passed"] = "yes";
    score[gate + ".reason"] = "The panel has looked at it";
  }
  Record("prioritisation-panel", "analysis", "ScoreFinding", {score});
  Record("prioritisation-panel", "analysis", "CloseRanking",
         {{{"name", "winter-panel"}, {"seed", "2026"}}});
}

void SheetsStory::DefineTargetArea() {
  const std::string list =
      SourceDirectory() / "services" / "analysis" / "reference" / "core20plus5_adults.csv";
  const Ended loaded = sheets_.Run("administrator", {"reference", "load", list, "--parent", kParent,
                                                     "--id", "core20plus5-adults"});
  ASSERT_EQ(loaded.exit_code, 0) << loaded.output;
  Record("programme-manager", "analysis", "targetAreas",
         {{{"target area id", "blackpool-mothers"},
           {"title", "Mothers who smoke in Blackpool"},
           {"finding", "blackpool-smoking"},
           {"ranking", "winter-panel"},
           {"inequality", "Smoking at delivery is far more common in Blackpool than elsewhere."},
           {"population group", "Women in Blackpool who smoke when pregnancy is confirmed"},
           {"geography", "Blackpool (E06000009)"},
           {"mechanism", "Support is far away and offered once."},
           {"baseline.value", "17.5"},
           {"baseline.unit", "%"},
           {"baseline.period", "2023"},
           {"baseline.source", "OHID Fingertips, indicator 93085"},
           {"ambition", "Below 12 % by the end of March 2029."},
           {"alignments.1.organisation", "ICB"},
           {"alignments.1.priority", "Reduce inequalities in maternity outcomes"},
           {"alignments.2.organisation", "Blackpool Council"},
           {"alignments.2.priority", "A smoke-free town"},
           {"group reference.code", "maternity"},
           {"group reference.reference data", "core20plus5-adults"}}});
  Record("programme-manager", "programme", "equityAssessments",
         {{{"equity assessment id", "screening"},
           {"title", "EHIA screening"},
           {"target area", NameOf("targetAreas/blackpool-mothers")},
           {"kind", "EHIA screening"},
           {"outcome", "proceed with actions"},
           {"summary", "Women who do not speak English could be left out."},
           {"considered groups", "pregnancy and maternity; race; disability"},
           {"actions", "Offer the visit with an interpreter"},
           {"assessed by role", "equality lead"},
           {"review date", "31/12/2026"}}});
  Record("programme-manager", "analysis", "ApproveTargetArea",
         {{{"name", "blackpool-mothers"},
           {"approved by role", "Director of population health"},
           {"rationale", "The largest gap, on returned counts."}}});
  Record("programme-manager", "programme", "decisions",
         {{{"decision id", "target-area"},
           {"title", "Where the programme works first"},
           {"options", "Blackpool\nAll districts alike\nDo nothing"},
           {"chosen option", "Blackpool"},
           {"rationale", "The gap is largest there."},
           {"forum", "Programme board"},
           {"decided by roles", "senior responsible owner; lead midwife"},
           {"conflicts of interest", "none declared"},
           {"effective date", "2026-03-02"},
           {"about", NameOf("targetAreas/blackpool-mothers")}}});
  PassGate(3, "One target area, with its inequality, group, place and mechanism.");
}

void SheetsStory::HoldSession() {
  const Instant start = SystemClock().Now() + kUntilSession;
  const std::chrono::sys_seconds second = std::chrono::floor<std::chrono::seconds>(start);
  Record("facilitator", "codesign", "sessions",
         {{{"session id", "workshop"},
           {"brief", "blackpool-mothers"},
           {"title", "What would help you stop?"},
           {"start time",
            cli::sheet::ShownText(cli::sheet::MomentCell(second.time_since_epoch().count()))},
           {"place", "Family hub, Blackpool"},
           {"method", "workshop"},
           {"seat count", "40"},
           {"access arrangements", "childcare; travel; step free"},
           {"dots per ballot", "2"},
           {"max dots per idea", "2"}}});
  std::this_thread::sleep_until(start + std::chrono::seconds(1));
  Record("facilitator", "codesign", "HoldSession",
         {{{"name", "workshop"},
           {"attendance.groups.1.group", "residents"},
           {"attendance.groups.1.attendee count", "15"},
           {"attendance.groups.2.group", "clinicians"},
           {"attendance.groups.2.attendee count", "5"},
           {"attendance.groups.3.group", "commissioners"},
           {"attendance.groups.3.attendee count", "2"}}});
}

void SheetsStory::CoDesign() {
  HoldSession();
  ideas_ = Record("facilitator", "codesign", "ideas",
                  {Idea("Patches at the midwife's visit", "residents"),
                   Idea("Peer mothers who have stopped", "residents"),
                   Idea("Support for the whole household", "clinicians")});
  ASSERT_THAT(ideas_, SizeIs(3));
  Record("facilitator", "codesign", "ballots", Ballots(ideas_));
  Record("facilitator", "codesign", "CloseSession", {{{"name", "workshop"}}});
  SpecifyIntervention();
  PassGate(4, "Designed with residents, endorsed by all three sides.");
}

void SheetsStory::SpecifyIntervention() {
  Record("facilitator", "codesign", "SpecifyIntervention",
         {{{"intervention id", "help-in-hand"},
           {"brief", "blackpool-mothers"},
           {"session", "workshop"},
           {"ideas", ideas_[0] + "\n" + ideas_[1]},
           {"title", "Help in hand"},
           {"specification.expected mechanism", "Support is there at the moment of the visit."},
           {"specification.what", "Nicotine replacement at every visit; a peer mother calls."},
           {"specification.who delivers", "Community midwives; trained peer mothers"},
           {"specification.how", "Face to face and by telephone"},
           {"specification.where", "Antenatal clinics and family hubs"},
           {"specification.when and how much", "At every visit until 12 weeks after birth"},
           {"specification.cost estimate pence", "18500000"},
           {"specification.funded from", "The hospital stop-smoking clinic"},
           {"specification.materials", "Patches, vouchers, a call guide for peers"},
           {"specification.tailoring", "Language and place of the call as she wishes"},
           {"specification.modifications", "Agreed at the monthly meeting"},
           {"specification.planned fidelity", "A midwife sits in on one call in ten"},
           {"specification.actual fidelity", "Observed calls are counted each quarter"},
           {"specification.do nothing.cost estimate pence", "41000000"},
           {"specification.do nothing.consequence", "Admissions as today"}}});
  AssessIntervention();
  const auto endorse = [this](const std::string& caller, const std::string& side) {
    Record(caller, "codesign", "EndorseIntervention",
           {{{"name", "help-in-hand"}, {"side", side}, {"endorsed by role", caller}}});
  };
  endorse("community-partner", "community");
  endorse("clinical-lead", "clinical");
  endorse("commissioner", "commissioning");
}

void SheetsStory::AssessIntervention() {
  Record("programme-manager", "programme", "ehias",
         {{{"ehia id", "help-in-hand"},
           {"details.title", "EHIA: help in hand"},
           {"details.about", NameOf("interventions/help-in-hand")},
           {"details.intended outcome", "More mothers stop before delivery."},
           {"details.affected people", "Women who smoke when pregnancy is confirmed"},
           {"details.engagement", "A workshop designed it"},
           {"details.eliminates discrimination", "Support comes to every visit."},
           {"details.advances equality", "It begins where smoking is most common."},
           {"details.fosters good relations", "Mothers help mothers."},
           {"details.author role", "programme manager"}}});
  std::vector<SheetRow> cells;
  for (const char* group :
       {"age", "disability", "gender reassignment", "marriage and civil partnership",
        "pregnancy and maternity", "race", "religion or belief", "sex", "sexual orientation",
        "deprived areas", "inclusion health", "carers"}) {
    cells.push_back(Cell(group));
  }
  Record("programme-manager", "programme", "AssessEhiaGroups", cells);
  Record("programme-manager", "programme", "SignOffEhia",
         {{{"name", "help-in-hand"},
           {"outcome", "proceed with actions"},
           {"signed off by role", "Director of population health"},
           {"review date", "30/09/2027"}}});
  Record("programme-manager", "programme", "heats",
         {{{"heat id", "help-in-hand"},
           {"details.title", "HEAT: help in hand"},
           {"details.about", NameOf("interventions/help-in-hand")},
           {"details.sponsor role", "Director of population health"},
           {"details.lead role", "public health consultant"}}});
  const SheetRow stage{{"name", "help-in-hand"},
                       {"completed by role", "public health consultant"},
                       {"answers.1.question", "Whom is it for?"},
                       {"answers.1.answer", "Women in Blackpool first."}};
  SheetRow prepare = stage;
  prepare["stage"] = "prepare";
  SheetRow assess = stage;
  assess["stage"] = "assess";
  assess["review date"] = "30/06/2027";
  Record("programme-manager", "programme", "CompleteHeatStage", {prepare, assess});
}

void SheetsStory::Measure() {
  Record("metric-owner", "metrics", "DefineMetric", {Definition("help-in-hand", "outcome")});
  const std::vector<SheetRow> readings = Readings("help-in-hand");
  ASSERT_THAT(readings, SizeIs(5));
  Record("metric-owner", "metrics", "readings", readings);
  for (const char* metric : {"other-districts", "visit-length"}) {
    Record("metric-owner", "metrics", "metrics",
           {{{"metric id", metric},
             {"title", metric},
             {"target area", NameOf("targetAreas/blackpool-mothers")},
             {"population group", "Women who give birth"},
             {"geography", "Lancashire"}}});
  }
  Record("metric-owner", "metrics", "DefineMetric",
         {Definition("other-districts", "outcome"), Definition("visit-length", "balancing")});
  Record("metric-owner", "metrics", "pairs",
         {{{"pair id", "blackpool-gap"},
           {"title", "Blackpool and the other districts"},
           {"owner role", "lead midwife"},
           {"target metric", "help-in-hand"},
           {"comparator metric", "other-districts"}}});
  Record("programme-manager", "metrics", "actions",
         {{{"action id", "train-midwives"},
           {"title", "Train midwives to offer patches"},
           {"owner role", "lead midwife"},
           {"intervention", NameOf("interventions/help-in-hand")},
           {"metric", NameOf("metrics/help-in-hand")},
           {"due date", "30/09/2027"}}});
}

void SheetsStory::Answer() {
  Record("engagement-lead", "engagement", "PublishResponse",
         {{{"name", "out-of-reach"},
           {"response.kind", "doing"},
           {"response.public text", "You said that help is too far away. Your midwife brings it."},
           {"response.owner role", "lead midwife"}}});
  PassGate(5, "Level and gap with definition, owner, baseline, target and date.");
}

// The value of a field of text in an answer of JSON.
std::string FieldOf(const std::string& json, const std::string& field) {
  const std::string opening = "\"" + field + "\": \"";
  const size_t begin = json.find(opening);
  if (begin == std::string::npos) return {};
  const size_t first = begin + opening.size();
  return json.substr(first, json.find('"', first) - first);
}

TEST_F(SheetsStory, GoesFromAnEmptyDeploymentToAThreadThatCanBeProved) {
  OpenProgramme();
  GatherInsights();
  ASSERT_FALSE(HasFailure());
  IdentifyInequalities();
  ASSERT_FALSE(HasFailure());
  DefineTargetArea();
  ASSERT_FALSE(HasFailure());
  CoDesign();
  ASSERT_FALSE(HasFailure());
  Measure();
  Answer();
  ASSERT_FALSE(HasFailure());

  const Ended thread = sheets_.Run(
      "board-member", {"thread", NameOf("metrics/help-in-hand"), "--limit", "1000", "--json"});
  ASSERT_EQ(thread.exit_code, 0) << thread.output;
  for (const std::string& name :
       {contributions_[0], NameOf("themes/out-of-reach"), NameOf("findings/blackpool-smoking"),
        NameOf("targetAreas/blackpool-mothers"), NameOf("sessions/workshop"),
        NameOf("interventions/help-in-hand")}) {
    EXPECT_THAT(thread.output, HasSubstr(name));
  }

  for (const char* context : kContexts) {
    const Ended checkpoint =
        sheets_.Run("auditor", {"call", context, "audit", "GetCheckpoint", "{\"fresh\": true}"});
    const std::string key = FieldOf(checkpoint.output, "verifier_key");
    ASSERT_FALSE(key.empty()) << checkpoint.output;
    const std::string receipt = sheets_.NewPath(".receipt");
    const Ended proved = sheets_.Run("auditor", {"audit", "prove", context, "2", "-o", receipt});
    ASSERT_EQ(proved.exit_code, 0) << proved.output;
    const Ended checked = sheets_.Run("auditor", {"audit", "check", receipt, "--key", key});
    EXPECT_EQ(checked.exit_code, 0) << checked.output;
  }
}

}  // namespace
}  // namespace fivestep::testing
