#include "analysis/views/figure_supplies.h"

#include <algorithm>
#include <string>

#include "analysis/domain/figure_supply.h"
#include "fivestep/analysis/v1/events.pb.h"
#include "fivestep/analysis/v1/internal.pb.h"
#include "fivestep/platform/v1/events.pb.h"
#include "fivestep/platform/v1/storage.pb.h"

namespace fivestep::analysis {
namespace {

using google::protobuf::DynamicCastToGenerated;

// By supply the data set that feeds it.
constexpr char kFeederPrefix[] = "feeder/";

v1::StoredSupplies FedBy(const ViewWriter& writer, const std::string& data_set) {
  v1::StoredSupplies supplies;
  // A value that cannot be read is one that this fold did not write.
  (void)supplies.ParseFromString(writer.Get(kFedPrefix + data_set));
  return supplies;
}

void PutFed(ViewWriter& writer, const std::string& data_set, const v1::StoredSupplies& supplies) {
  if (supplies.figure_supplies().empty()) {
    writer.Delete(kFedPrefix + data_set);
  } else {
    writer.Put(kFedPrefix + data_set, supplies.SerializeAsString());
  }
}

// The data set that feeds the supply so far does so no more.
void Detach(ViewWriter& writer, const std::string& supply) {
  const std::string data_set = writer.Get(kFeederPrefix + supply);
  if (data_set.empty()) return;
  v1::StoredSupplies fed = FedBy(writer, data_set);
  auto& supplies = *fed.mutable_figure_supplies();
  supplies.erase(std::remove(supplies.begin(), supplies.end(), supply), supplies.end());
  PutFed(writer, data_set, fed);
  writer.Delete(kFeederPrefix + supply);
}

void Supply(ViewWriter& writer, const v1::FiguresSupplied& event) {
  const std::string& supply = event.figure_supply();
  Detach(writer, supply);
  writer.Put(kFeederPrefix + supply, event.data_set());
  v1::StoredSupplies fed = FedBy(writer, event.data_set());
  fed.add_figure_supplies(supply);
  PutFed(writer, event.data_set(), fed);
  platform::v1::StoredHandOver hand_over;
  hand_over.set_digest(event.digest());
  hand_over.set_blob_digest(event.blob_digest());
  writer.Put(kHandOverPrefix + supply, hand_over.SerializeAsString());
}

void TakeBack(ViewWriter& writer, const std::string& supply) {
  platform::v1::StoredHandOver hand_over;
  if (!hand_over.ParseFromString(writer.Get(kHandOverPrefix + supply))) return;
  hand_over.set_ended(true);
  writer.Put(kHandOverPrefix + supply, hand_over.SerializeAsString());
}

void TakeBackAll(ViewWriter& writer, const std::string& data_set) {
  const v1::StoredSupplies fed = FedBy(writer, data_set);
  for (const std::string& supply : fed.figure_supplies()) TakeBack(writer, supply);
}

}  // namespace

ViewFold FigureSuppliesView() {
  ViewFold fold;
  fold.view = kFigureSuppliesView;
  fold.log = "analysis";
  fold.fold = [](ViewWriter& writer, const platform::v1::RecordedEvent&,
                 const google::protobuf::Message& event) {
    if (const auto* supplied = DynamicCastToGenerated<v1::FiguresSupplied>(&event)) {
      Supply(writer, *supplied);
    } else if (const auto* ended = DynamicCastToGenerated<v1::FigureSupplyEnded>(&event)) {
      TakeBack(writer, ended->figure_supply());
      Detach(writer, ended->figure_supply());
    } else if (const auto* withdrawn = DynamicCastToGenerated<v1::DataSetWithdrawn>(&event)) {
      TakeBackAll(writer, withdrawn->data_set());
    } else if (const auto* disposed =
                   DynamicCastToGenerated<platform::v1::RecordDisposed>(&event)) {
      TakeBackAll(writer, disposed->record());
    }
    return OkStatus();
  };
  return fold;
}

}  // namespace fivestep::analysis
