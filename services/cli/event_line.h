// A recorded event as one line of JSON.
#ifndef FIVESTEP_CLI_EVENT_LINE_H_
#define FIVESTEP_CLI_EVENT_LINE_H_

#include <string>

#include "cli/remote_schema.h"
#include "fivestep/platform/v1/record.pb.h"

namespace fivestep::cli {

// The envelope with `log` first and the payload written out by the server's own description of it;
// of what is sealed only where it was taken from and under which key. A payload whose type the
// server does not describe stays as base64, with `payload_problem`.
std::string EventLine(const std::string& log, const platform::v1::RecordedEvent& record,
                      RemoteSchema& schema);

}  // namespace fivestep::cli

#endif  // FIVESTEP_CLI_EVENT_LINE_H_
