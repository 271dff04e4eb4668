#include "platform/audit/sha256.h"

#include <openssl/evp.h>

#include <cstdio>
#include <cstdlib>
#include <memory>

namespace fivestep {
namespace {

struct ContextDeleter {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};

// Looked up once for the process: OpenSSL 3 searches its providers at every use of `EVP_sha256()`.
const EVP_MD* Algorithm() {
  static const EVP_MD* const algorithm = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  return algorithm;
}

// A digest that might be wrong must never reach a log, so the process stops.
[[noreturn]] void Stop() {
  std::fputs("OpenSSL could not compute a SHA-256.\n", stderr);
  std::abort();
}

}  // namespace

Sha256Digest Sha256(std::string_view bytes) { return Sha256(bytes, {}); }

Sha256Digest Sha256(std::string_view first, std::string_view second) {
  thread_local const std::unique_ptr<EVP_MD_CTX, ContextDeleter> context(EVP_MD_CTX_new());
  Sha256Digest digest;
  unsigned int size = 0;
  // These calls fail only without memory or without the algorithm.
  if (context == nullptr || EVP_DigestInit_ex(context.get(), Algorithm(), nullptr) != 1 ||
      EVP_DigestUpdate(context.get(), first.data(), first.size()) != 1 ||
      EVP_DigestUpdate(context.get(), second.data(), second.size()) != 1 ||
      EVP_DigestFinal_ex(context.get(), digest.data(), &size) != 1 || size != digest.size()) {
    Stop();
  }
  return digest;
}

struct Sha256Stream::Context {
  std::unique_ptr<EVP_MD_CTX, ContextDeleter> context{EVP_MD_CTX_new()};
};

Sha256Stream::Sha256Stream() : context_(std::make_unique<Context>()) {
  EVP_MD_CTX* context = context_->context.get();
  if (context == nullptr || EVP_DigestInit_ex(context, Algorithm(), nullptr) != 1) Stop();
}
Sha256Stream::~Sha256Stream() = default;
Sha256Stream::Sha256Stream(Sha256Stream&&) noexcept = default;
Sha256Stream& Sha256Stream::operator=(Sha256Stream&&) noexcept = default;

void Sha256Stream::Add(std::string_view bytes) {
  if (EVP_DigestUpdate(context_->context.get(), bytes.data(), bytes.size()) != 1) Stop();
}

Sha256Digest Sha256Stream::Finish() {
  Sha256Digest digest;
  unsigned int size = 0;
  if (EVP_DigestFinal_ex(context_->context.get(), digest.data(), &size) != 1 ||
      size != digest.size()) {
    Stop();
  }
  return digest;
}

std::string ToHex(const Sha256Digest& digest) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string text;
  text.reserve(2 * digest.size());
  for (const uint8_t byte : digest) {
    text.push_back(kDigits[byte >> 4]);
    text.push_back(kDigits[byte & 15]);
  }
  return text;
}

}  // namespace fivestep
