#include "platform/bus/bus.h"

#include <utility>

#include "platform/bus/eventlog_edges.h"

namespace fivestep {

Bus::Bus(EventLog* log, CommitLoop* loop, GapReader read_gap, Options options)
    : Bus(std::make_unique<EventLogSource>(log), std::make_unique<CommitLoopSink>(loop),
          std::move(read_gap), std::move(options)) {}

Bus::Bus(std::unique_ptr<LogSource> source, std::unique_ptr<EventSink> sink, GapReader read_gap,
         Options options)
    : options_(std::move(options)), source_(std::move(source)), sink_(std::move(sink)) {
  if (options_.connection.name.empty()) options_.connection.name = "fivestep " + source_->context();
  MakeParts(read_gap);
}

Bus::~Bus() { Stop(); }

void Bus::MakeParts(const GapReader& read_gap) {
  Publisher::Options publisher;
  publisher.connection = options_.connection;
  publisher.replicas = options_.replicas;
  publisher.on_confirmed = options_.on_confirmed;
  publisher.on_fenced = options_.on_fenced;
  publisher.completion = options_.completion;
  publisher_ = std::make_unique<Publisher>(source_.get(), publisher);
  CheckpointPublisher::Options checkpoints;
  checkpoints.connection = options_.connection;
  checkpoints.replicas = options_.replicas;
  checkpoints_ =
      std::make_unique<CheckpointPublisher>(source_->deployment(), source_->context(), checkpoints);
  if (options_.restricted != nullptr) {
    RestrictedPublisher::Options restricted;
    restricted.connection = options_.connection;
    restricted.replicas = options_.replicas;
    restricted_ = std::make_unique<RestrictedPublisher>(options_.restricted, source_->deployment(),
                                                        source_->context(), restricted);
  }
  Subscriber::Options subscriber;
  subscriber.connection = options_.connection;
  subscriber.deployment = source_->deployment();
  for (const std::string& log : options_.follow) {
    // An event of one log may wait for another log's, so each that moves wakes the others.
    auto progressed = [this, log] {
      for (const auto& other : subscribers_) {
        if (other->log() != log) other->Nudge();
      }
    };
    subscribers_.push_back(
        std::make_unique<Subscriber>(log, sink_.get(), read_gap, progressed, subscriber));
  }
}

Status Bus::Start() {
  FIVESTEP_RETURN_IF_ERROR(publisher_->Start());
  FIVESTEP_RETURN_IF_ERROR(checkpoints_->Start());
  if (restricted_ != nullptr) restricted_->Start();
  for (const auto& subscriber : subscribers_) FIVESTEP_RETURN_IF_ERROR(subscriber->Start());
  return OkStatus();
}

// All threads end before any part goes, because they nudge each other.
void Bus::Stop() {
  for (const auto& subscriber : subscribers_) subscriber->Stop();
  if (restricted_ != nullptr) restricted_->Stop();
  checkpoints_->Stop();
  publisher_->Stop();
}

void Bus::Nudge() {
  for (const auto& subscriber : subscribers_) subscriber->Nudge();
}

void Bus::PublishCheckpoint(std::string note) { checkpoints_->Publish(std::move(note)); }

void Bus::RecreateStream(Recreation recreation) { publisher_->Recreate(std::move(recreation)); }

BusStatus Bus::status() const {
  BusStatus status;
  status.publisher = publisher_->status();
  status.checkpoints = checkpoints_->status();
  if (restricted_ != nullptr) status.restricted = restricted_->status();
  status.connected = status.publisher.connected;
  for (const auto& subscriber : subscribers_) {
    status.subscriptions.push_back(subscriber->status());
    status.connected = status.connected && status.subscriptions.back().connected;
  }
  return status;
}

}  // namespace fivestep
