// What a decider is given and what it answers. Deciders are pure: time, actor, new names and other
// rows come in the context.
#ifndef FIVESTEP_PLATFORM_CORE_DECISION_H_
#define FIVESTEP_PLATFORM_CORE_DECISION_H_

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "fivestep/platform/v1/record.pb.h"
#include "platform/core/clock.h"
#include "platform/core/status.h"

namespace fivestep {

// Rows of this service as of this batch, earlier commands of the batch included. Point look-ups
// only. Used on the commit thread.
class RowView {
 public:
  virtual ~RowView() = default;

  // The row of the resource, or null when there is none. Lives until the decision ends. `name` is a
  // full resource name.
  virtual const google::protobuf::Message* FindMessage(std::string_view name) const = 0;

  // A value that a view keeps under `key`, or empty when there is none.
  virtual std::string FindViewValue(std::string_view view, std::string_view key) const = 0;

  // The row as its own type, or null when there is none or it is of another type.
  template <class Resource>
  const Resource* Find(std::string_view name) const {
    return google::protobuf::DynamicCastToGenerated<Resource>(FindMessage(name));
  }
};

// What surrounds a decision.
struct CommandContext {
  Instant now;
  const platform::v1::Actor& actor;
  const RowView& view;
  // Name for the resource that the command makes (`Access.creates`); empty for other commands.
  std::string new_name{};
  // `programmes/{programme}`; empty for commands about the service itself.
  std::string programme{};
  // Makes a further name below `parent` in `collection`, for commands that make many resources.
  std::string NewName(std::string_view parent, std::string_view collection) const;
  // Supplies ids for NewName; never null in a running service.
  std::string (*new_id)(void* source, Instant now) = nullptr;
  void* id_source = nullptr;
};

// Events to append, or why not. Exactly one of the two: a decision without events and without
// rejection changes nothing and is OK.
class Decision {
 public:
  Decision() = default;
  explicit Decision(Status rejection) : rejection_(std::move(rejection)) {}

  bool rejected() const { return !rejection_.ok(); }
  const Status& rejection() const { return rejection_; }
  const std::vector<std::unique_ptr<google::protobuf::Message>>& events() const { return events_; }

  // Appends an event. Its stream is that of the resource in its SUBJECT field.
  template <class Event>
  Decision& Add(Event event) {
    events_.push_back(std::make_unique<Event>(std::move(event)));
    return *this;
  }

  // Adds a fact to the rejection: it fills `{key}` in the sentence and travels as error metadata.
  Decision&& With(std::string key, std::string value) &&;
  // Adds fields that are not as they should be.
  Decision&& Violating(std::string field, std::string description) &&;

 private:
  friend Decision RejectWith(const google::protobuf::EnumValueDescriptor* reason);
  std::vector<std::unique_ptr<google::protobuf::Message>> events_;
  Status rejection_;
  const google::protobuf::EnumValueDescriptor* reason_ = nullptr;
};

// The decision to append `events`, in this order.
template <class... Event>
Decision Emit(Event... event) {
  Decision decision;
  (decision.Add(std::move(event)), ...);
  return decision;
}

// The business says no. Code, sentence and remedy are those of the reason's `(error)` option.
Decision RejectWith(const google::protobuf::EnumValueDescriptor* reason);
template <class Reason>
Decision Reject(Reason reason) {
  return RejectWith(google::protobuf::GetEnumDescriptor<Reason>()->FindValueByNumber(reason));
}

// The Status of an error reason, its sentence filled with `metadata`. The domain is that of the
// enum's package.
Status ReasonStatus(const google::protobuf::EnumValueDescriptor* reason,
                    std::vector<std::pair<std::string, std::string>> metadata = {});
template <class Reason>
Status StatusOf(Reason reason, std::vector<std::pair<std::string, std::string>> metadata = {}) {
  return ReasonStatus(google::protobuf::GetEnumDescriptor<Reason>()->FindValueByNumber(reason),
                      std::move(metadata));
}

}  // namespace fivestep

#endif  // FIVESTEP_PLATFORM_CORE_DECISION_H_
