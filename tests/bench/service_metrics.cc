#include "bench/service_metrics.h"

#include <netdb.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <cmath>
#include <cstdlib>
#include <memory>
#include <sstream>
#include <thread>

namespace fivestep::bench {
namespace {

constexpr std::chrono::seconds kPublicationLimit{30};
constexpr std::chrono::milliseconds kPublicationPoll{10};

class Socket {
 public:
  explicit Socket(int descriptor) : descriptor_(descriptor) {}
  ~Socket() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  Socket(const Socket&) = delete;
  Socket& operator=(const Socket&) = delete;
  int get() const { return descriptor_; }

 private:
  int descriptor_;
};

struct AddressDeleter {
  void operator()(addrinfo* address) const { ::freeaddrinfo(address); }
};

}  // namespace

Histogram Histogram::Since(const Histogram& earlier) const {
  Histogram difference = *this;
  for (const auto& [bound, count] : earlier.counts_) difference.counts_[bound] -= count;
  return difference;
}

void Histogram::Merge(const Histogram& other) {
  for (const auto& [bound, count] : other.counts_) counts_[bound] += count;
}

double Histogram::ShareWithin(double bound) const {
  const auto found = counts_.find(bound);
  return found == counts_.end() || count() == 0 ? NAN : found->second / count();
}

double Histogram::Percentile(double p) const {
  const double wanted = p * count();
  double below_bound = 0;
  double below_count = 0;
  for (const auto& [bound, cumulative] : counts_) {
    if (cumulative >= wanted && cumulative > below_count) {
      if (std::isinf(bound)) return below_bound;
      const double part = (wanted - below_count) / (cumulative - below_count);
      return below_bound + part * (bound - below_bound);
    }
    below_bound = bound;
    below_count = cumulative;
  }
  return NAN;
}

// HTTP/1.0, so that the answer ends where the connection does.
Result<std::string> ServiceMetrics::Fetch() const {
  const size_t colon = target_.rfind(':');
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* raw = nullptr;
  const std::string host = target_.substr(0, colon);
  if (::getaddrinfo(host.c_str(), target_.substr(colon + 1).c_str(), &hints, &raw) != 0) {
    return InvalidArgument("`" + target_ + "` is no host:port.");
  }
  const std::unique_ptr<addrinfo, AddressDeleter> address(raw);
  const Socket connection(::socket(raw->ai_family, raw->ai_socktype | SOCK_CLOEXEC, 0));
  const std::string request = "GET /metrics HTTP/1.0\r\nHost: " + host + "\r\n\r\n";
  if (::connect(connection.get(), raw->ai_addr, raw->ai_addrlen) != 0 ||
      ::send(connection.get(), request.data(), request.size(), MSG_NOSIGNAL) < 0) {
    return Unavailable("http://" + target_ + "/metrics does not answer.");
  }
  std::string answer;
  char piece[16'384];
  for (ssize_t size; (size = ::recv(connection.get(), piece, sizeof(piece), 0)) > 0;) {
    answer.append(piece, static_cast<size_t>(size));
  }
  return answer;
}

Result<double> ServiceMetrics::Value(const std::string& name) const {
  const Result<std::string> text = Fetch();
  if (!text.ok()) return text.status();
  std::istringstream lines(*text);
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with(name + " ")) return std::strtod(line.c_str() + name.size() + 1, nullptr);
  }
  return NotFound("http://" + target_ + "/metrics has no " + name + ".");
}

Result<Histogram> ServiceMetrics::ReadHistogram(const std::string& name) const {
  const Result<std::string> text = Fetch();
  if (!text.ok()) return text.status();
  const std::string prefix = name + "_bucket{le=\"";
  Histogram histogram;
  std::istringstream lines(*text);
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with(prefix)) continue;
    char* after = nullptr;  // strtod reads `+Inf` too
    const double bound = std::strtod(line.c_str() + prefix.size(), &after);
    histogram.Add(bound, std::strtod(line.c_str() + line.rfind(' '), nullptr));
  }
  if (histogram.count() == 0 && text->find(prefix) == std::string::npos) {
    return NotFound("http://" + target_ + "/metrics has no " + name + ".");
  }
  return histogram;
}

Status ServiceMetrics::WaitUntilPublished() const {
  const auto limit = std::chrono::steady_clock::now() + kPublicationLimit;
  for (;;) {
    const Result<double> waiting = Value("fivestep_unpublished_events");
    if (!waiting.ok()) return waiting.status();
    if (*waiting == 0) return OkStatus();
    if (std::chrono::steady_clock::now() > limit) {
      return Unavailable("Events are still unpublished: is the bus well?");
    }
    std::this_thread::sleep_for(kPublicationPoll);
  }
}

}  // namespace fivestep::bench
