// Messages as bytes that are the same wherever and whenever they are made.
#ifndef FIVESTEP_PLATFORM_CORE_SERIALISE_H_
#define FIVESTEP_PLATFORM_CORE_SERIALISE_H_

#include <google/protobuf/message.h>

#include <string>

namespace fivestep {

// Serialises with map entries in a fixed order, so that equal messages give equal bytes.
std::string SerialiseDeterministically(const google::protobuf::Message& message);
// The same, behind what `bytes` holds.
void AppendSerialised(const google::protobuf::Message& message, std::string& bytes);
// The same, as the value of the field `number` of a message around it. Behind the bytes of a
// message whose other fields have lower numbers it gives the bytes of the whole, without a copy of
// the parts.
void AppendField(int number, const google::protobuf::Message& value, std::string& bytes);

}  // namespace fivestep

#endif  // FIVESTEP_PLATFORM_CORE_SERIALISE_H_
