// What a reader must know about the quality of figures.
#ifndef FIVESTEP_ANALYSIS_DOMAIN_CAVEATS_H_
#define FIVESTEP_ANALYSIS_DOMAIN_CAVEATS_H_

#include "fivestep/analysis/v1/data_set.pb.h"
#include "fivestep/analysis/v1/finding.pb.h"

namespace fivestep::analysis {

// Adds one sentence for each: the caveat of the data set; rows that were missing, withheld by their
// publisher, unreadable or ragged in the file, as shares of its rows; groups without a value; a
// population that is not declared. Counts rows and groups, never people.
void AddCaveats(const v1::DataSet& data_set, v1::Figures& figures);

}  // namespace fivestep::analysis

#endif  // FIVESTEP_ANALYSIS_DOMAIN_CAVEATS_H_
