// A service's data directory, opened as the service itself would, and all it holds as text.
#ifndef FIVESTEP_TESTS_CONTRACT_GOLDEN_LOG_H_
#define FIVESTEP_TESTS_CONTRACT_GOLDEN_LOG_H_

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "fivestep/platform/v1/record.pb.h"
#include "platform/core/ids.h"
#include "platform/eventlog/commit_loop.h"
#include "platform/eventlog/event_log.h"
#include "platform/eventlog/model.h"
#include "platform/sealing/blob_store.h"
#include "platform/sealing/key_store.h"
#include "platform/sealing/sealer.h"

namespace fivestep::contract {

// Not thread-safe. Every method throws std::runtime_error with a status's text where that is not
// OK.
class GoldenLog {
 public:
  // `directory` holds `log`, `blobs` and `keys` of the model's context. The model must outlive it.
  GoldenLog(const std::filesystem::path& directory, const ServiceModel* model);
  ~GoldenLog();

  const std::string& context() const { return model_->context(); }
  // The events as stored and parsed, positions 1, 2, …
  const std::vector<std::string>& bytes() const { return bytes_; }
  const std::vector<platform::v1::RecordedEvent>& events() const { return events_; }

  // Every row by its name, rendered as callers get it: as stored, and as the events give it when
  // they are folded anew.
  using Rows = std::map<std::string, std::unique_ptr<google::protobuf::Message>>;
  Rows StoredRows() const;
  Rows RefoldedRows() const;

  // Every value of every view, by `view key`; bytes escaped.
  using Views = std::map<std::string, std::string>;
  Views StoredViews() const;
  // Hears from `others` what views that are newer than the log have not seen yet, as a service does
  // when it is started anew.
  void CatchUp(const std::vector<const GoldenLog*>& others);
  // Empties all views and folds them again, other contexts' events out of `others`.
  void RebuildViews(const std::vector<const GoldenLog*>& others);

  // Opens every sealed part of every event with its key. Returns how many there are.
  int OpenSealedParts() const;
  // The content of the blob whose name, its SHA-256, is given as 64 hexadecimal digits.
  std::string ReadBlob(const std::string& hex_digest) const;

  // Rows and views as one JSON document.
  std::string AsJson() const;

 private:
  void ReadEvents();
  // Hears events of `other` from place `heard` on, until one waits; whether there were any.
  bool Ingest(const GoldenLog& other, size_t& heard);
  std::unique_ptr<ReadContext> Read() const;

  const ServiceModel* model_;
  std::unique_ptr<Clock> clock_;
  UuidSource ids_;
  std::unique_ptr<KeyStore> keys_;
  std::unique_ptr<BlobStore> blobs_;
  std::unique_ptr<Sealer> sealer_;
  std::unique_ptr<EventLog> log_;
  std::unique_ptr<CommitLoop> loop_;
  std::vector<std::string> bytes_;
  std::vector<platform::v1::RecordedEvent> events_;
};

// Copies the golden log in `from`, since opening a log writes into its directory. The copy's keys
// are readable by their owner alone, which the key store asks for and git does not keep.
void CopyGolden(const std::filesystem::path& from, const std::filesystem::path& to);

}  // namespace fivestep::contract

#endif  // FIVESTEP_TESTS_CONTRACT_GOLDEN_LOG_H_
