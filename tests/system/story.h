// A programme told call by call, by people of several organisations.
#ifndef FIVESTEP_TESTS_SYSTEM_STORY_H_
#define FIVESTEP_TESTS_SYSTEM_STORY_H_

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "system/calls.h"
#include "system/stack.h"

namespace fivestep::testing {

// Not thread-safe. Every call waits for what the calls before it have recorded, whichever service
// did, and has a request id of its own.
class Story {
 public:
  // `programme` is the whole name. The stack must outlive it.
  Story(Stack& stack, std::string programme);

  // In JSON, `$P` stands for the programme's name. Throws std::runtime_error where the service
  // refuses.
  std::unique_ptr<google::protobuf::Message> Do(const As& who, const std::string& context,
                                                const std::string& method, std::string json);
  template <class Answer>
  Answer Do(const As& who, const std::string& context, const std::string& method,
            const std::string& json) {
    Answer answer;
    answer.CopyFrom(*Do(who, context, method, json));
    return answer;
  }
  // The refusal of a call that must be refused; OK where it was not.
  Status Refusal(const As& who, const std::string& context, const std::string& method,
                 std::string json);
  // Passes the gate at the end of a step.
  void PassGate(int step, const std::string& rationale);

  // Runs the command-line program and returns what it printed; throws where it fails.
  std::string Run(const As& who, std::vector<std::string> words);
  // All resources of the thread, upstream and downstream of one.
  std::vector<std::string> ThreadOf(const std::string& name, const std::string& direction);

  const std::string& programme() const { return programme_; }
  Stack& stack() { return stack_; }

 private:
  Called Send(As who, const std::string& context, const std::string& method, std::string json);

  Stack& stack_;
  const std::string programme_;
  std::map<std::string, std::string> positions_;  // `engagement` -> `engagement=12`
  int runs_ = 0;
};

}  // namespace fivestep::testing

#endif  // FIVESTEP_TESTS_SYSTEM_STORY_H_
