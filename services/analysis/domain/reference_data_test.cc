#include "analysis/domain/reference_data.h"

#include "fivestep/analysis/v1/error_reason.pb.h"
#include "fivestep/platform/v1/error_reason.pb.h"
#include "platform/testing/given.h"

namespace fivestep::analysis {
namespace {

using ::fivestep::testing::Given;

constexpr char kName[] = "programmes/p1/referenceData/imd";
constexpr char kNext[] = "programmes/p1/referenceData/imd-2";

v1::RegisterReferenceDataRequest Register(const std::string& name) {
  v1::RegisterReferenceDataRequest command;
  command.set_reference_data(name);
  command.mutable_header()->set_title("IMD 2019");
  command.set_blob_digest("digest");
  command.add_attributes("decile");
  return command;
}

v1::ReferenceDataLoaded Loaded(const std::string& name, int version) {
  v1::ReferenceDataLoaded event;
  event.set_reference_data(name);
  event.mutable_header()->set_title("IMD 2019");
  event.set_blob_digest("digest");
  event.add_attributes("decile");
  event.set_version(version);
  return event;
}

TEST(ReferenceDataDecider, LoadsAFileThatWasRead) {
  Given<v1::ReferenceData>().When(Decide, Register(kName)).ThenEmits(Loaded(kName, 1));
}

TEST(ReferenceDataDecider, RejectsASecondFileUnderTheSameName) {
  Given<v1::ReferenceData>()
      .After(Evolve, Loaded(kName, 1))
      .When(Decide, Register(kName))
      .ThenRejected(platform::v1::RESOURCE_EXISTS);
}

TEST(ReferenceDataDecider, NumbersTheNextVersionAndTellsTheEarlierOne) {
  v1::ReferenceData earlier;
  Evolve(earlier, Loaded(kName, 3));
  auto command = Register(kNext);
  command.mutable_header()->set_supersedes(kName);
  auto next = Loaded(kNext, 4);
  next.mutable_header()->set_supersedes(kName);
  v1::ReferenceDataSuperseded superseded;
  superseded.set_reference_data(kName);
  superseded.set_superseded_by(kNext);
  Given<v1::ReferenceData> given;
  given.rows().Put(kName, earlier);
  given.When(Decide, command).ThenEmits(next, superseded);
}

TEST(ReferenceDataDecider, RejectsANextVersionOfNothingOrOfWhatHasOne) {
  auto command = Register(kNext);
  command.mutable_header()->set_supersedes(kName);
  Given<v1::ReferenceData>().When(Decide, command).ThenRejected(platform::v1::RESOURCE_NOT_FOUND);
  v1::ReferenceData earlier;
  Evolve(earlier, Loaded(kName, 1));
  earlier.set_superseded_by("programmes/p1/referenceData/imd-1b");
  Given<v1::ReferenceData> given;
  given.rows().Put(kName, earlier);
  given.When(Decide, command).ThenRejected(v1::VERSION_SUPERSEDED);
}

}  // namespace
}  // namespace fivestep::analysis
