// Bearer tokens out of a file of the deployment.
#ifndef FIVESTEP_PLATFORM_RPC_TOKEN_FILE_H_
#define FIVESTEP_PLATFORM_RPC_TOKEN_FILE_H_

#include <array>
#include <chrono>
#include <ctime>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "platform/rpc/authenticator.h"

namespace fivestep {

// The file is looked at for changes no more often than this.
inline constexpr std::chrono::seconds kTokenFileCheck{1};

using TokenDigest = std::array<unsigned char, 32>;

// What one token stands for.
struct TokenGrant {
  TokenDigest digest{};  // SHA-256 of the token: the file itself opens nothing
  std::string actor;
  std::string organisation;
  std::vector<std::string> roles;
  std::vector<std::string> permissions;
};

// Parses `[{"token_sha256": "…", "actor": "…", "organisation": "…", "roles": […], "permissions":
// […]}]`. FAILED_PRECONDITION with a sentence that names the entry.
Result<std::vector<TokenGrant>> ParseTokenFile(const std::string& json);

// Authenticates `authorization: Bearer <token>`. A changed file is read again; one that has become
// unreadable leaves the grants as they were, and `problem()` says so.
class TokenFileAuthenticator : public Authenticator {
 public:
  // FAILED_PRECONDITION when the file cannot be read, can be read by others, or is not as it should
  // be.
  static Result<std::unique_ptr<TokenFileAuthenticator>> Open(std::string path);

  Result<Caller> Authenticate(const CallInfo& call) const override;

  // Why the file's present content is not used; empty when it is.
  std::string problem() const;

 private:
  explicit TokenFileAuthenticator(std::string path) : path_(std::move(path)) {}
  using Grants = std::shared_ptr<const std::vector<TokenGrant>>;
  Grants Current() const;
  Status Reload() const;

  const std::string path_;
  mutable std::mutex mutex_;
  mutable Grants grants_;
  mutable std::string problem_;
  mutable std::string stamp_;  // what tells one version of the file from the next
  mutable std::chrono::steady_clock::time_point checked_;
};

}  // namespace fivestep

#endif  // FIVESTEP_PLATFORM_RPC_TOKEN_FILE_H_
