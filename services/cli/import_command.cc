#include <iostream>

#include "cli/commands.h"
#include "cli/data_set_import.h"
#include "cli/json_text.h"
#include "cli/progress_bar.h"

namespace fivestep::cli {

int Run(const ImportCommand& command, Session& session) {
  const Result<analysis::v1::ImportDataSetRequest> first = FirstPart(command);
  if (!first.ok()) return FailUsage(first.status());
  const Result<std::string> content = ReadInput(command.file);
  if (!content.ok()) return FailUsage(content.status());
  if (content->empty()) return FailUsage(InvalidArgument(command.file + " is empty."));

  analysis::v1::DataSet data_set;
  Status status;
  {
    ProgressBar bar(static_cast<int64_t>(content->size()));
    status = session.Upload("analysis", "/fivestep.analysis.v1.AnalysisService/ImportDataSet",
                            PartsOf(*first, *content, [&bar](int64_t done) { bar.Show(done); }),
                            &data_set);
  }
  if (!status.ok()) return Fail(status, "analysis", first->request_id(), session);
  std::cout << (session.settings().json ? ToJson(data_set, JsonLayout::kPretty)
                                        : ImportSummary(data_set));
  return kDone;
}

}  // namespace fivestep::cli
