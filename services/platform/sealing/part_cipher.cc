#include "platform/sealing/part_cipher.h"

#include <sodium.h>

#include "platform/sealing/aead.h"

namespace fivestep::sealing {
namespace {

static_assert(kStreamHeadBytes == crypto_secretstream_xchacha20poly1305_HEADERBYTES);
static_assert(kPartTagBytes == crypto_secretstream_xchacha20poly1305_ABYTES);
static_assert(kKeyBytes == crypto_secretstream_xchacha20poly1305_KEYBYTES);

const unsigned char* Bytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}
unsigned char* Bytes(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

}  // namespace

struct PartEncryptor::State {
  crypto_secretstream_xchacha20poly1305_state stream;
};

PartEncryptor::PartEncryptor(const Key& key)
    : state_(std::make_unique<State>()), head_(kStreamHeadBytes, '\0') {
  RandomBytes(1);  // initialises libsodium
  crypto_secretstream_xchacha20poly1305_init_push(&state_->stream, Bytes(head_), key.data());
}

PartEncryptor::~PartEncryptor() { Wipe(&state_->stream, sizeof(state_->stream)); }

std::string PartEncryptor::Encrypt(std::string_view part, std::string_view associated_data,
                                   bool last) {
  std::string sealed(part.size() + kPartTagBytes, '\0');
  crypto_secretstream_xchacha20poly1305_push(
      &state_->stream, Bytes(sealed), nullptr, Bytes(part), part.size(), Bytes(associated_data),
      associated_data.size(),
      last ? crypto_secretstream_xchacha20poly1305_TAG_FINAL
           : crypto_secretstream_xchacha20poly1305_TAG_MESSAGE);
  return sealed;
}

struct PartDecryptor::State {
  crypto_secretstream_xchacha20poly1305_state stream;
};

PartDecryptor::PartDecryptor(const Key& key, std::string_view head)
    : state_(std::make_unique<State>()) {
  crypto_secretstream_xchacha20poly1305_init_pull(&state_->stream, Bytes(head), key.data());
}

PartDecryptor::~PartDecryptor() { Wipe(&state_->stream, sizeof(state_->stream)); }

bool PartDecryptor::Decrypt(std::string_view sealed, std::string_view associated_data,
                            std::string& part, bool& last) {
  part.clear();
  if (sealed.size() < kPartTagBytes) return false;
  part.resize(sealed.size() - kPartTagBytes);
  unsigned char tag = 0;
  const int failed = crypto_secretstream_xchacha20poly1305_pull(
      &state_->stream, Bytes(part), nullptr, &tag, Bytes(sealed), sealed.size(),
      Bytes(associated_data), associated_data.size());
  last = tag == crypto_secretstream_xchacha20poly1305_TAG_FINAL;
  return failed == 0;
}

}  // namespace fivestep::sealing
