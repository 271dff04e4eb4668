#include "platform/bus/tail_fetcher.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>

#include "platform/bus/stream_reader.h"
#include "platform/bus/stream_setup.h"

namespace fivestep {
namespace {

// Events that are written with one sync. Larger pieces gain little and hold more memory.
constexpr size_t kChunkEvents = 512;
constexpr size_t kChunkBytes = 4 << 20;
constexpr std::chrono::milliseconds kMessageWait{500};
// Heads of the checkpoint stream that are looked at, from its end.
constexpr int64_t kMaxHeads = 100;

Status OtherHistory(const std::string& stream, const CheckpointBody& head,
                    const Sha256Digest& root) {
  return DataLoss("The stream " + stream +
                  " does not hold what this log recorded: the log's signed "
                  "head over " +
                  std::to_string(head.size) + " events has the root " + ToHex(head.root) +
                  ", log and stream together give " + ToHex(root) +
                  ". Nothing was taken back. Restore the stream from a copy, or find out who wrote "
                  "to it.");
}

Status IsShort(const std::string& stream, int64_t stream_end, const std::string& than) {
  return FailedPrecondition(
      "the stream " + stream + " ends at position " + std::to_string(stream_end) + ", before " +
      than +
      ", so it cannot say what is missing. Bring back a newer copy of the stream, or accept "
      "the log as it is (`fivestep log accept`)");
}

}  // namespace

Status TailFetcher::Complete(int64_t log_end, int64_t stream_end) {
  if (!log_->waiting()) FIVESTEP_RETURN_IF_ERROR(log_->Mark());
  if (stream_end < log_end) {
    return IsShort(options_.stream, stream_end,
                   "the log, which ends at " + std::to_string(log_end));
  }
  const Result<std::vector<CheckpointBody>> heads = HeadsBeyond(log_end);
  if (!heads.ok()) return heads.status();
  int64_t furthest = 0;
  for (const CheckpointBody& head : *heads) {
    furthest = std::max(furthest, head.size);
    if (head.size <= stream_end) FIVESTEP_RETURN_IF_ERROR(CheckAgainst(head, log_end));
  }
  FIVESTEP_RETURN_IF_ERROR(Append(log_end + 1, stream_end));
  if (furthest > stream_end) {
    return IsShort(options_.stream, stream_end,
                   "a signed head of the log over " + std::to_string(furthest) + " events");
  }
  return log_->Finish();
}

Result<std::vector<CheckpointBody>> TailFetcher::HeadsBeyond(int64_t log_end) {
  std::vector<CheckpointBody> heads;
  const std::string held = log_->HeldNote();
  if (!held.empty()) {
    // One that another key signed says nothing about this log.
    const Result<CheckpointBody> head = log_->Verify(held);
    if (head.ok() && head->size > log_end) heads.push_back(*head);
  }
  FIVESTEP_RETURN_IF_ERROR(AddHeadsOfStream(log_end, heads));
  return heads;
}

// Of the stream only the largest that this log's key signed: it speaks for all before it. It need
// not be the last, since a restored log publishes the head that it has.
Status TailFetcher::AddHeadsOfStream(int64_t log_end, std::vector<CheckpointBody>& heads) {
  const std::string& stream = options_.checkpoint_stream;
  jsStreamInfo* raw = nullptr;
  jsErrCode error{};
  natsStatus status =
      js_GetStreamInfo(&raw, connection_->jet_stream(), stream.c_str(), nullptr, &error);
  if (status == NATS_NOT_FOUND || error == JSStreamNotFoundErr) return OkStatus();
  if (status != NATS_OK) return NatsError("The stream " + stream + " cannot be read", status);
  const StreamInfoHandle info(raw);
  const auto last = static_cast<int64_t>(raw->State.LastSeq);
  std::optional<CheckpointBody> newest;
  for (int64_t at = last; at > std::max<int64_t>(0, last - kMaxHeads); --at) {
    natsMsg* message = nullptr;
    status = js_GetMsg(&message, connection_->jet_stream(), stream.c_str(),
                       static_cast<uint64_t>(at), nullptr, &error);
    const MessageHandle owner(message);
    if (status == NATS_NOT_FOUND) continue;
    if (status != NATS_OK) return NatsError("The stream " + stream + " cannot be read", status);
    const Result<CheckpointBody> head = log_->Verify(BodyOf(message));
    if (!head.ok()) continue;
    if (!newest || head->size > newest->size) newest = *head;
  }
  if (newest && newest->size > log_end) heads.push_back(*newest);
  return OkStatus();
}

Status TailFetcher::CheckAgainst(const CheckpointBody& head, int64_t log_end) {
  log_->Explain("events " + std::to_string(log_end + 1) + " to " + std::to_string(head.size) +
                " are being compared with the log's signed head");
  CompactRange range = log_->Tree();
  if (range.size() != log_end) return Unavailable("The log grew while it was compared.");
  FIVESTEP_RETURN_IF_ERROR(Read(log_end + 1, head.size, [&](int64_t, const std::string& bytes) {
    range.Append(LeafHash(bytes));
    return OkStatus();
  }));
  if (range.Root() == head.root) return OkStatus();
  return OtherHistory(options_.stream, head, range.Root());
}

Status TailFetcher::Append(int64_t from, int64_t to) {
  std::vector<std::string> chunk;
  size_t bytes_in_chunk = 0;
  int64_t first = from;
  const auto flush = [&]() -> Status {
    if (chunk.empty()) return OkStatus();
    const auto count = static_cast<int64_t>(chunk.size());
    FIVESTEP_RETURN_IF_ERROR(log_->Append(first, std::exchange(chunk, {})));
    first += count;
    bytes_in_chunk = 0;
    log_->Explain("events are coming back from the stream " + options_.stream + ": " +
                  std::to_string(first - 1) + " of " + std::to_string(to));
    return OkStatus();
  };
  FIVESTEP_RETURN_IF_ERROR(Read(from, to, [&](int64_t, std::string bytes) -> Status {
    bytes_in_chunk += bytes.size();
    chunk.push_back(std::move(bytes));
    return chunk.size() >= kChunkEvents || bytes_in_chunk >= kChunkBytes ? flush() : OkStatus();
  }));
  return flush();
}

Status TailFetcher::Read(int64_t from, int64_t to, const Visit& visit) {
  if (from > to) return OkStatus();
  Result<std::unique_ptr<StreamReader>> reader =
      StreamReader::Open(options_.connection, options_.stream, from);
  if (!reader.ok()) return Unavailable(reader.status().message());
  for (int64_t next = from; next <= to;) {
    if (options_.stopping()) return Unavailable("The service is stopping.");
    Result<std::optional<StreamMessage>> message = (*reader)->Next(kMessageWait);
    if (!message.ok()) return message.status();
    if (!*message) continue;
    if ((*message)->sequence != next) {
      return Unavailable("Message " + std::to_string(next) + " of " + options_.stream +
                         " did not come.");
    }
    FIVESTEP_RETURN_IF_ERROR(visit(next, std::move((*message)->bytes)));
    ++next;
  }
  return OkStatus();
}

}  // namespace fivestep
