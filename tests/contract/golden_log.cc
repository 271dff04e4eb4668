#include "contract/golden_log.h"

#include <google/protobuf/util/json_util.h>

#include <algorithm>
#include <future>
#include <set>
#include <stdexcept>

#include "platform/core/timestamp.h"
#include "platform/eventlog/descriptors.h"
#include "platform/eventlog/row.h"

namespace fivestep::contract {
namespace {

// The deployment of deploy/up.
constexpr char kDeployment[] = "local";

// Time stands still at the last event, so that no timer becomes due.
class StoppedClock : public Clock {
 public:
  explicit StoppedClock(Instant now) : now_(now) {}
  Instant Now() const override { return now_; }

 private:
  const Instant now_;
};

void OrThrow(const Status& status) {
  if (!status.ok()) throw std::runtime_error(status.ToString());
}

template <class T>
T OrThrow(Result<T> result) {
  OrThrow(result.status());
  return std::move(*result);
}

// Somebody who may see everything.
Caller Anybody() {
  Caller caller;
  caller.roles = {"administrator", "programme-manager"};
  return caller;
}

// `a\x00b`: readable where it is text, and without loss where it is not.
std::string Escaped(std::string_view bytes) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string text;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x20 && byte < 0x7F && c != '\\' && c != '"') {
      text += c;
    } else {
      text += "\\\\x";
      text += {kDigits[byte >> 4], kDigits[byte & 0xF]};
    }
  }
  return text;
}

std::string JsonOf(const google::protobuf::Message& message) {
  google::protobuf::util::JsonPrintOptions options;
  options.preserve_proto_field_names = true;
  std::string json;
  (void)google::protobuf::util::MessageToJsonString(message, &json, options);
  return json;
}

}  // namespace

GoldenLog::GoldenLog(const std::filesystem::path& directory, const ServiceModel* model)
    : model_(model) {
  keys_ = OrThrow(KeyStore::Open(directory / "keys", ""));
  blobs_ = OrThrow(BlobStore::Open(directory / "blobs", keys_.get()));
  sealer_ = std::make_unique<Sealer>(keys_.get());
  log_ = OrThrow(EventLog::Open({directory / "log", kDeployment, model_->context(), nullptr}));
  ReadEvents();
  const Instant now = events_.empty() ? Instant() : ToInstant(events_.back().recorded_time());
  clock_ = std::make_unique<StoppedClock>(now);
  loop_ = std::make_unique<CommitLoop>(log_.get(), model_, sealer_.get(), blobs_.get(),
                                       clock_.get(), &ids_, CommitLoop::Options{});
  OrThrow(loop_->Start());
}

GoldenLog::~GoldenLog() { loop_->Stop(); }

void GoldenLog::ReadEvents() {
  OrThrow(log_->Scan(1, 0, [this](int64_t, std::string_view bytes) {
    bytes_.emplace_back(bytes);
    return events_.emplace_back().ParseFromString(bytes_.back());
  }));
}

std::unique_ptr<ReadContext> GoldenLog::Read() const { return loop_->Read(Anybody()); }

GoldenLog::Rows GoldenLog::StoredRows() const {
  const std::unique_ptr<ReadContext> context = Read();
  Rows rows;
  for (const auto& [name, row] : RefoldedRows()) {
    rows[name] = OrThrow(context->GetRow(name)).resource;
  }
  return rows;
}

GoldenLog::Rows GoldenLog::RefoldedRows() const {
  std::map<std::string, LoadedRow> loaded;
  for (const platform::v1::RecordedEvent& record : events_) {
    const EventRule* rule = model_->FindEvent(record.type());
    const auto event = fivestep::NewMessage(record.type());
    if (rule == nullptr || event == nullptr || !event->ParseFromString(record.payload())) {
      throw std::runtime_error(context() + " does not know " + record.type());
    }
    LoadedRow& row = loaded[SubjectOf(*event)];
    if (row.resource == nullptr) row.resource.reset(rule->state->New());
    rule->evolve(*row.resource, *event);
    NoteEvent(record, row);
  }
  Rows rows;
  for (const auto& [name, row] : loaded) rows[name] = RenderRow(row, name);
  return rows;
}

