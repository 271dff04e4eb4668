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
  std::vector<Segment> segments;
  segments.reserve(kMaxPairs);
  for (size_t begin = 0; begin <= text.size();) {
    const size_t middle = text.find('/', begin);
    if (middle == std::string_view::npos || segments.size() == kMaxPairs) return false;
    const size_t end = std::min(text.find('/', middle + 1), text.size());
    const std::string_view collection = text.substr(begin, middle - begin);
    std::string id(text.substr(middle + 1, end - middle - 1));
    const bool id_ok = IsValidId(id) || (allow_wildcard && id == "-");
    if (!IsCollection(collection) || !id_ok) return false;
    segments.push_back({std::string(collection), std::move(id)});
    begin = end + 1;
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
