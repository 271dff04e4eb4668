#include "platform/rpc/admin_service.h"

#include <algorithm>
#include <charconv>
#include <future>
#include <memory>
#include <utility>
#include <vector>

#include "fivestep/platform/v1/error_reason.pb.h"
#include "platform/core/decision.h"
#include "platform/rpc/page_token.h"

namespace fivestep {
namespace {

namespace pb = platform::v1;
using google::protobuf::Message;

void SetTime(Instant instant, google::protobuf::Timestamp& time) {
  const auto micros = instant.time_since_epoch().count();
  time.set_seconds(micros / 1'000'000);
  time.set_nanos(static_cast<int>(micros % 1'000'000) * 1'000);
}

// One page of `all`, whose place is its index: these lists live in memory and change under the
// reader, so a page may repeat or miss what moved meanwhile.
template <class Item, class Request, class Add>
Status FillPage(const std::vector<Item>& all, const Request& request, const Add& add,
                std::string* next_page_token) {
  const Result<std::string> after = ReadPageToken(request);
  if (!after.ok()) return after.status();
  size_t begin = 0;
  std::from_chars(after->data(), after->data() + after->size(), begin);
  const size_t size = static_cast<size_t>(PageSizeOf(request.page_size()));
  for (size_t i = begin; i < all.size() && i < begin + size; ++i) add(all[i]);
  if (begin + size < all.size()) {
    *next_page_token = MakePageToken(request, std::to_string(begin + size));
  }
  return OkStatus();
}

template <class Reply, class Response>
void Send(const Reply& reply, Response response) {
  reply(std::unique_ptr<Message>(std::make_unique<Response>(std::move(response))));
}

}  // namespace

template <class Request>
UnaryHandler AdminService::Bind(MethodRules rules, Method<Request> method) {
  const auto shared_rules = std::make_shared<const MethodRules>(std::move(rules));
  return [this, shared_rules, method](UnaryRequest request, Answering done) {
    const auto shared = std::make_shared<UnaryRequest>(std::move(request));
    admission_->Admit(
        *shared_rules, shared->info, *shared->message,
        [this, shared, method, done = std::move(done)](Admitted admitted) {
          const Caller caller = admitted.caller;
          const Reply reply = [this, caller, done](Result<std::unique_ptr<Message>> result) {
            std::unique_ptr<Message> message;
            if (result.ok()) message = std::move(*result);
            done(
                {result.status(), std::move(message), admission_->Trailers(caller.correlation_id)});
          };
          if (!admitted.status.ok()) return reply(admitted.status);
          (this->*method)(static_cast<const Request&>(*shared->message), caller, reply);
        });
  };
}

UnaryHandler AdminService::HandlerOf(MethodRules rules) {
  const std::string& name = rules.method->name();
  if (name == "GetStatus") return Bind(std::move(rules), &AdminService::GetStatus);
  if (name == "ListParkedEvents") return Bind(std::move(rules), &AdminService::ListParked);
  if (name == "RetryParkedEvent") return Bind(std::move(rules), &AdminService::RetryParked);
  if (name == "SkipParkedEvent") return Bind(std::move(rules), &AdminService::SkipParked);
  if (name == "ListViews") return Bind(std::move(rules), &AdminService::ListViews);
  if (name == "RebuildView") return Bind(std::move(rules), &AdminService::RebuildView);
  if (name == "ListTimers") return Bind(std::move(rules), &AdminService::ListTimers);
  if (name == "ListReactionOutcomes") return Bind(std::move(rules), &AdminService::ListOutcomes);
  if (name == "RecreateStream") return Bind(std::move(rules), &AdminService::RecreateStream);
  if (name == "BackUpLog") return Bind(std::move(rules), &AdminService::BackUp);
  if (name == "ListBackups") return Bind(std::move(rules), &AdminService::ListBackups);
  if (name == "AcceptRestoredLog") return Bind(std::move(rules), &AdminService::AcceptRestored);
  return nullptr;
}

void AdminService::GetStatus(const pb::GetStatusRequest&, const Caller&, const Reply& reply) {
  pb::GetStatusResponse response;
  response.set_context(log_->context());
  response.set_deployment(log_->deployment());
  response.set_version(FIVESTEP_VERSION);
  response.set_log_format_version(kLogFormatVersion);
  response.set_last_position(log_->last_position());
  const Status health = loop_->health();
  response.set_accepting_commands(health.ok());
  response.set_not_accepting_reason(health.message());
  const CommitLoop::Stats stats = loop_->stats();
  response.set_queued_command_count(stats.queued);
  response.set_free_disk_bytes(stats.free_disk_bytes);
  SetTime(options_.start_time, *response.mutable_start_time());
  options_.describe_bus(response);
  DescribeRecovery(response);
  for (pb::FollowedLog& followed : *response.mutable_followed_logs()) {
    const std::vector<pb::ParkedEvent> parked = loop_->ParkedEvents();
    followed.set_parked_count(std::count_if(
        parked.begin(), parked.end(),
        [&](const pb::ParkedEvent& event) { return event.source().log() == followed.log(); }));
  }
  Send(reply, std::move(response));
}

void AdminService::ListParked(const pb::ListParkedEventsRequest& request, const Caller&,
                              const Reply& reply) {
  pb::ListParkedEventsResponse response;
  const Status status = FillPage(
      loop_->ParkedEvents(), request,
      [&](const pb::ParkedEvent& event) { *response.add_parked_events() = event; },
      response.mutable_next_page_token());
  if (!status.ok()) return reply(status);
  Send(reply, std::move(response));
}

void AdminService::RetryParked(const pb::RetryParkedEventRequest& request, const Caller&,
                               const Reply& reply) {
  loop_->RetryParked(request.source(), [this, reply](Result<pb::RetryParkedEventResponse> result) {
    if (!result.ok()) return reply(result.status());
    options_.nudge_bus();
    Send(reply, std::move(*result));
  });
}

void AdminService::SkipParked(const pb::SkipParkedEventRequest& request, const Caller& caller,
                              const Reply& reply) {
  loop_->SkipParked(request.source(), request.reason(), caller,
                    [this, reply](Result<pb::SkipParkedEventResponse> result) {
                      if (!result.ok()) return reply(result.status());
                      options_.nudge_bus();
                      Send(reply, std::move(*result));
                    });
}

// The record waits on the publisher's thread, which has nothing else to do: nothing may be deleted
// before it is durable.
void AdminService::RecreateStream(const pb::RecreateStreamRequest& request, const Caller& caller,
                                  const Reply& reply) {
  auto response = std::make_shared<pb::RecreateStreamResponse>();
  Recreation recreation;
  recreation.record = [this, response, reason = request.reason(), caller](int64_t count) {
    std::promise<Result<int64_t>> recorded;
    loop_->RecordStreamRecreated(reason, count, caller, [&recorded](Result<int64_t> position) {
      recorded.set_value(std::move(position));
    });
    const Result<int64_t> position = recorded.get_future().get();
    if (position.ok()) response->set_position(*position);
    return position.status();
  };
  recreation.done = [response, reply](const Result<int64_t>& count) {
    if (!count.ok()) return reply(count.status());
    response->set_old_message_count(*count);
    Send(reply, std::move(*response));
  };
  options_.recreate_stream(std::move(recreation));
}

std::vector<pb::View> AdminService::Views() const {
  std::vector<pb::View> views;
  for (const Cursor& cursor : loop_->Cursors()) {
    if (cursor.name.empty()) continue;
    pb::View& view = views.emplace_back();
    view.set_view(cursor.name);
    view.set_log(cursor.log);
    view.set_position(cursor.position);
    view.set_fold_version(cursor.fold_version);
    view.set_log_position(cursor.log == log_->context() ? log_->last_position()
                                                        : loop_->CursorOf(cursor.log));
  }
  std::sort(views.begin(), views.end(), [](const pb::View& a, const pb::View& b) {
    return std::pair(a.view(), a.log()) < std::pair(b.view(), b.log());
  });
  return views;
}

void AdminService::ListViews(const pb::ListViewsRequest&, const Caller&, const Reply& reply) {
  pb::ListViewsResponse response;
  for (pb::View& view : Views()) *response.add_views() = std::move(view);
  Send(reply, std::move(response));
}

void AdminService::RebuildView(const pb::RebuildViewRequest& request, const Caller&,
                               const Reply& reply) {
  loop_->RebuildView(request.view(), [this, reply, name = request.view()](const Status& status) {
    if (!status.ok()) return reply(status);
    options_.nudge_bus();
    pb::RebuildViewResponse response;
    for (pb::View& view : Views()) {
      if (view.view() == name) *response.add_views() = std::move(view);
    }
    Send(reply, std::move(response));
  });
}

void AdminService::ListTimers(const pb::ListTimersRequest& request, const Caller&,
                              const Reply& reply) {
  pb::ListTimersResponse response;
  const Status status = FillPage(
      loop_->Timers(), request, [&](const pb::Timer& timer) { *response.add_timers() = timer; },
      response.mutable_next_page_token());
  if (!status.ok()) return reply(status);
  Send(reply, std::move(response));
}

void AdminService::ListOutcomes(const pb::ListReactionOutcomesRequest& request, const Caller&,
                                const Reply& reply) {
  pb::ListReactionOutcomesResponse response;
  const Status status = FillPage(
      loop_->ReactionOutcomes(), request,
      [&](const pb::ReactionOutcome& outcome) { *response.add_outcomes() = outcome; },
      response.mutable_next_page_token());
  if (!status.ok()) return reply(status);
  Send(reply, std::move(response));
}

}  // namespace fivestep
