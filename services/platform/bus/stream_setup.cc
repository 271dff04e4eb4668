#include "platform/bus/stream_setup.h"

#include <algorithm>

#include "platform/bus/subjects.h"

namespace fivestep {
namespace {

// The server remembers message ids for this long. We send none (the expected sequence refuses a
// repeat, and does so for ever), so this is the smallest that a server takes.
constexpr int64_t kDuplicatesNanoseconds = 100'000'000;

struct Differences {
  std::string harmful;
  std::string harmless;
};

void Note(std::string& sentence, bool differs, const std::string& setting) {
  if (!differs) return;
  sentence += (sentence.empty() ? "" : ", ") + setting;
}

// Harmful is what lets the server drop, refuse, delete or misplace an event that the log has.
Differences Compare(const StreamPlan& plan, const jsStreamConfig& found) {
  Differences differences;
  std::string& harmful = differences.harmful;
  Note(harmful, found.SubjectsLen != 1 || plan.subject != found.Subjects[0],
       "its subject must be " + plan.subject + " alone");
  Note(harmful, found.Storage != js_FileStorage, "storage must be file");
  Note(harmful, found.Retention != js_LimitsPolicy, "retention must be limits");
  Note(harmful, found.MaxAge != 0, "it must have no maximum age");
  Note(harmful, found.MaxMsgs > 0, "it must have no maximum of messages");
  Note(harmful, found.MaxMsgsPerSubject > 0, "it must have no maximum of messages per subject");
  Note(harmful, found.Discard != js_DiscardNew, "discard must be new");
  Note(harmful, found.NoAck, "it must acknowledge");
  Note(harmful, found.Sealed, "it must not be sealed");
  Note(harmful, found.AllowRollup, "it must not allow rollup");
  Note(harmful, found.Mirror != nullptr || found.SourcesLen > 0,
       "it must neither mirror nor draw from another stream");
  std::string& harmless = differences.harmless;
  Note(harmless, found.MaxBytes > 0, "it has a maximum size");
  Note(harmless, !found.DenyDelete, "it lets messages be deleted");
  Note(harmless, !found.DenyPurge, "it lets messages be purged");
  Note(harmless, found.Replicas != plan.replicas,
       "it has " + std::to_string(found.Replicas) + " replicas and should have " +
           std::to_string(plan.replicas));
  return differences;
}

Status CannotMake(const StreamPlan& plan, natsStatus status) {
  return NatsError("The stream " + plan.name + " cannot be made", status);
}

Result<StreamInfoHandle> AddStream(Connection& connection, const StreamPlan& plan) {
  jsStreamConfig config;
  jsStreamConfig_Init(&config);
  const char* subjects[] = {plan.subject.c_str()};
  config.Name = plan.name.c_str();
  config.Subjects = subjects;
  config.SubjectsLen = 1;
  config.Storage = js_FileStorage;
  config.Retention = js_LimitsPolicy;
  config.Discard = js_DiscardNew;
  config.Replicas = plan.replicas;
  config.Duplicates = kDuplicatesNanoseconds;
  config.DenyDelete = true;
  config.DenyPurge = true;
  jsStreamInfo* raw = nullptr;
  jsErrCode error{};
  const natsStatus status = js_AddStream(&raw, connection.jet_stream(), &config, nullptr, &error);
  StreamInfoHandle info(raw);
  if (status != NATS_OK) return CannotMake(plan, status);
  return info;
}

// Nothing when there is no such stream.
Result<StreamInfoHandle> Find(Connection& connection, const std::string& stream) {
  jsOptions options;
  jsOptions_Init(&options);
  options.Stream.Info.DeletedDetails = true;
  jsStreamInfo* raw = nullptr;
  jsErrCode error{};
  const natsStatus status =
      js_GetStreamInfo(&raw, connection.jet_stream(), stream.c_str(), &options, &error);
  StreamInfoHandle info(raw);
  if (status == NATS_OK) return info;
  if (status == NATS_NOT_FOUND || error == JSStreamNotFoundErr) return StreamInfoHandle();
  return NatsError("The stream " + stream + " cannot be asked about", status);
}

Result<StreamInfoHandle> FindOrAdd(Connection& connection, const StreamPlan& plan) {
  Result<StreamInfoHandle> found = Find(connection, plan.name);
  if (!found.ok() || *found != nullptr) return found;
  return AddStream(connection, plan);
}

StreamExtent ExtentOf(const jsStreamState& state) {
  StreamExtent extent;
  extent.first = static_cast<int64_t>(state.FirstSeq);
  extent.last = static_cast<int64_t>(state.LastSeq);
  extent.count = static_cast<int64_t>(state.Msgs);
  for (int i = 0; i < std::min(state.DeletedLen, kMaxNamedHoles); ++i) {
    extent.deleted.push_back(static_cast<int64_t>(state.Deleted[i]));
  }
  return extent;
}

}  // namespace

StreamPlan EventStreamPlan(const std::string& deployment, const std::string& context,
                           int replicas) {
  return {EventStreamName(deployment, context), EventSubjects(deployment, context), replicas};
}

StreamPlan CheckpointStreamPlan(const std::string& deployment, const std::string& context,
                                int replicas) {
  return {CheckpointStreamName(deployment, context), CheckpointSubject(deployment, context),
          replicas};
}

std::string StreamExtent::Holes() const {
  if (count == last) return "";
  std::string named;
  const int64_t lacking_in_front = count == 0 ? last : first - 1;
  if (lacking_in_front > 0) named = "1";
  if (lacking_in_front > 1) named += " to " + std::to_string(lacking_in_front);
  for (const int64_t position : deleted) {
    named += (named.empty() ? "" : ", ") + std::to_string(position);
  }
  const int64_t missing = last - count;
  return "positions " + named +
         (missing > static_cast<int64_t>(deleted.size()) + first - 1 ? ", …" : "") + " (" +
         std::to_string(missing) + " in all)";
}

Result<StreamExtent> EnsureStream(Connection& connection, const StreamPlan& plan) {
  const Result<StreamInfoHandle> info = FindOrAdd(connection, plan);
  if (!info.ok()) return info.status();
  const Differences differences = Compare(plan, *(*info)->Config);
  if (!differences.harmful.empty()) {
    return FailedPrecondition("The stream " + plan.name +
                              " has settings that can lose events: " + differences.harmful +
                              ". Recreate the stream, and it is filled from the log.");
  }
  StreamExtent extent = ExtentOf((*info)->State);
  if (!differences.harmless.empty()) {
    extent.difference = "The stream " + plan.name +
                        " is not as it is made by Fivestep: " + differences.harmless + ".";
  }
  return extent;
}

Result<int64_t> CountMessages(Connection& connection, const std::string& stream) {
  const Result<StreamInfoHandle> info = Find(connection, stream);
  if (!info.ok()) return info.status();
  return *info == nullptr ? 0 : static_cast<int64_t>((*info)->State.Msgs);
}

Status RecreateStream(Connection& connection, const StreamPlan& plan) {
  jsErrCode error{};
  const natsStatus status =
      js_DeleteStream(connection.jet_stream(), plan.name.c_str(), nullptr, &error);
  if (status != NATS_OK && status != NATS_NOT_FOUND && error != JSStreamNotFoundErr) {
    return NatsError("The stream " + plan.name + " cannot be deleted", status);
  }
  return AddStream(connection, plan).status();
}

}  // namespace fivestep
