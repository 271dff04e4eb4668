// A row as a message, and back.
#ifndef FIVESTEP_CLI_SHEET_ROW_CODEC_H_
#define FIVESTEP_CLI_SHEET_ROW_CODEC_H_

#include <google/protobuf/message.h>

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "cli/sheet/column.h"
#include "cli/sheet/grid.h"

namespace fivestep::cli::sheet {

// One cell that is not as it should be.
struct CellProblem {
  std::string heading;
  std::string sentence;  // a clause that begins small: "must be yes or no."
};

// A column, and which cell of each row it is.
using PlacedColumns = std::vector<std::pair<Column, size_t>>;

// Reads rows into messages of one type.
class RowReader {
 public:
  // `columns` are of one message type. `programme` may be empty: see SetValue.
  RowReader(PlacedColumns columns, std::string programme);

  // Whether a row has nothing in these columns.
  bool IsBlank(const GridRow& row) const;

  // Sets what the row's cells say. Numbered items that have no cell filled in are left out, and the
  // others move up. `headings` gets for each field that was set its path in the message, such as
  // `choices[0].idea`, behind `prefix`, and the heading of its column.
  std::vector<CellProblem> Read(const GridRow& row, const std::string& prefix,
                                google::protobuf::Message& message,
                                std::map<std::string, std::string>& headings) const;

  const PlacedColumns& columns() const { return columns_; }

 private:
  PlacedColumns columns_;
  std::string programme_;
};

// The cells of `message` in `columns`: empty where a message on the way is not there.
std::vector<Cell> CellsOf(const std::vector<Column>& columns,
                          const google::protobuf::Message& message);

// The longest list of messages in `message`, however deep: so many numbered columns it takes.
int LongestList(const google::protobuf::Message& message);

}  // namespace fivestep::cli::sheet

#endif  // FIVESTEP_CLI_SHEET_ROW_CODEC_H_
