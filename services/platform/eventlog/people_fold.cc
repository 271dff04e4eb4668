#include "platform/eventlog/people_fold.h"

#include <functional>
#include <vector>

#include "fivestep/platform/v1/error_reason.pb.h"
#include "fivestep/platform/v1/events.pb.h"
#include "platform/core/timestamp.h"
#include "platform/eventlog/descriptors.h"
#include "platform/eventlog/keys.h"
#include "platform/eventlog/retention.h"
#include "platform/people/index.h"

namespace fivestep {
namespace pb = google::protobuf;
namespace v1 = platform::v1;
namespace {

void VisitNames(const pb::Message& event, const std::vector<const pb::FieldDescriptor*>& fields,
                const std::function<void(const std::string&)>& visit) {
  const pb::Reflection* reflection = event.GetReflection();
  for (const pb::FieldDescriptor* field : fields) {
    const int count = field->is_repeated() ? reflection->FieldSize(event, field) : 1;
    for (int i = 0; i < count; ++i) {
      const std::string name = field->is_repeated() ? reflection->GetRepeatedString(event, field, i)
                                                    : reflection->GetString(event, field);
      if (!name.empty()) visit(name);
    }
  }
}

void PutValue(Batch& batch, std::string_view view, std::string_view key, std::string_view value) {
  batch.Put(Family::kViews, keys::Join(view, key), value);
}

void NotePerson(Batch& batch, const std::string& record, const std::string& person) {
  if (batch.FindViewValue(people::kPeopleView, record) == person) return;
  const int64_t number = people::ParseCount(batch.FindViewValue(people::kPeopleView, person)) + 1;
  PutValue(batch, people::kPeopleView, record, person);
  PutValue(batch, people::kPeopleView, people::RecordKey(person, number), record);
  PutValue(batch, people::kPeopleView, person, people::CountText(number));
}

void NoteErasure(Batch& batch, const std::string& name, const v1::RecordedEvent& record) {
  batch.DestroyAfterWrite(name);
  if (!batch.FindViewValue(people::kErasuresView, name).empty()) return;
  PutValue(batch, people::kErasuresView, name,
           people::ErasureText({record.position(), ToInstant(record.recorded_time())}));
}

void Hold(Batch& batch, const v1::LegalHoldPlaced& placed) {
  for (const std::string& resource : placed.resources()) {
    const std::string holds = batch.FindViewValue(people::kHoldsView, resource);
    PutValue(batch, people::kHoldsView, resource, people::WithName(holds, placed.legal_hold()));
  }
}

// Disposals that waited for this hold alone are due at once; those that another hold forbids are
// set aside again by the next look.
void LetGo(Batch& batch, const v1::LegalHold& hold) {
  for (const std::string& resource : hold.resources()) {
    const std::string rest =
        people::WithoutName(batch.FindViewValue(people::kHoldsView, resource), hold.name());
    if (rest.empty()) {
      batch.Delete(Family::kViews, keys::Join(people::kHoldsView, resource));
    } else {
      PutValue(batch, people::kHoldsView, resource, rest);
    }
  }
  const std::string prefix = keys::Join(keys::kHeldView, hold.name(), "");
  std::vector<std::string> held;
  batch.ScanStored(Family::kViews, prefix, [&](std::string_view key, std::string_view) {
    held.emplace_back(key.substr(prefix.size()));
    return true;
  });
  for (const std::string& key : held) {
    Instant due;
    std::string resource;
    ParseDisposalKey(key, due, resource);
    batch.Delete(Family::kViews, prefix + key);
    MoveDisposal(batch, resource, std::nullopt, due);
  }
}

}  // namespace

Status CheckMayBeSealed(const Batch& batch, const std::string& subject) {
  if (batch.FindViewValue(people::kErasuresView, subject).empty()) return OkStatus();
  return people::IsPerson(subject) ? StatusOf(v1::PERSON_ERASED, {{"resource", subject}})
                                   : StatusOf(v1::RECORD_ERASED, {{"resource", subject}});
}

Status CheckRights(const Batch& batch, const EventRule& rule, const pb::Message& event) {
  Status result;
  VisitNames(event, rule.people, [&](const std::string& person) {
    if (result.ok()) result = CheckMayBeSealed(batch, person);
  });
  VisitNames(event, rule.erases, [&](const std::string& name) {
    const std::string hold = people::HoldOn(name, people::LookupIn(batch));
    if (result.ok() && !hold.empty()) {
      result = StatusOf(v1::LEGAL_HOLD, {{"resource", name}, {"hold", hold}});
    }
  });
  return result;
}

void FoldPeople(Batch& batch, const EventRule& rule, const v1::RecordedEvent& record,
                const pb::Message& event, const LoadedRow& row) {
  if (!rule.people.empty()) {
    const std::string subject = SubjectOf(event);
    VisitNames(event, rule.people,
               [&](const std::string& person) { NotePerson(batch, subject, person); });
  }
  VisitNames(event, rule.erases,
             [&](const std::string& name) { NoteErasure(batch, name, record); });
  if (const auto* placed = pb::DynamicCastToGenerated<v1::LegalHoldPlaced>(&event)) {
    Hold(batch, *placed);
  } else if (event.GetDescriptor() == v1::LegalHoldReleased::descriptor()) {
    LetGo(batch, static_cast<const v1::LegalHold&>(*row.resource));
  }
}

void MoveDisposal(Batch& batch, std::string_view name, const std::optional<Instant>& before,
                  const std::optional<Instant>& due) {
  if (before == due) return;
  if (before) {
    batch.Delete(Family::kViews, keys::Join(keys::kDisposalsView, DisposalKey(*before, name)));
  }
  if (!due) return;
  batch.Put(Family::kViews, keys::Join(keys::kDisposalsView, DisposalKey(*due, name)), {});
  batch.NoteDisposalDue(*due);
}

}  // namespace fivestep
