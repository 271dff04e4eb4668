// Whatever people do in whatever order, what this service promises holds: any sequence of commands
// is tried against the rows and views as the platform keeps them.
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "engagement/domain/evidence_index.h"
#include "engagement/domain/examples.h"
#include "engagement/domain/lifecycle.h"
#include "engagement/engagement_service.h"
#include "fivestep/engagement/v1/quote.pb.h"
#include "fivestep/engagement/v1/thematic_analysis.pb.h"
#include "platform/testing/fake_read_context.h"

namespace fivestep::engagement {
namespace {

using google::protobuf::Message;

// The rows and views of a service, without a platform.
class World : public RowView {
 public:
  const Message* FindMessage(std::string_view name) const override {
    const auto found = rows_.find(std::string(name));
    return found == rows_.end() ? nullptr : found->second.get();
  }
  std::string FindViewValue(std::string_view view, std::string_view key) const override {
    const auto found = views_.find(std::string(view));
    return found == views_.end() ? std::string() : found->second.Get(key);
  }

  // Decides `request` about the row `name`, and records what comes of it. A command about what is
  // not there is passed over, as the platform would.
  void Do(const Message& request, const std::string& name) {
    const CommandRule* rule = model_.FindCommand(request.GetDescriptor());
    const bool creates = !rule->access->creates().empty();
    if (creates == (FindMessage(name) != nullptr)) return;
    CommandContext context = Context();
    if (creates) context.new_name = name;
    const Message& row = creates ? *rule->state : *rows_.at(name);
    Record(rule->decide(row, request, nullptr, context));
  }
  void Tick(const std::string& name) {
    now_ += std::chrono::days(5);
    if (FindMessage(name) == nullptr) return;
    const auto* rule = model_.FindTimerRule(kResponseOverdueRule);
    Record(rule->decide(*rows_.at(name), Context()));
  }
  void SpeakAs(const std::string& actor) { actor_.set_id(actor); }

  template <class Resource>
  std::vector<const Resource*> All() const {
    std::vector<const Resource*> all;
    for (const auto& [name, row] : rows_) {
      const auto* resource = google::protobuf::DynamicCastToGenerated<Resource>(row.get());
      if (resource != nullptr) all.push_back(resource);
    }
    return all;
  }
  const std::vector<std::string>& overdue() const { return overdue_; }

 private:
  CommandContext Context() {
    CommandContext context{.now = now_, .actor = actor_, .view = *this};
    context.programme = "programmes/p1";
    context.id_source = &next_id_;
    context.new_id = [](void* source, Instant) {
      return "c" + std::to_string(++*static_cast<int*>(source));
    };
    return context;
  }
  void Record(const Decision& decision) {
    for (const auto& event : decision.events()) {
      const EventRule* rule = model_.FindEvent(event->GetDescriptor());
      auto& row = rows_[SubjectNamed(*event)];
      if (row == nullptr) row.reset(rule->state->New());
      rule->evolve(*row, *event);
      for (const ViewFold& view : model_.views()) {
        if (view.log == "engagement") (void)view.fold(views_[view.view], {}, *event);
      }
      if (event->GetDescriptor()->name() == "ResponseOverdue") {
        overdue_.push_back(SubjectNamed(*event));
      }
    }
  }

  ServiceModel model_ = MakeModel();
  std::map<std::string, std::unique_ptr<Message>> rows_;
  std::map<std::string, fivestep::testing::FakeViewWriter> views_;
  std::vector<std::string> overdue_;
  platform::v1::Actor actor_;
  Instant now_ = kPresent;
  int next_id_ = 0;
};

std::string Of(const char* collection, int number) {
  return std::string("programmes/p1/") + collection + "/c" + std::to_string(number);
}

// One thing that somebody does, made of three numbers.
class Step {
 public:
  Step(World& world, int first, int second) : world_(world), first_(first), second_(second) {}

