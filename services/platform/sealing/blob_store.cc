#include "platform/sealing/blob_store.h"

#include <filesystem>
#include <fstream>

#include "platform/sealing/aead.h"
#include "platform/sealing/blob_parts.h"
#include "platform/sealing/durable_file.h"

namespace fivestep {
namespace {

using sealing::BlobPlace;
using sealing::DamagedBlob;
using sealing::Decrypt;
using sealing::Encrypt;
using sealing::FromHex;
using sealing::kAeadTagBytes;
using sealing::KeyCommitment;
using sealing::KeyOfBlob;
using sealing::kHashBytes;
using sealing::kNonceBytes;
using sealing::kPartsMagic;
using sealing::MakeDirectory;
using sealing::PlaceOf;
using sealing::ReadWholeFile;
using sealing::RemoveTemporaryFiles;
using sealing::Sha256;
using sealing::ToHex;
using sealing::WriteFileDurably;

constexpr std::string_view kMagic = "FSB1";
constexpr size_t kIdBytes = 16;
constexpr size_t kHeadBytes = kMagic.size() + kIdBytes + kHashBytes;

// `stored` is known to have the right digest, so only a foreign key store can make this fail.
Result<std::string> OpenBlob(const std::string& stored, std::string_view digest,
                             const KeyStore& keys) {
  const std::string_view bytes = stored;
  if (bytes.size() < kHeadBytes + kNonceBytes + kAeadTagBytes || !bytes.starts_with(kMagic)) {
    return DamagedBlob(digest);
  }
  const Result<Key> key = KeyOfBlob(keys, bytes.substr(kMagic.size(), kIdBytes), digest);
  if (!key.ok()) return key.status();
  const std::string_view head = bytes.substr(0, kHeadBytes);
  const std::string_view sealed = bytes.substr(kHeadBytes);
  std::string content;
  if (KeyCommitment(*key, sealed) != head.substr(kMagic.size() + kIdBytes) ||
      !Decrypt(*key, sealed, head.substr(0, kMagic.size() + kIdBytes), content)) {
    return DamagedBlob(digest);
  }
  return content;
}

}  // namespace

Result<std::unique_ptr<BlobStore>> BlobStore::Open(const std::string& directory, KeyStore* keys) {
  FIVESTEP_RETURN_IF_ERROR(MakeDirectory(directory));
  std::error_code error;
  std::filesystem::directory_iterator folders(directory, error);
  for (const auto end = std::filesystem::directory_iterator(); !error && folders != end;
       folders.increment(error)) {
    if (!folders->is_directory(error)) continue;
    FIVESTEP_RETURN_IF_ERROR(RemoveTemporaryFiles(folders->path().string()));
  }
  if (error) return Unavailable("Cannot list " + directory + ": " + error.message() + ".");
  FIVESTEP_RETURN_IF_ERROR(RemoveTemporaryFiles(directory));
  return std::unique_ptr<BlobStore>(new BlobStore(directory, keys));
}

Result<std::string> BlobStore::Write(std::string_view content, std::string_view subject) {
  if (static_cast<int64_t>(content.size()) > kMaxBlobBytes) {
    return InvalidArgument("The content is " + std::to_string(content.size()) +
                           " bytes; a blob holds at most " + std::to_string(kMaxBlobBytes) + ".");
  }
  const Result<NamedKey> named = keys_->KeyOf(subject);
  if (!named.ok()) return named.status();
  FIVESTEP_RETURN_IF_ERROR(keys_->Sync());

  std::string id;
  if (!FromHex(named->id, id)) return Internal("The key store gave an id that is not hexadecimal.");
  std::string stored = std::string(kMagic) + id;
  const std::string sealed = Encrypt(named->key, content, stored);
  stored += KeyCommitment(named->key, sealed) + sealed;
  const std::string digest = Sha256(stored);
  const BlobPlace place = PlaceOf(directory_, digest);
  FIVESTEP_RETURN_IF_ERROR(MakeDirectory(place.folder));
  FIVESTEP_RETURN_IF_ERROR(WriteFileDurably(place.folder, place.name, stored));
  return digest;
}

Result<std::unique_ptr<BlobWriter>> BlobStore::OpenWriter(std::string_view subject) {
  const Result<NamedKey> named = keys_->KeyOf(subject);
  if (!named.ok()) return named.status();
  FIVESTEP_RETURN_IF_ERROR(keys_->Sync());
  return sealing::BeginBlob(directory_, *named);
}

Status BlobStore::Visit(std::string_view digest, const BlobPartVisitor& visit) const {
  if (digest.size() != kHashBytes) {
    return InvalidArgument("A blob's digest has 32 bytes, this one " +
                           std::to_string(digest.size()) + ".");
  }
  const BlobPlace place = PlaceOf(directory_, digest);
  const std::string path = place.folder + "/" + place.name;
  std::ifstream file(path, std::ios::binary);
  std::string magic(kPartsMagic.size(), '\0');
  file.read(magic.data(), static_cast<std::streamsize>(magic.size()));
  if (file && magic == kPartsMagic) return sealing::VisitParts(path, digest, *keys_, visit);
  const Result<std::string> whole = Read(digest);
  return whole.ok() ? visit(*whole) : whole.status();
}

Result<std::string> BlobStore::Read(std::string_view digest) const {
  if (digest.size() != kHashBytes) {
    return InvalidArgument("A blob's digest has 32 bytes, this one " +
                           std::to_string(digest.size()) + ".");
  }
  const BlobPlace place = PlaceOf(directory_, digest);
  const Result<std::string> stored = ReadWholeFile(place.folder + "/" + place.name);
  if (stored.status().code() == Code::kNotFound) {
    return NotFound("There is no blob " + ToHex(digest) + " here.");
  }
  if (!stored.ok()) return stored.status();
  if (Sha256(*stored) != digest) return DamagedBlob(digest);
  return OpenBlob(*stored, digest, *keys_);
}

}  // namespace fivestep
