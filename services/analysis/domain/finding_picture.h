// A finding as a picture and as a text for those who cannot see it. Both are made of the released
// figures alone, coordinates included.
#ifndef FIVESTEP_ANALYSIS_DOMAIN_FINDING_PICTURE_H_
#define FIVESTEP_ANALYSIS_DOMAIN_FINDING_PICTURE_H_

#include <string>

#include "fivestep/analysis/v1/finding.pb.h"

namespace fivestep::analysis {

// SVG 1.1: one row for each group in the finding's order, with its value as a dot and its interval
// as a line; groups without a value say why; where there are slope indices, the fitted line as
// dashes. `<title>` and `<desc>` hold what the picture shows. The same finding gives the same
// bytes.
std::string PictureOf(const v1::Finding& finding);

// The same in sentences and a table with one line for each group.
std::string TextOf(const v1::Finding& finding);

}  // namespace fivestep::analysis

#endif  // FIVESTEP_ANALYSIS_DOMAIN_FINDING_PICTURE_H_