  void Run(int kind) {
    switch (kind) {
      case 0:
        return Plan();
      case 1:
        return DoNamed<pb::OpenActivityRequest>(Activity());
      case 2:
        return DoNamed<pb::CloseActivityRequest>(Activity());
      case 3:
        return FinishCoding();
      case 4:
        return Speak();
      case 5:
        return AgreeTheme();
      case 6:
        return Code();
      case 7:
        return Answer();
      case 8:
        return DoNamed<pb::WithdrawContributionRequest>(Contribution());
      case 9:
        return TakeBackQuote();
      case 10:
        return Propose();
      case 11:
        return Release();
      case 12:
        return Conclude();
      default:
        return world_.Tick(Theme());
    }
  }

 private:
  std::string Activity() const { return Of("activities", first_ % 2); }
  std::string Contribution() const { return Of("contributions", 1 + first_ % 4); }
  std::string Theme() const { return Of("themes", second_ % 2); }
  std::string Quote() const { return Of("quotes", second_ % 3); }

  template <class Request>
  void DoNamed(const std::string& name) {
    Request request;
    request.set_name(name);
    world_.Do(request, name);
  }
  void Plan() {
    pb::PlanActivityRequest request;
    request.set_planned_date("2026-02-20");
    request.add_consent_items(pb::CONSENT_ITEM_QUOTE);
    request.set_response_days(7);
    world_.Do(request, Activity());
  }
  void FinishCoding() {
    pb::FinishCodingRequest request;
    request.set_name(Activity());
    if (second_ % 2 == 1) request.set_uncoded_reason("They spoke of the parking.");
    world_.Do(request, Activity());
  }
  void Speak() {
    pb::RecordContributionsRequest request;
    request.set_activity(Activity());
    auto* said = request.add_contributions();
    said->set_language("en");
    said->set_consent_to_quote(second_ % 2 == 1);
    world_.Do(request, Activity());
  }
  void AgreeTheme() {
    pb::AgreeThemeRequest request;
    world_.Do(request, Theme());
  }
  void Code() {
    pb::CodeContributionsRequest request;
    request.set_name(Theme());
    request.add_contributions(Contribution());
    world_.Do(request, Theme());
  }
  void Answer() {
    pb::PublishResponseRequest request;
    request.set_name(Theme());
    if (first_ % 2 == 0) {
      *request.mutable_response() = Doing();
    } else {
      request.mutable_response()->set_kind(pb::RESPONSE_KIND_UNDER_CONSIDERATION);
      request.mutable_response()->set_decision_date("2040-01-01");
    }
    world_.Do(request, Theme());
  }
  void TakeBackQuote() {
    pb::WithdrawConsentItemRequest request;
    request.set_name(Contribution());
    request.set_item(pb::CONSENT_ITEM_QUOTE);
    world_.Do(request, Contribution());
  }
  void Propose() {
    world_.SpeakAs("proposer");
    pb::ProposeQuoteRequest request;
    request.set_contribution(Contribution());
    world_.Do(request, Quote());
  }
  void Release() {
    world_.SpeakAs(first_ % 2 == 0 ? "checker" : "proposer");
    DoNamed<pb::ReleaseQuoteRequest>(Quote());
  }
  void Conclude() {
    pb::StateInsightRequest request;
    request.add_themes(Theme());
    if (world_.FindMessage(Theme()) != nullptr) world_.Do(request, Of("insights", first_ % 2));
  }

