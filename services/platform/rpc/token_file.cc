#include "platform/rpc/token_file.h"

#include <google/protobuf/struct.pb.h>
#include <google/protobuf/util/json_util.h>
#include <openssl/crypto.h>
#include <openssl/sha.h>
#include <sys/stat.h>

#include <fstream>
#include <iterator>
#include <string_view>
#include <utility>

#include "fivestep/platform/v1/record.pb.h"

namespace fivestep {
namespace {

using google::protobuf::Value;

// A file of ten thousand tokens is 4 MB; anything larger is a mistake.
constexpr std::streamoff kMaxTokenFileBytes = 16 << 20;
constexpr std::string_view kScheme = "Bearer ";

Status Malformed(size_t index, const std::string& what) {
  return FailedPrecondition("Entry " + std::to_string(index) + " of the token file: " + what);
}

int HexDigit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

bool ParseHex(const std::string& text, TokenDigest& digest) {
  if (text.size() != 2 * digest.size()) return false;
  for (size_t i = 0; i < digest.size(); ++i) {
    const int high = HexDigit(text[2 * i]);
    const int low = HexDigit(text[2 * i + 1]);
    if (high < 0 || low < 0) return false;
    digest[i] = static_cast<unsigned char>(high * 16 + low);
  }
  return true;
}

bool ReadStrings(const Value& value, std::vector<std::string>& strings) {
  if (!value.has_list_value()) return false;
  for (const Value& item : value.list_value().values()) {
    if (!item.has_string_value()) return false;
    strings.push_back(item.string_value());
  }
  return true;
}

// Reads one key of an entry; unknown keys are refused, so that a misspelt `roles` grants nothing in
// silence.
bool ReadKey(const std::string& key, const Value& value, TokenGrant& grant) {
  if (key == "roles") return ReadStrings(value, grant.roles);
  if (key == "permissions") return ReadStrings(value, grant.permissions);
  if (!value.has_string_value()) return false;
  if (key == "token_sha256") return ParseHex(value.string_value(), grant.digest);
  if (key == "organisation") {
    grant.organisation = value.string_value();
    return true;
  }
  grant.actor = value.string_value();
  return key == "actor" && IsActorId(grant.actor);
}

Result<TokenGrant> ParseEntry(const Value& value, size_t index) {
  if (!value.has_struct_value()) return Malformed(index, "it is no object.");
  const auto& fields = value.struct_value().fields();
  TokenGrant grant;
  for (const auto& [key, field] : fields) {
    if (!ReadKey(key, field, grant))
      return Malformed(index, "`" + key + "` is not as it should be.");
  }
  if (!fields.contains("token_sha256")) return Malformed(index, "`token_sha256` is missing.");
  if (!fields.contains("actor")) return Malformed(index, "`actor` is missing.");
  return grant;
}

std::string StampOf(const struct stat& info) {
  return std::to_string(info.st_ino) + "/" + std::to_string(info.st_size) + "/" +
         std::to_string(info.st_mtim.tv_sec) + "." + std::to_string(info.st_mtim.tv_nsec);
}

}  // namespace

Result<std::vector<TokenGrant>> ParseTokenFile(const std::string& json) {
  Value root;
  const auto parsed = google::protobuf::util::JsonStringToMessage(json, &root);
  if (!parsed.ok() || !root.has_list_value()) {
    return FailedPrecondition("The token file must be a JSON list of objects.");
  }
  std::vector<TokenGrant> grants;
  for (const Value& value : root.list_value().values()) {
    Result<TokenGrant> grant = ParseEntry(value, grants.size());
    if (!grant.ok()) return grant.status();
    grants.push_back(std::move(*grant));
  }
  return grants;
}

Result<std::unique_ptr<TokenFileAuthenticator>> TokenFileAuthenticator::Open(std::string path) {
  std::unique_ptr<TokenFileAuthenticator> opened(new TokenFileAuthenticator(std::move(path)));
  std::lock_guard lock(opened->mutex_);
  FIVESTEP_RETURN_IF_ERROR(opened->Reload());
  return Result<std::unique_ptr<TokenFileAuthenticator>>(std::move(opened));
}

Status TokenFileAuthenticator::Reload() const {
  checked_ = std::chrono::steady_clock::now();
  struct stat info {};
  if (stat(path_.c_str(), &info) != 0) {
    return FailedPrecondition("The token file " + path_ + " cannot be read.");
  }
  if ((info.st_mode & (S_IROTH | S_IWOTH | S_IWGRP)) != 0) {
    return FailedPrecondition("The token file " + path_ +
                              " can be read or written by others: chmod 600 it.");
  }
  if (StampOf(info) == stamp_) return OkStatus();
  if (info.st_size > kMaxTokenFileBytes) {
    return FailedPrecondition("The token file " + path_ + " is larger than 16 MiB.");
  }
  std::ifstream file(path_, std::ios::binary);
  const std::string json{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  if (!file) return FailedPrecondition("The token file " + path_ + " cannot be read.");
  Result<std::vector<TokenGrant>> grants = ParseTokenFile(json);
  if (!grants.ok()) return grants.status();
  grants_ = std::make_shared<const std::vector<TokenGrant>>(std::move(*grants));
  stamp_ = StampOf(info);
  return OkStatus();
}

TokenFileAuthenticator::Grants TokenFileAuthenticator::Current() const {
  std::lock_guard lock(mutex_);
  if (std::chrono::steady_clock::now() - checked_ >= kTokenFileCheck) {
    const Status status = Reload();
    problem_ = status.message();
  }
  return grants_;
}

std::string TokenFileAuthenticator::problem() const {
  std::lock_guard lock(mutex_);
  return problem_;
}

Result<Caller> TokenFileAuthenticator::Authenticate(const CallInfo& call) const {
  const std::string header = call.Get(kAuthorizationKey);
  if (!header.starts_with(kScheme)) {
    return Unauthenticated("metadata `authorization: Bearer <token>` is missing");
  }
  TokenDigest digest{};
  SHA256(reinterpret_cast<const unsigned char*>(header.data()) + kScheme.size(),
         header.size() - kScheme.size(), digest.data());
  // Every entry is compared in full, so that the time taken tells nothing about the tokens.
  const Grants grants = Current();
  const TokenGrant* found = nullptr;
  for (const TokenGrant& grant : *grants) {
    if (CRYPTO_memcmp(grant.digest.data(), digest.data(), digest.size()) == 0) found = &grant;
  }
  if (found == nullptr) return Unauthenticated("the token is not one of this deployment");
  Caller caller;
  caller.id = found->actor;
  caller.organisation = found->organisation;
  caller.roles = found->roles;
  caller.permissions = found->permissions;
  caller.assurance = platform::v1::ASSURANCE_TOKEN;
  AddCallFacts(call, caller);
  return caller;
}

}  // namespace fivestep
