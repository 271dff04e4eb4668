#include "platform/rpc/queries.h"

#include <utility>

#include "fivestep/platform/v1/error_reason.pb.h"
#include "platform/core/decision.h"
#include "platform/rpc/command_pipeline.h"

namespace fivestep {

// One read on its way.
struct Queries::Work {
  const MethodRules* rules = nullptr;
  UnaryRequest request;
  Answering done;
  Admitted admitted;
};

UnaryHandler Queries::HandlerOf(MethodRules rules, std::unique_ptr<RowQuery> query) {
  const bool on_worker = query->is_list();
  const std::shared_ptr<const RowQuery> shared = std::move(query);
  return Admitting(std::move(rules), on_worker,
                   [this, shared](const std::shared_ptr<Work>& work) { ReadRows(work, *shared); });
}

UnaryHandler Queries::HandlerOf(MethodRules rules, const QueryRule* query) {
  return Admitting(
      std::move(rules), /*on_worker=*/true, [this, query](const std::shared_ptr<Work>& work) {
        const std::unique_ptr<ReadContext> snapshot = loop_->Read(work->admitted.caller);
        auto answer = query->answer(*work->request.message, *snapshot);
        if (!answer.ok()) return End(work, answer.status(), nullptr);
        End(work, OkStatus(), std::move(*answer));
      });
}

UnaryHandler Queries::Admitting(MethodRules rules, bool on_worker, Step step) {
  const auto shared_rules = std::make_shared<const MethodRules>(std::move(rules));
  return [this, shared_rules, on_worker, step = std::move(step)](UnaryRequest request,
                                                                 Answering done) {
    auto work = std::make_shared<Work>();
    work->rules = shared_rules.get();
    work->request = std::move(request);
    work->done = std::move(done);
    const google::protobuf::Message& message = *work->request.message;
    const auto admitted = [this, work, on_worker, step](Admitted outcome) {
      work->admitted = std::move(outcome);
      if (!work->admitted.status.ok()) return End(work, work->admitted.status, nullptr);
      // A call that waited for news continues on the commit thread, which must not be held up.
      const bool waited = !work->request.info.Get(kAfterKey).empty();
      if (!on_worker && !waited) return step(work);
      if (!workers_->TrySubmit([work, step] { step(work); })) {
        End(work, QueueFull(workers_->capacity()), nullptr);
      }
    };
    admission_->Admit(*work->rules, work->request.info, message, admitted);
  };
}

void Queries::ReadRows(const std::shared_ptr<Work>& work, const RowQuery& query) {
  Result<RowQuery::Page> page(RowQuery::Page{});
  {
    const std::unique_ptr<ReadContext> snapshot = loop_->Read(work->admitted.caller);
    page = query.Read(*work->request.message, *snapshot);
  }
  if (!page.ok()) return End(work, page.status(), nullptr);
  if (query.WantsPersonal(*work->request.message)) {
    return OpenPersonal(work, query, std::move(*page));
  }
  End(work, OkStatus(), query.Render(std::move(*page)));
}

void Queries::OpenPersonal(const std::shared_ptr<Work>& work, const RowQuery& query,
                           RowQuery::Page page) {
  PersonalRequest request{work->admitted.caller, work->rules->path, work->admitted.programme,
                          query.personal_permissions()};
  // One person's restriction does not close a list of many.
  if (query.is_list()) request.restricted = PersonalRequest::Restricted::kLeftClosed;
  for (const std::string& permission : request.permissions) {
    // Held by itself only: no role brings it.
    if (request.caller.Holds(permission, {}, request.programme)) continue;
    const std::string scope = request.programme.empty() ? "the whole service" : request.programme;
    return End(
        work,
        StatusOf(platform::v1::PERMISSION_DENIED, {{"permission", permission}, {"scope", scope}}),
        nullptr);
  }
  if (page.resources.empty()) return End(work, OkStatus(), query.Render(std::move(page)));
  const auto token = std::make_shared<std::string>(std::move(page.next_page_token));
  personal_->Open(std::move(page.resources), std::move(request),
                  [this, work, &query, token](Result<PersonalReader::Resources> opened) {
                    if (!opened.ok()) return End(work, opened.status(), nullptr);
                    End(work, OkStatus(), query.Render({std::move(*opened), *token}));
                  });
}

void Queries::End(const std::shared_ptr<Work>& work, Status status,
                  std::unique_ptr<google::protobuf::Message> message) {
  // The position is taken after the snapshot, so it is never before what the caller saw.
  work->done({std::move(status), std::move(message),
              admission_->Trailers(work->admitted.caller.correlation_id)});
}

}  // namespace fivestep
