// The ReadContext over a RocksDB snapshot, and emptying a view.
#ifndef FIVESTEP_PLATFORM_EVENTLOG_READ_CONTEXT_H_
#define FIVESTEP_PLATFORM_EVENTLOG_READ_CONTEXT_H_

#include <memory>

#include "platform/eventlog/batch.h"
#include "platform/eventlog/reader.h"
#include "platform/people/index.h"

namespace fivestep {

class RestrictedSeal;  // sealing/restricted_seal.h

// `restricted` may be null.
std::unique_ptr<ReadContext> MakeReadContext(const EventLog* log, const ServiceModel* model,
                                             BlobStore* blobs, Caller caller, Instant now,
                                             const RestrictedSeal* restricted = nullptr);

// Look-ups in the views of `log` as they are at each look; `log` must outlive it.
people::Lookup ViewsOf(const EventLog& log);

// Deletes every value of a view, inside the batch.
void ClearView(Batch& batch, const std::string& view);

}  // namespace fivestep

#endif  // FIVESTEP_PLATFORM_EVENTLOG_READ_CONTEXT_H_
