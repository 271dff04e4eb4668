#include "platform/testing/test_log.h"

#include <future>
#include <stdexcept>
#include <thread>

#include "platform/core/resource_name.h"
#include "platform/eventlog/descriptors.h"
#include "platform/testing/given.h"

namespace fivestep::testing {
namespace {

template <class T>
T OrThrow(Result<T> result) {
  if (!result.ok()) throw std::runtime_error(result.status().ToString());
  return std::move(*result);
}

}  // namespace

TemporaryDirectory::TemporaryDirectory() {
  std::string pattern = (std::filesystem::temp_directory_path() / "fivestep-XXXXXX").string();
  if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary directory");
  path_ = pattern;
}

TemporaryDirectory::~TemporaryDirectory() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

TestLog::TestLog(const std::string& directory, ServiceModel model, rocksdb::Env* env,
                 CommitLoop::Options options)
    : model_(std::move(model)), clock_(kNow) {
  keys_ = OrThrow(KeyStore::Open(directory + "/keys", ""));
  blobs_ = OrThrow(BlobStore::Open(directory + "/blobs", keys_.get()));
  sealer_ = std::make_unique<Sealer>(keys_.get());
  log_ = OrThrow(EventLog::Open({directory + "/log", "test", model_.context(), env}));
  loop_ = std::make_unique<CommitLoop>(log_.get(), &model_, sealer_.get(), blobs_.get(), &clock_,
                                       &ids_, std::move(options));
  if (Status status = loop_->Start(); !status.ok()) throw std::runtime_error(status.ToString());
}

TestLog::~TestLog() { loop_->Stop(); }

CommandResult TestLog::Run(const google::protobuf::Message& request, const std::string& request_id,
                           const Caller& caller) {
  CommandCall call;
  call.rule = model_.FindCommand(request.GetDescriptor());
  call.request.reset(request.New());
  call.request->CopyFrom(request);
  call.request_bytes = SerialiseDeterministically(request);
  call.request_id = request_id;
  call.caller = caller;
  const std::string parent = StringField(request, "parent");
  call.programme = ProgrammeOf(parent.empty() ? SubjectOf(request) : parent);
  std::promise<CommandResult> promise;
  loop_->Submit(std::move(call),
                [&promise](CommandResult result) { promise.set_value(std::move(result)); });
  return promise.get_future().get();
}

std::pair<IngestOutcome, Status> TestLog::Ingest(const std::string& log, int64_t position,
                                                 const std::string& bytes) {
  std::promise<std::pair<IngestOutcome, Status>> promise;
  loop_->Ingest({log, position, bytes}, [&promise](IngestOutcome outcome, Status status) {
    promise.set_value({outcome, std::move(status)});
  });
  return promise.get_future().get();
}

void TestLog::IngestAll(const EventLog& source) {
  for (int64_t p = loop_->CursorOf(source.context()) + 1; p <= source.last_position(); ++p) {
    for (auto outcome = IngestOutcome::kWaiting; outcome == IngestOutcome::kWaiting;) {
      outcome = Ingest(source.context(), p, OrThrow(source.Read(p)).bytes).first;
    }
  }
}

bool TestLog::Eventually(const std::function<bool()>& condition) {
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(5);
  while (std::chrono::steady_clock::now() < end) {
    if (condition()) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  return condition();
}

}  // namespace fivestep::testing
