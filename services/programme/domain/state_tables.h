// The state machines of the programme's registers: one table for each kind of row. The tables of
// services/programme/README.md are these, which a test checks.
#ifndef FIVESTEP_PROGRAMME_DOMAIN_STATE_TABLES_H_
#define FIVESTEP_PROGRAMME_DOMAIN_STATE_TABLES_H_

#include <google/protobuf/descriptor.h>

#include <span>
#include <string_view>
#include <vector>

namespace fivestep::programme {

// What may be said of a row in a state, and the state that it is in afterwards.
struct Transition {
  std::string_view command;  // the method; kByTheService where no caller says it
  std::string_view event;
  int from;  // a State of the row; 0: it is not there yet
  int to;
};

inline constexpr std::string_view kByTheService = "(the service)";

// The table of a kind of row; empty for a kind that has none.
std::span<const Transition> TransitionsOf(const google::protobuf::Descriptor* row);

// Every kind of row that has a table.
std::vector<const google::protobuf::Descriptor*> RowsWithTables();

}  // namespace fivestep::programme

#endif  // FIVESTEP_PROGRAMME_DOMAIN_STATE_TABLES_H_
