#include "platform/core/serialise.h"

#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>

#include <array>

namespace fivestep {
namespace pb = google::protobuf;
namespace {

// A tag and a length, each a number of up to ten bytes.
constexpr size_t kMaxHeadBytes = 20;
constexpr uint32_t kLengthDelimited = 2;  // the wire type

}  // namespace

void AppendSerialised(const pb::Message& message, std::string& bytes) {
  const size_t before = bytes.size();
  bytes.resize(before + message.ByteSizeLong());
  pb::io::ArrayOutputStream stream(bytes.data() + before, static_cast<int>(bytes.size() - before));
  pb::io::CodedOutputStream coded(&stream);
  coded.SetSerializationDeterministic(true);
  message.SerializeWithCachedSizes(&coded);
}

std::string SerialiseDeterministically(const pb::Message& message) {
  std::string bytes;
  AppendSerialised(message, bytes);
  return bytes;
}

void AppendField(int number, const pb::Message& value, std::string& bytes) {
  using Coded = pb::io::CodedOutputStream;
  std::array<uint8_t, kMaxHeadBytes> head;
  uint8_t* end =
      Coded::WriteTagToArray(static_cast<uint32_t>(number) << 3 | kLengthDelimited, head.data());
  end = Coded::WriteVarint64ToArray(value.ByteSizeLong(), end);
  bytes.append(reinterpret_cast<const char*>(head.data()), static_cast<size_t>(end - head.data()));
  AppendSerialised(value, bytes);
}

}  // namespace fivestep
