// Views and rows in memory, for tests of folds and queries.
#ifndef FIVESTEP_PLATFORM_TESTING_FAKE_READ_CONTEXT_H_
#define FIVESTEP_PLATFORM_TESTING_FAKE_READ_CONTEXT_H_

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "fivestep/platform/v1/error_reason.pb.h"
#include "platform/core/decision.h"
#include "platform/core/resource_name.h"
#include "platform/eventlog/model.h"
#include "platform/eventlog/reader.h"
#include "platform/testing/given.h"

namespace fivestep::testing {

// What a fold writes.
class FakeViewWriter : public ViewWriter {
 public:
  std::string Get(std::string_view key) const override {
    const auto found = values_.find(std::string(key));
    return found == values_.end() ? std::string() : found->second;
  }
  void Put(std::string_view key, std::string_view value) override {
    values_[std::string(key)] = std::string(value);
  }
  void Delete(std::string_view key) override { values_.erase(std::string(key)); }

  const std::map<std::string, std::string>& values() const { return values_; }

 private:
  std::map<std::string, std::string> values_;
};

// What a query or a preparation reads, with blobs in memory.
class FakeReadContext : public ReadContext {
 public:
  struct Blob {
    std::string content;
    std::string retain_under;
    std::vector<std::string> parts = {};  // of a blob written part by part; `content` joins them
  };

  FakeReadContext& As(Caller caller) {
    caller_ = std::move(caller);
    return *this;
  }
  template <class Resource>
  FakeReadContext& PutRow(const std::string& name, Resource resource) {
    rows_[name] = std::make_unique<Resource>(std::move(resource));
    return *this;
  }
  // The row of a resource that knows its own name.
  template <class Resource>
  void Put(Resource resource) {
    const std::string name = resource.name();
    PutRow(name, std::move(resource));
  }
  // As when the key of the blob is destroyed.
  void Erase(const std::string& digest) { blobs_.erase(digest); }
  void FailWrites() { writable_ = false; }
  // As a service that was started without the key of the restricted stream.
  void TakeRestrictedKey() { has_restricted_key_ = false; }
  // What SealRestricted sealed last.
  const std::string& restricted_content() const { return restricted_content_; }
  const std::map<std::string, Blob>& blobs() const { return blobs_; }
  // The view's values as a fold left them.
  FakeReadContext& WithView(const std::string& view, const FakeViewWriter& writer) {
    views_[view] = writer.values();
    return *this;
  }

  const Caller& caller() const override { return caller_; }
  Instant now() const override { return kNow; }
  Result<RowSnapshot> GetRow(std::string_view name) const override {
    const auto found = rows_.find(std::string(name));
    if (found == rows_.end()) return NotFound("There is no " + std::string(name) + " here.");
    return Snapshot(*found->second);
  }
  void ScanRows(std::string_view parent, std::string_view collection, std::string_view after_name,
                const std::function<bool(RowSnapshot&)>& visit) const override {
    for (const auto& [name, row] : rows_) {
      ResourceName parsed;
      if (name <= after_name || !ResourceName::Parse(name, parsed)) continue;
      if (parsed.parent() != parent || parsed.collection() != collection) continue;
      RowSnapshot snapshot = Snapshot(*row);
      if (!visit(snapshot)) return;
    }
  }
  std::string GetViewValue(std::string_view view, std::string_view key) const override {
    const auto values = views_.find(std::string(view));
    if (values == views_.end()) return {};
    const auto found = values->second.find(std::string(key));
    return found == values->second.end() ? std::string() : found->second;
  }
  void ScanView(
      std::string_view view, std::string_view prefix,
      const std::function<bool(std::string_view, std::string_view)>& visit) const override {
    const auto values = views_.find(std::string(view));
    if (values == views_.end()) return;
    for (auto at = values->second.lower_bound(std::string(prefix)); at != values->second.end();
         ++at) {
      if (!at->first.starts_with(prefix) || !visit(at->first, at->second)) return;
    }
  }
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
    blobs_[digest] = {std::string(content), std::string(retain_under), {std::string(content)}};
    return digest;
  }
  Result<std::unique_ptr<BlobWriter>> OpenBlob(std::string_view retain_under) const override {
    if (!writable_) return Unavailable("The disk is full.");
    return std::unique_ptr<BlobWriter>(new FakeBlobWriter(this, std::string(retain_under)));
  }
  Status VisitBlob(std::string_view digest, const BlobPartVisitor& visit) const override {
    const auto found = blobs_.find(std::string(digest));
    if (found == blobs_.end()) return NotFound("There is no such blob.");
    for (const std::string& part : found->second.parts) FIVESTEP_RETURN_IF_ERROR(visit(part));
    return OkStatus();
  }
  Result<std::string> SealRestricted(std::string_view content,
                                     std::string_view identity) const override {
    if (!has_restricted_key_) return StatusOf(platform::v1::RESTRICTED_KEY_MISSING);
    restricted_content_ = std::string(content);
    return "sealed for " + std::string(identity);
  }

 private:
  class FakeBlobWriter : public BlobWriter {
   public:
    FakeBlobWriter(const FakeReadContext* context, std::string retain_under)
        : context_(context), blob_{{}, std::move(retain_under), {}} {}
    Status Add(std::string_view part) override {
      if (!context_->writable_) return Unavailable("The disk is full.");
      blob_.parts.emplace_back(part);
      blob_.content += part;
      return OkStatus();
    }
    Result<std::string> Close() override {
      if (!context_->writable_) return Unavailable("The disk is full.");
      const std::string digest = "digest-" + std::to_string(context_->blobs_.size());
      context_->blobs_[digest] = std::move(blob_);
      return digest;
    }

   private:
    const FakeReadContext* context_;
    Blob blob_;
  };

  static RowSnapshot Snapshot(const google::protobuf::Message& row) {
    RowSnapshot snapshot;
    snapshot.resource.reset(row.New());
    snapshot.resource->CopyFrom(row);
    snapshot.version = 1;
    return snapshot;
  }

  Caller caller_;
  std::map<std::string, std::unique_ptr<google::protobuf::Message>> rows_;
  std::map<std::string, std::map<std::string, std::string>> views_;
  mutable std::map<std::string, Blob> blobs_;
  bool has_restricted_key_ = true;
  mutable std::string restricted_content_;
  bool writable_ = true;
};

}  // namespace fivestep::testing

#endif  // FIVESTEP_PLATFORM_TESTING_FAKE_READ_CONTEXT_H_
