#include <iostream>

#include "cli/commands.h"
#include "cli/data_set_import.h"
#include "cli/json_text.h"
#include "cli/mapping_proposal.h"
#include "cli/progress_bar.h"

namespace fivestep::cli {
namespace {

// The mapping to standard output, the reasons to standard error, so that the one can be kept.
int Propose(const SlicedFile& file) {
  const Result<ProposedMapping> proposed = ProposeMappingOf(file);
  if (!proposed.ok()) return FailUsage(proposed.status());
  for (const std::string& reason : proposed->reasons) std::cerr << reason << '\n';
  std::cout << ToJson(proposed->mapping, JsonLayout::kPretty);
  return kDone;
}

// Sends `first` and `file`, with a progress bar.
template <class Part>
Status Send(const std::string& method, const Part& first, const SlicedFile& file, Session& session,
            google::protobuf::Message* answer) {
  ProgressBar bar(file.size());
  return session.Upload("analysis", "/fivestep.analysis.v1.AnalysisService/" + method,
                        PartsOf(first, file, [&bar](int64_t done) { bar.Show(done); }), answer);
}

}  // namespace

int Run(const ImportCommand& command, Session& session) {
  const Result<SlicedFile> file = SlicedFile::Open(command.file);
  if (!file.ok()) return FailUsage(file.status());
  if (command.propose) return Propose(*file);
  const Result<analysis::v1::ImportDataSetRequest> first = FirstPart(command);
  if (!first.ok()) return FailUsage(first.status());
  analysis::v1::DataSet data_set;
  const Status status = Send("ImportDataSet", *first, *file, session, &data_set);
  if (!status.ok()) return Fail(status, "analysis", first->request_id(), session);
  std::cout << (session.settings().json ? ToJson(data_set, JsonLayout::kPretty)
                                        : ImportSummary(data_set));
  return kDone;
}

int Run(const ReferenceCommand& command, Session& session) {
  const Result<SlicedFile> file = SlicedFile::Open(command.file);
  if (!file.ok()) return FailUsage(file.status());
  const Result<analysis::v1::LoadReferenceDataRequest> first = FirstPart(command);
  if (!first.ok()) return FailUsage(first.status());
  analysis::v1::ReferenceData reference;
  const Status status = Send("LoadReferenceData", *first, *file, session, &reference);
  if (!status.ok()) return Fail(status, "analysis", first->request_id(), session);
  if (session.settings().json) {
    std::cout << ToJson(reference, JsonLayout::kPretty);
  } else {
    std::cout << reference.name() << '\n'
              << reference.title() << '\n'
              << reference.row_count() << " rows, " << reference.key_count() << " keys, version "
              << reference.version() << ".\n";
  }
  return kDone;
}

}  // namespace fivestep::cli
