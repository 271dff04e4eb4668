// Logs that an earlier build has written, opened by this one: what was recorded is still there and
// still means the same. A failure here is a change that breaks every deployment's data.
#include <gmock/gmock.h>
#include <google/protobuf/util/message_differencer.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "contract/golden_log.h"
#include "contract/models.h"

namespace fivestep::contract {
namespace {

namespace fs = std::filesystem;

fs::path GoldenDirectory() {
  const char* source = std::getenv("FIVESTEP_SOURCE");
  return fs::path(source == nullptr ? "." : source) / "tests" / "contract" / "golden";
}

const ServiceModel& ModelOf(const std::string& context) {
  for (const ServiceModel& model : Models()) {
    if (model.context() == context) return model;
  }
  throw std::runtime_error("no context " + context);
}

// A copy, because opening a log writes into its directory.
class GoldenFolder : public ::testing::Test {
 protected:
  GoldenFolder() {
    std::string name = (fs::temp_directory_path() / "fivestep-golden-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("No folder could be made.");
    directory_ = name;
  }
  ~GoldenFolder() override {
    std::error_code ignored;
    fs::remove_all(directory_, ignored);
  }

  // `log` is a context, or a context in the folder of a later format: `format-2/engagement`.
  std::unique_ptr<GoldenLog> Open(const fs::path& log) const {
    const fs::path copy = directory_ / log;
    fs::create_directories(copy.parent_path());
    CopyGolden(GoldenDirectory() / log, copy);
    return std::make_unique<GoldenLog>(copy, &ModelOf(log.filename()));
  }

  fs::path directory_;
};

class GoldenTest : public GoldenFolder, public ::testing::WithParamInterface<const char*> {};

TEST_P(GoldenTest, HoldsItsEventsWithoutGap) {
  const auto log = Open(GetParam());
  ASSERT_FALSE(log->events().empty());
  for (size_t i = 0; i < log->events().size(); ++i) {
    EXPECT_EQ(log->events()[i].position(), static_cast<int64_t>(i + 1));
  }
}

TEST_P(GoldenTest, GivesTheSameRowsWhenItIsFoldedAnew) {
  const auto log = Open(GetParam());
  const GoldenLog::Rows stored = log->StoredRows();
  const GoldenLog::Rows refolded = log->RefoldedRows();
  ASSERT_FALSE(stored.empty());
  for (const auto& [name, row] : stored) {
    EXPECT_TRUE(google::protobuf::util::MessageDifferencer::Equals(*row, *refolded.at(name)))
        << name << "\nstored: " << row->DebugString()
        << "\nfolded anew: " << refolded.at(name)->DebugString();
  }
}

TEST_P(GoldenTest, GivesTheSameViewsWhenTheyAreRebuilt) {
  const fs::path path = GetParam();
  const auto log = Open(path);
  std::vector<std::unique_ptr<GoldenLog>> others;
  std::vector<const GoldenLog*> pointers;
  for (const ServiceModel& model : Models()) {
    if (model.context() == log->context()) continue;
    others.push_back(Open(path.parent_path() / model.context()));
    pointers.push_back(others.back().get());
  }
  log->CatchUp(pointers);
  const GoldenLog::Views stored = log->StoredViews();
  log->RebuildViews(pointers);
  EXPECT_EQ(log->StoredViews(), stored);
}

TEST_P(GoldenTest, IsShownAsItWasWhenItWasMade) {
  std::ifstream file(GoldenDirectory() / (std::string(GetParam()) + ".json"));
  const std::string expected{std::istreambuf_iterator<char>(file),
                             std::istreambuf_iterator<char>()};
  EXPECT_EQ(Open(GetParam())->AsJson(), expected);
}

// What people said, and figures: of no use unless they can still be opened.
class GoldenSecrets : public GoldenTest {};

TEST_P(GoldenSecrets, AreOpenedWithTheirKeys) {
  const auto log = Open(GetParam());
  EXPECT_GT(log->OpenSealedParts(), 0);
}

TEST_F(GoldenFolder, HoldsBlobsThatAreOpenedWithTheirKeys) {
  const auto log = Open("analysis");
  int count = 0;
  for (const auto& file : fs::recursive_directory_iterator(GoldenDirectory() / "analysis/blobs")) {
    if (!file.is_regular_file()) continue;
    const std::string digest =
        file.path().parent_path().filename().string() + file.path().filename().string();
    EXPECT_FALSE(log->ReadBlob(digest).empty());
    ++count;
  }
  EXPECT_GT(count, 0);
}

// `format-2/engagement` as a test may be called.
std::string NameOf(const ::testing::TestParamInfo<const char*>& log) {
  std::string name = log.param;
  for (char& c : name) c = c == '-' || c == '/' ? '_' : c;
  return name;
}

INSTANTIATE_TEST_SUITE_P(WithPersonalWords, GoldenSecrets,
                         ::testing::Values("engagement", "codesign", "format-2/engagement",
                                           "format-2/codesign"),
                         NameOf);

INSTANTIATE_TEST_SUITE_P(EveryContext, GoldenTest,
                         ::testing::Values("programme", "engagement", "analysis", "codesign",
                                           "metrics", "format-2/programme", "format-2/engagement",
                                           "format-2/analysis", "format-2/codesign",
                                           "format-2/metrics"),
                         NameOf);

}  // namespace
}  // namespace fivestep::contract
