// Ties a log to the key store that its personal data is sealed with.
#ifndef FIVESTEP_PLATFORM_EVENTLOG_KEY_TIE_H_
#define FIVESTEP_PLATFORM_EVENTLOG_KEY_TIE_H_

#include <functional>
#include <string>

#include "platform/core/status.h"
#include "platform/eventlog/event_log.h"
#include "platform/sealing/key_store.h"

namespace fivestep {

// Checks that `keys` is the store that `log` was written with; a log that knows none yet is tied to
// it, durably. Call before anything is written. `note` is told, in a sentence, of a store that is
// an older copy: the log goes on, but what was sealed under the missing keys cannot be opened.
//
// Errors:
//   kFailedPrecondition  it is another store, with what to do
//   kUnavailable         the disk failed
Status TieToKeyStore(const EventLog& log, const KeyStore& keys,
                     const std::function<void(const std::string& sentence)>& note);

}  // namespace fivestep

#endif  // FIVESTEP_PLATFORM_EVENTLOG_KEY_TIE_H_
