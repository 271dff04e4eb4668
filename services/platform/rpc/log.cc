#include "platform/rpc/log.h"

#include <google/protobuf/stubs/logging.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <chrono>
#include <memory>

namespace fivestep {
namespace {

std::string& ContextName() {
  static std::string context;
  return context;
}

std::shared_ptr<spdlog::logger> Logger() {
  static const std::shared_ptr<spdlog::logger> logger = [] {
    auto made = spdlog::stderr_logger_mt("fivestep");
    made->set_pattern("{\"time\":\"%Y-%m-%dT%H:%M:%S.%fZ\",\"level\":\"%l\",%v}",
                      spdlog::pattern_time_type::utc);
    return made;
  }();
  return logger;
}

void Append(std::string& line, std::string_view key, std::string_view value) {
  line.append(",\"").append(key).append("\":\"").append(JsonText(value)).append("\"");
}

template <class Fields>
void Write(spdlog::level::level_enum level, std::string_view message, const Fields& fields) {
  if (!Logger()->should_log(level)) return;
  std::string line = "\"message\":\"" + JsonText(message) + "\"";
  if (!ContextName().empty()) Append(line, "context", ContextName());
  for (const auto& [key, value] : fields) {
    if (!value.empty()) Append(line, key, value);
  }
  Logger()->log(level, line);
}

spdlog::level::level_enum LevelOf(const Status& status) {
  switch (status.code()) {
    case Code::kOk:
      return spdlog::level::debug;
    case Code::kUnknown:
    case Code::kInternal:
    case Code::kDataLoss:
      return spdlog::level::err;
    case Code::kUnavailable:
    case Code::kResourceExhausted:
      return spdlog::level::warn;
    default:
      return spdlog::level::info;
  }
}

std::string Find(const Metadata& metadata, std::string_view key) {
  for (const auto& [name, value] : metadata) {
    if (name == key) return value;
  }
  return {};
}

void LogOfProtobuf(google::protobuf::LogLevel level, const char*, int, const std::string& message) {
  const bool serious = level == google::protobuf::LOGLEVEL_FATAL;
  Write(serious ? spdlog::level::err : spdlog::level::debug, message, Metadata{});
}

}  // namespace

std::string JsonText(std::string_view text) {
  static constexpr char kHex[] = "0123456789abcdef";
  std::string escaped;
  escaped.reserve(text.size());
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      escaped += '\\';
      escaped += c;
    } else if (byte < 0x20 || byte == 0x7F) {
      escaped += "\\u00";
      escaped += kHex[byte >> 4];
      escaped += kHex[byte & 15];
    } else {
      escaped += c;
    }
  }
  return escaped;
}

Status OpenLog(const std::string& context, const std::string& level) {
  const spdlog::level::level_enum parsed = spdlog::level::from_str(level);
  if (parsed == spdlog::level::off && level != "off") {
    return InvalidArgument("`" + level +
                           "` is no log level: use trace, debug, info, warning, error or off.");
  }
  ContextName() = context;
  // Protobuf would write a line of its own to stderr for every text of a caller that is not UTF-8.
  google::protobuf::SetLogHandler(&LogOfProtobuf);
  Logger()->set_level(parsed);
  return OkStatus();
}

void LogDebug(std::string_view message, LogFields fields) {
  Write(spdlog::level::debug, message, fields);
}
void LogInfo(std::string_view message, LogFields fields) {
  Write(spdlog::level::info, message, fields);
}
void LogWarning(std::string_view message, LogFields fields) {
  Write(spdlog::level::warn, message, fields);
}
void LogError(std::string_view message, LogFields fields) {
  Write(spdlog::level::err, message, fields);
}

void LogCall(const EndedCall& call) {
  const Status& status = call.status;
  const spdlog::level::level_enum level = LevelOf(status);
  if (!Logger()->should_log(level)) return;
  const auto elapsed = std::chrono::duration_cast<std::chrono::microseconds>(
      std::chrono::steady_clock::now() - call.start);
  const std::string milliseconds = std::to_string(static_cast<double>(elapsed.count()) / 1'000);
  // The sentence of a refusal may repeat a name that the caller sent; the reason never does.
  const bool own_fault = level >= spdlog::level::err;
  Write(level, "call ended",
        LogFields{{"correlation", Find(call.trailers, kCorrelationKey)},
                  {"method", call.method},
                  {"code", CodeName(status.code())},
                  {"reason", status.reason()},
                  {"error", own_fault ? status.message() : std::string()},
                  {"ms", milliseconds.substr(0, milliseconds.size() - 3)}});
}

}  // namespace fivestep
