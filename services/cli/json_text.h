// Messages as JSON, with the field names of the protos.
#ifndef FIVESTEP_CLI_JSON_TEXT_H_
#define FIVESTEP_CLI_JSON_TEXT_H_

#include <google/protobuf/message.h>

#include <string>
#include <vector>

#include "platform/core/status.h"

namespace fivestep::cli {

enum class JsonLayout { kLine, kPretty };

// One line without its end, or pretty with one.
std::string ToJson(const google::protobuf::Message& message, JsonLayout layout);
// The fields of the type with their defaults, to be filled in; choices (oneof), maps, optional
// fields and times are left out.
std::string JsonTemplate(const google::protobuf::Message& message);

// INVALID_ARGUMENT says what is wrong where, and which fields there are.
Status FromJson(const std::string& json, google::protobuf::Message& message);

// The JSON objects in `text`: one, or with `lines` one on each line that is not blank.
std::vector<std::string> SplitJson(const std::string& text, bool lines);

// Fills the string field `request_id` where the message has one and it is empty. Returns the id
// that the message has then; empty where there is no such field.
std::string FillRequestId(google::protobuf::Message& message, const std::string& given);

// A new id for a command, UUIDv7.
std::string NewRequestId();

// Text as a JSON string, quotes included.
std::string Quoted(const std::string& text);

}  // namespace fivestep::cli

#endif  // FIVESTEP_CLI_JSON_TEXT_H_
