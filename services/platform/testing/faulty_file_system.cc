#include "platform/testing/faulty_file_system.h"

#include <rocksdb/file_system.h>

#include <cstring>

namespace fivestep::testing {
namespace {

using rocksdb::FSDirectory;
using rocksdb::IODebugContext;
using rocksdb::IOOptions;
using rocksdb::IOStatus;

class FaultyWritableFile : public rocksdb::FSWritableFileOwnerWrapper {
 public:
  FaultyWritableFile(std::unique_ptr<rocksdb::FSWritableFile> file, Faults* faults)
      : FSWritableFileOwnerWrapper(std::move(file)), faults_(faults) {}

  IOStatus Append(const rocksdb::Slice& data, const IOOptions& options,
                  IODebugContext* debug) override {
    if (faults_->append_is_torn) return AppendHalf(data, options, debug);
    if (IOStatus status = AppendFault(); !status.ok()) return status;
    return FSWritableFileOwnerWrapper::Append(data, options, debug);
  }
  IOStatus Append(const rocksdb::Slice& data, const IOOptions& options,
                  const rocksdb::DataVerificationInfo& info, IODebugContext* debug) override {
    if (faults_->append_is_torn) return AppendHalf(data, options, debug);
    if (IOStatus status = AppendFault(); !status.ok()) return status;
    return FSWritableFileOwnerWrapper::Append(data, options, info, debug);
  }
  IOStatus Sync(const IOOptions& options, IODebugContext* debug) override {
    if (faults_->sync_fails) return IOStatus::IOError("sync failed (told to)");
    return FSWritableFileOwnerWrapper::Sync(options, debug);
  }
  IOStatus Fsync(const IOOptions& options, IODebugContext* debug) override {
    if (faults_->sync_fails) return IOStatus::IOError("sync failed (told to)");
    return FSWritableFileOwnerWrapper::Fsync(options, debug);
  }

 private:
  IOStatus AppendHalf(const rocksdb::Slice& data, const IOOptions& options, IODebugContext* debug) {
    const rocksdb::Slice half(data.data(), data.size() / 2);
    const IOStatus status = FSWritableFileOwnerWrapper::Append(half, options, debug);
    return status.ok() ? IOStatus::IOError("append torn (told to)") : status;
  }
  IOStatus AppendFault() const {
    if (faults_->disk_full) return IOStatus::NoSpace("no space left (told to)");
    if (faults_->append_fails) return IOStatus::IOError("append failed (told to)");
    return IOStatus::OK();
  }
  Faults* faults_;
};

class FaultyRandomAccessFile : public rocksdb::FSRandomAccessFileOwnerWrapper {
 public:
  FaultyRandomAccessFile(std::unique_ptr<rocksdb::FSRandomAccessFile> file, Faults* faults)
      : FSRandomAccessFileOwnerWrapper(std::move(file)), faults_(faults) {}
  IOStatus Read(uint64_t offset, size_t size, const IOOptions& options, rocksdb::Slice* result,
                char* scratch, IODebugContext* debug) const override {
    if (faults_->read_fails) return IOStatus::IOError("read failed (told to)");
    IOStatus status =
        FSRandomAccessFileOwnerWrapper::Read(offset, size, options, result, scratch, debug);
    if (status.ok() && faults_->read_flips && result->size() > 0) {
      if (result->data() != scratch) std::memcpy(scratch, result->data(), result->size());
      scratch[result->size() / 2] ^= 0x10;
      *result = rocksdb::Slice(scratch, result->size());
    }
    return status;
  }

 private:
  Faults* faults_;
};

class FaultyFileSystem : public rocksdb::FileSystemWrapper {
 public:
  explicit FaultyFileSystem(Faults* faults)
      : FileSystemWrapper(rocksdb::FileSystem::Default()), faults_(faults) {}
  const char* Name() const override { return "FaultyFileSystem"; }

  IOStatus NewWritableFile(const std::string& name, const rocksdb::FileOptions& options,
                           std::unique_ptr<rocksdb::FSWritableFile>* result,
                           IODebugContext* debug) override {
    const IOStatus status = FileSystemWrapper::NewWritableFile(name, options, result, debug);
    if (status.ok() && name.ends_with(".log")) {
      *result = std::make_unique<FaultyWritableFile>(std::move(*result), faults_);
    }
    return status;
  }
  IOStatus NewRandomAccessFile(const std::string& name, const rocksdb::FileOptions& options,
                               std::unique_ptr<rocksdb::FSRandomAccessFile>* result,
                               IODebugContext* debug) override {
    const IOStatus status = FileSystemWrapper::NewRandomAccessFile(name, options, result, debug);
    if (status.ok()) {
      *result = std::make_unique<FaultyRandomAccessFile>(std::move(*result), faults_);
    }
    return status;
  }

 private:
  Faults* faults_;
};

}  // namespace

std::unique_ptr<rocksdb::Env> MakeFaultyEnv(Faults* faults) {
  return rocksdb::NewCompositeEnv(std::make_shared<FaultyFileSystem>(faults));
}

}  // namespace fivestep::testing
