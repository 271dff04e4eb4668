#include "cli/settings.h"

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>
#include <sstream>

namespace fivestep::cli {
namespace {

std::string Trim(const std::string& text) {
  const size_t first = text.find_first_not_of(" \t\r\n");
  if (first == std::string::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

std::string Joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

Status AddAddress(const std::string& item, std::map<std::string, std::string>& addresses) {
  const size_t equals = item.find('=');
  const std::string context = Trim(item.substr(0, equals));
  const std::string address = equals == std::string::npos ? "" : Trim(item.substr(equals + 1));
  const size_t colon = address.rfind(':');
  if (!IsContext(context)) {
    return InvalidArgument("`" + item + "` does not begin with a context: one of " +
                           Joined(ContextNames()) + ", as in engagement=127.0.0.1:7102.");
  }
  if (colon == std::string::npos || colon == 0 || colon + 1 == address.size()) {
    return InvalidArgument("`" + item + "` gives no host and port, as in " + context +
                           "=127.0.0.1:7102.");
  }
  addresses[context] = address;
  return OkStatus();
}

// FNV-1a (Fowler, Noll, Vo), 64 bits: the same in every build, which std::hash does not promise.
uint64_t Hash(const std::string& text) {
  uint64_t hash = 14695981039346656037u;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211u;
  return hash;
}

}  // namespace

bool IsContext(std::string_view name) {
  for (const Context& context : kContexts) {
    if (name == context.name) return true;
  }
  return false;
}

std::vector<std::string> ContextNames() {
  std::vector<std::string> names;
  for (const Context& context : kContexts) names.emplace_back(context.name);
  return names;
}

std::map<std::string, std::string> DefaultAddresses() {
  std::map<std::string, std::string> addresses;
  for (const Context& context : kContexts) {
    addresses[context.name] = "127.0.0.1:" + std::to_string(context.port);
  }
  return addresses;
}

Status AddAddresses(const std::string& text, std::map<std::string, std::string>& addresses) {
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    std::istringstream items(line.substr(0, line.find('#')));
    for (std::string item; std::getline(items, item, ',');) {
      if (Trim(item).empty()) continue;
      FIVESTEP_RETURN_IF_ERROR(AddAddress(Trim(item), addresses));
    }
  }
  return OkStatus();
}

bool IsLoopback(const std::string& address) {
  const std::string host = address.substr(0, address.rfind(':'));
  const bool dotted = host.find_first_not_of("0123456789.") == std::string::npos;
  return host == "localhost" || host == "[::1]" || (dotted && host.starts_with("127."));
}

std::string DefaultPositionsFile(const std::map<std::string, std::string>& addresses) {
  std::string all;
  for (const auto& [context, address] : addresses) all += context + "=" + address + "\n";
  char digits[17];
  std::snprintf(digits, sizeof digits, "%016llx", static_cast<unsigned long long>(Hash(all)));
  const char* state = std::getenv("XDG_STATE_HOME");
  const char* home = std::getenv("HOME");
  std::string folder;
  if (state != nullptr && *state != '\0') {
    folder = state;
  } else if (home != nullptr && *home != '\0') {
    folder = std::string(home) + "/.local/state";
  } else {
    return {};
  }
  return folder + "/fivestep/positions-" + digits;
}

Result<std::string> ReadInput(const std::string& path) {
  if (path == "-") {
    return std::string(std::istreambuf_iterator<char>(std::cin), std::istreambuf_iterator<char>());
  }
  std::ifstream file(path, std::ios::binary);
  std::string content{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  if (!file.good() && !file.eof()) {
    return InvalidArgument("The file " + path + " cannot be read.");
  }
  return content;
}

}  // namespace fivestep::cli
