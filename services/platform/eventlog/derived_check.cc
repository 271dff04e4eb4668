#include "platform/eventlog/derived_check.h"

#include <rocksdb/db.h>

#include <algorithm>
#include <map>
#include <memory>

#include "fivestep/platform/v1/storage.pb.h"
#include "platform/core/resource_name.h"
#include "platform/eventlog/descriptors.h"
#include "platform/eventlog/executor.h"
#include "platform/eventlog/keys.h"
#include "platform/eventlog/row_upgrade.h"

namespace fivestep {
namespace {

// Rows between two reports.
constexpr int64_t kProgressStep = 4'096;
constexpr std::string_view kCommandOutcomes{"c\0", 2};
constexpr size_t kNumberBytes = 8;

// The row's key and the version out of a key of the stream index.
bool SplitIndexKey(std::string_view key, std::string& row_key, int64_t& version) {
  if (key.size() < kNumberBytes + 1) return false;
  row_key = std::string(key.substr(0, key.size() - kNumberBytes - 1));
  version = keys::FromBigEndian(key.substr(key.size() - kNumberBytes));
  return true;
}

// A key for people: its parts with slashes between them.
std::string Readable(std::string_view key) {
  std::string text(key);
  std::replace(text.begin(), text.end(), '\0', '/');
  return text;
}

// Empty for what cannot be read.
std::string StoredText(std::string_view bytes, platform::v1::StoredOutcome& outcome) {
  if (!outcome.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) return {};
  return OutcomeText(outcome.first_position(), outcome.last_position(), outcome.request_digest());
}

}  // namespace

void DerivedCheck::ForEach(Family family, std::string_view prefix, const std::string& check,
                           const Entry& entry) const {
  rocksdb::ReadOptions options;
  options.snapshot = snapshot_;
  options.readahead_size = 2 << 20;
  options.fill_cache = false;
  std::unique_ptr<rocksdb::Iterator> it(log_->db()->NewIterator(options, log_->family(family)));
  const rocksdb::Slice start(prefix.data(), prefix.size());
  for (it->Seek(start); it->Valid() && it->key().starts_with(start); it->Next()) {
    entry(it->key().ToStringView(), it->value().ToStringView());
  }
  if (it->status().ok()) return;
  findings_->Add(check, 0, 0, "The disk gives damaged bytes: " + it->status().ToString() + ".");
}

bool DerivedCheck::Get(Family family, const std::string& key, std::string& value) const {
  rocksdb::ReadOptions options;
  options.snapshot = snapshot_;
  return log_->db()->Get(options, log_->family(family), key, &value).ok();
}

bool DerivedCheck::ReadEvent(std::string_view position, platform::v1::RecordedEvent& record,
                             std::string& subject) const {
  std::string bytes;
  if (!Get(Family::kEvents, std::string(position), bytes) || !record.ParseFromString(bytes)) {
    return false;
  }
  const auto event = NewMessage(record.type());
  if (event == nullptr || !event->ParseFromString(record.payload())) return false;
  subject = SubjectOf(*event);
  return true;
}

void DerivedCheck::ForEachEvent(const Visit& visit) const {
  ForEach(Family::kEvents, "", "position", [&](std::string_view key, std::string_view bytes) {
    platform::v1::RecordedEvent record;
    if (!record.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) return;
    const auto event = NewMessage(record.type());
    if (event == nullptr || !event->ParseFromString(record.payload())) return;
    record.set_position(keys::FromBigEndian(key));
    visit(record, SubjectOf(*event));
  });
}

bool DerivedCheck::RowsAreOurs() const {
  std::string version;
  return Get(Family::kMeta, std::string(keys::kRowVersion), version) &&
         keys::FromBigEndian(version) == kRowVersion;
}

int64_t DerivedCheck::CompareRows(const Progress& progress) {
  if (!RowsAreOurs()) return 0;
  SetDigest stored(&folded_->hash);
  ForEach(Family::kRows, "", "row", [&](std::string_view key, std::string_view bytes) {
    stored.Add(key, bytes);
    if (stored.count() % kProgressStep == 0) progress(stored.count());
  });
  if (!(stored == folded_->rows)) NameRows();
  return stored.count();
}

void DerivedCheck::NameRows() const {
  ForEach(Family::kRows, "", "row",
          [&](std::string_view key, std::string_view bytes) { NameRow(std::string(key), bytes); });
  ForEachEvent([&](const platform::v1::RecordedEvent& record, const std::string& subject) {
    std::string bytes;
    if (record.stream_version() != 1 || Get(Family::kRows, RowKeyOf(subject), bytes)) return;
    findings_->Add("row", record.position(), 0, "The row of " + subject + " is missing.");
  });
}

void DerivedCheck::NameRow(const std::string& key, std::string_view bytes) const {
  LoadedRow row;
  std::string name;
  bool readable = true;
  ForEach(Family::kStreams, key + '\0', "row", [&](std::string_view entry, std::string_view at) {
    platform::v1::RecordedEvent record;
    if (entry.size() != key.size() + 1 + kNumberBytes) return;  // a longer key of another row
    readable = readable && ReadEvent(at, record, name);
    if (!readable) return;
    if (row.resource == nullptr) row = EmptyRow(*model_, name);
    readable = FoldEvent(*model_, record, row);
  });
  if (row.resource == nullptr) {
    findings_->Add("row", 0, 0, "The row of " + Readable(key) + " has no events.");
    return;
  }
  const int64_t first = row.stored.first_position();
  const int64_t last = row.stored.last_position();
  if (!readable) {
    findings_->Add("row", first, last,
                   "The row of " + name +
                       " cannot be folded again: one of its events is not what "
                       "the stream index says.");
  } else if (RowBytes(*model_, row) != bytes) {
    findings_->Add("row", first, last,
                   "The row of " + name + " is not what its " +
                       std::to_string(row.stored.version()) + " events give.");
  }
}

void DerivedCheck::CompareIndex() {
  SetDigest stored(&folded_->hash);
  ForEach(Family::kStreams, "", "stream version",
          [&](std::string_view key, std::string_view value) { stored.Add(key, value); });
  if (!(stored == folded_->index)) NameIndex();
}

void DerivedCheck::NameIndex() const {
  ForEach(Family::kStreams, "", "stream version", [&](std::string_view key, std::string_view at) {
    platform::v1::RecordedEvent record;
    std::string subject;
    std::string row_key;
    int64_t version = 0;
    const bool right = SplitIndexKey(key, row_key, version) && ReadEvent(at, record, subject) &&
                       record.stream_version() == version && RowKeyOf(subject) == row_key;
    if (right) return;
    findings_->Add("stream version", keys::FromBigEndian(at), 0,
                   "The stream index says that event " + std::to_string(keys::FromBigEndian(at)) +
                       " is version " + std::to_string(version) + " of " + Readable(row_key) +
                       ", which it is not.");
  });
  ForEachEvent([&](const platform::v1::RecordedEvent& record, const std::string& subject) {
    std::string at;
    const std::string key = RowKeyOf(subject) + '\0' + keys::BigEndian(record.stream_version());
    if (Get(Family::kStreams, key, at)) return;
    findings_->Add("stream version", record.position(), 0,
                   "The stream index has lost event " + std::to_string(record.position()) + ".");
  });
}

void DerivedCheck::CompareOutcomes() {
  SetDigest stored(&folded_->hash);
  ForEach(Family::kOutcomes, kCommandOutcomes, "outcome",
          [&](std::string_view key, std::string_view bytes) {
            platform::v1::StoredOutcome outcome;
            stored.Add(key, StoredText(bytes, outcome));
          });
  if (!(stored == folded_->outcomes)) NameOutcomes();
}

// An outcome that is not there, or another one, would have a command's repeat answered wrongly.
void DerivedCheck::NameOutcomes() const {
  std::map<std::string, std::string> expected;
  ForEachEvent([&](const platform::v1::RecordedEvent& record, const std::string&) {
    std::string key;
    std::string text;
    if (OutcomeOf(record, key, text)) expected[key] = text;
  });
  ForEach(Family::kOutcomes, kCommandOutcomes, "outcome",
          [&](std::string_view key, std::string_view bytes) {
            platform::v1::StoredOutcome outcome;
            const std::string text = StoredText(bytes, outcome);
            const auto found = expected.find(std::string(key));
            const bool right = found != expected.end() && found->second == text;
            if (found != expected.end()) expected.erase(found);
            if (right) return;
            findings_->Add("outcome", outcome.first_position(), outcome.last_position(),
                           "The outcome kept of the command " + Readable(key.substr(2)) +
                               " is not what its events say.");
          });
  for (const auto& [key, text] : expected) {
    findings_->Add("outcome", keys::FromBigEndian(text),
                   keys::FromBigEndian(std::string_view(text).substr(kNumberBytes)),
                   "The outcome of the command " +
                       Readable(std::string_view(key).substr(kCommandOutcomes.size())) +
                       " is missing: a repeat of it would be carried out again.");
  }
}

void DerivedCheck::CompareViews() {
  for (const auto& [name, view] : OwnViews(*model_)) {
    if (IsOfAnotherFold(*view)) continue;
    CompareCursor(*view);
    CompareView(name);
  }
  // Which programmes are open comes from other logs too: here only what this log says counts.
  const std::string prefix = keys::Join(keys::kProgrammesView, "");
  for (auto it = folded_->views.lower_bound(prefix);
       it != folded_->views.end() && it->first.starts_with(prefix); ++it) {
    std::string stored;
    if (Get(Family::kViews, it->first, stored) && stored == it->second) continue;
    findings_->Add("view", 0, 0,
                   it->first.substr(prefix.size()) + " is " + it->second +
                       " by its events, and is kept as something else.");
  }
}

// A view that an older fold has made, or that the build which wrote the log did not have: the next
// start folds it anew, so it need not be what this program's fold gives.
bool DerivedCheck::IsOfAnotherFold(const ViewFold& view) const {
  std::string value;
  if (!Get(Family::kMeta, keys::Join(keys::kCursorPrefix, view.view, view.log), value)) {
    bool empty = true;
    ForEach(Family::kViews, keys::Join(view.view, ""), "view",
            [&empty](std::string_view, std::string_view) { empty = false; });
    return empty;
  }
  return keys::FromBigEndian(std::string_view(value).substr(kNumberBytes)) != view.fold_version;
}

void DerivedCheck::CompareCursor(const ViewFold& view) const {
  std::string value;
  (void)Get(Family::kMeta, keys::Join(keys::kCursorPrefix, view.view, view.log), value);
  const int64_t cursor = keys::FromBigEndian(value);
  if (cursor == size_) return;
  findings_->Add("view", cursor + 1, size_,
                 "The view " + view.view + " has taken in " + std::to_string(cursor) + " of " +
                     std::to_string(size_) +
                     " events. Unless it is being rebuilt now, rebuild it.");
}

void DerivedCheck::CompareView(const std::string& name) const {
  const std::string prefix = keys::Join(name, "");
  int64_t differing = 0;
  auto expected = folded_->views.lower_bound(prefix);
  const auto is_of_view = [&](const auto& it) {
    return it != folded_->views.end() && it->first.starts_with(prefix);
  };
  ForEach(Family::kViews, prefix, "view", [&](std::string_view key, std::string_view value) {
    for (; is_of_view(expected) && expected->first < key; ++expected) ++differing;
    const bool same = is_of_view(expected) && expected->first == key;
    if (!same || expected->second != value) ++differing;
    if (same) ++expected;
  });
  for (; is_of_view(expected); ++expected) ++differing;
  if (differing == 0) return;
  findings_->Add("view", 0, 0,
                 "The view " + name + " differs from what the events give in " +
                     std::to_string(differing) + " of its values.");
}

}  // namespace fivestep
