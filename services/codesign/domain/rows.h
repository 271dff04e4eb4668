// Rows that a decision needs beside its own.
#ifndef FIVESTEP_CODESIGN_DOMAIN_ROWS_H_
#define FIVESTEP_CODESIGN_DOMAIN_ROWS_H_

#include <stdexcept>
#include <string>

#include "platform/core/decision.h"

namespace fivestep::codesign {

// The row of a resource that must be there: the platform has checked every link of the request, and
// rows link only to rows. Its absence is a bug and stops the process before anything is written.
template <class Resource>
const Resource& RowOf(const CommandContext& context, const std::string& name) {
  const auto* row = context.view.Find<Resource>(name);
  if (row == nullptr) throw std::logic_error("no row for the checked link " + name);
  return *row;
}

}  // namespace fivestep::codesign

#endif  // FIVESTEP_CODESIGN_DOMAIN_ROWS_H_
