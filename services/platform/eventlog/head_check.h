// Signed heads of a log, those that it has stored and those that others hold, against its tree.
#ifndef FIVESTEP_PLATFORM_EVENTLOG_HEAD_CHECK_H_
#define FIVESTEP_PLATFORM_EVENTLOG_HEAD_CHECK_H_

#include <cstdint>
#include <string>
#include <vector>

#include "platform/audit/sha256.h"
#include "platform/audit/signed_note.h"
#include "platform/eventlog/findings.h"

namespace fivestep {

// Used by one thread: heads are added, then Begin, then Compare by ascending size, then Finish.
class HeadCheck {
 public:
  // `origin` is that of the log. Without `keys` signatures are not checked.
  HeadCheck(std::string origin, std::vector<VerifierKey> keys, Findings* findings)
      : origin_(std::move(origin)), keys_(std::move(keys)), findings_(findings) {}

  // One that is no checkpoint, of another log, not signed by one of the keys or not of `size` is a
  // finding.
  void AddStored(int64_t size, const std::string& note);
  void AddHeld(const std::string& note);
  void Begin();

  // Whether there is a head of this size, so that Compare wants the root.
  bool IsDue(int64_t size) const { return next_ < heads_.size() && heads_[next_].size == size; }
  void Compare(int64_t size, const Sha256Digest& root);
  // `size` is that of the whole log.
  void Finish(int64_t size);

  int64_t count() const { return count_; }
  // Size of the largest head that fits; 0 when none does.
  int64_t last_fitting() const { return last_fitting_; }
  bool all_fit() const { return unfitting_count_ == 0; }

 private:
  struct Head {
    int64_t size = 0;
    Sha256Digest root{};
    bool held = false;
  };
  void Add(const std::string& note, bool held, int64_t size);
  void ReportUnfitting() const;

  const std::string origin_;
  const std::vector<VerifierKey> keys_;
  Findings* findings_;
  std::vector<Head> heads_;  // by size
  size_t next_ = 0;
  int64_t count_ = 0;
  int64_t last_fitting_ = 0;
  Head first_unfitting_;
  int64_t fitting_before_ = 0;  // size of the largest that fits before the first that does not
  int64_t unfitting_count_ = 0;
};

}  // namespace fivestep

#endif  // FIVESTEP_PLATFORM_EVENTLOG_HEAD_CHECK_H_
