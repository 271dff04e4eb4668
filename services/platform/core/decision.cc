#include "platform/core/decision.h"

#include "fivestep/platform/v1/options.pb.h"

namespace fivestep {
namespace {

std::string Fill(std::string text, const std::map<std::string, std::string>& metadata) {
  for (const auto& [key, value] : metadata) {
    const std::string mark = "{" + key + "}";
    for (size_t at = text.find(mark); at != std::string::npos;
         at = text.find(mark, at + value.size())) {
      text.replace(at, mark.size(), value);
    }
  }
  return text;
}

// `fivestep.engagement.v1` -> `engagement.fivestep`.
std::string DomainOf(const google::protobuf::EnumValueDescriptor* reason) {
  const std::string& package = reason->file()->package();
  const size_t first = package.find('.');
  const size_t second = package.find('.', first + 1);
  return package.substr(first + 1, second - first - 1) + "." + package.substr(0, first);
}

Status Build(const google::protobuf::EnumValueDescriptor* reason,
             const std::map<std::string, std::string>& metadata) {
  const auto& rule = reason->options().GetExtension(platform::v1::error);
  const int code = rule.code() == 0 ? static_cast<int>(Code::kFailedPrecondition) : rule.code();
  std::string text = Fill(rule.message() + " " + rule.remedy(), metadata);
  Status status(static_cast<Code>(code), std::move(text));
  status.SetReason(DomainOf(reason), reason->name());
  for (const auto& [key, value] : metadata) status.SetMetadata(key, value);
  return status;
}

}  // namespace

std::string CommandContext::NewName(std::string_view parent, std::string_view collection) const {
  std::string name(parent);
  if (!name.empty()) name += '/';
  return name.append(collection).append("/").append(new_id(id_source, now));
}

Decision RejectWith(const google::protobuf::EnumValueDescriptor* reason) {
  Decision decision(Build(reason, {}));
  decision.reason_ = reason;
  return decision;
}

Decision&& Decision::With(std::string key, std::string value) && {
  std::map<std::string, std::string> metadata = rejection_.metadata();
  metadata[std::move(key)] = std::move(value);
  auto violations = rejection_.violations();
  rejection_ = Build(reason_, metadata);
  rejection_.SetViolations(std::move(violations));
  return std::move(*this);
}

Decision&& Decision::Violating(std::string field, std::string description) && {
  auto violations = rejection_.violations();
  violations.push_back({std::move(field), std::move(description)});
  rejection_.SetViolations(std::move(violations));
  return std::move(*this);
}

Status ReasonStatus(const google::protobuf::EnumValueDescriptor* reason,
                    std::vector<std::pair<std::string, std::string>> metadata) {
  return Build(reason, {metadata.begin(), metadata.end()});
}

}  // namespace fivestep
