#include "platform/sealing/blob_store.h"

#include <filesystem>

#include "platform/sealing/aead.h"
#include "platform/sealing/durable_file.h"

namespace fivestep {
namespace {

using sealing::Decrypt;
using sealing::Encrypt;
using sealing::FromHex;
using sealing::kAeadTagBytes;
using sealing::KeyCommitment;
using sealing::kHashBytes;
using sealing::kNonceBytes;
using sealing::MakeDirectory;
using sealing::ReadWholeFile;
using sealing::RemoveTemporaryFiles;
using sealing::Sha256;
using sealing::ToHex;
using sealing::WriteFileDurably;

constexpr std::string_view kMagic = "FSB1";
constexpr size_t kIdBytes = 16;
constexpr size_t kHeadBytes = kMagic.size() + kIdBytes + kHashBytes;

// Where a blob lies: 256 folders keep each of them short.
struct Place {
  std::string folder;
  std::string name;
};

Place PlaceOf(const std::string& directory, std::string_view digest) {
  const std::string digits = ToHex(digest);
  return {directory + "/" + digits.substr(0, 2), digits.substr(2)};
}

Status Damaged(std::string_view digest) {
  return DataLoss("The blob " + ToHex(digest) +
                  " is not as it was written. Restore it from the backup.");
}

// `stored` is known to have the right digest, so only a foreign key store can make this fail.
Result<std::string> OpenBlob(const std::string& stored, std::string_view digest,
                             const KeyStore& keys) {
  const std::string_view bytes = stored;
  if (bytes.size() < kHeadBytes + kNonceBytes + kAeadTagBytes || !bytes.starts_with(kMagic)) {
    return Damaged(digest);
  }
  const Result<Key> key = keys.Find(ToHex(bytes.substr(kMagic.size(), kIdBytes)));
  if (key.status().code() == Code::kNotFound) {
    return NotFound("The blob " + ToHex(digest) + " was erased.");
  }
  if (!key.ok()) return key.status();
  const std::string_view head = bytes.substr(0, kHeadBytes);
  const std::string_view sealed = bytes.substr(kHeadBytes);
  std::string content;
  if (KeyCommitment(*key, sealed) != head.substr(kMagic.size() + kIdBytes) ||
      !Decrypt(*key, sealed, head.substr(0, kMagic.size() + kIdBytes), content)) {
    return Damaged(digest);
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
  const Place place = PlaceOf(directory_, digest);
  FIVESTEP_RETURN_IF_ERROR(MakeDirectory(place.folder));
  FIVESTEP_RETURN_IF_ERROR(WriteFileDurably(place.folder, place.name, stored));
  return digest;
}

Result<std::string> BlobStore::Read(std::string_view digest) const {
  if (digest.size() != kHashBytes) {
    return InvalidArgument("A blob's digest has 32 bytes, this one " +
                           std::to_string(digest.size()) + ".");
  }
  const Place place = PlaceOf(directory_, digest);
  const Result<std::string> stored = ReadWholeFile(place.folder + "/" + place.name);
  if (stored.status().code() == Code::kNotFound) {
    return NotFound("There is no blob " + ToHex(digest) + " here.");
  }
  if (!stored.ok()) return stored.status();
  if (Sha256(*stored) != digest) return Damaged(digest);
  return OpenBlob(*stored, digest, *keys_);
}

}  // namespace fivestep
