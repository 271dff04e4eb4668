// What `fivestep export partner` writes: a partner's own contributions and the answers to them.
#ifndef FIVESTEP_CLI_PARTNER_ROWS_H_
#define FIVESTEP_CLI_PARTNER_ROWS_H_

#include <string>

#include "fivestep/engagement/v1/partner_file.pb.h"

namespace fivestep::cli {

// The heading row, and one line of the file; both without their line ends.
std::string PartnerHeading();
std::string PartnerRow(const engagement::v1::PartnerLine& line);

}  // namespace fivestep::cli

#endif  // FIVESTEP_CLI_PARTNER_ROWS_H_
