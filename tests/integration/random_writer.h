// One context's real writer, fed with commands that are made from the protos by chance.
#ifndef FIVESTEP_TESTS_INTEGRATION_RANDOM_WRITER_H_
#define FIVESTEP_TESTS_INTEGRATION_RANDOM_WRITER_H_

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "platform/eventlog/model.h"
#include "platform/eventlog/reader.h"
#include "platform/testing/test_log.h"

namespace fivestep::testing {

inline constexpr char kRandomProgramme[] = "programmes/p1";

// In a directory of its own. Every kind of event of the other contexts has come to it before the
// first command, so that what commands refer to is known.
class RandomWriter {
 public:
  explicit RandomWriter(const ServiceModel& model);

  // Opens the log again, as after a restart of the service.
  void Restart();
  // Runs the command that `which` picks, its fields as `seed` says, as `caller`; of those whose
  // slow part is prepared elsewhere none. Nothing where the request is not of the right shape.
  std::optional<CommandResult> Run(uint16_t which, uint32_t seed, const Caller& caller = {});

  TestLog& log() { return *log_; }
  const ServiceModel& model() const { return model_; }

 private:
  void Open();
  void Hear(const ServiceModel& other);
  void FindCommands();

  const ServiceModel model_;
  TemporaryDirectory directory_;
  std::unique_ptr<TestLog> log_;
  std::vector<const google::protobuf::MethodDescriptor*> commands_;
};

}  // namespace fivestep::testing

#endif  // FIVESTEP_TESTS_INTEGRATION_RANDOM_WRITER_H_
