// The figures of appraisals and of the repurposing ledger, as the metrics log gives them.
#ifndef FIVESTEP_PROGRAMME_VIEWS_MONEY_VIEW_H_
#define FIVESTEP_PROGRAMME_VIEWS_MONEY_VIEW_H_

#include "platform/eventlog/model.h"

namespace fivestep::programme {

// Folds the metrics log: under the name of an appraisal or an entry of the ledger a StoredMoney. An
// appraisal is kept in the scope of the health system, as planned with optimism bias.
ViewFold MoneyView();

}  // namespace fivestep::programme

#endif  // FIVESTEP_PROGRAMME_VIEWS_MONEY_VIEW_H_
