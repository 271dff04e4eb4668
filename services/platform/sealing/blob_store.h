// Things too large for an event: a data set's columns, a document. Content-addressed by the SHA-256
// of the stored (encrypted) bytes.
#ifndef FIVESTEP_PLATFORM_SEALING_BLOB_STORE_H_
#define FIVESTEP_PLATFORM_SEALING_BLOB_STORE_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "platform/core/status.h"
#include "platform/sealing/key_store.h"

namespace fivestep {

// The largest blob that is written at once.
inline constexpr int64_t kMaxBlobBytes = 256LL << 20;
// The largest blob that is written part by part: twenty million rows in columns.
inline constexpr int64_t kMaxStreamedBlobBytes = 4LL << 30;
// The largest part.
inline constexpr int64_t kMaxBlobPartBytes = 16 << 20;

// A blob that is written while its content comes in. Holds one part in memory. Not thread-safe. Its
// store must outlive it. Dropped before Close, it leaves nothing behind.
class BlobWriter {
 public:
  virtual ~BlobWriter() = default;

  // Encrypts and writes a part, which VisitBlob gives back as one. Not synced yet.
  //
  // kInvalidArgument: larger than kMaxBlobPartBytes, or the blob than kMaxStreamedBlobBytes.
  // kUnavailable: it could not be written; the writer is of no more use.
  virtual Status Add(std::string_view part) = 0;

  // Ends the blob. When it returns OK the blob and its key survive a power cut. Returns the digest,
  // 32 raw bytes. Call once. kUnavailable: it could not be stored.
  virtual Result<std::string> Close() = 0;
};

// Called for each part of a blob, in order. An error ends the reading with it.
using BlobPartVisitor = std::function<Status(std::string_view part)>;

// Thread-safe. Files `<directory>/ab/cdef…` (the digest in hexadecimal digits), written to a
// temporary name, synced, renamed, their folder synced. Stored are "FSB1", the key's id (16 bytes),
// the key commitment (32), the nonce (24) and the XChaCha20-Poly1305 ciphertext with its tag; the
// parts before the nonce are the associated data. Reading and writing hold a blob in memory twice.
// A blob written part by part is "FSB2", the key's id, the key commitment, the header of
// libsodium's secretstream (24), then for each part its length with the tag (4, little endian) and
// its ciphertext; the last part is empty and has the tag FINAL, so a blob cut short is found out.
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

  // Begins a blob of which the parts are not at hand yet, under the key of `subject`. kUnavailable:
  // no file could be made. Else as KeyStore::KeyOf.
  Result<std::unique_ptr<BlobWriter>> OpenWriter(std::string_view subject);

  // Reads a blob part by part; one that was written at once is one part. Parts are authentic when
  // they are visited, and the digest is checked by the end: what was made of them must be thrown
  // away unless this returns OK. Errors: as Read, and the visitor's.
  Status Visit(std::string_view digest, const BlobPartVisitor& visit) const;

  // Reads and opens a blob that was written at once. NOT_FOUND: absent, or its key destroyed.
  // kDataLoss: the bytes are not those of the digest, or the key store is not the one that the blob
  // was written with. kInvalidArgument: `digest` is not 32 bytes.
  Result<std::string> Read(std::string_view digest) const;

 private:
  BlobStore(std::string directory, KeyStore* keys)
      : directory_(std::move(directory)), keys_(keys) {}
  std::string directory_;
  KeyStore* keys_;
};

}  // namespace fivestep

#endif  // FIVESTEP_PLATFORM_SEALING_BLOB_STORE_H_
