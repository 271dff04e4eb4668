#include "platform/rpc/worker_pool.h"

#include <gtest/gtest.h>

#include <atomic>
#include <future>

namespace fivestep {
namespace {

TEST(WorkerPool, RunsWhatItIsGivenInOrder) {
  std::vector<int> order;
  {
    WorkerPool pool(1, 100);
    for (int i = 0; i < 100; ++i) {
      while (!pool.TrySubmit([&order, i] { order.push_back(i); })) std::this_thread::yield();
    }
  }
  ASSERT_EQ(order.size(), 100u);
  for (int i = 0; i < 100; ++i) EXPECT_EQ(order[static_cast<size_t>(i)], i);
}

TEST(WorkerPool, RefusesWhenItsQueueIsFull) {
  std::promise<void> go;
  std::promise<void> begun;
  WorkerPool pool(1, 2);
  ASSERT_TRUE(pool.TrySubmit([&] {
    begun.set_value();
    go.get_future().wait();
  }));
  begun.get_future().wait();
  EXPECT_TRUE(pool.TrySubmit([] {}));
  EXPECT_TRUE(pool.TrySubmit([] {}));
  EXPECT_FALSE(pool.TrySubmit([] {}));
  EXPECT_EQ(pool.queued(), 2u);
  go.set_value();
}

TEST(WorkerPool, StopFinishesWhatIsQueuedAndTakesNoMore) {
  std::atomic<int> done = 0;
  WorkerPool pool(2, 50);
  for (int i = 0; i < 50; ++i) EXPECT_TRUE(pool.TrySubmit([&done] { ++done; }));
  pool.Stop();
  EXPECT_EQ(done, 50);
  EXPECT_FALSE(pool.TrySubmit([] {}));
}

}  // namespace
}  // namespace fivestep
