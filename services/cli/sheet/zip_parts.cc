#include "cli/sheet/zip_parts.h"

#include <zip.h>

#include <algorithm>
#include <array>

namespace fivestep::cli::sheet {
namespace {

struct CloseFile {
  void operator()(zip_file_t* file) const { zip_fclose(file); }
};

Status NotReadable() {
  return InvalidArgument(
      "The file is damaged or cut off: open it in your spreadsheet program and save it again as "
      ".xlsx.");
}

Status TooLarge() {
  return InvalidArgument(
      "The file unpacks to more than a sheet needs: save only the rows to be imported in a new "
      "workbook.");
}

}  // namespace

void ZipParts::Close::operator()(zip* archive) const { zip_discard(archive); }

Result<ZipParts> ZipParts::Open(std::string_view bytes) {
  if (bytes.size() > kMaxZipBytes) return TooLarge();
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
  zip* archive = source == nullptr ? nullptr : zip_open_from_source(source, ZIP_RDONLY, &error);
  zip_error_fini(&error);
  if (archive == nullptr) {
    if (source != nullptr) zip_source_free(source);
    return NotReadable();
  }
  ZipParts parts(archive);
  if (zip_get_num_entries(archive, 0) > kMaxZipParts) return TooLarge();
  return parts;
}

Result<std::string> ZipParts::Read(const std::string& name) {
  zip_stat_t facts;
  zip_stat_init(&facts);
  if (zip_stat(archive_.get(), name.c_str(), 0, &facts) != 0) {
    return NotFound("The workbook lacks a part that it speaks of.");
  }
  const std::unique_ptr<zip_file_t, CloseFile> file(
      zip_fopen_index(archive_.get(), facts.index, 0));
  if (file == nullptr) return NotReadable();
  const uint64_t by_ratio =
      std::max<uint64_t>(kSmallPartBytes, std::max<uint64_t>(facts.comp_size, 1) * kMaxRatio);
  const size_t limit = static_cast<size_t>(
      std::min<uint64_t>(by_ratio, std::min(kMaxPartBytes, kMaxUnpackedBytes - unpacked_bytes_)));
  std::string content;
  std::array<char, 1 << 16> chunk{};
  // What the directory says of the size is not believed: bytes are counted as they come.
  for (;;) {
    const zip_int64_t count = zip_fread(file.get(), chunk.data(), chunk.size());
    if (count < 0) return NotReadable();
    if (count == 0) break;
    if (content.size() + static_cast<size_t>(count) > limit) return TooLarge();
    content.append(chunk.data(), static_cast<size_t>(count));
  }
  unpacked_bytes_ += content.size();
  return content;
}

}  // namespace fivestep::cli::sheet
