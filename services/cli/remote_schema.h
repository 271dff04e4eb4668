// The services, methods and messages of a server as it describes them itself (gRPC reflection), so
// that this program can call what was not known when it was built.
#ifndef FIVESTEP_CLI_REMOTE_SCHEMA_H_
#define FIVESTEP_CLI_REMOTE_SCHEMA_H_

#include <google/protobuf/descriptor.h>
#include <google/protobuf/descriptor.pb.h>
#include <google/protobuf/dynamic_message.h>

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "platform/core/status.h"

namespace fivestep::cli {

// Thread-safe. Descriptors and messages live as long as the schema.
class RemoteSchema {
 public:
  // Puts a question to the server and fills in its answer (messages of
  // proto/server_reflection.proto).
  using Asking = std::function<Status(const google::protobuf::Message& question,
                                      google::protobuf::Message* answer)>;

  explicit RemoteSchema(Asking ask) : ask_(std::move(ask)) {}

  // Full names of all services, sorted.
  Result<std::vector<std::string>> Services();

  // NOT_FOUND when the server has none of that name.
  Result<const google::protobuf::ServiceDescriptor*> FindService(const std::string& full_name);
  Result<const google::protobuf::Descriptor*> FindMessage(const std::string& full_name);

  // A new, empty message of a type that this schema gave.
  std::unique_ptr<google::protobuf::Message> NewMessage(const google::protobuf::Descriptor* type);

 private:
  Status FetchSymbol(const std::string& symbol);
  Status FetchFiles(const google::protobuf::Message& question);
  std::vector<std::string> MissingFiles() const;
  Status Build(const std::string& file);

  Asking ask_;
  std::mutex mutex_;
  std::map<std::string, google::protobuf::FileDescriptorProto> files_;
  google::protobuf::DescriptorPool pool_;
  google::protobuf::DynamicMessageFactory messages_;
};

}  // namespace fivestep::cli

#endif  // FIVESTEP_CLI_REMOTE_SCHEMA_H_
