// Rows of text in columns.
#ifndef FIVESTEP_CLI_TEXT_TABLE_H_
#define FIVESTEP_CLI_TEXT_TABLE_H_

#include <google/protobuf/timestamp.pb.h>

#include <cstdint>
#include <string>
#include <vector>

namespace fivestep::cli {

// The heading row first. Columns are as wide as their widest cell, in characters, two apart.
std::string TextTable(const std::vector<std::vector<std::string>>& rows);

// "1.2 GB".
std::string SizeText(int64_t bytes);
// "2026-03-01T09:30:00Z"; empty for no time.
std::string TimeText(const google::protobuf::Timestamp& time);

}  // namespace fivestep::cli

#endif  // FIVESTEP_CLI_TEXT_TABLE_H_
