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

// Thread-safe. Keys live in the key store only; what is sealed can be opened as long as its key is
// there.
class Sealer {
 public:
  // `keys` must outlive the sealer.
  explicit Sealer(KeyStore* keys) : keys_(keys) {}

  // Takes every sub-message marked `personal` out of `event` and returns it as plaintext for Seal;
  // nothing remains of it in `event`. The order is that of the fields.
  struct Personal {
    int field = 0;
    int index = 0;
    std::string plaintext;
  };
  static std::vector<Personal> TakeOut(google::protobuf::Message& event);

  // Encrypts `parts` into `record.sealed` under the key of `subject` (the resource that they are
  // about; one key per resource, made when first needed). Everything else in `record` must be
  // final: it is the associated data. kUnavailable: the key store could not be written; nothing is
  // sealed.
  Status Seal(const std::vector<Personal>& parts, std::string_view subject,
              platform::v1::RecordedEvent& record);

  // Opens what was sealed in `record` and puts it back into `event`, its payload. Parts whose key
  // was destroyed stay absent and are counted in the result. kDataLoss: ciphertext, envelope or key
  // commitment do not belong together.
  struct Opened {
    int opened = 0;
    int erased = 0;
  };
  Result<Opened> Open(const platform::v1::RecordedEvent& record,
                      google::protobuf::Message& event) const;

  // HMAC-SHA-256 of `request` under this log's own secret: tells a repeat from another request
  // without giving it away.
  std::string RequestDigest(std::string_view request) const;

 private:
  KeyStore* keys_;
};

}  // namespace fivestep

#endif  // FIVESTEP_PLATFORM_SEALING_SEALER_H_
