#include "platform/sealing/blob_parts.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <utility>

#include "platform/audit/sha256.h"
#include "platform/sealing/aead.h"
#include "platform/sealing/durable_file.h"
#include "platform/sealing/part_cipher.h"

namespace fivestep::sealing {
namespace {

constexpr size_t kIdBytes = 16;
constexpr size_t kLengthBytes = 4;
// Magic and key id: bound to every part as associated data.
constexpr size_t kBoundBytes = kPartsMagic.size() + kIdBytes;
constexpr size_t kFixedBytes = kBoundBytes + kHashBytes + kStreamHeadBytes;

std::string LengthText(size_t length) {
  std::string text(kLengthBytes, '\0');
  for (size_t i = 0; i < kLengthBytes; ++i) text[i] = static_cast<char>(length >> (8 * i));
  return text;
}

size_t LengthOf(std::string_view text) {
  size_t length = 0;
  for (size_t i = kLengthBytes; i-- > 0;) {
    length = (length << 8) | static_cast<unsigned char>(text[i]);
  }
  return length;
}

class FileBlobWriter : public BlobWriter {
 public:
  FileBlobWriter(std::string directory, std::string bound, const NamedKey& key)
      : directory_(std::move(directory)),
        temporary_(directory_ + "/" + std::string(kTemporaryPrefix) + ToHex(RandomBytes(8))),
        bound_(std::move(bound)),
        encryptor_(key.key),
        commitment_(KeyCommitment(key.key, encryptor_.head())) {}
  ~FileBlobWriter() override {
    if (file_.valid()) ::unlink(temporary_.c_str());
  }

