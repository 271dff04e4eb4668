#include <iostream>

#include "cli/audit_reading.h"
#include "cli/commands.h"
#include "cli/error_text.h"
#include "cli/figure_rows.h"

namespace fivestep::cli {

int Run(const ExportFiguresCommand& command, Session& session) {
  FigureRows rows;
  int64_t last = 0;
  const Status status =
      ReadEvents("analysis", 1, 0, session, [&](int64_t position, const std::string& bytes) {
        platform::v1::RecordedEvent record;
        last = position;
        if (record.ParseFromString(bytes)) rows.Add(record);
      });
  if (!status.ok()) return Fail(status, "analysis", "", session);
  const bool csv = command.format == "csv";
  if (csv) std::cout << CsvHeading() << "\r\n";
  for (const FigureRow& row : rows.From(command.from)) {
    std::cout << (csv ? CsvLine(row) + "\r\n" : JsonLine(row) + "\n");
  }
  std::cout.flush();
  std::cerr << "Read up to position " << last << "; what comes later: --from " << last + 1 << '\n';
  return kDone;
}

}  // namespace fivestep::cli
