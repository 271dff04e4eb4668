// What a context tells the platform about itself: which commands are decided how, how events change
// rows, which timers rows have, which views and reactions there are. A context fills one
// ServiceModel at start; it does not change afterwards.
#ifndef FIVESTEP_PLATFORM_EVENTLOG_MODEL_H_
#define FIVESTEP_PLATFORM_EVENTLOG_MODEL_H_

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "fivestep/platform/v1/options.pb.h"
#include "fivestep/platform/v1/record.pb.h"
#include "platform/core/clock.h"
#include "platform/core/decision.h"
#include "platform/core/status.h"

namespace fivestep {

class ReadContext;  // reader.h

// Something that becomes due: `rule` names a rule given to ServiceModel::TimerRule. The platform
// runs it once when `due` is past.
struct DueTimer {
  std::string rule;
  Instant due;
  bool operator==(const DueTimer&) const = default;
};

// Where a fold keeps its values. Keys and values are bytes of the fold's choice; it sees what it
// wrote before.
class ViewWriter {
 public:
  virtual ~ViewWriter() = default;
  virtual std::string Get(std::string_view key) const = 0;  // empty: nothing there
  virtual void Put(std::string_view key, std::string_view value) = 0;
  virtual void Delete(std::string_view key) = 0;
};

// A fold of one log into values. Pure: the same events give the same values, since a rebuild runs
// it again from position 1. `event` is the payload in its own type. A failed Status parks the event
// (another log) or stops the service (own log).
struct ViewFold {
  std::string view;
  std::string log;       // a context's name; the own one is folded in the batch of the event itself
  int fold_version = 1;  // raise it when the fold changes: the view rebuilds by itself
  std::function<Status(ViewWriter&, const platform::v1::RecordedEvent&,
                       const google::protobuf::Message& event)>
      fold;
};

// Another context's event -> commands here, in the batch that moves the cursor.
struct Reaction {
  std::string name;
  std::string log;
  const google::protobuf::Descriptor* event = nullptr;
  const google::protobuf::Descriptor* command = nullptr;
  std::function<std::vector<std::unique_ptr<google::protobuf::Message>>(
      const google::protobuf::Message& event, const platform::v1::RecordedEvent& record)>
      translate;
};

// Where a view lists what is handed over on the restricted stream: values below `prefix` are
// platform.v1.StoredHandOver.
struct HandOverView {
  std::string view;
  std::string prefix;
};

// What an errand needs of the world outside. Used by the thread that runs it.
class ErrandTools {
 public:
  virtual ~ErrandTools() = default;
  // What the service `context` hands over as `digest` (32 bytes), opened; `identity` as it was
  // sealed with. kNotFound: not there yet. kFailedPrecondition: this service has no key, or another
  // one. kUnavailable: the bus is away.
  virtual Result<std::string> FetchRestricted(const std::string& context, const std::string& digest,
                                              const std::string& identity) = 0;
};

// What an errand brings back: the internal command to issue, with what was fetched for it.
struct ErrandFind {
  std::unique_ptr<google::protobuf::Message> command;
  std::unique_ptr<google::protobuf::Message> prepared;
};

// Something to be fetched from outside before a command can be decided. A view lists what is open:
// each key below `prefix` is run until the events of the command that it brings back have taken the
// key out of the view. An error is tried again with back-off, for ever.
struct Errand {
  std::string view;
  std::string prefix;
  std::function<Result<ErrandFind>(std::string_view key, std::string_view value,
                                   const ReadContext& context, ErrandTools& tools)>
      run;
};

// What a command recorded, for rendering the answer: its events in order, payloads without their
// personal parts.
struct Outcome {
  int64_t first_position = 0;
  int64_t last_position = 0;
  std::vector<const google::protobuf::Message*> events;
};

// How one kind of request is handled.
struct CommandRule {
  const google::protobuf::Descriptor* request = nullptr;
  const google::protobuf::Message* state = nullptr;            // prototype of the target's row
  const google::protobuf::MethodDescriptor* method = nullptr;  // null for internal commands
  std::string path;  // full method, `/fivestep.….Service/Method`; `internal/…` for internal ones
  // Of the method.
  const platform::v1::Access* access = &platform::v1::Access::default_instance();
  std::function<Decision(const google::protobuf::Message& state,
                         const google::protobuf::Message& request,
                         const google::protobuf::Message* prepared, const CommandContext&)>
      decide;
  // Slow part, run on the worker pool over a snapshot; null where there is none.
  std::function<Result<std::unique_ptr<google::protobuf::Message>>(
      const google::protobuf::Message& request, const ReadContext&)>
      prepare;
  // Answer from the events; null: the answer is the target's row as the command left it.
  std::function<std::unique_ptr<google::protobuf::Message>(const Outcome&)> render;
};

// How one kind of query is answered.
struct QueryRule {
  const google::protobuf::MethodDescriptor* method = nullptr;
  std::function<Result<std::unique_ptr<google::protobuf::Message>>(
      const google::protobuf::Message& request, const ReadContext&)>
      answer;
};

// Receives the parts of a client-streaming call and makes one internal command of them. Used by one
// thread at a time.
class UploadSink {
 public:
  virtual ~UploadSink() = default;
  // One part, in order; the first carries what the call is about. A failed Status ends the call
  // with it. Runs on a worker, one part at a time; may read, and begin and write blobs. `context`
  // is a snapshot for this part alone.
  virtual Status Receive(const google::protobuf::Message& part, const ReadContext& context) = 0;
  struct Finished {
    std::unique_ptr<google::protobuf::Message> command;  // of a type given to InternalCommand
    std::string request_id;
    std::string identity;  // what tells a repeat of this upload from another one, for example
                           // header and content digest
  };
  // After the last part. Runs on a worker; may write blobs.
  virtual Result<Finished> Finish(const ReadContext& context) = 0;
};

// How one client-streaming method is handled.
struct UploadRule {
  const google::protobuf::MethodDescriptor* method = nullptr;
  std::function<std::unique_ptr<UploadSink>()> open;
};

// How one type of event changes the row of its stream.
struct EventRule {
  const google::protobuf::Descriptor* event = nullptr;
  const google::protobuf::Message* state = nullptr;
  std::function<void(google::protobuf::Message& state, const google::protobuf::Message& event)>
      evolve;
  // Found by the model: fields that name the person whom the event is about (beside its subject),
  // and fields that name resources whose keys it destroys.
  std::vector<const google::protobuf::FieldDescriptor*> people{};
  std::vector<const google::protobuf::FieldDescriptor*> erases{};
};

// See the file comment. Misuse (an event registered twice, a request that no method takes) stops
// the process at start.
class ServiceModel {
 public:
  // `service` is the context's gRPC service, for example EngagementService. What every service does
  // (PeopleService, its events and rows) is registered here too.
  ServiceModel(std::string context, const google::protobuf::ServiceDescriptor* service);