  Status Begin() {
    file_ =
        FileDescriptor(::open(temporary_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
    if (!file_.valid()) return SystemError("Cannot create", temporary_);
    return Append(bound_ + commitment_ + encryptor_.head());
  }

  Status Add(std::string_view part) override {
    if (static_cast<int64_t>(part.size()) > kMaxBlobPartBytes || size_ > kMaxStreamedBlobBytes) {
      return InvalidArgument("The content is larger than a blob may be.");
    }
    return AddPart(part, /*last=*/false);
  }

  Result<std::string> Close() override {
    FIVESTEP_RETURN_IF_ERROR(AddPart({}, /*last=*/true));
    if (::fsync(file_.number()) != 0) return SystemError("Cannot sync", temporary_);
    const Sha256Digest raw = hash_.Finish();
    const std::string digest(raw.begin(), raw.end());
    const BlobPlace place = PlaceOf(directory_, digest);
    FIVESTEP_RETURN_IF_ERROR(MakeDirectory(place.folder));
    const std::string target = place.folder + "/" + place.name;
    if (::rename(temporary_.c_str(), target.c_str()) != 0) {
      return SystemError("Cannot rename a temporary file to", target);
    }
    file_ = FileDescriptor();
    FIVESTEP_RETURN_IF_ERROR(SyncDirectory(place.folder));
    return digest;
  }

 private:
  Status AddPart(std::string_view part, bool last) {
    const std::string sealed = encryptor_.Encrypt(part, bound_, last);
    return Append(LengthText(sealed.size()) + sealed);
  }
  Status Append(std::string_view bytes) {
    FIVESTEP_RETURN_IF_ERROR(WriteAt(file_, temporary_, bytes, size_));
    hash_.Add(bytes);
    size_ += static_cast<int64_t>(bytes.size());
    return OkStatus();
  }

  const std::string directory_;
  const std::string temporary_;
  const std::string bound_;
  PartEncryptor encryptor_;
  const std::string commitment_;
  FileDescriptor file_;
  Sha256Stream hash_;
  int64_t size_ = 0;
};

// Reads a file from its beginning and hashes what it reads.
class HashingFile {
 public:
  explicit HashingFile(std::string path)
      : path_(std::move(path)), file_(::open(path_.c_str(), O_RDONLY | O_CLOEXEC)) {}
  bool valid() const { return file_.valid(); }

  // The next `count` bytes, or fewer at the end of the file.
  Result<std::string> Next(size_t count) {
    std::string bytes(count, '\0');
    size_t filled = 0;
    while (filled < count) {
      const ssize_t got = ::read(file_.number(), bytes.data() + filled, count - filled);
      if (got < 0 && errno == EINTR) continue;
      if (got < 0) return SystemError("Cannot read", path_);
      if (got == 0) break;
      filled += static_cast<size_t>(got);
    }
    bytes.resize(filled);
    hash_.Add(bytes);
    return bytes;
  }
  Sha256Digest Finish() { return hash_.Finish(); }

 private:
  std::string path_;
  FileDescriptor file_;
  Sha256Stream hash_;
};

Status VisitSealed(HashingFile& file, std::string_view digest, PartDecryptor& decryptor,
                   std::string_view bound, const BlobPartVisitor& visit) {
  std::string part;
  for (bool last = false; !last;) {
    const auto length = file.Next(kLengthBytes);
    if (!length.ok()) return length.status();
    if (length->size() < kLengthBytes) return DamagedBlob(digest);
    const size_t size = LengthOf(*length);
    if (size > static_cast<size_t>(kMaxBlobPartBytes) + kPartTagBytes) return DamagedBlob(digest);
    const auto sealed = file.Next(size);
    if (!sealed.ok()) return sealed.status();
    if (sealed->size() != size || !decryptor.Decrypt(*sealed, bound, part, last)) {
      return DamagedBlob(digest);
    }
    if (!last) FIVESTEP_RETURN_IF_ERROR(visit(part));
  }
  return OkStatus();
}

}  // namespace

BlobPlace PlaceOf(const std::string& directory, std::string_view digest) {
  const std::string digits = ToHex(digest);
  return {directory + "/" + digits.substr(0, 2), digits.substr(2)};
}

Status DamagedBlob(std::string_view digest) {
  return DataLoss("The blob " + ToHex(digest) +
                  " is not as it was written. Restore it from the backup.");
}

Result<Key> KeyOfBlob(const KeyStore& keys, std::string_view id, std::string_view digest) {
  Result<Key> key = keys.Find(ToHex(id));
  if (key.status().code() == Code::kNotFound) {
    return NotFound("The blob " + ToHex(digest) + " was erased.");
  }
  return key;
}

Result<std::unique_ptr<BlobWriter>> BeginBlob(const std::string& directory, const NamedKey& key) {
  std::string id;
  if (!FromHex(key.id, id)) return Internal("The key store gave an id that is not hexadecimal.");
  auto writer = std::make_unique<FileBlobWriter>(directory, std::string(kPartsMagic) + id, key);
  FIVESTEP_RETURN_IF_ERROR(writer->Begin());
  return std::unique_ptr<BlobWriter>(std::move(writer));
}

Status VisitParts(const std::string& path, std::string_view digest, const KeyStore& keys,
                  const BlobPartVisitor& visit) {
  HashingFile file(path);
  if (!file.valid()) return NotFound("There is no blob " + ToHex(digest) + " here.");
  const auto fixed = file.Next(kFixedBytes);
  if (!fixed.ok()) return fixed.status();
  if (fixed->size() < kFixedBytes) return DamagedBlob(digest);
  const std::string_view bytes = *fixed;
  const auto key = KeyOfBlob(keys, bytes.substr(kPartsMagic.size(), kIdBytes), digest);
  if (!key.ok()) return key.status();
  const std::string_view head = bytes.substr(kBoundBytes + kHashBytes);
  if (KeyCommitment(*key, head) != bytes.substr(kBoundBytes, kHashBytes)) {
    return DamagedBlob(digest);
  }
  PartDecryptor decryptor(*key, head);
  FIVESTEP_RETURN_IF_ERROR(
      VisitSealed(file, digest, decryptor, bytes.substr(0, kBoundBytes), visit));
  const auto rest = file.Next(1);
  if (!rest.ok()) return rest.status();
  const Sha256Digest found = file.Finish();
  if (!rest->empty() ||
      std::string_view(reinterpret_cast<const char*>(found.data()), found.size()) != digest) {
    return DamagedBlob(digest);
  }
  return OkStatus();
}

}  // namespace fivestep::sealing