GoldenLog::Views GoldenLog::StoredViews() const {
  std::set<std::string> names;
  for (const ViewFold& view : model_->views()) names.insert(view.view);
  const std::unique_ptr<ReadContext> context = Read();
  Views views;
  for (const std::string& name : names) {
    context->ScanView(name, "", [&](std::string_view key, std::string_view value) {
      views[name + " " + Escaped(key)] = Escaped(value);
      return true;
    });
  }
  return views;
}

void GoldenLog::RebuildViews(const std::vector<const GoldenLog*>& others) {
  std::set<std::string> names;
  for (const ViewFold& view : model_->views()) names.insert(view.view);
  for (const std::string& name : names) {
    std::promise<Status> done;
    loop_->RebuildView(name, [&done](Status status) { done.set_value(std::move(status)); });
    OrThrow(done.get_future().get());
  }
  CatchUp(others);
}

void GoldenLog::CatchUp(const std::vector<const GoldenLog*>& others) {
  const std::vector<std::string> followed = model_->followed_logs();
  std::map<const GoldenLog*, size_t> heard;
  // In turns: an event waits until those that it follows are here.
  for (bool moved = true; moved;) {
    moved = false;
    for (const GoldenLog* other : others) {
      if (std::count(followed.begin(), followed.end(), other->context()) == 0) continue;
      moved |= Ingest(*other, heard[other]);
    }
  }
  for (const auto& [other, count] : heard) {
    if (count < other->bytes().size()) {
      throw std::runtime_error(context() + " waits for ever with " + other->context());
    }
  }
}

bool GoldenLog::Ingest(const GoldenLog& other, size_t& heard) {
  const size_t before = heard;
  for (; heard < other.bytes().size(); ++heard) {
    std::promise<std::pair<IngestOutcome, Status>> done;
    loop_->Ingest({other.context(), static_cast<int64_t>(heard + 1), other.bytes()[heard]},
                  [&done](IngestOutcome outcome, Status status) {
                    done.set_value({outcome, std::move(status)});
                  });
    const auto [outcome, status] = done.get_future().get();
    if (outcome == IngestOutcome::kWaiting) break;
    if (outcome != IngestOutcome::kApplied && outcome != IngestOutcome::kAlready) {
      throw std::runtime_error(context() + " did not take " + other.context() + " " +
                               std::to_string(heard + 1) + ": " + status.ToString());
    }
  }
  return heard > before;
}

int GoldenLog::OpenSealedParts() const {
  int count = 0;
  for (const platform::v1::RecordedEvent& record : events_) {
    const auto event = fivestep::NewMessage(record.type());
    event->ParseFromString(record.payload());
    const Sealer::Opened opened = OrThrow(sealer_->Open(record, *event));
    if (opened.opened != record.sealed_size()) {
      throw std::runtime_error("keys are missing for " + record.stream());
    }
    count += opened.opened;
  }
  return count;
}

std::string GoldenLog::ReadBlob(const std::string& hex_digest) const {
  std::string digest;
  for (size_t i = 0; i + 1 < hex_digest.size(); i += 2) {
    digest += static_cast<char>(std::stoi(hex_digest.substr(i, 2), nullptr, 16));
  }
  return OrThrow(Read()->ReadBlob(digest));
}

std::string GoldenLog::AsJson() const {
  std::string json = "{\n\"rows\": {";
  const char* comma = "\n";
  for (const auto& [name, row] : StoredRows()) {
    json += comma + ("\"" + name + "\": " + JsonOf(*row));
    comma = ",\n";
  }
  json += "\n},\n\"views\": {";
  comma = "\n";
  for (const auto& [key, value] : StoredViews()) {
    json += comma + ("\"" + key + "\": \"" + value + "\"");
    comma = ",\n";
  }
  return json + "\n}\n}\n";
}

void CopyGolden(const std::filesystem::path& from, const std::filesystem::path& to) {
  using std::filesystem::perms;
  std::filesystem::copy(from, to, std::filesystem::copy_options::recursive);
  std::filesystem::permissions(to / "keys" / "wrapping.key",
                               perms::owner_read | perms::owner_write);
}

}  // namespace fivestep::contract
