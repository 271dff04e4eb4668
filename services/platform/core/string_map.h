// A hash map from strings that is asked with string views, without a copy for each question.
#ifndef FIVESTEP_PLATFORM_CORE_STRING_MAP_H_
#define FIVESTEP_PLATFORM_CORE_STRING_MAP_H_

#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace fivestep {

struct StringHash {
  using is_transparent = void;
  size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
};

template <class Value>
using StringMap = std::unordered_map<std::string, Value, StringHash, std::equal_to<>>;

}  // namespace fivestep

#endif  // FIVESTEP_PLATFORM_CORE_STRING_MAP_H_
