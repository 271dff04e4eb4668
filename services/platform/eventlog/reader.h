// Reading a service's rows, views and blobs from a consistent snapshot, off the commit thread.
#ifndef FIVESTEP_PLATFORM_EVENTLOG_READER_H_
#define FIVESTEP_PLATFORM_EVENTLOG_READER_H_

#include <google/protobuf/message.h>

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "platform/core/clock.h"
#include "platform/core/status.h"
#include "platform/sealing/blob_store.h"

namespace fivestep {

// Who asks, as the authenticator found it. A plain value.
struct Caller {
  std::string id = "system";
  std::string organisation;
  // `role` or `role@programmes/{programme}`; the first form holds everywhere.
  std::vector<std::string> roles;
  // Permissions granted by themselves, in the same two forms.
  std::vector<std::string> permissions;
  int assurance = 1;  // platform::v1::Assurance
  std::string correlation_id;
  std::string reason;  // why personal data is read, as the caller said

  // Whether a role of `roles_of_method` or `permission` itself is held for `programme` (empty: for
  // the whole service).
  bool Holds(const std::string& permission, const std::vector<std::string>& roles_of_method,
             std::string_view programme) const;
};

// One row with what the platform knows about it.
struct RowSnapshot {
  std::unique_ptr<google::protobuf::Message>
      resource;  // name, etag, times filled in; personal parts absent
  int64_t version = 0;
  int64_t last_position = 0;
  bool has_personal = false;  // there are sealed parts that could be opened
};

// A snapshot. Values it returns are the caller's own. Thread-safe; must not outlive the service.
class ReadContext {
 public:
  virtual ~ReadContext() = default;

  // Who asks.
  virtual const Caller& caller() const = 0;
  virtual Instant now() const = 0;

  // The row named `name`; NOT_FOUND when there is none, or none that the caller may see.
  virtual Result<RowSnapshot> GetRow(std::string_view name) const = 0;

  // Calls `visit` for each row of the collection below `parent` (`programmes/p` and `themes`; a
  // nested parent likewise), in order of their ids, from the first after `after_name` (empty: from
  // the start), until it returns false. Only rows that the caller may see.
  virtual void ScanRows(std::string_view parent, std::string_view collection,
                        std::string_view after_name,
                        const std::function<bool(RowSnapshot&)>& visit) const = 0;

  // A value of a view, empty when there is none.
  virtual std::string GetViewValue(std::string_view view, std::string_view key) const = 0;
  // Calls `visit` for each key of the view that begins with `prefix`, in order, until it returns
  // false.
  virtual void ScanView(
      std::string_view view, std::string_view prefix,
      const std::function<bool(std::string_view key, std::string_view value)>& visit) const = 0;

  // Reads the blob with this SHA-256 (32 raw bytes) and opens it with its key. NOT_FOUND when it is
  // absent or its key destroyed, DATA_LOSS when its bytes are not those of the digest.
  virtual Result<std::string> ReadBlob(std::string_view digest) const = 0;

  // Encrypts `content` under a new key of its own, stores it durably, and returns the SHA-256 of
  // the stored bytes. Meant for `prepare` steps: the event that carries the digest comes later.
  // `retain_under` names the resource whose end ends the blob.
  virtual Result<std::string> WriteBlob(std::string_view content,
                                        std::string_view retain_under) const = 0;

  // Begins a blob that is written part by part, and may outlive this context; else as WriteBlob.
  virtual Result<std::unique_ptr<BlobWriter>> OpenBlob(std::string_view retain_under) const = 0;

  // Reads any blob part by part: see BlobStore::Visit. Errors as ReadBlob, and the visitor's.
  virtual Status VisitBlob(std::string_view digest, const BlobPartVisitor& visit) const = 0;

  // `content`, encrypted for the restricted stream; see RestrictedSeal. RESTRICTED_KEY_MISSING
  // where the service was started without its key.
  virtual Result<std::string> SealRestricted(std::string_view content,
                                             std::string_view identity) const = 0;

  // The row as its own type; NOT_FOUND also when it is of another type.
  template <class Resource>
  Result<Resource> Get(std::string_view name) const {
    Result<RowSnapshot> row = GetRow(name);
    if (!row.ok()) return row.status();
    auto* resource = google::protobuf::DynamicCastToGenerated<Resource>(row->resource.get());
    if (resource == nullptr) return NotFound("There is no " + std::string(name) + " here.");
    return std::move(*resource);
  }
};

}  // namespace fivestep

#endif  // FIVESTEP_PLATFORM_EVENTLOG_READER_H_
