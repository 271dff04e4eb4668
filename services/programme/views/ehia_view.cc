#include "programme/views/ehia_view.h"

#include "fivestep/programme/v1/events.pb.h"
#include "programme/domain/ehia.h"

namespace fivestep::programme {
namespace {

constexpr int kFoldVersion = 1;

Status Fold(ViewWriter& view, const platform::v1::RecordedEvent&,
            const google::protobuf::Message& event) {
  const auto* drafted = google::protobuf::DynamicCastToGenerated<v1::EhiaDrafted>(&event);
  if (drafted == nullptr) return OkStatus();
  const std::string& about = drafted->details().about();
  view.Put(about, view.Get(about) + drafted->ehia() + "\n");
  return OkStatus();
}

}  // namespace

ViewFold EhiasAboutView() {
  ViewFold view;
  view.view = kEhiasAboutView;
  view.log = "programme";
  view.fold_version = kFoldVersion;
  view.fold = Fold;
  return view;
}

}  // namespace fivestep::programme
