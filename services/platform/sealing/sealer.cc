#include "platform/sealing/sealer.h"

#include <google/protobuf/descriptor.h>

#include <algorithm>
#include <unordered_map>

#include "fivestep/platform/v1/options.pb.h"
#include "platform/audit/sha256.h"
#include "platform/core/serialise.h"
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

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;
using platform::v1::RecordedEvent;
using platform::v1::Sealed;

bool IsPersonal(const FieldDescriptor& field) {
  return field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE &&
         !field.options().GetExtension(platform::v1::personal).empty();
}

// The personal fields of a type, by number. Options are looked up by a search: once is enough.
const std::vector<const FieldDescriptor*>& PersonalFieldsOf(const Descriptor* type) {
  thread_local std::unordered_map<const Descriptor*, std::vector<const FieldDescriptor*>> known;
  const auto [place, is_new] = known.try_emplace(type);
  std::vector<const FieldDescriptor*>& fields = place->second;
  for (int i = 0; is_new && i < type->field_count(); ++i) {
    if (IsPersonal(*type->field(i))) fields.push_back(type->field(i));
  }
  if (is_new) {
    std::sort(fields.begin(), fields.end(),
              [](const auto* a, const auto* b) { return a->number() < b->number(); });
  }
  return fields;
}

// Associated data of the parts of one event: the envelope with, of everything sealed, only the
// part's field, index and key. Neither the envelope can be changed nor two parts be exchanged.
class AssociatedData {
 public:
  explicit AssociatedData(RecordedEvent envelope) {
    envelope.clear_sealed();
    bytes_ = SerialiseDeterministically(envelope);
    envelope_size_ = bytes_.size();
  }
  // `sealed` is the last field of the envelope, so it goes behind the rest.
  std::string_view Of(const Sealed& part) {
    Sealed place;
    place.set_field(part.field());
    place.set_index(part.index());
    place.set_key_id(part.key_id());
    bytes_.resize(envelope_size_);
    AppendField(RecordedEvent::kSealedFieldNumber, place, bytes_);
    return bytes_;
  }

 private:
  std::string bytes_;
  size_t envelope_size_ = 0;
};

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

Status OpenPart(const RecordedEvent& record, AssociatedData& associated, const Sealed& part,
                const Key& key, Message& event) {
  if (part.ciphertext().size() < kNonceBytes ||
      part.key_commitment() != KeyCommitment(key, part.ciphertext())) {
    return DoesNotBelong(record, "the key is not the one that its commitment names");
  }
  std::string plaintext;
  if (!Decrypt(key, part.ciphertext(), associated.Of(part), plaintext) ||
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
  for (const FieldDescriptor* field : PersonalFieldsOf(event.GetDescriptor())) {
    const int count = field->is_repeated() ? reflection.FieldSize(event, field)
                                           : static_cast<int>(reflection.HasField(event, field));
    for (int index = 0; index < count; ++index) {
      const Message& part = field->is_repeated()
                                ? reflection.GetRepeatedMessage(event, field, index)
                                : reflection.GetMessage(event, field);
      parts.push_back({field->number(), index, SerialiseDeterministically(part)});
    }
    if (count > 0) reflection.ClearField(&event, field);
  }
  return parts;
}

Status Sealer::Seal(const std::vector<Personal>& parts, std::string_view subject,
                    RecordedEvent& record) {
  record.clear_sealed();
  if (parts.empty()) return OkStatus();
  const Result<NamedKey> named = keys_->KeyOf(subject);
  if (!named.ok()) return named.status();
  AssociatedData associated(record);
  for (const Personal& part : parts) {
    Sealed& sealed = *record.add_sealed();
    sealed.set_field(part.field);
    sealed.set_index(part.index);
    sealed.set_key_id(named->id);
    std::string padded = part.plaintext;
    Pad(padded, kSealedBlockBytes);
    sealed.set_ciphertext(Encrypt(named->key, padded, associated.Of(sealed)));
    sealed.set_key_commitment(KeyCommitment(named->key, sealed.ciphertext()));
    Wipe(padded);
  }
  return OkStatus();
}

Result<Sealer::Opened> Sealer::Open(const RecordedEvent& record, Message& event) const {
  Opened result;
  AssociatedData associated(record);
  for (const Sealed& part : record.sealed()) {
    const Result<Key> key = keys_->Find(part.key_id());
    if (key.status().code() == Code::kNotFound) {
      ++result.erased;
      continue;
    }
    if (!key.ok()) return key.status();
    FIVESTEP_RETURN_IF_ERROR(OpenPart(record, associated, part, *key, event));
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
