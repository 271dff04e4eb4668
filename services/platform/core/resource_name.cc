#include "platform/core/resource_name.h"

#include <algorithm>

#include "platform/core/ids.h"

namespace fivestep {
namespace {

constexpr size_t kMaxPairs = 4;
constexpr std::string_view kProgrammes = "programmes";

bool IsCollection(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  });
}

}  // namespace

bool ResourceName::Parse(std::string_view text, ResourceName& name, bool allow_wildcard) {
  std::vector<std::string> parts;
  for (size_t begin = 0; begin <= text.size();) {
    const size_t end = std::min(text.find('/', begin), text.size());
    parts.emplace_back(text.substr(begin, end - begin));
    if (parts.size() > 2 * kMaxPairs) return false;
    begin = end + 1;
  }
  if (parts.size() % 2 != 0) return false;
  std::vector<Segment> segments;
  for (size_t i = 0; i < parts.size(); i += 2) {
    const bool id_ok = IsValidId(parts[i + 1]) || (allow_wildcard && parts[i + 1] == "-");
    if (!IsCollection(parts[i]) || !id_ok) return false;
    segments.push_back({parts[i], parts[i + 1]});
  }
  name.segments_ = std::move(segments);
  return true;
}

std::string ResourceName::programme_id() const {
  return segments_.front().collection == kProgrammes ? segments_.front().id : std::string();
}

std::string ResourceName::programme() const {
  const std::string id = programme_id();
  return id.empty() ? id : std::string(kProgrammes) + "/" + id;
}

std::string ResourceName::parent() const {
  std::string result;
  for (size_t i = 0; i + 1 < segments_.size(); ++i) {
    if (i > 0) result += '/';
    result += segments_[i].collection + "/" + segments_[i].id;
  }
  return result;
}

std::string ResourceName::text() const {
  const std::string above = parent();
  return (above.empty() ? above : above + "/") + collection() + "/" + id();
}

std::string ResourceName::row_key() const {
  const bool inside_programme = segments_.front().collection == kProgrammes;
  const size_t first = inside_programme && segments_.size() > 1 ? 1 : 0;
  std::string key;
  for (size_t i = first; i < segments_.size(); ++i) {
    if (i > first) key += '/';
    key += segments_[i].collection;
  }
  key += '\0';
  key += first == 1 ? segments_.front().id : std::string();
  for (size_t i = first; i < segments_.size(); ++i) {
    key += '\0';
    key += segments_[i].id;
  }
  return key;
}

std::string_view ProgrammeOf(std::string_view name) {
  if (!name.starts_with("programmes/")) return {};
  const size_t end = name.find('/', kProgrammes.size() + 1);
  return name.substr(0, end);
}

}  // namespace fivestep
