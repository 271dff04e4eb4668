// Keeps what people/index.h describes: which records are about whom, what is erased, what is held.
#ifndef FIVESTEP_PLATFORM_EVENTLOG_PEOPLE_FOLD_H_
#define FIVESTEP_PLATFORM_EVENTLOG_PEOPLE_FOLD_H_

#include <google/protobuf/message.h>

#include <optional>
#include <string>
#include <string_view>

#include "fivestep/platform/v1/record.pb.h"
#include "platform/core/status.h"
#include "platform/eventlog/batch.h"
#include "platform/eventlog/model.h"

namespace fivestep {

// PERSON_ERASED or RECORD_ERASED when the personal parts of `subject` were destroyed, or are about
// to be by an earlier event of the batch: nothing can be sealed for it.
Status CheckMayBeSealed(const Batch& batch, const std::string& subject);
// PERSON_ERASED when `event` names somebody who was erased, LEGAL_HOLD when it would erase what a
// hold covers.
Status CheckRights(const Batch& batch, const EventRule& rule,
                   const google::protobuf::Message& event);

// Changes the platform's views about people as `event` says, which was just applied to `row`, its
// subject's. What it erases is handed to Batch::DestroyAfterWrite.
void FoldPeople(Batch& batch, const EventRule& rule, const platform::v1::RecordedEvent& record,
                const google::protobuf::Message& event, const LoadedRow& row);

// Moves the row's place in the view `_dispose` from where it was due to where it is.
void MoveDisposal(Batch& batch, std::string_view name, const std::optional<Instant>& before,
                  const std::optional<Instant>& due);

}  // namespace fivestep

#endif  // FIVESTEP_PLATFORM_EVENTLOG_PEOPLE_FOLD_H_
