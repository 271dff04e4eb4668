#include "platform/rpc/options.h"

#include <CLI/CLI.hpp>
#include <filesystem>

#include "platform/rpc/grpc_server.h"

namespace fivestep {
namespace {

// `--data-dir` -> `FIVESTEP_DATA_DIR`.
std::string VariableOf(std::string flag) {
  std::string name = "FIVESTEP_";
  for (const char c : flag.substr(2)) {
    name += c == '-' ? '_' : static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  }
  return name;
}

class Flags {
 public:
  Flags(CLI::App& app, ServiceOptions& options) : app_(app), options_(options) {}

  void AddStorage() {
    Add("--deployment", options_.deployment,
        "Permanent id of the deployment, in every stream's name");
    Add("--data-dir", options_.data_dir, "Folder of the log and the blobs");
    Add("--key-dir", options_.key_dir,
        "Folder of the keys of personal data (default <data-dir>-keys)");
    Add("--wrapping-key-file", options_.wrapping_key_file,
        "File of the key that wraps the keys (default: made inside the key folder)");
    Add("--restricted-key-file", options_.restricted_key_file,
        "File of the key under which analysis hands exact figures over to metrics, the same for "
        "both (default: none are)");
    Add("--audit-key-file", options_.audit_key_file,
        "File of the key that signs the log's heads (default: made inside the key folder)");
    Add("--checkpoint-seconds", options_.checkpoint_seconds,
        "How often the head of a growing log is signed")
        ->check(CLI::Range(1, 86'400));
    Add("--backup-dir", options_.backup_dir, "Folder of the log's backups (default: none)");
    Add("--disk-reserve-mib", options_.disk_reserve_mib,
        "Free disk in MiB below which commands are refused")
        ->check(CLI::Range(0, 1 << 30));
  }
  void AddServer() {
    Add("--grpc-listen", options_.grpc_listen, "Address of the API, host:port");
    Add("--http-listen", options_.http_listen,
        "Address of /livez, /readyz and /metrics, host:port");
    app_.add_flag("--insecure-loopback", options_.insecure_loopback,
                  "Believe who callers say they are; on this machine only")
        ->envname("FIVESTEP_INSECURE_LOOPBACK");
    Add("--token-file", options_.token_file, "JSON file of the bearer tokens that are accepted");
    Add("--tls-cert", options_.tls_cert, "PEM file of the server's certificate chain");
    Add("--tls-key", options_.tls_key, "PEM file of its key");
    Add("--tls-client-ca", options_.tls_client_ca,
        "PEM file of authorities: callers must show a certificate of one");
    Add("--worker-threads", options_.worker_threads, "Threads for lists, imports and analyses")
        ->check(CLI::Range(1, 64));
    Add("--log-level", options_.log_level, "trace, debug, info, warning, error or off");
  }
  void AddBus() {
    Add("--nats-url", options_.nats_urls, "NATS servers, comma separated")->delimiter(',');
    Add("--nats-creds", options_.nats_creds, "Credentials file for NATS");
    Add("--nats-ca", options_.nats_ca, "PEM file of the authorities to trust for tls:// servers");
    Add("--nats-replicas", options_.nats_replicas, "Copies of the streams in a NATS cluster")
        ->check(CLI::IsMember({1, 3, 5}));
    Add("--peers", options_.peers, "The other services, context=host:port, comma separated")
        ->delimiter(',');
    Add("--peer-token-file", options_.peer_token_file, "File of the token shown to them");
    Add("--peer-ca", options_.peer_ca, "PEM file of the authorities to trust for them");
  }

 private:
  template <class Value>
  CLI::Option* Add(const std::string& flag, Value& value, const std::string& help) {
    return app_.add_option(flag, value, help)->envname(VariableOf(flag))->capture_default_str();
  }
  CLI::App& app_;
  ServiceOptions& options_;
};

Status Unsafe(const std::string& sentence) { return FailedPrecondition(sentence); }

// Whether one of two folders lies in the other, or they are the same.
bool Overlap(const std::string& first, const std::string& second) {
  const auto whole = [](const std::string& path) {
    std::error_code error;
    const auto known = std::filesystem::weakly_canonical(path, error);
    return (error ? std::filesystem::absolute(path).lexically_normal() : known) / "";
  };
  const std::string a = whole(first).string();
  const std::string b = whole(second).string();
  return a.starts_with(b) || b.starts_with(a);
}

// A backup inside the data is lost with it, and would be backed up into itself; keys and their data
// do not lie together.
Status CheckBackupFolder(const ServiceOptions& options) {
  if (options.backup_dir.empty()) return OkStatus();
  for (const std::string* other : {&options.data_dir, &options.key_dir}) {
    if (other->empty() || !Overlap(options.backup_dir, *other)) continue;
    return Unsafe("--backup-dir " + options.backup_dir + " and " + *other +
                  " lie in each other. Give the backups a folder of their own, better on another "
                  "disk.");
  }
  return OkStatus();
}

}  // namespace

ParsedOptions ParseOptions(int argc, const char* const* argv, const std::string& context) {
  ParsedOptions parsed;
  parsed.options.data_dir = "data/" + context;
  CLI::App app("Fivestep's " + context +
               " service. Every flag may also be set as FIVESTEP_… in the environment.");
  app.set_config("--config", "", "File of flags, one `name=value` a line");
  app.set_version_flag("--version", FIVESTEP_VERSION);
  Flags flags(app, parsed.options);
  flags.AddStorage();
  flags.AddServer();
  flags.AddBus();
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    parsed.exit_code = app.exit(error);
    return parsed;
  }
  if (parsed.options.key_dir.empty()) parsed.options.key_dir = parsed.options.data_dir + "-keys";
  parsed.run = true;
  return parsed;
}

Status CheckSafety(const ServiceOptions& options) {
  const bool loopback = IsLoopbackAddress(options.grpc_listen);
  const bool tls = !options.tls_cert.empty();
  if (tls == options.tls_key.empty()) {
    return Unsafe("--tls-cert and --tls-key belong together: give both or neither.");
  }
  if (!options.tls_client_ca.empty() && !tls) {
    return Unsafe("--tls-client-ca needs --tls-cert and --tls-key.");
  }
  if (options.insecure_loopback && !options.token_file.empty()) {
    return Unsafe("--insecure-loopback and --token-file exclude each other: choose one.");
  }
  if (options.insecure_loopback && !loopback) {
    return Unsafe(
        "--insecure-loopback believes every caller, so it binds this machine only: use "
        "--grpc-listen 127.0.0.1:…, or --token-file with --tls-cert and --tls-key.");
  }
  if (!options.insecure_loopback && options.token_file.empty()) {
    return Unsafe(
        "Nobody could call this service: give --token-file, or --insecure-loopback for "
        "a machine of your own.");
  }
  if (!loopback && !tls) {
    return Unsafe(
        "Tokens must not cross a network in the clear: give --tls-cert and --tls-key, or "
        "bind --grpc-listen to 127.0.0.1.");
  }
  if (options.key_dir == options.data_dir) {
    return Unsafe("--key-dir must not be --data-dir: a backup of the data would hold its keys.");
  }
  return CheckBackupFolder(options);
}

Result<std::map<std::string, std::string>> ParsePeers(const std::vector<std::string>& peers) {
  std::map<std::string, std::string> targets;
  for (const std::string& peer : peers) {
    const size_t equals = peer.find('=');
    if (equals == 0 || equals == std::string::npos || equals + 1 == peer.size()) {
      return InvalidArgument("--peers takes context=host:port, comma separated; `" + peer +
                             "` is not like that.");
    }
    targets[peer.substr(0, equals)] = peer.substr(equals + 1);
  }
  return targets;
}

}  // namespace fivestep
