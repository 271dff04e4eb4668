// How the thread view keys its values. Names hold no NUL, so NUL separates.
//
//   n NUL name                         StoredThreadNode     its events have been seen
//   u NUL name                         type                 named before it was seen
//   o NUL from NUL kind NUL to         StoredThreadEdge     links by their beginning
//   i NUL to NUL kind NUL from         StoredThreadEdge     the same links by their end
#ifndef FIVESTEP_PROGRAMME_VIEWS_THREAD_KEYS_H_
#define FIVESTEP_PROGRAMME_VIEWS_THREAD_KEYS_H_

#include <string>
#include <string_view>

namespace fivestep::programme::thread {

inline constexpr char kView[] = "thread";

// The kinds of link: those along which the thread runs, from what came first to what was built on
// it; and the two that are shown and not followed.
inline constexpr char kFollowed = 'f';
inline constexpr char kPartOf = 'p';
inline constexpr char kAbout = 'a';

inline std::string NodeKey(std::string_view name) {
  return std::string("n") + '\0' + std::string(name);
}
inline std::string UnseenKey(std::string_view name) {
  return std::string("u") + '\0' + std::string(name);
}
inline std::string OutPrefix(std::string_view from, char kind) {
  return std::string("o") + '\0' + std::string(from) + '\0' + kind + '\0';
}
inline std::string InPrefix(std::string_view to, char kind) {
  return std::string("i") + '\0' + std::string(to) + '\0' + kind + '\0';
}

}  // namespace fivestep::programme::thread

#endif  // FIVESTEP_PROGRAMME_VIEWS_THREAD_KEYS_H_