  World& world_;
  int first_;
  int second_;
};

bool Contains(const google::protobuf::RepeatedPtrField<std::string>& names,
              const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

void CheckQuotes(const World& world) {
  for (const pb::Quote* quote : world.All<pb::Quote>()) {
    const auto* said = world.Find<pb::Contribution>(quote->contribution());
    RC_ASSERT(said != nullptr);
    const bool may = said->consent_to_quote() && said->state() != pb::Contribution::STATE_WITHDRAWN;
    RC_ASSERT(may || quote->state() == pb::Quote::STATE_WITHDRAWN);
  }
}

// What GetThemePrevalence counts is what the rows say.
void CheckPrevalence(const World& world) {
  for (const pb::Theme* theme : world.All<pb::Theme>()) {
    int count = 0;
    for (const pb::Contribution* said : world.All<pb::Contribution>()) {
      const bool counts = said->state() != pb::Contribution::STATE_WITHDRAWN;
      if (counts && Contains(said->themes(), theme->name())) ++count;
    }
    const std::string counted = world.FindViewValue("theme_prevalence", theme->name());
    RC_ASSERT(counted == (counted.empty() ? "" : std::to_string(count)));
    RC_ASSERT(!counted.empty() || count == 0);
  }
}

void CheckFeedback(const World& world) {
  for (const pb::Activity* activity : world.All<pb::Activity>()) {
    const bool fed_back = activity->state() == pb::Activity::STATE_FED_BACK;
    const bool answered = activity->themes_size() > 0 && IsAnswered(*activity);
    RC_ASSERT(!fed_back || answered);
    RC_ASSERT(!(Waits(*activity) && answered));
    for (const pb::RaisedTheme& raised : activity->themes()) {
      const auto* theme = world.Find<pb::Theme>(raised.theme());
      RC_ASSERT(theme != nullptr && Contains(theme->activities(), activity->name()));
      RC_ASSERT(raised.answered() == (theme->state() == pb::Theme::STATE_ANSWERED));
    }
  }
}

// A theme that people wait for has a clock; nobody is told twice that it is late.
void CheckClock(const World& world) {
  const std::set<std::string> once(world.overdue().begin(), world.overdue().end());
  RC_ASSERT(once.size() == world.overdue().size());
  for (const pb::Activity* activity : world.All<pb::Activity>()) {
    if (!IsOver(*activity)) continue;
    for (const pb::RaisedTheme& raised : activity->themes()) {
      const auto* theme = world.Find<pb::Theme>(raised.theme());
      RC_ASSERT(raised.answered() || theme->has_response_due_time());
    }
  }
}

// The count of what waits for its coding is that of the rows.
void CheckUncoded(const World& world) {
  for (const pb::Activity* activity : world.All<pb::Activity>()) {
    int waiting = 0;
    for (const pb::Contribution* said : world.All<pb::Contribution>()) {
      const bool waits = said->state() == pb::Contribution::STATE_RECORDED;
      if (waits && said->activity() == activity->name()) ++waiting;
    }
    const std::string counted = world.FindViewValue(kEvidenceView, UncodedKey(activity->name()));
    RC_ASSERT((counted.empty() ? "0" : counted) == std::to_string(waiting));
  }
}

// Whoever rests on something that was taken back knows.
void CheckMarks(const World& world) {
  for (const pb::Contribution* said : world.All<pb::Contribution>()) {
    if (said->state() != pb::Contribution::STATE_WITHDRAWN) continue;
    for (const std::string& name : said->themes()) {
      const auto* theme = world.Find<pb::Theme>(name);
      RC_ASSERT(theme->evidence_withdrawn() || theme->has_response());
    }
  }
}

TEST(AnyLife, KeepsWhatIsPromised) {
  const bool holds = rc::check([](const std::vector<std::tuple<uint8_t, uint8_t, uint8_t>>& steps) {
    World world;
    // So that most lives get somewhere.
    for (const int kind : {0, 1, 5}) {
      for (const int number : {0, 1}) Step(world, number, number).Run(kind);
    }
    for (const auto& [kind, first, second] : steps) {
      Step(world, first, second).Run(kind % 14);
      CheckQuotes(world);
      CheckPrevalence(world);
      CheckFeedback(world);
      CheckClock(world);
      CheckUncoded(world);
      CheckMarks(world);
    }
  });
  EXPECT_TRUE(holds);
}

}  // namespace
}  // namespace fivestep::engagement
