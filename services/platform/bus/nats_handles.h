// Owners for the handles of the C client library: each is destroyed exactly once.
#ifndef FIVESTEP_PLATFORM_BUS_NATS_HANDLES_H_
#define FIVESTEP_PLATFORM_BUS_NATS_HANDLES_H_

#include <nats/nats.h>

#include <memory>

namespace fivestep {

template <auto Destroy>
struct NatsDeleter {
  template <class T>
  void operator()(T* handle) const {
    Destroy(handle);
  }
};

using OptionsHandle = std::unique_ptr<natsOptions, NatsDeleter<natsOptions_Destroy>>;
using ConnectionHandle = std::unique_ptr<natsConnection, NatsDeleter<natsConnection_Destroy>>;
using SubscriptionHandle = std::unique_ptr<natsSubscription, NatsDeleter<natsSubscription_Destroy>>;
using MessageHandle = std::unique_ptr<natsMsg, NatsDeleter<natsMsg_Destroy>>;
using InboxHandle = std::unique_ptr<natsInbox, NatsDeleter<natsInbox_Destroy>>;
using JetStreamHandle = std::unique_ptr<jsCtx, NatsDeleter<jsCtx_Destroy>>;
using PublishAcknowledgementHandle = std::unique_ptr<jsPubAck, NatsDeleter<jsPubAck_Destroy>>;
using StreamInfoHandle = std::unique_ptr<jsStreamInfo, NatsDeleter<jsStreamInfo_Destroy>>;
using ConsumerInfoHandle = std::unique_ptr<jsConsumerInfo, NatsDeleter<jsConsumerInfo_Destroy>>;

}  // namespace fivestep

#endif  // FIVESTEP_PLATFORM_BUS_NATS_HANDLES_H_
