#include "crash/at_rest.h"

#include <google/protobuf/util/message_differencer.h>
#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <vector>

#include "contract/golden_log.h"
#include "contract/models.h"

namespace fivestep::testing {
namespace {

using contract::GoldenLog;
using google::protobuf::util::MessageDifferencer;

void ExpectRowsAsFolded(const GoldenLog& log) {
  const GoldenLog::Rows stored = log.StoredRows();
  const GoldenLog::Rows folded = log.RefoldedRows();
  EXPECT_EQ(stored.size(), folded.size()) << log.context();
  for (const auto& [name, row] : stored) {
    EXPECT_TRUE(MessageDifferencer::Equals(*row, *folded.at(name)))
        << name << "\nstored: " << row->DebugString()
        << "\nfolded anew: " << folded.at(name)->DebugString();
  }
}

void ExpectViewsAsRebuilt(GoldenLog& log, const std::vector<const GoldenLog*>& all) {
  const GoldenLog::Views stored = log.StoredViews();
  log.RebuildViews(all);
  const GoldenLog::Views rebuilt = log.StoredViews();
  EXPECT_EQ(stored.size(), rebuilt.size()) << log.context();
  for (const auto& [key, value] : stored) {
    const auto found = rebuilt.find(key);
    EXPECT_TRUE(found != rebuilt.end() && found->second == value) << log.context() << " " << key;
  }
}

}  // namespace

void ExpectSoundAtRest(const Stack& stack) {
  std::map<std::string, std::unique_ptr<GoldenLog>> logs;
  std::vector<const GoldenLog*> all;
  for (const ServiceModel& model : contract::Models()) {
    // In the layout that a golden log has: everything of a service in one folder.
    const auto folder = stack.directory() / "at-rest" / model.context();
    std::filesystem::create_directories(folder.parent_path());
    std::filesystem::copy(stack.DataOf(model.context()), folder,
                          std::filesystem::copy_options::recursive);
    std::filesystem::copy(stack.KeysOf(model.context()), folder / "keys",
                          std::filesystem::copy_options::recursive);
    logs[model.context()] = std::make_unique<GoldenLog>(folder, &model);
    all.push_back(logs[model.context()].get());
  }
  for (const auto& [context, log] : logs) {
    ExpectRowsAsFolded(*log);
    EXPECT_NO_THROW(log->OpenSealedParts()) << context;
    ExpectViewsAsRebuilt(*log, all);
  }
}

}  // namespace fivestep::testing
