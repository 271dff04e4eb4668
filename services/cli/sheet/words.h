// The words of a sheet for what protos name: fields, and the values of enums.
#ifndef FIVESTEP_CLI_SHEET_WORDS_H_
#define FIVESTEP_CLI_SHEET_WORDS_H_

#include <google/protobuf/descriptor.h>

#include <optional>
#include <string>
#include <vector>

namespace fivestep::cli::sheet {

// `due_date` -> `due date`, `STAKEHOLDER_GROUP_VCFSE` -> `stakeholder group vcfse`.
std::string Spaced(const std::string& name);

// The other way, for what people write: lower case, blanks and hyphens are underscores.
std::string Named(const std::string& words);

// The value's name without its enum's prefix: `vcfse`.
std::string WordsOf(const google::protobuf::EnumValueDescriptor& value);

// Of all values but that of no meaning, in their order.
std::vector<std::string> ChoicesOf(const google::protobuf::EnumDescriptor& type);

// The value that `words` mean: its words or its whole name, in any case. Nothing for anything else.
std::optional<int> ValueOf(const google::protobuf::EnumDescriptor& type, const std::string& words);

// "residents, clinicians or vcfse".
std::string Alternatives(const std::vector<std::string>& choices);

// `text` with the names of `type`'s values replaced by their words.
std::string InWords(std::string text, const google::protobuf::EnumDescriptor& type);

}  // namespace fivestep::cli::sheet

#endif  // FIVESTEP_CLI_SHEET_WORDS_H_
