#include "platform/rpc/page_token.h"

#include <google/protobuf/descriptor.h>
#include <openssl/sha.h>

#include <algorithm>
#include <array>
#include <memory>

#include "fivestep/platform/v1/error_reason.pb.h"
#include "platform/core/decision.h"
#include "platform/eventlog/descriptors.h"

namespace fivestep {
namespace {

constexpr char kAlphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
// Enough to tell lists apart; a token is a place, not a secret.
constexpr size_t kMarkBytes = 8;

// base64url without padding (RFC 4648, section 5), so that a token is safe in an address.
std::string Encode(const std::string& bytes) {
  std::string text;
  uint32_t bits = 0;
  int count = 0;
  for (const char c : bytes) {
    bits = (bits << 8) | static_cast<unsigned char>(c);
    for (count += 8; count >= 6; count -= 6) text += kAlphabet[(bits >> (count - 6)) & 63];
  }
  if (count > 0) text += kAlphabet[(bits << (6 - count)) & 63];
  return text;
}

bool Decode(const std::string& text, std::string& bytes) {
  uint32_t bits = 0;
  int count = 0;
  for (const char c : text) {
    const char* end = kAlphabet + 64;
    const char* found = std::find(kAlphabet, end, c);
    if (found == end) return false;
    bits = (bits << 6) | static_cast<uint32_t>(found - kAlphabet);
    count += 6;
    if (count >= 8) {
      count -= 8;
      bytes += static_cast<char>((bits >> count) & 255);
    }
  }
  return true;
}

// What a token is bound to: the request's type and all of it but the page.
std::string MarkOf(const google::protobuf::Message& request) {
  const std::unique_ptr<google::protobuf::Message> asked(request.New());
  asked->CopyFrom(request);
  for (const char* name : {"page_size", "page_token"}) {
    const auto* field = asked->GetDescriptor()->FindFieldByName(name);
    if (field != nullptr) asked->GetReflection()->ClearField(asked.get(), field);
  }
  const std::string bytes =
      asked->GetDescriptor()->full_name() + '\0' + SerialiseDeterministically(*asked);
  std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
  SHA256(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), digest.data());
  return {reinterpret_cast<const char*>(digest.data()), kMarkBytes};
}

}  // namespace

int PageSizeOf(int asked) { return asked <= 0 ? kDefaultPageSize : std::min(asked, kMaxPageSize); }

std::string MakePageToken(const google::protobuf::Message& request, const std::string& last) {
  return Encode(MarkOf(request) + last);
}

Result<std::string> ReadPageToken(const google::protobuf::Message& request) {
  const std::string token = StringField(request, "page_token");
  if (token.empty()) return std::string();
  std::string bytes;
  const bool fits = Decode(token, bytes) && bytes.size() > kMarkBytes &&
                    bytes.compare(0, kMarkBytes, MarkOf(request)) == 0;
  if (!fits) return StatusOf(platform::v1::PAGE_TOKEN_INVALID);
  return bytes.substr(kMarkBytes);
}

}  // namespace fivestep
