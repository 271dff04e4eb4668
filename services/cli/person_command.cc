#include <iostream>
#include <map>

#include "cli/commands.h"
#include "cli/error_text.h"
#include "cli/json_text.h"
#include "cli/text_table.h"
#include "fivestep/platform/v1/people_service.pb.h"

namespace fivestep::cli {
namespace {

namespace pb = platform::v1;

// Pages of one export or list. 200 events each: more than anybody is known to have said.
constexpr int kMaxPages = 1'000;
constexpr int kDisclosuresPerPage = 1'000;

const std::map<std::string, pb::ErasureGround>& Grounds() {
  static const std::map<std::string, pb::ErasureGround> grounds = {
      {"no-longer-needed", pb::ERASURE_GROUND_NO_LONGER_NEEDED},
      {"consent-withdrawn", pb::ERASURE_GROUND_CONSENT_WITHDRAWN},
      {"objection", pb::ERASURE_GROUND_OBJECTION},
      {"unlawful", pb::ERASURE_GROUND_UNLAWFUL},
      {"legal-obligation", pb::ERASURE_GROUND_LEGAL_OBLIGATION}};
  return grounds;
}

bool IsUnknownThere(const Status& status) { return status.reason() == "RESOURCE_NOT_FOUND"; }

void Print(const std::string& context, const google::protobuf::Message& answer) {
  std::cout << "{\"context\":" << Quoted(context)
            << ",\"answer\":" << ToJson(answer, JsonLayout::kLine) << "}\n";
}

// Runs `call` on the services that are meant, leaving out those that do not know the person: the
// rights of somebody are the same in all, and what is kept is not.
template <class Call>
int OnEachService(const PersonCommand& command, Session& session, const Call& call) {
  int code = kDone;
  int known = 0;
  for (const std::string& context : ContextsOf(command.context)) {
    std::string request_id;
    const Status status = call(context, request_id);
    if (IsUnknownThere(status)) {
      if (!session.settings().json) std::cout << context << ": keeps nothing about them\n";
      continue;
    }
    ++known;
    if (!status.ok()) code = Worse(code, Fail(status, context, request_id, session));
  }
  if (known > 0) return code;
  std::cerr << "No service knows " << command.name << ".\n";
  return kRefused;
}

// A command on each service; its answer is the person as they are then.
template <class Request>
int TellEach(const PersonCommand& command, const std::string& method, Request request,
             const std::string& done, Session& session) {
  request.set_name(command.name);
  return OnEachService(
      command, session, [&](const std::string& context, std::string& request_id) -> Status {
        request_id = FillRequestId(request, command.request_id);
        const auto answer = session.Ask<pb::Person>(context, "PeopleService/" + method, request);
        if (!answer.ok()) return answer.status();
        if (session.settings().json) {
          Print(context, *answer);
        } else {
          std::cout << context << ": " << done << '\n';
        }
        return OkStatus();
      });
}

Result<pb::ExportPersonResponse> ExportAll(const std::string& name, const std::string& context,
                                           Session& session) {
  pb::ExportPersonRequest request;
  request.set_name(name);
  pb::ExportPersonResponse all;
  for (int page = 0; page < kMaxPages; ++page) {
    auto response =
        session.Ask<pb::ExportPersonResponse>(context, "PeopleService/ExportPerson", request);
    if (!response.ok()) return response.status();
    all.clear_next_page_token();
    all.mutable_person()->Clear();
    all.MergeFrom(*response);
    if (all.next_page_token().empty()) break;
    request.set_page_token(all.next_page_token());
  }
  return all;
}

// JSON in any case: this is what is handed to the person.
int Export(const PersonCommand& command, Session& session) {
  return OnEachService(command, session, [&](const std::string& context, std::string&) -> Status {
    const auto all = ExportAll(command.name, context, session);
    if (!all.ok()) return all.status();
    Print(context, *all);
    return OkStatus();
  });
}

int Register(const PersonCommand& command, Session& session) {
  pb::RegisterPersonRequest request;
  const Status parsed = FromJson(command.details, *request.mutable_details());
  if (!parsed.ok()) return FailUsage(parsed);
  const std::string marker = "/people/";
  const size_t at = command.name.find(marker);
  if (at == std::string::npos) {
    return FailUsage(InvalidArgument("NAME is programmes/{programme}/people/{person}."));
  }
  request.set_parent(command.name.substr(0, at));
  request.set_person_id(command.name.substr(at + marker.size()));
  int code = kDone;
  for (const std::string& context : ContextsOf(command.context)) {
    const std::string request_id = FillRequestId(request, command.request_id);
    const auto answer = session.Ask<pb::Person>(context, "PeopleService/RegisterPerson", request);
    if (!answer.ok()) {
      code = Worse(code, Fail(answer.status(), context, request_id, session));
    } else if (session.settings().json) {
      Print(context, *answer);
    } else {
      std::cout << context << ": registered\n";
    }
  }
  return code;
}

int Correct(const PersonCommand& command, Session& session) {
  pb::CorrectPersonRequest request;
  const Status parsed = FromJson(command.details, *request.mutable_details());
  if (!parsed.ok()) return FailUsage(parsed);
  return TellEach(command, "CorrectPerson", request, "corrected", session);
}

int Erase(const PersonCommand& command, Session& session) {
  pb::ErasePersonRequest request;
  request.set_ground(Grounds().at(command.ground));
  request.set_reason(command.why);
  return TellEach(command, "ErasePerson", request, "erased", session);
}

std::string Joined(const google::protobuf::RepeatedPtrField<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : " ") + name;
  return text;
}

}  // namespace

