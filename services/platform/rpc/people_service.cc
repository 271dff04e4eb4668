#include "platform/rpc/people_service.h"

#include <algorithm>
#include <charconv>

#include "fivestep/platform/v1/people_service.pb.h"
#include "platform/rpc/command_pipeline.h"
#include "platform/rpc/page_token.h"
#include "platform/rpc/row_query.h"

namespace fivestep {
namespace {

namespace v1 = platform::v1;

// What the person's own details ask for; whoever may export them needs no more.
constexpr char kReadDetails[] = "platform.people.readDetails";

Result<int64_t> AfterOf(const v1::ExportPersonRequest& request) {
  const Result<std::string> token = ReadPageToken(request);
  if (!token.ok()) return token.status();
  int64_t after = 0;
  std::from_chars(token->data(), token->data() + token->size(), after);
  return after;
}

// The person first, since that they were asked about is on the record even where nothing is left.
std::vector<std::string> NamesIn(const std::string& person, const PersonExporter::Page& page) {
  std::vector<std::string> names = {person};
  for (const v1::PersonRecord& record : page.records) {
    if (std::find(names.begin(), names.end(), record.resource()) == names.end()) {
      names.push_back(record.resource());
    }
  }
  return names;
}

}  // namespace

// One export on its way.
struct PeopleService::Work {
  std::shared_ptr<const MethodRules> rules;
  UnaryRequest request;
  Answering done;
  Admitted admitted;

  const v1::ExportPersonRequest& asked() const {
    return static_cast<const v1::ExportPersonRequest&>(*request.message);
  }
};

UnaryHandler PeopleService::ExportPerson(MethodRules rules) {
  const auto shared_rules = std::make_shared<const MethodRules>(std::move(rules));
  return [this, shared_rules](UnaryRequest request, Answering done) {
    auto work = std::make_shared<Work>();
    work->rules = shared_rules;
    work->request = std::move(request);
    work->done = std::move(done);
    const google::protobuf::Message& message = *work->request.message;
    admission_->Admit(*work->rules, work->request.info, message, [this, work](Admitted outcome) {
      work->admitted = std::move(outcome);
      if (!work->admitted.status.ok()) return End(work, work->admitted.status, nullptr);
      if (!workers_->TrySubmit([this, work] { Export(work); })) {
        End(work, QueueFull(workers_->capacity()), nullptr);
      }
    });
  };
}

void PeopleService::Export(const std::shared_ptr<Work>& work) {
  const v1::ExportPersonRequest& asked = work->asked();
  const Result<int64_t> after = AfterOf(asked);
  if (!after.ok()) return End(work, after.status(), nullptr);
  Result<RowSnapshot> person = loop_->Read(work->admitted.caller)->GetRow(asked.name());
  if (!person.ok()) return End(work, person.status(), nullptr);
  const int limit = std::min(PageSizeOf(asked.page_size()), kMaxExportedPerPage);
  Result<PersonExporter::Page> page =
      exporter_->Read(asked.name(), *after, static_cast<size_t>(limit), kMaxPageBytes);
  if (!page.ok()) return End(work, page.status(), nullptr);

  PersonalRequest request{
      work->admitted.caller, work->rules->path, work->admitted.programme, {kReadDetails}};
  request.restricted = PersonalRequest::Restricted::kOpened;
  request.opened_beside = NamesIn(asked.name(), *page);
  request.held = work->rules->permission;
  const auto response = std::make_shared<v1::ExportPersonResponse>();
  for (v1::PersonRecord& record : page->records) {
    if (page->more) {
      response->set_next_page_token(MakePageToken(asked, std::to_string(record.position())));
    }
    *response->add_records() = std::move(record);
  }
  PersonalReader::Resources resources;
  resources.push_back(std::move(person->resource));
  personal_->Open(std::move(resources), std::move(request),
                  [this, work, response](Result<PersonalReader::Resources> opened) {
                    if (!opened.ok()) return End(work, opened.status(), nullptr);
                    response->mutable_person()->CopyFrom(*opened->front());
                    End(work, OkStatus(), std::make_unique<v1::ExportPersonResponse>(*response));
                  });
}

void PeopleService::End(const std::shared_ptr<Work>& work, Status status,
                        std::unique_ptr<google::protobuf::Message> message) {
  work->done({std::move(status), std::move(message),
              admission_->Trailers(work->admitted.caller.correlation_id)});
}

}  // namespace fivestep
