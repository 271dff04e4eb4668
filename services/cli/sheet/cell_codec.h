// One cell as the value of one field, and back.
#ifndef FIVESTEP_CLI_SHEET_CELL_CODEC_H_
#define FIVESTEP_CLI_SHEET_CELL_CODEC_H_

#include <google/protobuf/message.h>

#include <string>

#include "cli/sheet/column.h"
#include "cli/sheet/grid.h"

namespace fivestep::cli::sheet {

// Sets the column's last field of `holder`, the message that has it, to what `cell` says. Answers
// with what is wrong, a clause such as "must be yes or no", or with nothing. An empty cell sets
// nothing.
//
// A name may be written as its last part, `step-free-clinic`, where the field takes names of one
// type directly below a programme, and `programme` is not empty. Days may be written as 2026-03-02
// or 02/03/2026 (day, month, year); times are in UTC where they do not say otherwise. Several
// values stand in lines, or with ; between where there is one line.
std::string SetValue(const Column& column, const Cell& cell, const std::string& programme,
                     google::protobuf::Message& holder);

// The cell that SetValue turns into the field's value again: numbers to 15 digits, and texts
// without surrounding blanks. Of a list the items without blank ones; a line end in an item is a
// blank.
Cell CellOf(const Column& column, const google::protobuf::Message& holder);

}  // namespace fivestep::cli::sheet

#endif  // FIVESTEP_CLI_SHEET_CELL_CODEC_H_
