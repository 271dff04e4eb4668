// What is handed over to the metrics service, and which data sets feed it.
#ifndef FIVESTEP_ANALYSIS_VIEWS_FIGURE_SUPPLIES_H_
#define FIVESTEP_ANALYSIS_VIEWS_FIGURE_SUPPLIES_H_

#include "platform/eventlog/model.h"

namespace fivestep::analysis {

// Folds the own log: by supply what lies in the restricted stream, as the platform publishes it
// (`handed/`); by data set the supplies in force that it feeds (`fed/`). A supply of a data set
// that is withdrawn, or whose exact figures are destroyed, is taken out of the stream; a next
// version brings it back.
ViewFold FigureSuppliesView();

}  // namespace fivestep::analysis

#endif  // FIVESTEP_ANALYSIS_VIEWS_FIGURE_SUPPLIES_H_
