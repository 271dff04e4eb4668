#include "cli/method_finder.h"

#include <algorithm>
#include <cctype>
#include <map>
#include <numeric>
#include <utility>

#include "cli/settings.h"

namespace fivestep::cli {
namespace {

using google::protobuf::MethodDescriptor;
using google::protobuf::ServiceDescriptor;

constexpr size_t kMaxMatches = 5;

std::string Lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

std::string Listed(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += "\n  " + name;
  return text;
}

// `fivestep.engagement.v1.EngagementService` -> `engagement`.
std::string ContextOf(const std::string& service) {
  if (IsContext(service)) return service;
  const std::string prefix = "fivestep.";
  if (!service.starts_with(prefix)) return {};
  const std::string context =
      service.substr(prefix.size(), service.find('.', prefix.size()) - prefix.size());
  return IsContext(context) ? context : std::string();
}

std::vector<std::string> MethodNames(const ServiceDescriptor& service) {
  std::vector<std::string> names;
  for (int i = 0; i < service.method_count(); ++i) names.push_back(service.method(i)->name());
  return names;
}

}  // namespace

Result<MethodWords> ReadMethodWords(const std::string& service,
                                    const std::vector<std::string>& words) {
  MethodWords read;
  read.context = ContextOf(service);
  if (read.context.empty()) {
    std::string text = "`" + service + "` is none of the services:" + Listed(ContextNames());
    const std::vector<std::string> near = NearMatches(service, ContextNames());
    if (!near.empty()) text += "\nDid you mean " + near.front() + "?";
    return InvalidArgument(text);
  }
  if (service != read.context) read.service = service;
  size_t next = 0;
  static const std::map<std::string, std::string> everywhere = {
      {"admin", "fivestep.platform.v1.AdminService"},
      {"audit", "fivestep.platform.v1.AuditService"},
      {"people", "fivestep.platform.v1.PeopleService"}};
  if (!words.empty() && everywhere.contains(words[0])) {
    read.service = everywhere.at(words[0]);
    next = 1;
  }
  if (next < words.size()) read.method = words[next++];
  if (next < words.size()) read.request = words[next++];
  if (next < words.size()) {
    return InvalidArgument("`" + words[next] +
                           "` is one word too many. Put the JSON in single quotes: "
                           "'{\"name\": \"…\"}'.");
  }
  return read;
}

Result<const ServiceDescriptor*> FindServiceOf(const MethodWords& words, RemoteSchema& schema) {
  if (!words.service.empty()) return schema.FindService(words.service);
  const Result<std::vector<std::string>> services = schema.Services();
  if (!services.ok()) return services.status();
  for (const std::string& name : *services) {
    if (ContextOf(name) == words.context) return schema.FindService(name);
  }
  return NotFound("What answers at the address of " + words.context +
                  " is not its service. It has:" + Listed(*services) +
                  "\nCheck --address-of and --addresses.");
}

Result<const MethodDescriptor*> FindMethodOf(const ServiceDescriptor& service,
                                             const std::string& method) {
  const std::vector<std::string> names = MethodNames(service);
  for (int i = 0; i < service.method_count(); ++i) {
    if (Lower(names[static_cast<size_t>(i)]) == Lower(method)) return service.method(i);
  }
  const std::vector<std::string> near = NearMatches(method, names);
  return InvalidArgument(
      service.name() + " has no method `" + method + "`. " +
      (near.empty() ? "It has:" + Listed(names) : "Did you mean one of these?" + Listed(near)));
}

std::vector<std::string> NearMatches(const std::string& word,
                                     const std::vector<std::string>& names) {
  std::vector<std::pair<int, std::string>> near;
  for (const std::string& name : names) {
    const int distance = EditDistance(word, name);
    const bool part = word.size() >= 3 && Lower(name).find(Lower(word)) != std::string::npos;
    // A third of the letters wrong is a slip; more is another word.
    const bool slip = distance <= std::max(2, static_cast<int>(word.size()) / 3);
    if (slip || part) near.emplace_back(slip ? distance : distance + 100, name);
  }
  std::sort(near.begin(), near.end());
  if (near.size() > kMaxMatches) near.resize(kMaxMatches);
  std::vector<std::string> matches;
  for (auto& [distance, name] : near) matches.push_back(std::move(name));
  return matches;
}

int EditDistance(const std::string& one, const std::string& other) {
  const std::string a = Lower(one);
  const std::string b = Lower(other);
  std::vector<int> row(b.size() + 1);
  std::iota(row.begin(), row.end(), 0);
  for (size_t i = 1; i <= a.size(); ++i) {
    int diagonal = std::exchange(row[0], static_cast<int>(i));
    for (size_t j = 1; j <= b.size(); ++j) {
      const int replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, replaced});
    }
  }
  return row[b.size()];
}

}  // namespace fivestep::cli
