// Threads for work that must run neither on gRPC's threads nor on the commit thread.
#ifndef FIVESTEP_PLATFORM_RPC_WORKER_POOL_H_
#define FIVESTEP_PLATFORM_RPC_WORKER_POOL_H_

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace fivestep {

// Thread-safe. Work is begun in the order in which it was given.
class WorkerPool {
 public:
  // At most `capacity` pieces of work wait; more are refused, since a caller is better told to come
  // back than kept waiting for an unknown time.
  WorkerPool(int threads, size_t capacity);
  // Stop().
  ~WorkerPool();

  // False when the queue is full or the pool stopped; `work` is then never run.
  [[nodiscard]] bool TrySubmit(std::function<void()> work);

  // Runs what is queued, then ends the threads. Not to be called from the pool's own work.
  void Stop();

  size_t capacity() const { return capacity_; }
  size_t queued() const;

 private:
  void Run();

  const size_t capacity_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::function<void()>> queue_;
  bool stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace fivestep

#endif  // FIVESTEP_PLATFORM_RPC_WORKER_POOL_H_
