// The parts of a zip file that somebody else has made.
#ifndef FIVESTEP_CLI_SHEET_ZIP_PARTS_H_
#define FIVESTEP_CLI_SHEET_ZIP_PARTS_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "platform/core/status.h"

struct zip;

namespace fivestep::cli::sheet {

// A workbook of kMaxRows rows is under 5 MB.
inline constexpr size_t kMaxZipBytes = size_t{32} << 20;
// A workbook has under 50 parts; one of many sheets and pictures some hundreds.
inline constexpr int64_t kMaxZipParts = 2'000;
// One part unpacked. kMaxRows rows of 30 filled columns are under 30 MB of XML.
inline constexpr size_t kMaxPartBytes = size_t{48} << 20;
// All parts that are read, unpacked.
inline constexpr size_t kMaxUnpackedBytes = size_t{96} << 20;
// A part that unpacks to more than so many times its size is made to fill memory. Sheets of a
// thousand equal rows reach 100.
inline constexpr uint64_t kMaxRatio = 300;
// Parts smaller than this may have any ratio.
inline constexpr size_t kSmallPartBytes = size_t{1} << 20;

// Not thread-safe. `bytes` must outlive it.
class ZipParts {
 public:
  // INVALID_ARGUMENT when it is no zip file, is cut off, or has too many parts.
  static Result<ZipParts> Open(std::string_view bytes);

  // Errors: NOT_FOUND when there is no such part; INVALID_ARGUMENT when it is encrypted, damaged,
  // or unpacks to more than the limits above, whatever size it says it has.
  Result<std::string> Read(const std::string& name);

 private:
  struct Close {
    void operator()(zip* archive) const;
  };
  explicit ZipParts(zip* archive) : archive_(archive) {}

  std::unique_ptr<zip, Close> archive_;
  size_t unpacked_bytes_ = 0;
};

}  // namespace fivestep::cli::sheet

#endif  // FIVESTEP_CLI_SHEET_ZIP_PARTS_H_
