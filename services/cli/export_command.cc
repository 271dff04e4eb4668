#include <iostream>

#include "cli/audit_reading.h"
#include "cli/commands.h"
#include "cli/error_text.h"
#include "cli/figure_rows.h"
#include "cli/json_text.h"
#include "cli/partner_rows.h"
#include "fivestep/engagement/v1/partner_file.pb.h"

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

int Run(const ExportPartnerCommand& command, Session& session) {
  engagement::v1::GetPartnerFileRequest request;
  request.set_parent(command.programme);
  const bool csv = command.format == "csv";
  if (csv) std::cout << PartnerHeading() << "\r\n";
  do {
    const auto page = session.Ask<engagement::v1::GetPartnerFileResponse>(
        "engagement", "EngagementService/GetPartnerFile", request);
    if (!page.ok()) return Fail(page.status(), "engagement", "", session);
    for (const engagement::v1::PartnerLine& line : page->lines()) {
      std::cout << (csv ? PartnerRow(line) + "\r\n" : ToJson(line, JsonLayout::kLine) + "\n");
    }
    request.set_after_contribution(page->next_after_contribution());
  } while (!request.after_contribution().empty());
  std::cout.flush();
  return kDone;
}

}  // namespace fivestep::cli
