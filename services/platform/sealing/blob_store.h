// Things too large for an event: a data set's columns, a document. Content-addressed by the SHA-256
// of the stored (encrypted) bytes.
#ifndef FIVESTEP_PLATFORM_SEALING_BLOB_STORE_H_
#define FIVESTEP_PLATFORM_SEALING_BLOB_STORE_H_

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "platform/core/status.h"
#include "platform/sealing/key_store.h"

namespace fivestep {

// The largest blob: a data set of a million rows in columns.
inline constexpr int64_t kMaxBlobBytes = 256LL << 20;

// Thread-safe. Files `<directory>/ab/cdef…` (the digest in hexadecimal digits), written to a
// temporary name, synced, renamed, their folder synced. Stored are "FSB1", the key's id (16 bytes),
// the key commitment (32), the nonce (24) and the XChaCha20-Poly1305 ciphertext with its tag; the
// parts before the nonce are the associated data. Reading and writing hold a blob in memory twice.
class BlobStore {
 public:
  // Opens or creates. `keys` must outlive the store. kUnavailable: the disk failed.
  static Result<std::unique_ptr<BlobStore>> Open(const std::string& directory, KeyStore* keys);

  // Encrypts `content` under the key of `subject` and stores it. When it returns OK the blob and
  // its key survive a power cut. Returns the digest, 32 raw bytes; the same content gives another
  // digest each time, so that a digest does not tell who holds the same data.
  //
  // kInvalidArgument: larger than kMaxBlobBytes. kUnavailable: it could not be stored. Else as
  // KeyStore::KeyOf.
  Result<std::string> Write(std::string_view content, std::string_view subject);

  // Reads and opens. NOT_FOUND: absent, or its key destroyed. kDataLoss: the bytes are not those of
  // the digest, or the key store is not the one that the blob was written with. kInvalidArgument:
  // `digest` is not 32 bytes.
  Result<std::string> Read(std::string_view digest) const;

 private:
  BlobStore(std::string directory, KeyStore* keys)
      : directory_(std::move(directory)), keys_(keys) {}
  std::string directory_;
  KeyStore* keys_;
};

}  // namespace fivestep

#endif  // FIVESTEP_PLATFORM_SEALING_BLOB_STORE_H_
