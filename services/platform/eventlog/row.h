// A row in memory: the resource, and what the platform keeps beside it.
#ifndef FIVESTEP_PLATFORM_EVENTLOG_ROW_H_
#define FIVESTEP_PLATFORM_EVENTLOG_ROW_H_

#include <google/protobuf/message.h>
#include <google/protobuf/timestamp.pb.h>

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "fivestep/platform/v1/record.pb.h"
#include "fivestep/platform/v1/storage.pb.h"
#include "platform/core/clock.h"
#include "platform/core/timestamp.h"
#include "platform/eventlog/model.h"
#include "platform/eventlog/reader.h"
#include "platform/people/index.h"

namespace fivestep {

struct LoadedRow {
  // The key of the row, and the stream of the resource, `session/s1/ballot/b1`: both follow from
  // its name and are worked out once.
  std::string key;
  std::string stream;
  platform::v1::StoredRow stored;  // `resource` is empty here: it is in `resource`
  std::unique_ptr<google::protobuf::Message> resource;
  // As the batch under construction has written it; empty where it has not.
  std::string bytes;
  bool exists() const { return stored.version() > 0; }
};

// The key of the row named `name`, empty for what is not a name.
std::string RowKeyOf(std::string_view name);
// The row type for `name` in this model, or null when the name is not of this context.
const google::protobuf::Message* StateFor(const ServiceModel& model, std::string_view name);
// The row as it is before its first event; `resource` is null when the name is not of this context.
LoadedRow EmptyRow(const ServiceModel& model, std::string_view name);
// Parses stored bytes into an empty row; an empty string leaves it empty. False: damaged.
bool ParseRow(std::string_view bytes, LoadedRow& row);
std::string SerialiseRow(const LoadedRow& row);

// The name of the resource whose row has this key.
std::string NameOfRowKey(std::string_view key);

// Notes one more event in the facts beside a row: version, positions, times, owner, where sealed
// parts are, when retention began.
void NoteEvent(const platform::v1::RecordedEvent& record, LoadedRow& row);

// Whether the resource says when its personal parts were destroyed.
bool ShowsErasure(const google::protobuf::Message& resource);

// A copy of the resource as callers see it: name, programme, etag, times and owner filled in where
// it has such fields, and when its personal parts were destroyed where they were.
std::unique_ptr<google::protobuf::Message> RenderRow(
    const LoadedRow& row, std::string_view name,
    const std::optional<people::Erasure>& erasure = std::nullopt);

// Whether `caller` may see the resource at all: visibility OWNER hides it from other organisations.
bool MayList(const google::protobuf::Message& resource, const std::string& owning_organisation,
             const Caller& caller, std::string_view programme);

}  // namespace fivestep

#endif  // FIVESTEP_PLATFORM_EVENTLOG_ROW_H_
