// How events of other services change what a board report shows of their resources. Pure.
#ifndef FIVESTEP_METRICS_VIEWS_BOARD_ITEMS_H_
#define FIVESTEP_METRICS_VIEWS_BOARD_ITEMS_H_

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

#include <functional>
#include <map>
#include <string>
#include <utility>

#include "fivestep/metrics/v1/board_view.pb.h"

namespace fivestep::metrics::board {

// How one type of event is told: the resource that it is about, and what it does to its item.
struct Teller {
  std::function<std::string(const google::protobuf::Message&)> subject;
  std::function<void(v1::StoredBoardItem&, const google::protobuf::Message&)> apply;
};
using Tellers = std::map<const google::protobuf::Descriptor*, Teller>;

// Adds how events of type Event are told. `subject` is the getter of its subject; `kind` is what
// the report calls the resource.
template <class Event>
void Tell(Tellers& tellers, const char* kind, const std::string& (Event::*subject)() const,
          void (*apply)(v1::StoredBoardItem&, const Event&)) {
  tellers[Event::descriptor()] = {
      [subject](const google::protobuf::Message& event) {
        return (static_cast<const Event&>(event).*subject)();
      },
      [kind, apply](v1::StoredBoardItem& stored, const google::protobuf::Message& event) {
        stored.mutable_item()->set_kind(kind);
        apply(stored, static_cast<const Event&>(event));
      }};
}

// Sets what is said under `label`; nothing is said where `text` is empty.
void Say(v1::StoredBoardItem& stored, const char* label, const std::string& text);
// Adds to what is said under `label`.
void SayAlso(v1::StoredBoardItem& stored, const char* label, const std::string& text);

// `listening event` of `ENGAGEMENT_METHOD_LISTENING_EVENT`; empty for UNSPECIFIED.
std::string Words(const std::string& enum_name, const std::string& prefix);
// `a, b and c`.
template <class Texts>
std::string Listed(const Texts& texts) {
  std::string all;
  for (int i = 0; i < texts.size(); ++i) {
    all += (i == 0 ? "" : i + 1 == texts.size() ? " and " : ", ") + texts[i];
  }
  return all;
}
// At most two decimals, none where they are 0: `1.5`, `12`.
std::string NumberText(double number);

// One for each log that the report tells of.
void TellProgramme(Tellers& tellers);
void TellEngagement(Tellers& tellers);
void TellAnalysis(Tellers& tellers);
void TellCodesign(Tellers& tellers);

}  // namespace fivestep::metrics::board

#endif  // FIVESTEP_METRICS_VIEWS_BOARD_ITEMS_H_
