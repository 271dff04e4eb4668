#include "platform/sealing/key_record.h"

#include <algorithm>

#include "platform/sealing/aead.h"

namespace fivestep::sealing {
namespace {

// "FK", version, kind, batch_first (4), subject hash (32), id (16), nonce (24), wrapped (32 + 16).
constexpr size_t kHeadBytes = 8;
constexpr size_t kClearBytes = kHeadBytes + kSubjectHashBytes + kKeyIdBytes;
static_assert(kClearBytes + kNonceBytes + kKeyBytes + kAeadTagBytes == kKeyRecordBytes);

// Little-endian, whatever the machine.
std::string FourBytes(uint32_t value) {
  std::string bytes;
  for (int shift = 0; shift < 32; shift += 8) bytes += static_cast<char>(value >> shift);
  return bytes;
}

uint32_t FromFourBytes(std::string_view bytes) {
  uint32_t value = 0;
  for (size_t i = 0; i < 4; ++i) {
    value |= static_cast<uint32_t>(static_cast<unsigned char>(bytes[i])) << (8 * i);
  }
  return value;
}

bool Names(KeyRecordKind kind) {
  return kind == KeyRecordKind::kFence || kind == KeyRecordKind::kTorn;
}

}  // namespace

KeyRecordBytes EncodeKeyRecord(const KeyRecord& record, uint32_t index, const Key& wrapping) {
  std::string clear = "FK";
  clear += static_cast<char>(kKeyFormatVersion);
  clear += static_cast<char>(record.kind);
  clear += FourBytes(record.batch_first) + record.subject_hash + record.id;
  std::string secret(AsView(record.key));
  if (Names(record.kind)) secret = FourBytes(record.names) + std::string(kKeyBytes - 4, '\0');
  const std::string wrapped = Encrypt(wrapping, secret, clear + FourBytes(index));
  Wipe(secret);

  KeyRecordBytes bytes{};
  std::copy(wrapped.begin(), wrapped.end(), std::copy(clear.begin(), clear.end(), bytes.begin()));
  return bytes;
}

std::optional<KeyRecord> DecodeKeyRecord(std::string_view bytes, uint32_t index,
                                         const Key& wrapping) {
  if (KeyFormatVersionOf(bytes) != kKeyFormatVersion) return std::nullopt;
  const std::string_view clear = bytes.substr(0, kClearBytes);
  std::string secret;
  if (!Decrypt(wrapping, bytes.substr(kClearBytes), std::string(clear) + FourBytes(index),
               secret)) {
    return std::nullopt;
  }
  KeyRecord record;
  record.kind = static_cast<KeyRecordKind>(clear[3]);
  record.batch_first = FromFourBytes(clear.substr(4));
  record.subject_hash = clear.substr(kHeadBytes, kSubjectHashBytes);
  record.id = clear.substr(kHeadBytes + kSubjectHashBytes);
  if (Names(record.kind)) {
    record.names = FromFourBytes(secret);
  } else {
    record.key = AsKey(secret);
  }
  Wipe(secret);
  return record;
}

unsigned char KeyFormatVersionOf(std::string_view bytes) {
  if (bytes.size() != kKeyRecordBytes || bytes.substr(0, 2) != "FK") return 0;
  return static_cast<unsigned char>(bytes[2]);
}

}  // namespace fivestep::sealing
