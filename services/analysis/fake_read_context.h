// A ReadContext of rows and blobs in memory, for tests of what reads them.
#ifndef FIVESTEP_ANALYSIS_FAKE_READ_CONTEXT_H_
#define FIVESTEP_ANALYSIS_FAKE_READ_CONTEXT_H_

#include <map>
#include <memory>
#include <string>
#include <utility>

#include "platform/eventlog/reader.h"
#include "platform/testing/given.h"

namespace fivestep::analysis {

class FakeReadContext : public ReadContext {
 public:
  template <class Resource>
  void Put(Resource resource) {
    std::string name = resource.name();
    rows_[std::move(name)] = std::make_unique<Resource>(std::move(resource));
  }
  // As when the key of the blob is destroyed.
  void Erase(const std::string& digest) { blobs_.erase(digest); }
  void FailWrites() { writable_ = false; }

  struct Blob {
    std::string content;
    std::string retain_under;
  };
  const std::map<std::string, Blob>& blobs() const { return blobs_; }

  const Caller& caller() const override { return caller_; }
  Instant now() const override { return testing::kNow; }
  Result<RowSnapshot> GetRow(std::string_view name) const override {
    const auto found = rows_.find(std::string(name));
    if (found == rows_.end()) return NotFound("There is no " + std::string(name) + " here.");
    RowSnapshot row;
    row.resource.reset(found->second->New());
    row.resource->CopyFrom(*found->second);
    return row;
  }
  void ScanRows(std::string_view, std::string_view, std::string_view,
                const std::function<bool(RowSnapshot&)>&) const override {}
  std::string GetViewValue(std::string_view, std::string_view) const override { return {}; }
  void ScanView(std::string_view, std::string_view,
                const std::function<bool(std::string_view, std::string_view)>&) const override {}
  Result<std::string> ReadBlob(std::string_view digest) const override {
    const auto found = blobs_.find(std::string(digest));
    if (found == blobs_.end()) return NotFound("There is no such blob.");
    return found->second.content;
  }
  // Each write has a digest of its own, as each encryption has.
  Result<std::string> WriteBlob(std::string_view content,
                                std::string_view retain_under) const override {
    if (!writable_) return Unavailable("The disk is full.");
    const std::string digest = "digest-" + std::to_string(blobs_.size());
    blobs_[digest] = {std::string(content), std::string(retain_under)};
    return digest;
  }

 private:
  Caller caller_;
  std::map<std::string, std::unique_ptr<google::protobuf::Message>> rows_;
  mutable std::map<std::string, Blob> blobs_;
  bool writable_ = true;
};

}  // namespace fivestep::analysis

#endif  // FIVESTEP_ANALYSIS_FAKE_READ_CONTEXT_H_