  // Type EventT changes the row of type State. EventT's SUBJECT field names the row.
  template <class State, class EventT>
  void Event(void (*evolve)(State&, const EventT&)) {
    AddEvent({EventT::descriptor(), &State::default_instance(),
              [evolve](google::protobuf::Message& state, const google::protobuf::Message& event) {
                evolve(static_cast<State&>(state), static_cast<const EventT&>(event));
              }});
  }

  // Request is decided on the row of type State: the row that Request's SUBJECT field names (it
  // must exist), or an empty one for methods with `Access.creates`. The answer is that row; the
  // method's response type must be State.
  template <class State, class Request>
  void Command(Decision (*decide)(const State&, const Request&, const CommandContext&)) {
    AddCommand(MakeCommand<State, Request>(decide), false);
  }

  // The same, with an answer made of the events.
  template <class State, class Request, class Response>
  void Command(Decision (*decide)(const State&, const Request&, const CommandContext&),
               Response (*render)(const Outcome&)) {
    CommandRule rule = MakeCommand<State, Request>(decide);
    rule.render = [render](const Outcome& outcome) {
      return std::make_unique<Response>(render(outcome));
    };
    AddCommand(std::move(rule), false);
  }

  // A slow command: `prepare` runs on a worker over a snapshot, `decide` must check that what it
  // used still holds.
  template <class State, class Request, class Prepared>
  void PreparedCommand(Result<Prepared> (*prepare)(const Request&, const ReadContext&),
                       Decision (*decide)(const State&, const Request&, const Prepared&,
                                          const CommandContext&)) {
    CommandRule rule;
    rule.request = Request::descriptor();
    rule.state = &State::default_instance();
    rule.prepare = [prepare](const google::protobuf::Message& request, const ReadContext& context)
        -> Result<std::unique_ptr<google::protobuf::Message>> {
      Result<Prepared> result = prepare(static_cast<const Request&>(request), context);
      if (!result.ok()) return result.status();
      return std::unique_ptr<google::protobuf::Message>(
          std::make_unique<Prepared>(std::move(*result)));
    };
    rule.decide =
        [decide](const google::protobuf::Message& state, const google::protobuf::Message& request,
                 const google::protobuf::Message* prepared, const CommandContext& context) {
          return decide(static_cast<const State&>(state), static_cast<const Request&>(request),
                        static_cast<const Prepared&>(*prepared), context);
        };
    AddCommand(std::move(rule), false);
  }

