// Who may see what this context records where the request does not say.
#ifndef FIVESTEP_ANALYSIS_DOMAIN_VISIBILITY_H_
#define FIVESTEP_ANALYSIS_DOMAIN_VISIBILITY_H_

#include "fivestep/platform/v1/operation.pb.h"

namespace fivestep::analysis {

// `asked`, or everybody with a role in the programme.
inline platform::v1::Visibility VisibilityOr(platform::v1::Visibility asked) {
  return asked == platform::v1::VISIBILITY_UNSPECIFIED ? platform::v1::VISIBILITY_PROGRAMME : asked;
}

}  // namespace fivestep::analysis

#endif  // FIVESTEP_ANALYSIS_DOMAIN_VISIBILITY_H_
