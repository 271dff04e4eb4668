// Personal parts of events, encrypted before they are hashed and opened for those who may read
// them.
#ifndef FIVESTEP_PLATFORM_SEALING_SEALER_H_
#define FIVESTEP_PLATFORM_SEALING_SEALER_H_

#include <google/protobuf/message.h>

#include <string>
#include <string_view>
#include <vector>

#include "fivestep/platform/v1/record.pb.h"
#include "platform/core/status.h"
#include "platform/sealing/key_store.h"

namespace fivestep {

// Plaintexts are padded to multiples of this many bytes, so that the length of a ciphertext does
// not tell a "yes" from a "no", or which postcode was given.
inline constexpr size_t kSealedBlockBytes = 64;

// Thread-safe. Keys live in the key store only; what is sealed can be opened as long as its key is
// there.
class Sealer {
 public:
  // `keys` must outlive the sealer.
  explicit Sealer(KeyStore* keys) : keys_(keys), digest_key_(keys->Secret("request digests")) {}

  // Takes every sub-message marked `personal` out of `event` (its own fields, single or repeated;
  // not those of messages inside it) and returns it as plaintext for Seal; nothing remains of it in
  // `event`. In the order of the fields. One that is there but empty is taken too.
  struct Personal {
    int field = 0;
    int index = 0;
    std::string plaintext;
  };
  static std::vector<Personal> TakeOut(google::protobuf::Message& event);

  // Encrypts `parts` into `record.sealed` under the key of `subject` (the resource that they are
  // about; one key per resource, made when first needed). Everything else in `record` must be
  // final: it is the associated data. Nothing sealed may be stored before Flush() returned OK.
  // On an error `record.sealed` is empty; errors are those of KeyStore::KeyOf.
  Status Seal(const std::vector<Personal>& parts, std::string_view subject,
              platform::v1::RecordedEvent& record);

  // Makes the keys that Seal has made durable: once per batch, before the events are committed.
  // Free of I/O when no key is new. kUnavailable: the batch must not be committed.
  Status Flush() { return keys_->Sync(); }
  // How many records the key store has on disk; what was flushed relies on all of them.
  int64_t key_record_count() const { return keys_->record_count(); }

  // Makes what was sealed under the keys of `subjects` unreadable, everywhere and for good, and
  // keeps anything from being sealed for them again. Errors are those of KeyStore::DestroyAll.
  Status Destroy(const std::vector<std::string>& subjects) { return keys_->DestroyAll(subjects); }

  // Opens what was sealed in `record` and puts it back into `event`, its payload. Parts whose key
  // was destroyed stay absent (in a repeated field: empty) and are counted in the result.
  //
  // kDataLoss, with `event` as far as it was filled: ciphertext, envelope or key commitment do not
  // belong together, or the key store is not the one that they were sealed with.
  struct Opened {
    int opened = 0;
    int erased = 0;
  };
  Result<Opened> Open(const platform::v1::RecordedEvent& record,
                      google::protobuf::Message& event) const;

  // HMAC-SHA-256 of the SHA-256 of `request` under this log's own secret: tells a repeat from
  // another request without giving it away.
  std::string RequestDigest(std::string_view request) const;

 private:
  KeyStore* keys_;
  const Key digest_key_;
};

}  // namespace fivestep

#endif  // FIVESTEP_PLATFORM_SEALING_SEALER_H_
