#include "platform/testing/notes.h"

#include <stdexcept>

#include "platform/core/resource_name.h"
#include "platform/eventlog/row.h"

namespace fivestep::testing {
namespace {

Decision Decide(const v1::Programme&, const v1::StartProgrammeRequest&,
                const CommandContext& context) {
  v1::ProgrammeStarted event;
  event.set_programme(context.new_name);
  return Emit(event);
}

Decision Decide(const v1::Programme& programme, const v1::EndProgrammeRequest&,
                const CommandContext&) {
  v1::ProgrammeEnded event;
  event.set_programme(programme.name());
  return Emit(event);
}

Decision Decide(const v1::Note&, const v1::WriteNoteRequest& request,
                const CommandContext& context) {
  v1::NoteWritten event;
  event.set_note(context.new_name);
  event.set_title(request.title());
  if (request.has_words()) *event.mutable_words() = request.words();
  event.set_answers(request.answers());
  event.set_visibility(request.visibility());
  event.set_person(request.person());
  return Emit(event);
}

Decision Decide(const v1::Programme& programme, const v1::WriteNotesRequest& request,
                const CommandContext& context) {
  Decision decision;
  for (const std::string& title : request.titles()) {
    v1::NoteWritten event;
    event.set_note(context.NewName(programme.name(), "notes"));
    event.set_title(title);
    decision.Add(event);
  }
  v1::NotesCounted counted;
  counted.set_programme(programme.name());
  counted.set_note_count(request.titles_size());
  decision.Add(counted);
  return decision;
}

v1::WriteNotesResponse RenderNotes(const Outcome& outcome) {
  v1::WriteNotesResponse response;
  for (const auto* event : outcome.events) {
    if (event->GetDescriptor() != v1::NoteWritten::descriptor()) continue;
    response.add_notes(static_cast<const v1::NoteWritten*>(event)->note());
  }
  return response;
}

Decision Decide(const v1::Note& note, const v1::PinNoteRequest& request, const CommandContext&) {
  if (note.state() == v1::Note::STATE_PINNED) {
    return Reject(v1::NOTE_ALREADY_PINNED).With("note", note.name());
  }
  v1::NotePinned event;
  event.set_note(note.name());
  *event.mutable_pin_end_time() = request.pin_end_time();
  return Emit(event);
}

Decision DecideCopy(const v1::Note& note, const v1::CopyNoteRequest& request,
                    const CommandContext&) {
  if (note.state() != v1::Note::STATE_UNSPECIFIED) {
    return Reject(v1::NOTE_ALREADY_PINNED).With("note", note.name());
  }
  v1::NoteWritten event;
  event.set_note(request.note());
  event.set_title(request.title());
  return Emit(event);
}

Decision PinDue(const v1::Note& note, const CommandContext&) {
  v1::PinRanOut event;
  event.set_note(note.name());
  return Emit(event);
}

void Evolve(v1::Programme& programme, const v1::ProgrammeStarted& event) {
  programme.set_name(event.programme());
}
void Evolve(v1::Programme& programme, const v1::ProgrammeEnded&) { programme.set_ended(true); }
void Evolve(v1::Programme& programme, const v1::NotesCounted& event) {
  programme.set_note_count(programme.note_count() + event.note_count());
}
void Evolve(v1::Note& note, const v1::NoteWritten& event) {
  note.set_name(event.note());
  note.set_title(event.title());
  note.set_answers(event.answers());
  note.set_visibility(event.visibility());
  note.set_person(event.person());
  note.set_state(v1::Note::STATE_WRITTEN);
}
void Evolve(v1::Note& note, const v1::NotePinned& event) {
  note.set_state(v1::Note::STATE_PINNED);
  *note.mutable_pin_end_time() = event.pin_end_time();
}
void Evolve(v1::Note& note, const v1::PinRanOut&) {
  note.set_state(v1::Note::STATE_UNPINNED);
  note.set_reminder_count(note.reminder_count() + 1);
}

std::vector<DueTimer> PinTimers(const v1::Note& note) {
  if (note.state() != v1::Note::STATE_PINNED) return {};
  return {{"pin_ran_out", ToInstant(note.pin_end_time())}};
}

std::vector<v1::CopyNoteRequest> CopyNote(const v1::NoteWritten& event,
                                          const platform::v1::RecordedEvent&) {
  if (event.title() == "poison") throw std::runtime_error("this note cannot be copied");
  ResourceName name;
  if (!ResourceName::Parse(event.note(), name)) throw std::runtime_error("this is no note's name");
  v1::CopyNoteRequest request;
  request.set_note(name.programme() + "/notes/copy-of-" + name.id());
  request.set_title(event.title());
  return {request};
}

Status CountTitle(ViewWriter& view, const platform::v1::RecordedEvent&,
                  const google::protobuf::Message& event) {
  if (event.GetDescriptor() != v1::NoteWritten::descriptor()) return OkStatus();
  const std::string& title = static_cast<const v1::NoteWritten&>(event).title();
  const std::string before = view.Get(title);
  view.Put(title, std::to_string((before.empty() ? 0 : std::stoi(before)) + 1));
  return OkStatus();
}

}  // namespace

ServiceModel NotesModel(const std::string& context, const std::string& source) {
  const auto* file = v1::Note::descriptor()->file();
  ServiceModel model(context, file->service(0));
  model.Event<v1::Programme, v1::ProgrammeStarted>(Evolve);
  model.Event<v1::Programme, v1::ProgrammeEnded>(Evolve);
  model.Event<v1::Programme, v1::NotesCounted>(Evolve);
  model.Event<v1::Note, v1::NoteWritten>(Evolve);
  model.Event<v1::Note, v1::NotePinned>(Evolve);
  model.Event<v1::Note, v1::PinRanOut>(Evolve);
  model.Command<v1::Programme, v1::StartProgrammeRequest>(Decide);
  model.Command<v1::Programme, v1::EndProgrammeRequest>(Decide);
  model.Command<v1::Note, v1::WriteNoteRequest>(Decide);
  model.Command<v1::Programme, v1::WriteNotesRequest, v1::WriteNotesResponse>(Decide, RenderNotes);
  model.Command<v1::Note, v1::PinNoteRequest>(Decide);
  model.InternalCommand<v1::Note, v1::CopyNoteRequest>(DecideCopy);
  model.Timers<v1::Note>(PinTimers);
  model.TimerRule<v1::Note>("pin_ran_out", PinDue);
  model.View({"own-titles", context, 1, CountTitle});
  if (!source.empty()) {
    model.React<v1::NoteWritten, v1::CopyNoteRequest>("copy-note", source, CopyNote);
    model.View({"titles", source, 1, CountTitle});
  }
  return model;
}

}  // namespace fivestep::testing
