// How the board view keys its values. Names hold no NUL, so NUL separates.
//
//   p NUL log                             position in decimal   how far that log was folded
//   i NUL programme NUL name              StoredBoardItem       what a report may show
//   d NUL indicator                       StoredBoardItem       dimension and unit of an indicator
#ifndef FIVESTEP_METRICS_VIEWS_BOARD_KEYS_H_
#define FIVESTEP_METRICS_VIEWS_BOARD_KEYS_H_

#include <string>
#include <string_view>

namespace fivestep::metrics::board {

inline constexpr char kView[] = "board";
// The logs that a report rests on. Of the own one only the position is kept: its rows are at hand.
inline constexpr const char* kLogs[] = {"programme", "engagement", "analysis", "codesign",
                                        "metrics"};

inline std::string PositionKey(std::string_view log) {
  return std::string("p") + '\0' + std::string(log);
}
inline std::string ItemPrefix(std::string_view programme) {
  return std::string("i") + '\0' + std::string(programme) + '\0';
}
inline std::string ItemKey(std::string_view programme, std::string_view name) {
  return ItemPrefix(programme) + std::string(name);
}
inline std::string IndicatorKey(std::string_view indicator) {
  return std::string("d") + '\0' + std::string(indicator);
}

}  // namespace fivestep::metrics::board

#endif  // FIVESTEP_METRICS_VIEWS_BOARD_KEYS_H_