  // A command that no caller can send: reactions issue it. Its SUBJECT field names the row, which
  // need not exist yet.
  template <class State, class Request>
  void InternalCommand(Decision (*decide)(const State&, const Request&, const CommandContext&)) {
    AddCommand(MakeCommand<State, Request>(decide), true);
  }

  // The same for an errand, which brings what it fetched.
  template <class State, class Request, class Fetched>
  void ErrandCommand(Decision (*decide)(const State&, const Request&, const Fetched&,
                                        const CommandContext&)) {
    CommandRule rule;
    rule.request = Request::descriptor();
    rule.state = &State::default_instance();
    rule.decide =
        [decide](const google::protobuf::Message& state, const google::protobuf::Message& request,
                 const google::protobuf::Message* fetched, const CommandContext& context) {
          return decide(static_cast<const State&>(state), static_cast<const Request&>(request),
                        static_cast<const Fetched&>(*fetched), context);
        };
    AddCommand(std::move(rule), true);
  }

  // Runs by itself, see Errand.
  void RunErrands(Errand errand) { errands_.push_back(std::move(errand)); }
  // What this service hands over on the restricted stream.
  void HandsOver(HandOverView view) { hand_overs_ = std::move(view); }

  // The timers of a row, as a function of the row alone: set, moved and dropped as the row changes.
  template <class State>
  void Timers(std::vector<DueTimer> (*timers)(const State&)) {
    timers_[State::descriptor()] = [timers](const google::protobuf::Message& state) {
      return timers(static_cast<const State&>(state));
    };
  }

  // What happens when a timer of `rule` is due. Runs as the command `timer/<rule>` of the service
  // itself.
  template <class State>
  void TimerRule(std::string rule, Decision (*decide)(const State&, const CommandContext&)) {
    timer_rules_[std::move(rule)] = {
        &State::default_instance(),
        [decide](const google::protobuf::Message& state, const CommandContext& context) {
          return decide(static_cast<const State&>(state), context);
        }};
  }

  // A query beside the Get and List methods, which the platform answers by itself.
  template <class Request, class Response>
  void Query(Result<Response> (*answer)(const Request&, const ReadContext&)) {
    AddQuery(
        Request::descriptor(),
        [answer](const google::protobuf::Message& request,
                 const ReadContext& context) -> Result<std::unique_ptr<google::protobuf::Message>> {
          Result<Response> result = answer(static_cast<const Request&>(request), context);
          if (!result.ok()) return result.status();
          return std::unique_ptr<google::protobuf::Message>(
              std::make_unique<Response>(std::move(*result)));
        });
  }

  // A client-streaming method whose parts are of type Part. Its answer is the row of the internal
  // command that the sink makes, or what that command renders.
  template <class Part>
  void Upload(std::unique_ptr<UploadSink> (*open)()) {
    AddUpload(Part::descriptor(), open);
  }

  // When EventT of `log` arrives, `translate` gives the commands to issue here.
  template <class EventT, class Request>
  void React(std::string name, std::string log,
             std::vector<Request> (*translate)(const EventT&, const platform::v1::RecordedEvent&)) {
    Reaction reaction;
    reaction.name = std::move(name);
    reaction.log = std::move(log);
    reaction.event = EventT::descriptor();
    reaction.command = Request::descriptor();
    reaction.translate = [translate](const google::protobuf::Message& event,
                                     const platform::v1::RecordedEvent& record) {
      std::vector<std::unique_ptr<google::protobuf::Message>> commands;
      for (Request& request : translate(static_cast<const EventT&>(event), record)) {
        commands.push_back(std::make_unique<Request>(std::move(request)));
      }
      return commands;
    };
    reactions_.push_back(std::move(reaction));
  }