int Run(const PersonCommand& given, Session& session) {
  PersonCommand command = given;
  if (command.details == "-" || command.details.starts_with("@")) {
    const Result<std::string> text =
        ReadInput(command.details == "-" ? "-" : command.details.substr(1));
    if (!text.ok()) return FailUsage(text.status());
    command.details = *text;
  }
  switch (command.action) {
    case PersonCommand::Action::kRegister:
      return Register(command, session);
    case PersonCommand::Action::kExport:
      return Export(command, session);
    case PersonCommand::Action::kCorrect:
      return Correct(command, session);
    case PersonCommand::Action::kErase:
      return Erase(command, session);
    case PersonCommand::Action::kRestrict: {
      pb::RestrictPersonRequest request;
      request.set_reason(command.why);
      return TellEach(command, "RestrictPerson", request, "restricted", session);
    }
    case PersonCommand::Action::kLift: {
      pb::LiftRestrictionRequest request;
      request.set_reason(command.why);
      return TellEach(command, "LiftRestriction", request, "free of restrictions", session);
    }
  }
  return kUsage;
}

int Run(const DisclosuresCommand& command, Session& session) {
  std::vector<std::vector<std::string>> rows = {
      {"TIME", "SERVICE", "WHO", "FOR", "METHOD", "WHY", "WHAT"}};
  int code = kDone;
  for (const std::string& context : ContextsOf(command.context)) {
    pb::ListDisclosuresRequest request;
    request.set_parent(command.programme);
    request.set_actor_id(command.actor_id);
    request.set_page_size(kDisclosuresPerPage);
    for (int page = 0; page < kMaxPages; ++page) {
      const auto response = session.Ask<pb::ListDisclosuresResponse>(
          context, "PeopleService/ListDisclosures", request);
      if (!response.ok()) {
        code = Worse(code, Fail(response.status(), context, "", session));
        break;
      }
      for (const pb::Disclosure& disclosure : response->disclosures()) {
        if (session.settings().json) Print(context, disclosure);
        rows.push_back({TimeText(disclosure.create_time()), context, disclosure.actor_id(),
                        disclosure.organisation(), disclosure.method(), disclosure.reason(),
                        Joined(disclosure.resources())});
      }
      if (response->next_page_token().empty()) break;
      request.set_page_token(response->next_page_token());
    }
  }
  if (!session.settings().json) {
    std::cout << (rows.size() == 1 && code == kDone ? "None.\n" : TextTable(rows));
  }
  return code;
}

}  // namespace fivestep::cli
