#include "platform/rpc/resource_types.h"

#include <google/protobuf/descriptor.h>
#include <google/protobuf/descriptor_database.h>

#include <vector>

#include "fivestep/platform/v1/options.pb.h"

namespace fivestep {
namespace {

void Collect(const google::protobuf::Descriptor* type,
             std::map<std::string, std::string>& collections) {
  if (type->options().HasExtension(platform::v1::resource)) {
    const auto& resource = type->options().GetExtension(platform::v1::resource);
    collections[resource.type()] =
        (resource.parent().empty() ? "" : resource.parent() + "/") + resource.collection();
  }
  for (int i = 0; i < type->nested_type_count(); ++i) Collect(type->nested_type(i), collections);
}

std::map<std::string, std::string> CollectAll() {
  std::map<std::string, std::string> collections;
  std::vector<std::string> files;
  google::protobuf::DescriptorPool::internal_generated_database()->FindAllFileNames(&files);
  for (const std::string& name : files) {
    if (name.starts_with("google/")) continue;
    const auto* file = google::protobuf::DescriptorPool::generated_pool()->FindFileByName(name);
    for (int i = 0; file != nullptr && i < file->message_type_count(); ++i) {
      Collect(file->message_type(i), collections);
    }
  }
  return collections;
}

}  // namespace

const std::map<std::string, std::string>& ResourceCollections() {
  static const std::map<std::string, std::string> collections = CollectAll();
  return collections;
}

std::string CollectionsOf(const ResourceName& name) {
  const auto& segments = name.segments();
  const size_t first = segments.size() > 1 && !name.programme_id().empty() ? 1 : 0;
  std::string collections;
  for (size_t i = first; i < segments.size(); ++i) {
    if (i > first) collections += '/';
    collections += segments[i].collection;
  }
  return collections;
}

}  // namespace fivestep