  void View(ViewFold fold) { views_.push_back(std::move(fold)); }

  // Another context whose log this service reads, also where no view or reaction says so: its
  // resources become known here as references.
  void Follow(std::string log);

  struct TimerHandler {
    const google::protobuf::Message* state = nullptr;
    std::function<Decision(const google::protobuf::Message&, const CommandContext&)> decide;
  };

  const std::string& context() const { return context_; }
  const google::protobuf::ServiceDescriptor* service() const { return service_; }
  // PeopleService, which every server has beside its own.
  static const google::protobuf::ServiceDescriptor* people_service();
  const EventRule* FindEvent(const std::string& full_name) const;
  const EventRule* FindEvent(const google::protobuf::Descriptor* event) const;
  const CommandRule* FindCommand(const google::protobuf::Descriptor* request) const;
  const QueryRule* FindQuery(const google::protobuf::Descriptor* request) const;
  const UploadRule* FindUpload(const google::protobuf::Descriptor* part) const;
  const TimerHandler* FindTimerRule(const std::string& rule) const;
  std::vector<DueTimer> TimersOf(const google::protobuf::Message& state) const;
  // The row type of a collection path (`sessions/ballots`), or null.
  const google::protobuf::Message* FindState(std::string_view collections) const;
  // The type of the resources in a collection (`theme` of `themes`); of one that is not this
  // context's, the collection.
  std::string_view TypeOfCollection(std::string_view collection) const;
  const std::vector<ViewFold>& views() const { return views_; }
  const std::vector<Reaction>& reactions() const { return reactions_; }
  const std::vector<Errand>& errands() const { return errands_; }
  // Its view is empty where the service hands nothing over.
  const HandOverView& hand_overs() const { return hand_overs_; }
  // Foreign logs, sorted: of views, reactions and Follow.
  std::vector<std::string> followed_logs() const;

 private:
  template <class State, class Request>
  static CommandRule MakeCommand(Decision (*decide)(const State&, const Request&,
                                                    const CommandContext&)) {
    CommandRule rule;
    rule.request = Request::descriptor();
    rule.state = &State::default_instance();
    rule.decide = [decide](const google::protobuf::Message& state,
                           const google::protobuf::Message& request,
                           const google::protobuf::Message*, const CommandContext& context) {
      return decide(static_cast<const State&>(state), static_cast<const Request&>(request),
                    context);
    };
    return rule;
  }
  void RegisterPeople();
  // The method, of the context's own service or of one that every server has, that takes `request`;
  // null when none does.
  const google::protobuf::MethodDescriptor* MethodTaking(
      const google::protobuf::Descriptor* request) const;
  void AddEvent(EventRule rule);
  void AddCommand(CommandRule rule, bool internal);
  void AddQuery(const google::protobuf::Descriptor* request,
                std::function<Result<std::unique_ptr<google::protobuf::Message>>(
                    const google::protobuf::Message&, const ReadContext&)>
                    answer);
  void AddUpload(const google::protobuf::Descriptor* part,
                 std::function<std::unique_ptr<UploadSink>()> open);
  void AddState(const google::protobuf::Message* state);

  std::string context_;
  const google::protobuf::ServiceDescriptor* service_;
  std::unordered_map<const google::protobuf::Descriptor*, EventRule> events_;
  std::map<const google::protobuf::Descriptor*, CommandRule> commands_;
  std::map<const google::protobuf::Descriptor*, QueryRule> queries_;
  std::map<const google::protobuf::Descriptor*, UploadRule> uploads_;
  std::map<std::string, const google::protobuf::Message*, std::less<>> states_;
  std::map<std::string, std::string, std::less<>> types_;  // by collection
  std::map<const google::protobuf::Descriptor*,
           std::function<std::vector<DueTimer>(const google::protobuf::Message&)>>
      timers_;
  std::map<std::string, TimerHandler> timer_rules_;
  std::vector<ViewFold> views_;
  std::vector<Reaction> reactions_;
  std::vector<std::string> follows_;
  std::vector<Errand> errands_;
  HandOverView hand_overs_;
};

}  // namespace fivestep

#endif  // FIVESTEP_PLATFORM_EVENTLOG_MODEL_H_
