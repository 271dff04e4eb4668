// How the bus is reached. Apart from connection.h, so that only this folder sees the client
// library.
#ifndef FIVESTEP_PLATFORM_BUS_CONNECTION_OPTIONS_H_
#define FIVESTEP_PLATFORM_BUS_CONNECTION_OPTIONS_H_

#include <chrono>
#include <string>
#include <vector>

namespace fivestep {

// Files are read anew at each connection, so that a rotated secret needs no restart.
struct ConnectionOptions {
  // Of one server or of several of one cluster; `tls://…` for TLS.
  std::vector<std::string> urls{"nats://127.0.0.1:4222"};
  // Shown in the server's connection list.
  std::string name;
  // A file whose first line is the token. Empty: none.
  std::string token_file;
  // A `.creds` file (user JWT and seed). Empty: none.
  std::string creds_file;
  // TLS: the authorities that are trusted, and this client's own certificate and key (mutual TLS).
  std::string ca_file;
  std::string certificate_file;
  std::string key_file;
  // For the connection to one server, and for each answer of JetStream.
  std::chrono::milliseconds connect_timeout{2'000};
  std::chrono::milliseconds answer_timeout{5'000};
};

}  // namespace fivestep

#endif  // FIVESTEP_PLATFORM_BUS_CONNECTION_OPTIONS_H_
