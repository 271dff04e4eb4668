#include "platform/core/serialise.h"

#include <gtest/gtest.h>

#include "fivestep/platform/v1/record.pb.h"
#include "fivestep/platform/v1/storage.pb.h"

namespace fivestep {
namespace {

namespace pb = platform::v1;

TEST(Serialise, AppendsBehindWhatIsThere) {
  pb::LogPosition position;
  position.set_log("notes");
  std::string bytes = "before";
  AppendSerialised(position, bytes);
  EXPECT_EQ(bytes, "before" + position.SerializeAsString());
}

TEST(Serialise, GivesTheBytesOfTheWholeWhenItsLastFieldIsAppended) {
  pb::RecordedEvent whole;
  whole.set_position(7);
  whole.set_payload(std::string(300, 'x'));
  std::string bytes = SerialiseDeterministically(whole);
  pb::Sealed* part = whole.add_sealed();
  part->set_field(4);
  part->set_ciphertext(std::string(200, 'y'));  // its length takes two bytes
  AppendField(pb::RecordedEvent::kSealedFieldNumber, *part, bytes);
  EXPECT_EQ(bytes, SerialiseDeterministically(whole));
}

TEST(Serialise, WritesAnEmptyMessageAsAFieldThatIsThere) {
  pb::RecordedEvent whole;
  std::string bytes;
  AppendField(pb::RecordedEvent::kActorFieldNumber, whole.actor(), bytes);
  (void)whole.mutable_actor();
  EXPECT_EQ(bytes, SerialiseDeterministically(whole));
}

}  // namespace
}  // namespace fivestep
