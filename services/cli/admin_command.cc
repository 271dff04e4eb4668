#include <iostream>

#include "cli/commands.h"
#include "cli/json_text.h"
#include "cli/text_table.h"
#include "fivestep/platform/v1/admin_service.pb.h"

namespace fivestep::cli {
namespace {

namespace pb = platform::v1;

constexpr int kPageSize = 1'000;
// Pages of one list. 100,000 entries are more than a person reads.
constexpr int kMaxPages = 100;

using Rows = std::vector<std::vector<std::string>>;

// Lists of several contexts in one table.
class Lister {
 public:
  Lister(const AdminCommand& command, Session& session) : command_(command), session_(session) {}

  // `list` gets the pages of one context, `row` makes a row of an entry.
  template <class Response, class Request, class Entries, class Row>
  int List(const std::string& method, Request request, std::vector<std::string> heading,
           Entries entries, Row row) {
    heading.insert(heading.begin(), "SERVICE");
    Rows rows = {std::move(heading)};
    int code = kDone;
    for (const std::string& context : ContextsOf(command_.context)) {
      const Result<Response> response = AllPages<Response>(context, method, request);
      if (!response.ok()) {
        code = Worse(code, Fail(response.status(), context, "", session_));
        continue;
      }
      if (session_.settings().json) {
        std::cout << "{\"context\":" << Quoted(context)
                  << ",\"answer\":" << ToJson(*response, JsonLayout::kLine) << "}\n";
      }
      for (const auto& entry : entries(*response)) {
        rows.push_back(row(entry));
        rows.back().insert(rows.back().begin(), context);
      }
    }
    if (!session_.settings().json) {
      std::cout << (rows.size() == 1 && code == kDone ? "None.\n" : TextTable(rows));
    }
    return code;
  }

 private:
  template <class Response, class Request>
  Result<Response> AllPages(const std::string& context, const std::string& method,
                            Request request) {
    if constexpr (!requires { request.set_page_size(kPageSize); }) {
      return session_.Ask<Response>(context, method, request);
    } else {
      request.set_page_size(kPageSize);
      Response all;
      for (int page = 0; page < kMaxPages; ++page) {
        const Result<Response> response = session_.Ask<Response>(context, method, request);
        if (!response.ok()) return response.status();
        all.clear_next_page_token();
        all.MergeFrom(*response);
        if (all.next_page_token().empty()) break;
        request.set_page_token(all.next_page_token());
      }
      return all;
    }
  }

  const AdminCommand& command_;
  Session& session_;
};

int ListParked(const AdminCommand& command, Session& session) {
  return Lister(command, session)
      .List<pb::ListParkedEventsResponse>(
          "AdminService/ListParkedEvents", pb::ListParkedEventsRequest(),
          {"LOG", "POSITION", "TYPE", "STREAM", "TRIED", "SINCE", "WHY"},
          [](const auto& response) { return response.parked_events(); },
          [](const pb::ParkedEvent& event) -> std::vector<std::string> {
            return {event.source().log(),
                    std::to_string(event.source().position()),
                    event.type(),
                    event.stream(),
                    std::to_string(event.attempt_count()),
                    TimeText(event.park_time()),
                    event.behind_another() ? "behind an earlier event" : event.error()};
          });
}

int ListViews(const AdminCommand& command, Session& session) {
  return Lister(command, session)
      .List<pb::ListViewsResponse>(
          "AdminService/ListViews", pb::ListViewsRequest(),
          {"VIEW", "LOG", "READ", "OF", "FOLD VERSION"},
          [](const auto& response) { return response.views(); },
          [](const pb::View& view) -> std::vector<std::string> {
            return {view.view(), view.log(), std::to_string(view.position()),
                    std::to_string(view.log_position()), std::to_string(view.fold_version())};
          });
}

int ListTimers(const AdminCommand& command, Session& session) {
  return Lister(command, session)
      .List<pb::ListTimersResponse>(
          "AdminService/ListTimers", pb::ListTimersRequest(), {"DUE", "RULE", "RESOURCE"},
          [](const auto& response) { return response.timers(); },
          [](const pb::Timer& timer) -> std::vector<std::string> {
            return {TimeText(timer.due_time()), timer.rule(), timer.resource()};
          });
}

int ListReactions(const AdminCommand& command, Session& session) {
  return Lister(command, session)
      .List<pb::ListReactionOutcomesResponse>(
          "AdminService/ListReactionOutcomes", pb::ListReactionOutcomesRequest(),
          {"LOG", "POSITION", "REACTION", "RECORDED", "REFUSED"},
          [](const auto& response) { return response.outcomes(); },
          [](const pb::ReactionOutcome& outcome) -> std::vector<std::string> {
            const bool recorded = outcome.first_position() > 0;
            return {outcome.source().log(), std::to_string(outcome.source().position()),
                    outcome.reaction(),
                    recorded ? std::to_string(outcome.first_position()) + "-" +
                                   std::to_string(outcome.last_position())
                             : "",
                    outcome.refusal_reason() + (outcome.refusal_message().empty() ? "" : ": ") +
                        outcome.refusal_message()};
          });
}

// A command on one context's service: its answer is printed as it is.
template <class Response, class Request>
int Command(const AdminCommand& command, const std::string& method, Request request,
            Session& session) {
  const std::string request_id = FillRequestId(request, command.request_id);
  const Result<Response> response = session.Ask<Response>(command.context, method, request);
  if (!response.ok()) return Fail(response.status(), command.context, request_id, session);
  std::cout << ToJson(*response, JsonLayout::kPretty);
  return kDone;
}

pb::LogPosition SourceOf(const AdminCommand& command) {
  pb::LogPosition source;
  source.set_log(command.log);
  source.set_position(command.position);
  return source;
}

int RetryParked(const AdminCommand& command, Session& session) {
  pb::RetryParkedEventRequest request;
  *request.mutable_source() = SourceOf(command);
  return Command<pb::RetryParkedEventResponse>(command, "AdminService/RetryParkedEvent", request,
                                               session);
}

int SkipParked(const AdminCommand& command, Session& session) {
  pb::SkipParkedEventRequest request;
  *request.mutable_source() = SourceOf(command);
  request.set_reason(command.why);
  return Command<pb::SkipParkedEventResponse>(command, "AdminService/SkipParkedEvent", request,
                                              session);
}

int RebuildView(const AdminCommand& command, Session& session) {
  pb::RebuildViewRequest request;
  request.set_view(command.view);
  return Command<pb::RebuildViewResponse>(command, "AdminService/RebuildView", request, session);
}

int RecreateStream(const AdminCommand& command, Session& session) {
  pb::RecreateStreamRequest request;
  request.set_reason(command.why);
  return Command<pb::RecreateStreamResponse>(command, "AdminService/RecreateStream", request,
                                             session);
}

}  // namespace

int Run(const AdminCommand& command, Session& session) {
  switch (command.action) {
    case AdminCommand::Action::kListParked:
      return ListParked(command, session);
    case AdminCommand::Action::kRetryParked:
      return RetryParked(command, session);
    case AdminCommand::Action::kSkipParked:
      return SkipParked(command, session);
    case AdminCommand::Action::kListViews:
      return ListViews(command, session);
    case AdminCommand::Action::kRebuildView:
      return RebuildView(command, session);
    case AdminCommand::Action::kListTimers:
      return ListTimers(command, session);
    case AdminCommand::Action::kListReactions:
      return ListReactions(command, session);
    case AdminCommand::Action::kRecreateStream:
      return RecreateStream(command, session);
  }
  return kUsage;
}

}  // namespace fivestep::cli
