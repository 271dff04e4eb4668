// libFuzzer's entry point for column mappings, built by clang with -DFIVESTEP_LIBFUZZER=ON. Of an
// input, the first two bytes say how long the mapping is; what follows it is the file.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "analysis/import/column_mapping.h"
#include "analysis/import/imported_table.h"
#include "analysis/import/mapping_proposal.h"

namespace fivestep::testing {
namespace {

[[noreturn]] void Fail(const char* what) {
  std::fprintf(stderr, "%s\n", what);
  std::abort();
}

void CheckImport(const Result<analysis::ImportedTable>& table) {
  if (!table.ok()) {
    if (table.status().code() != Code::kInvalidArgument) Fail("another code");
    if (table.status().message().empty()) Fail("a refusal without a sentence");
    return;
  }
  const auto& report = table->report;
  if (report.row_count() != report.kept_row_count() + report.filtered_row_count() +
                                report.duplicate_row_count() + report.unreadable_row_count() +
                                report.ragged_row_count() + report.note_row_count()) {
    Fail("a row that is not accounted for");
  }
}

void Try(const analysis::v1::ColumnMapping& mapping, const std::string& content) {
  if (analysis::CheckMapping(mapping).empty()) {
    CheckImport(analysis::ImportText(content, mapping));
  }
  const auto proposal = analysis::ProposeMapping(content, true);
  if (!proposal.ok()) {
    if (proposal.status().code() != Code::kInvalidArgument) Fail("another code");
    return;
  }
  if (!analysis::CheckMapping(proposal->mapping).empty()) Fail("a proposal that is refused");
  CheckImport(analysis::ImportText(content, proposal->mapping));
}

}  // namespace
}  // namespace fivestep::testing

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  const std::size_t wanted = data[0] + 256u * (data[1] % 4u);
  const std::size_t length = std::min(wanted, size - 2);
  fivestep::analysis::v1::ColumnMapping mapping;
  if (!mapping.ParseFromArray(data + 2, static_cast<int>(length))) return 0;
  const char* content = reinterpret_cast<const char*>(data) + 2 + length;
  fivestep::testing::Try(mapping, std::string(content, size - 2 - length));
  return 0;
}
