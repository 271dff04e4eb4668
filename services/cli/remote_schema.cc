#include "cli/remote_schema.h"

#include <algorithm>
#include <set>

#include "server_reflection.pb.h"

namespace fivestep::cli {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FileDescriptorProto;
using google::protobuf::ServiceDescriptor;
using v1::ReflectionRequest;
using v1::ReflectionResponse;

// Rounds of asking for files that files import. Ours need two; a chain of imports as long as this
// is a server that plays tricks.
constexpr int kMaxRounds = 20;

Status Unreadable() {
  return Internal("The server's description of itself (gRPC reflection) cannot be read.");
}

}  // namespace

Result<std::vector<std::string>> RemoteSchema::Services() {
  ReflectionRequest request;
  request.set_list_services("*");
  ReflectionResponse response;
  FIVESTEP_RETURN_IF_ERROR(ask_(request, &response));
  std::vector<std::string> names;
  for (const auto& service : response.list_services_response().service()) {
    names.push_back(service.name());
  }
  std::sort(names.begin(), names.end());
  return names;
}

Result<const ServiceDescriptor*> RemoteSchema::FindService(const std::string& full_name) {
  const std::lock_guard lock(mutex_);
  FIVESTEP_RETURN_IF_ERROR(FetchSymbol(full_name));
  const ServiceDescriptor* service = pool_.FindServiceByName(full_name);
  if (service == nullptr) return NotFound("The server has no service " + full_name + ".");
  return service;
}

Result<const Descriptor*> RemoteSchema::FindMessage(const std::string& full_name) {
  const std::lock_guard lock(mutex_);
  FIVESTEP_RETURN_IF_ERROR(FetchSymbol(full_name));
  const Descriptor* message = pool_.FindMessageTypeByName(full_name);
  if (message == nullptr) return NotFound("The server has no message " + full_name + ".");
  return message;
}

std::unique_ptr<google::protobuf::Message> RemoteSchema::NewMessage(const Descriptor* type) {
  return std::unique_ptr<google::protobuf::Message>(messages_.GetPrototype(type)->New());
}

Status RemoteSchema::FetchSymbol(const std::string& symbol) {
  if (pool_.FindFileContainingSymbol(symbol) != nullptr) return OkStatus();
  ReflectionRequest request;
  request.set_file_containing_symbol(symbol);
  FIVESTEP_RETURN_IF_ERROR(FetchFiles(request));
  for (int round = 0; round < kMaxRounds; ++round) {
    const std::vector<std::string> missing = MissingFiles();
    if (missing.empty()) break;
    for (const std::string& name : missing) {
      request.set_file_by_filename(name);
      FIVESTEP_RETURN_IF_ERROR(FetchFiles(request));
    }
  }
  for (const auto& [name, file] : files_) FIVESTEP_RETURN_IF_ERROR(Build(name));
  return OkStatus();
}

Status RemoteSchema::FetchFiles(const google::protobuf::Message& question) {
  ReflectionResponse response;
  FIVESTEP_RETURN_IF_ERROR(ask_(question, &response));
  if (response.has_error_response()) {
    return {static_cast<Code>(response.error_response().error_code()),
            "The server cannot describe it: " + response.error_response().error_message() + "."};
  }
  for (const std::string& bytes : response.file_descriptor_response().file_descriptor_proto()) {
    FileDescriptorProto file;
    if (!file.ParseFromString(bytes)) return Unreadable();
    std::string name = file.name();
    files_.try_emplace(std::move(name), std::move(file));
  }
  return OkStatus();
}

std::vector<std::string> RemoteSchema::MissingFiles() const {
  std::set<std::string> missing;
  for (const auto& [name, file] : files_) {
    for (const std::string& import : file.dependency()) {
      if (!files_.contains(import)) missing.insert(import);
    }
  }
  return {missing.begin(), missing.end()};
}

// Imports first. A file that imports itself, directly or not, does not build.
Status RemoteSchema::Build(const std::string& name) {
  if (pool_.FindFileByName(name) != nullptr) return OkStatus();
  const auto found = files_.find(name);
  // A file that is being built is empty here: its imports have led back to it.
  if (found == files_.end() || found->second.name().empty()) return Unreadable();
  const FileDescriptorProto file = std::move(found->second);
  found->second.Clear();
  for (const std::string& import : file.dependency()) FIVESTEP_RETURN_IF_ERROR(Build(import));
  if (pool_.BuildFile(file) == nullptr) return Unreadable();
  return OkStatus();
}

}  // namespace fivestep::cli
