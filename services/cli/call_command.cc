#include <iostream>
#include <utility>

#include "cli/commands.h"
#include "cli/json_text.h"
#include "cli/method_finder.h"

namespace fivestep::cli {
namespace {

using google::protobuf::Message;
using google::protobuf::MethodDescriptor;
using google::protobuf::ServiceDescriptor;

// A refusal to describe comes from the service; a name that it does not have, from the caller.
int FailSchema(const Status& status, const std::string& context, const Session& session) {
  const bool name = status.code() == Code::kInvalidArgument || status.code() == Code::kNotFound;
  return name ? FailUsage(status) : Fail(status, context, "", session);
}

void ListMethods(const ServiceDescriptor& service) {
  std::cout << service.full_name() << '\n';
  for (int i = 0; i < service.method_count(); ++i) {
    const MethodDescriptor& method = *service.method(i);
    std::cout << "  " << method.name() << "(" << (method.client_streaming() ? "stream " : "")
              << method.input_type()->name() << ") -> "
              << (method.server_streaming() ? "stream " : "") << method.output_type()->name()
              << '\n';
  }
  std::cout << "See what a request holds with --template.\n";
}

Result<std::string> RequestText(const std::string& request, const MethodDescriptor& method) {
  if (request == "-") return ReadInput("-");
  if (request.starts_with("@")) return ReadInput(request.substr(1));
  if (request.empty() && method.client_streaming()) {
    return InvalidArgument(method.name() +
                           " takes a stream: give - or @FILE with one JSON object a line.");
  }
  return request.empty() ? std::string("{}") : request;
}

struct Prepared {
  std::vector<std::unique_ptr<Message>> messages;
  std::string request_id;
};

Result<Prepared> Prepare(const CallCommand& command, const MethodWords& words,
                         const MethodDescriptor& method, RemoteSchema& schema) {
  const Result<std::string> text = RequestText(words.request, method);
  if (!text.ok()) return text.status();
  Prepared prepared;
  for (const std::string& json : SplitJson(*text, method.client_streaming())) {
    std::unique_ptr<Message> message = schema.NewMessage(method.input_type());
    const Status parsed = FromJson(json, *message);
    if (!parsed.ok() && method.client_streaming()) {
      return InvalidArgument("Object " + std::to_string(prepared.messages.size() + 1) +
                             " of the stream: " + parsed.message());
    }
    if (!parsed.ok()) return parsed;
    if (prepared.messages.empty()) {
      prepared.request_id = FillRequestId(*message, command.request_id);
    }
    prepared.messages.push_back(std::move(message));
  }
  return prepared;
}

Session::Parts PartsOf(const Prepared& prepared) {
  return [&prepared]() -> Client::NextPart {
    return [&prepared, next = size_t{0}]() mutable -> std::unique_ptr<Message> {
      if (next == prepared.messages.size()) return nullptr;
      const Message& part = *prepared.messages[next++];
      std::unique_ptr<Message> copy(part.New());
      copy->CopyFrom(part);
      return copy;
    };
  };
}

Status Call(const MethodDescriptor& method, const std::string& context, const Prepared& prepared,
            RemoteSchema& schema, Session& session) {
  const std::unique_ptr<Message> answer = schema.NewMessage(method.output_type());
  const std::string path = PathOf(&method);
  if (method.server_streaming()) {
    return session.Stream(context, path, *prepared.messages.front(), answer.get(),
                          [&] { std::cout << ToJson(*answer, JsonLayout::kLine) << std::endl; });
  }
  const Status status =
      method.client_streaming()
          ? session.Upload(context, path, PartsOf(prepared), answer.get())
          : session.Unary(context, path, *prepared.messages.front(), answer.get());
  if (status.ok()) std::cout << ToJson(*answer, JsonLayout::kPretty);
  return status;
}

}  // namespace

int Run(const CallCommand& command, Session& session) {
  const Result<MethodWords> words = ReadMethodWords(command.service, command.words);
  if (!words.ok()) return FailUsage(words.status());
  RemoteSchema& schema = session.SchemaOf(words->context);
  const Result<const ServiceDescriptor*> service = FindServiceOf(*words, schema);
  if (!service.ok()) return FailSchema(service.status(), words->context, session);
  if (words->method.empty()) {
    ListMethods(**service);
    return kDone;
  }
  const Result<const MethodDescriptor*> method = FindMethodOf(**service, words->method);
  if (!method.ok()) return FailUsage(method.status());
  if (command.show_template) {
    std::cout << JsonTemplate(*schema.NewMessage((*method)->input_type()));
    return kDone;
  }
  if ((*method)->client_streaming() && (*method)->server_streaming()) {
    return FailUsage(InvalidArgument((*method)->name() +
                                     " streams both ways; this program calls no such method."));
  }
  const Result<Prepared> prepared = Prepare(command, *words, **method, schema);
  if (!prepared.ok()) return FailUsage(prepared.status());
  const Status status = Call(**method, words->context, *prepared, schema, session);
  return status.ok() ? kDone : Fail(status, words->context, prepared->request_id, session);
}

}  // namespace fivestep::cli
