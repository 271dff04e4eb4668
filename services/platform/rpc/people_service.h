// PeopleService: what it has beside commands, Get and List, which are answered as any context's
// are.
#ifndef FIVESTEP_PLATFORM_RPC_PEOPLE_SERVICE_H_
#define FIVESTEP_PLATFORM_RPC_PEOPLE_SERVICE_H_

#include <memory>
#include <utility>

#include "platform/eventlog/commit_loop.h"
#include "platform/eventlog/person_exporter.h"
#include "platform/eventlog/personal_reader.h"
#include "platform/rpc/admission.h"
#include "platform/rpc/call.h"
#include "platform/rpc/worker_pool.h"

namespace fivestep {

// Events on one page of an export: the records that they are of must fit the one event that says
// that they were opened.
inline constexpr int kMaxExportedPerPage = 200;

// Thread-safe; everything handed in must outlive it and every call in flight.
class PeopleService {
 public:
  PeopleService(Admission* admission, CommitLoop* loop, WorkerPool* workers,
                PersonalReader* personal, std::unique_ptr<PersonExporter> exporter)
      : admission_(admission),
        loop_(loop),
        workers_(workers),
        personal_(personal),
        exporter_(std::move(exporter)) {}

  // ExportPerson. Answers when it is on the record that this was opened, also where everything is
  // erased.
  UnaryHandler ExportPerson(MethodRules rules);

 private:
  struct Work;
  void Export(const std::shared_ptr<Work>& work);
  void End(const std::shared_ptr<Work>& work, Status status,
           std::unique_ptr<google::protobuf::Message> message);

  Admission* admission_;
  CommitLoop* loop_;
  WorkerPool* workers_;
  PersonalReader* personal_;
  std::unique_ptr<PersonExporter> exporter_;
};

}  // namespace fivestep

#endif  // FIVESTEP_PLATFORM_RPC_PEOPLE_SERVICE_H_
