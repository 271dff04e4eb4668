// A service's configuration: flags, environment (`FIVESTEP_…`), file, in this order.
#ifndef FIVESTEP_PLATFORM_RPC_OPTIONS_H_
#define FIVESTEP_PLATFORM_RPC_OPTIONS_H_

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "platform/core/status.h"

namespace fivestep {

struct ServiceOptions {
  std::string deployment = "local";
  std::string data_dir;  // default `data/<context>`
  // Apart from the data, so that a copy of one is not a copy of the other. Default
  // `<data_dir>-keys`.
  std::string key_dir;
  std::string wrapping_key_file;
  // Key of what analysis hands over to metrics; empty: nothing is.
  std::string restricted_key_file;
  // Where AdminService.BackUpLog puts backups; empty: none are taken. Apart from data and keys.
  std::string backup_dir;
  std::string grpc_listen = "127.0.0.1:7100";
  std::string http_listen = "127.0.0.1:7200";
  std::vector<std::string> nats_urls{"nats://127.0.0.1:4222"};
  std::string nats_creds;
  std::string nats_ca;
  int nats_replicas = 1;
  bool insecure_loopback = false;
  std::string token_file;
  std::string tls_cert;
  std::string tls_key;
  std::string tls_client_ca;
  std::vector<std::string> peers;  // `context=host:port`
  std::string peer_token_file;
  std::string peer_ca;
  // Key that signs the log's heads. Default `<key_dir>/audit.key`, made on first start.
  std::string audit_key_file;
  // How often a head is signed while the log grows.
  int checkpoint_seconds = 10;
  int64_t disk_reserve_mib = 256;
  int worker_threads = 2;
  std::string log_level = "info";
};

// What the command line asked for.
struct ParsedOptions {
  ServiceOptions options;
  bool run = false;   // false: help or an error was printed
  int exit_code = 0;  // of the process, when it does not run
};

// Parses; prints help and errors by itself.
ParsedOptions ParseOptions(int argc, const char* const* argv, const std::string& context);

// Whether a service may start like this. FAILED_PRECONDITION, with what to change: nobody is
// authenticated by default, claims are believed on loopback only, and tokens cross no network in
// the clear.
Status CheckSafety(const ServiceOptions& options);

// `programme=host:7100` -> {programme: host:7100}. INVALID_ARGUMENT for anything else.
Result<std::map<std::string, std::string>> ParsePeers(const std::vector<std::string>& peers);

}  // namespace fivestep

#endif  // FIVESTEP_PLATFORM_RPC_OPTIONS_H_
