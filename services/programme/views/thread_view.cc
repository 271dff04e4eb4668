#include "programme/views/thread_view.h"

#include <string_view>
#include <utility>
#include <vector>

#include "fivestep/platform/v1/operation.pb.h"
#include "fivestep/platform/v1/options.pb.h"
#include "fivestep/programme/v1/internal.pb.h"
#include "programme/views/thread_keys.h"

namespace fivestep::programme {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using platform::v1::Link;
using platform::v1::RecordedEvent;
using platform::v1::Visibility;

constexpr int kFoldVersion = 2;
// Events about a service itself, such as a skipped event, are no part of a programme's thread.
constexpr std::string_view kPlatformPackage = "fivestep.platform.v1";
// Deep enough for every message of the contract; a proto that nests deeper is cut here.
constexpr int kMaxDepth = 8;

struct NamedLink {
  std::string name;
  const Link* link;
};

// What the payload says of its links, its label and its visibility.
struct Reading {
  std::string subject;
  std::string subject_type;
  std::string title;
  Visibility visibility = platform::v1::VISIBILITY_UNSPECIFIED;
  std::vector<NamedLink> links;
};

bool IsSingularString(const FieldDescriptor& field) {
  return !field.is_repeated() && field.cpp_type() == FieldDescriptor::CPPTYPE_STRING;
}

void ReadString(const std::string& value, const FieldDescriptor& field, Reading& reading) {
  const auto& options = field.options();
  if (options.GetExtension(platform::v1::title) && reading.title.empty()) reading.title = value;
  if (!options.HasExtension(platform::v1::link) || value.empty()) return;
  const Link& link = options.GetExtension(platform::v1::link);
  if (link.role() != platform::v1::LINK_ROLE_SUBJECT) {
    reading.links.push_back({value, &link});
  } else if (reading.subject.empty()) {
    reading.subject = value;
    if (link.type_size() == 1) reading.subject_type = link.type(0);
  }
}

void Read(const Message& message, int depth, Reading& reading) {
  if (depth > kMaxDepth) return;
  const auto* reflection = message.GetReflection();
  std::vector<const FieldDescriptor*> fields;
  reflection->ListFields(message, &fields);
  for (const FieldDescriptor* field : fields) {
    if (field->is_map()) continue;
    const bool is_message = field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE;
    if (field->enum_type() == platform::v1::Visibility_descriptor() && depth == 0) {
      reading.visibility = static_cast<Visibility>(reflection->GetEnumValue(message, field));
    } else if (IsSingularString(*field)) {
      ReadString(reflection->GetString(message, field), *field, reading);
    } else if (field->cpp_type() == FieldDescriptor::CPPTYPE_STRING) {
      for (int i = 0; i < reflection->FieldSize(message, field); ++i) {
        ReadString(reflection->GetRepeatedString(message, field, i), *field, reading);
      }
    } else if (is_message && field->is_repeated()) {
      for (int i = 0; i < reflection->FieldSize(message, field); ++i) {
        Read(reflection->GetRepeatedMessage(message, field, i), depth + 1, reading);
      }
    } else if (is_message) {
      Read(reflection->GetMessage(message, field), depth + 1, reading);
    }
  }
}

void PutNode(ViewWriter& view, const std::string& log, const RecordedEvent& record,
             const Reading& reading) {
  const std::string key = thread::NodeKey(reading.subject);
  v1::StoredThreadNode node;
  node.ParseFromString(view.Get(key));
  // All events of a resource are in one log and arrive in its order: an earlier position is a
  // repeat.
  if (record.position() <= node.last_position()) return;
  if (node.first_position() == 0) {
    node.set_type(reading.subject_type);
    node.set_log(log);
    node.set_first_position(record.position());
    node.set_owning_organisation(record.actor().organisation());
    *node.mutable_create_time() = record.recorded_time();
  }
  node.set_last_position(record.position());
  node.set_last_event_type(record.type());
  if (!reading.title.empty()) node.set_title(reading.title);
  if (reading.visibility != platform::v1::VISIBILITY_UNSPECIFIED) {
    node.set_visibility(reading.visibility);
  }
  view.Put(key, node.SerializeAsString());
  view.Delete(thread::UnseenKey(reading.subject));
}

void NoteUnseen(ViewWriter& view, const NamedLink& named) {
  if (named.link->type_size() != 1 || !view.Get(thread::NodeKey(named.name)).empty()) return;
  view.Put(thread::UnseenKey(named.name), named.link->type(0));
}

// The first event that said so is kept; of two logs the one that sorts first, so that the answer
// does not depend on which arrived first.
void PutEdge(ViewWriter& view, const std::string& from, const std::string& to, char kind,
             const v1::StoredThreadEdge& edge) {
  if (from == to) return;
  const std::string key = thread::OutPrefix(from, kind) + to;
  v1::StoredThreadEdge present;
  present.ParseFromString(view.Get(key));
  if (present.position() > 0 && std::make_pair(present.log(), present.position()) <=
                                    std::make_pair(edge.log(), edge.position())) {
    return;
  }
  const std::string value = edge.SerializeAsString();
  view.Put(key, value);
  view.Put(thread::InPrefix(to, kind) + from, value);
}

void PutLink(ViewWriter& view, const std::string& subject, const NamedLink& named,
             const v1::StoredThreadEdge& edge) {
  switch (named.link->role()) {
    case platform::v1::LINK_ROLE_COMES_FROM:
      return PutEdge(view, named.name, subject, thread::kFollowed, edge);
    case platform::v1::LINK_ROLE_LEADS_TO:
      return PutEdge(view, subject, named.name, thread::kFollowed, edge);
    case platform::v1::LINK_ROLE_PART_OF:
      return PutEdge(view, subject, named.name, thread::kPartOf, edge);
    case platform::v1::LINK_ROLE_ABOUT:
      return PutEdge(view, subject, named.name, thread::kAbout, edge);
    default:
      return;
  }
}

Status Fold(const std::string& log, ViewWriter& view, const RecordedEvent& record,
            const Message& event) {
  if (event.GetDescriptor()->file()->package() == kPlatformPackage) return OkStatus();
  Reading reading;
  Read(event, 0, reading);
  if (reading.subject.empty()) return OkStatus();
  PutNode(view, log, record, reading);
  v1::StoredThreadEdge edge;
  edge.set_event_type(record.type());
  edge.set_log(log);
  edge.set_position(record.position());
  edge.set_organisation(record.actor().organisation());
  *edge.mutable_roles() = record.actor().roles();
  *edge.mutable_recorded_time() = record.recorded_time();
  for (const NamedLink& named : reading.links) {
    PutLink(view, reading.subject, named, edge);
    NoteUnseen(view, named);
  }
  return OkStatus();
}

}  // namespace

ViewFold ThreadView(std::string log) {
  ViewFold view;
  view.view = thread::kView;
  view.log = log;
  view.fold_version = kFoldVersion;
  view.fold = [log = std::move(log)](ViewWriter& writer, const RecordedEvent& record,
                                     const Message& event) {
    return Fold(log, writer, record, event);
  };
  return view;
}

}  // namespace fivestep::programme
