// Blobs that are written and read part by part: the file format "FSB2" of blob_store.h.
#ifndef FIVESTEP_PLATFORM_SEALING_BLOB_PARTS_H_
#define FIVESTEP_PLATFORM_SEALING_BLOB_PARTS_H_

#include <memory>
#include <string>
#include <string_view>

#include "platform/core/status.h"
#include "platform/sealing/blob_store.h"
#include "platform/sealing/key_store.h"

namespace fivestep::sealing {

inline constexpr std::string_view kPartsMagic = "FSB2";

// Begins a blob in `directory`. Errors: kUnavailable, kInternal.
Result<std::unique_ptr<BlobWriter>> BeginBlob(const std::string& directory, const NamedKey& key);

// Reads the file `path`, which must be a blob of parts with this digest. Errors: see
// BlobStore::Visit.
Status VisitParts(const std::string& path, std::string_view digest, const KeyStore& keys,
                  const BlobPartVisitor& visit);

// Where a blob lies: 256 folders keep each of them short.
struct BlobPlace {
  std::string folder;
  std::string name;
};
BlobPlace PlaceOf(const std::string& directory, std::string_view digest);

// kDataLoss for a blob whose bytes are not as they were written.
Status DamagedBlob(std::string_view digest);
// The key with the raw `id`; NOT_FOUND says that the blob was erased.
Result<Key> KeyOfBlob(const KeyStore& keys, std::string_view id, std::string_view digest);

}  // namespace fivestep::sealing

#endif  // FIVESTEP_PLATFORM_SEALING_BLOB_PARTS_H_
