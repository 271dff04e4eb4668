// Given / when / then for deciders: Given<Theme>(events…).When(request).ThenEmits(event…) or
// .ThenRejected(reason).
#ifndef FIVESTEP_PLATFORM_TESTING_GIVEN_H_
#define FIVESTEP_PLATFORM_TESTING_GIVEN_H_

#include <gmock/gmock.h>
#include <google/protobuf/util/message_differencer.h>
#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <string>
#include <utility>

#include "platform/core/decision.h"

namespace fivestep::testing {

// The present in tests: 2026-03-02T10:00:00Z, a Monday.
inline constexpr Instant kNow{std::chrono::seconds(1'772'445'600)};

// Rows for `context.view`, by name.
class FakeRows : public RowView {
 public:
  template <class Resource>
  FakeRows& Put(const std::string& name, Resource resource) {
    rows_[name] = std::make_unique<Resource>(std::move(resource));
    return *this;
  }
  FakeRows& PutViewValue(const std::string& view, const std::string& key, std::string value) {
    values_[view + '\0' + key] = std::move(value);
    return *this;
  }
  const google::protobuf::Message* FindMessage(std::string_view name) const override {
    const auto found = rows_.find(std::string(name));
    return found == rows_.end() ? nullptr : found->second.get();
  }
  std::string FindViewValue(std::string_view view, std::string_view key) const override {
    const auto found = values_.find(std::string(view) + '\0' + std::string(key));
    return found == values_.end() ? std::string() : found->second;
  }

 private:
  std::map<std::string, std::unique_ptr<google::protobuf::Message>> rows_;
  std::map<std::string, std::string> values_;
};

// What a decision was, and what is expected of it.
class Then {
 public:
  explicit Then(Decision decision) : decision_(std::move(decision)) {}

  template <class... Event>
  void ThenEmits(const Event&... expected) {
    ASSERT_FALSE(decision_.rejected()) << decision_.rejection().ToString();
    ASSERT_EQ(decision_.events().size(), sizeof...(expected));
    size_t index = 0;
    (ExpectSame(*decision_.events()[index++], expected), ...);
  }
  template <class Reason>
  void ThenRejected(Reason reason) {
    ASSERT_TRUE(decision_.rejected())
        << "accepted, with " << decision_.events().size() << " events";
    const auto* value = google::protobuf::GetEnumDescriptor<Reason>()->FindValueByNumber(reason);
    EXPECT_EQ(decision_.rejection().reason(), value->name());
    EXPECT_EQ(decision_.rejection().message().find('{'), std::string::npos)
        << "a fact is missing in: " << decision_.rejection().message();
  }
  const Decision& decision() const { return decision_; }

 private:
  static void ExpectSame(const google::protobuf::Message& actual,
                         const google::protobuf::Message& expected) {
    ASSERT_EQ(actual.GetDescriptor(), expected.GetDescriptor());
    EXPECT_TRUE(google::protobuf::util::MessageDifferencer::Equals(actual, expected))
        << "emitted:\n"
        << actual.DebugString() << "expected:\n"
        << expected.DebugString();
  }
  Decision decision_;
};

// A state made by folding events with the context's own Evolve overloads (found by argument type or
// by the caller's scope).
template <class State>
class Given {
 public:
  Given() = default;
  explicit Given(State state) : state_(std::move(state)) {}

  // Folds one more event with `evolve`.
  template <class Event>
  Given& After(void (*evolve)(State&, const Event&), const Event& event) {
    evolve(state_, event);
    return *this;
  }
  // Another row that the decision may look up.
  template <class Resource>
  Given& With(const std::string& name, Resource resource) {
    rows_.Put(name, std::move(resource));
    return *this;
  }
  Given& At(Instant now) {
    now_ = now;
    return *this;
  }
  Given& Naming(std::string new_name) {
    new_name_ = std::move(new_name);
    return *this;
  }
  Given& By(std::string organisation) {
    actor_.set_organisation(std::move(organisation));
    return *this;
  }
  FakeRows& rows() { return rows_; }
  const State& state() const { return state_; }

  template <class Request>
  Then When(Decision (*decide)(const State&, const Request&, const CommandContext&),
            const Request& request) {
    return Then(decide(state_, request, Context()));
  }
  template <class Request, class Prepared>
  Then When(Decision (*decide)(const State&, const Request&, const Prepared&,
                               const CommandContext&),
            const Request& request, const Prepared& prepared) {
    return Then(decide(state_, request, prepared, Context()));
  }
  Then WhenDue(Decision (*decide)(const State&, const CommandContext&)) {
    return Then(decide(state_, Context()));
  }

 private:
  CommandContext Context() {
    CommandContext context{.now = now_, .actor = actor_, .view = rows_};
    context.new_name = new_name_;
    context.programme = "programmes/p1";
    context.id_source = &next_id_;
    context.new_id = [](void* source, Instant) {
      return "id" + std::to_string(++*static_cast<int*>(source));
    };
    return context;
  }
  State state_;
  FakeRows rows_;
  Instant now_ = kNow;
  std::string new_name_;
  platform::v1::Actor actor_;
  int next_id_ = 0;
};

}  // namespace fivestep::testing

#endif  // FIVESTEP_PLATFORM_TESTING_GIVEN_H_
