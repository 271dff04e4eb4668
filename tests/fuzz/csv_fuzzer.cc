// libFuzzer's entry point for the CSV reader and for cells, built by clang with
// -DFIVESTEP_LIBFUZZER=ON. The first byte says how the file is cut.
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "analysis/import/cell.h"
#include "analysis/import/csv_reader.h"

namespace fivestep::testing {
namespace {

using analysis::CellState;
using Rows = std::vector<std::vector<std::string>>;

[[noreturn]] void Fail(const char* what) {
  std::fprintf(stderr, "%s\n", what);
  std::abort();
}

Status ReadInChunks(std::string_view text, size_t chunk, Rows& rows) {
  analysis::CsvReader reader([&rows](const analysis::CsvRow& row, Status&) {
    rows.emplace_back(row.fields.begin(), row.fields.end());
    return true;
  });
  while (!text.empty()) {
    FIVESTEP_RETURN_IF_ERROR(reader.Read(text.substr(0, chunk)));
    text.remove_prefix(std::min(chunk, text.size()));
  }
  return reader.Finish();
}

void CheckCell(const std::string& field) {
  if (analysis::CleanText(field) != field) Fail("a field that is not clean");
  const analysis::Cell cell = analysis::ParseCell(field);
  if (cell.state == CellState::kAbsent) Fail("a field that is said to be absent");
  if (cell.state == CellState::kNumber && !std::isfinite(cell.number)) Fail("no number");
}

void Try(std::string_view text, size_t chunk) {
  Rows whole;
  Rows cut;
  const Status status = ReadInChunks(text, text.size() + 1, whole);
  const Status of_cut = ReadInChunks(text, chunk, cut);
  if (status.message() != of_cut.message()) Fail("another refusal when the file is cut");
  if (!status.ok() && status.code() != Code::kInvalidArgument) Fail("another code");
  if (whole != cut) Fail("other rows when the file is cut");
  for (const auto& row : whole) {
    if (row.empty() || row.size() > analysis::kMaxCsvColumns) Fail("a row of a wrong width");
    for (const std::string& field : row) CheckCell(field);
  }
}

}  // namespace
}  // namespace fivestep::testing

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 1) return 0;
  fivestep::testing::Try({reinterpret_cast<const char*>(data) + 1, size - 1}, 1 + data[0] % 96u);
  return 0;
}
