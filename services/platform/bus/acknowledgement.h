// What JetStream answers to a published message.
#ifndef FIVESTEP_PLATFORM_BUS_ACKNOWLEDGEMENT_H_
#define FIVESTEP_PLATFORM_BUS_ACKNOWLEDGEMENT_H_

#include <cstdint>
#include <string>
#include <string_view>

namespace fivestep {

// The stream's last sequence is not the expected one: somebody else's message is in this place.
inline constexpr int kWrongLastSequence = 10071;

struct Acknowledgement {
  // Where the message was stored; 0 when it was refused.
  int64_t sequence = 0;
  // JetStream's error code, 0 where there is none.
  int error_code = 0;
  // The refusal in words; empty when it was stored.
  std::string refusal;
};

// `status` is the message's status header: "503" when no server is there for the stream. An answer
// that cannot be read counts as a refusal: the stream is then asked what it holds.
Acknowledgement ParseAcknowledgement(std::string_view status, std::string_view body);

}  // namespace fivestep

#endif  // FIVESTEP_PLATFORM_BUS_ACKNOWLEDGEMENT_H_
