// Events on their way to the stream, over one connection.
#ifndef FIVESTEP_PLATFORM_BUS_PUBLISH_PIPELINE_H_
#define FIVESTEP_PLATFORM_BUS_PUBLISH_PIPELINE_H_

#include <chrono>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "fivestep/platform/v1/record.pb.h"
#include "platform/bus/acknowledgement.h"
#include "platform/bus/cloud_event.h"
#include "platform/bus/connection.h"
#include "platform/bus/header_block.h"

namespace fivestep {

// Sends many events without waiting for each. Every message carries the sequence that must stand
// before it, so one that arrives out of place is refused, and so is all behind it.
//
// The library's own asynchronous publishing is not used: it cannot expect sequence 0, keeps a
// message without an answer for ever, and answers on a thread of its own. Used by one thread.
class PublishPipeline {
 public:
  // `connection` must outlive it.
  PublishPipeline(Connection* connection, std::string deployment, std::string context);
  // Before anything else.
  Status Open();

  // Forgets what is under way; the next event is `next`.
  void Begin(int64_t next);
  // Sends the event after sent(). kDataLoss when the bytes are not this event's, kUnavailable when
  // the connection is lost.
  Status Send(int64_t position, std::string_view bytes);
  // Hands what was sent to the system: at once when it is little, and waits until the server has
  // it; of more than kFlushed events the library has sent most by now, and sends the rest within a
  // millisecond.
  Status Flush();
  // Waits at most `wait` for an answer, and takes all that are there.
  Status Receive(std::chrono::milliseconds wait);

  // Last position sent, and the last that was acknowledged with all before it. An acknowledgement
  // alone does not speak for those before: where a stranger's message took the place of n, n was
  // refused, but n + 1 found the sequence that it expects and was stored.
  int64_t sent() const { return sent_; }
  int64_t confirmed() const { return confirmed_; }
  int64_t under_way() const { return sent_ - confirmed_; }
  // Whether every message of this run has been answered, well or not.
  bool all_answered() const { return answered_ == sent_ - before_; }
  // The first refusal of this run, with its reason; then nothing more may be sent.
  bool refused() const { return refused_; }
  const Acknowledgement& refusal() const { return refusal_; }

 private:
  void Take(natsMsg* message);

  Connection* connection_;
  std::string deployment_;
  std::string context_;
  std::string stream_;
  std::string inbox_;
  CloudEventHeaders headers_;
  natsSubscription* answers_ = nullptr;
  // Sent since the last Flush, and answers being taken. The library destroys messages on a thread
  // of its own, which would otherwise be woken for each.
  std::vector<MessageHandle> sent_messages_;
  std::vector<MessageHandle> taken_;
  // Kept for their memory.
  platform::v1::RecordedEvent event_;
  HeaderBlock block_;
  std::string subject_;
  std::string reply_;
  int64_t run_ = 0;
  int64_t before_ = 0;
  int64_t sent_ = 0;
  int64_t confirmed_ = 0;
  std::set<int64_t> stored_beyond_;  // acknowledged, but not all before them
  int64_t answered_ = 0;
  bool refused_ = false;
  Acknowledgement refusal_;
};

}  // namespace fivestep

#endif  // FIVESTEP_PLATFORM_BUS_PUBLISH_PIPELINE_H_
