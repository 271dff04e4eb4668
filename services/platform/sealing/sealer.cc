#include "platform/sealing/sealer.h"

#include <google/protobuf/descriptor.h>
#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>

#include "fivestep/platform/v1/options.pb.h"
#include "platform/audit/sha256.h"
#include "platform/sealing/aead.h"

namespace fivestep {
namespace {

using sealing::Decrypt;
using sealing::Encrypt;
using sealing::HmacSha256;
using sealing::KeyCommitment;
using sealing::kNonceBytes;
using sealing::Pad;
using sealing::Unpad;
using sealing::Wipe;

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;
using platform::v1::RecordedEvent;
using platform::v1::Sealed;

bool IsPersonal(const FieldDescriptor& field) {
  return field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE &&
         !field.options().GetExtension(platform::v1::personal).empty();
}

std::string SerialiseDeterministically(const Message& message) {
  std::string bytes;
  {
    google::protobuf::io::StringOutputStream stream(&bytes);
    google::protobuf::io::CodedOutputStream coded(&stream);
    coded.SetSerializationDeterministic(true);
    message.SerializeToCodedStream(&coded);
  }
  return bytes;
}

// The envelope with, of everything sealed, only this part's field, index and key: neither the
// envelope can be changed nor two parts be exchanged.
std::string AssociatedData(RecordedEvent& envelope, const Sealed& part) {
  envelope.clear_sealed();
  Sealed* place = envelope.add_sealed();
  place->set_field(part.field());
  place->set_index(part.index());
  place->set_key_id(part.key_id());
  return SerialiseDeterministically(envelope);
}

RecordedEvent EnvelopeOf(const RecordedEvent& record) {
  RecordedEvent envelope = record;
  envelope.clear_sealed();
  return envelope;
}

Status DoesNotBelong(const RecordedEvent& record, const std::string& what) {
  return DataLoss("Event " + std::to_string(record.position()) + " (" + record.id() +
                  ") does not open: " + what + ". It is not as it was written.");
}

// Where the part goes in `event`; null when the event has no such personal field.
Message* PlaceOf(const Sealed& part, Message& event) {
  const FieldDescriptor* field = event.GetDescriptor()->FindFieldByNumber(part.field());
  if (field == nullptr || !IsPersonal(*field) || part.index() < 0) return nullptr;
  const Reflection& reflection = *event.GetReflection();
  if (!field->is_repeated()) return reflection.MutableMessage(&event, field);
  while (reflection.FieldSize(event, field) <= part.index()) reflection.AddMessage(&event, field);
  return reflection.MutableRepeatedMessage(&event, field, part.index());
}

Status OpenPart(const RecordedEvent& record, RecordedEvent& envelope, const Sealed& part,
                const Key& key, Message& event) {
  if (part.ciphertext().size() < kNonceBytes ||
      part.key_commitment() != KeyCommitment(key, part.ciphertext())) {
    return DoesNotBelong(record, "the key is not the one that its commitment names");
  }
  std::string plaintext;
  if (!Decrypt(key, part.ciphertext(), AssociatedData(envelope, part), plaintext) ||
      !Unpad(plaintext, kSealedBlockBytes)) {
    return DoesNotBelong(record, "ciphertext and envelope do not belong together");
  }
  Message* place = PlaceOf(part, event);
  const bool parsed = place != nullptr && place->ParseFromString(plaintext);
  Wipe(plaintext);
  if (!parsed) return DoesNotBelong(record, "the words do not fit its type");
  return OkStatus();
}

}  // namespace

std::vector<Sealer::Personal> Sealer::TakeOut(Message& event) {
  std::vector<Personal> parts;
  const Reflection& reflection = *event.GetReflection();
  std::vector<const FieldDescriptor*> present;
  reflection.ListFields(event, &present);
  for (const FieldDescriptor* field : present) {
    if (!IsPersonal(*field)) continue;
    const int count = field->is_repeated() ? reflection.FieldSize(event, field) : 1;
    for (int index = 0; index < count; ++index) {
      const Message& part = field->is_repeated()
                                ? reflection.GetRepeatedMessage(event, field, index)
                                : reflection.GetMessage(event, field);
      parts.push_back({field->number(), index, SerialiseDeterministically(part)});
    }
    reflection.ClearField(&event, field);
  }
  return parts;
}

Status Sealer::Seal(const std::vector<Personal>& parts, std::string_view subject,
                    RecordedEvent& record) {
  record.clear_sealed();
  if (parts.empty()) return OkStatus();
  const Result<NamedKey> named = keys_->KeyOf(subject);
  if (!named.ok()) return named.status();
  RecordedEvent envelope = EnvelopeOf(record);
  for (const Personal& part : parts) {
    Sealed& sealed = *record.add_sealed();
    sealed.set_field(part.field);
    sealed.set_index(part.index);
    sealed.set_key_id(named->id);
    std::string padded = part.plaintext;
    Pad(padded, kSealedBlockBytes);
    sealed.set_ciphertext(Encrypt(named->key, padded, AssociatedData(envelope, sealed)));
    sealed.set_key_commitment(KeyCommitment(named->key, sealed.ciphertext()));
    Wipe(padded);
  }
  return OkStatus();
}

Result<Sealer::Opened> Sealer::Open(const RecordedEvent& record, Message& event) const {
  Opened result;
  RecordedEvent envelope = EnvelopeOf(record);
  for (const Sealed& part : record.sealed()) {
    const Result<Key> key = keys_->Find(part.key_id());
    if (key.status().code() == Code::kNotFound) {
      ++result.erased;
      continue;
    }
    if (!key.ok()) return key.status();
    FIVESTEP_RETURN_IF_ERROR(OpenPart(record, envelope, part, *key, event));
    ++result.opened;
  }
  return result;
}

// Hashed before it is keyed: every command comes by here, and OpenSSL's SHA-256 uses the
// processor's instructions for it, ten times as fast as libsodium's, which is left with 32 bytes.
std::string Sealer::RequestDigest(std::string_view request) const {
  const Sha256Digest hash = Sha256(request);
  return HmacSha256(digest_key_, {reinterpret_cast<const char*>(hash.data()), hash.size()});
}

}  // namespace fivestep
