// The headers of one message, as they go over the wire.
#ifndef FIVESTEP_PLATFORM_BUS_HEADER_BLOCK_H_
#define FIVESTEP_PLATFORM_BUS_HEADER_BLOCK_H_

#include <nats/nats.h>

#include <string>
#include <string_view>

namespace fivestep {

// nats.c keeps headers in a hash, which costs four allocations for each, half a hundred for an
// event. But it writes a name as it is given: so one header whose name is the whole text up to the
// last value says the same on the wire, for the price of one. It also keeps the order, and
// nats-server 2.9 takes the first place where one of its own header names stands. (A test
// against a server sees every header arrive as one of its own.)
//
// Not thread-safe. Made once and filled again for each message, so that its memory is kept.
class HeaderBlock {
 public:
  void Clear() {
    name_.clear();
    value_.clear();
  }
  // Begins a header; Value() and Encoded() add to its value.
  void Begin(std::string_view name) {
    if (!name_.empty()) name_.append(": ").append(value_).append("\r\n");
    value_.clear();
    name_.append(name);
  }
  // REQUIRES: no byte of `text` needs an encoding.
  void Value(std::string_view text) { value_.append(text); }
  // Percent-encodes what the binding names (space, `"`, `%`, and all outside printable ASCII).
  // Beyond that `N` in `Nats-` is encoded: nats-server 2.9 searches the whole header block for its
  // own header names and would be misled by one that is inside a value.
  void Encoded(std::string_view text);

  // The last header's value, and all before it.
  const std::string& name() const { return name_; }
  const std::string& value() const { return value_; }
  natsStatus SetOn(natsMsg* message) const {
    return natsMsgHeader_Set(message, name_.c_str(), value_.c_str());
  }

 private:
  std::string name_;
  std::string value_;
};

}  // namespace fivestep

#endif  // FIVESTEP_PLATFORM_BUS_HEADER_BLOCK_H_
