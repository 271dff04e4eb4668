#include "bench/load.h"

#include <grpcpp/completion_queue.h>
#include <grpcpp/create_channel.h>
#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/security/credentials.h>

#include <algorithm>
#include <cmath>
#include <deque>
#include <optional>

#include "platform/rpc/error_details.h"
#include "platform/rpc/wire.h"

namespace fivestep::bench {
namespace {

using Clock = std::chrono::steady_clock;

// A portal or a gateway has a few connections, not one for each user.
constexpr int kChannels = 2;
// An answer that takes longer is a failure of the server, not load.
constexpr std::chrono::seconds kDeadline{30};

// One place among the outstanding calls.
struct Place {
  std::optional<grpc::ClientContext> context;
  std::unique_ptr<grpc::GenericClientAsyncResponseReader> reader;
  grpc::GenericStub* stub = nullptr;
  grpc::ByteBuffer answer;
  grpc::Status status;
  Clock::time_point start;
};

class Stretch {
 public:
  Stretch(const std::vector<std::shared_ptr<grpc::Channel>>& channels, RequestMaker& requests,
          const LoadPlan& plan)
      : requests_(requests),
        method_(requests.method()),
        metadata_(CallerMetadata()),
        answer_(requests.NewAnswer()),
        places_(static_cast<size_t>(plan.outstanding)),
        measured_from_(Clock::now() + plan.warm_up),
        end_(measured_from_ + plan.measured) {
    for (const auto& channel : channels) stubs_.emplace_back(channel);
    for (size_t i = 0; i < places_.size(); ++i) places_[i].stub = &stubs_[i % stubs_.size()];
  }
  ~Stretch() {
    queue_.Shutdown();
    void* tag = nullptr;
    bool ok = false;
    while (queue_.Next(&tag, &ok)) {
    }
  }

  Result<Load> Run() {
    for (Place& place : places_) FIVESTEP_RETURN_IF_ERROR(Send(place));
    void* tag = nullptr;
    bool ok = false;
    while (under_way_ > 0 && queue_.Next(&tag, &ok)) {
      FIVESTEP_RETURN_IF_ERROR(Take(*static_cast<Place*>(tag)));
    }
    std::sort(load_.times.begin(), load_.times.end());
    const std::chrono::duration<double> seconds = end_ - measured_from_;
    load_.calls_per_second = static_cast<double>(load_.times.size()) / seconds.count();
    return std::move(load_);
  }

 private:
  Status Send(Place& place) {
    grpc::ByteBuffer request;
    if (!WriteMessage(requests_.Make(), &request)) return Internal("A request was not written.");
    place.context.emplace();
    for (const auto& [key, value] : metadata_) place.context->AddMetadata(key, value);
    place.context->set_deadline(std::chrono::system_clock::now() + kDeadline);
    place.start = Clock::now();
    place.reader = place.stub->PrepareUnaryCall(&*place.context, method_, request, &queue_);
    place.reader->StartCall();
    place.reader->Finish(&place.answer, &place.status, &place);
    ++under_way_;
    return OkStatus();
  }

  Status Take(Place& place) {
    --under_way_;
    if (!place.status.ok()) return FromGrpcStatus(place.status);
    if (!ReadMessage(place.answer, answer_.get())) return Internal("An answer cannot be read.");
    const Clock::time_point now = Clock::now();
    if (now >= measured_from_ && now < end_) load_.times.push_back(now - place.start);
    return now < end_ ? Send(place) : OkStatus();
  }

  RequestMaker& requests_;
  const std::string method_;
  const Metadata metadata_;
  const std::unique_ptr<google::protobuf::Message> answer_;
  grpc::CompletionQueue queue_;
  std::deque<grpc::GenericStub> stubs_;
  std::vector<Place> places_;
  const Clock::time_point measured_from_;
  const Clock::time_point end_;
  int under_way_ = 0;
  Load load_;
};

}  // namespace

std::chrono::duration<double, std::milli> Load::Percentile(double p) const {
  if (times.empty()) return std::chrono::duration<double, std::milli>(NAN);
  const auto rank = static_cast<size_t>(std::ceil(p * static_cast<double>(times.size())));
  return times[std::clamp<size_t>(rank, 1, times.size()) - 1];
}

LoadClient::LoadClient(const std::string& target) {
  for (int i = 0; i < kChannels; ++i) {
    grpc::ChannelArguments arguments;
    // Without it channels to one target share a connection.
    arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
    channels_.push_back(
        grpc::CreateCustomChannel(target, grpc::InsecureChannelCredentials(), arguments));
  }
}

Result<Load> LoadClient::Run(RequestMaker& requests, const LoadPlan& plan) {
  return Stretch(channels_, requests, plan).Run();
}

}  // namespace fivestep::bench
