#include "platform/eventlog/head_check.h"

#include <algorithm>

#include "platform/audit/checkpoint.h"

namespace fivestep {
namespace {

std::string HeadText(int64_t size, bool held) {
  return std::string(held ? "the checkpoint of " : "the signed head of ") + std::to_string(size) +
         " events" + (held ? " that you hold" : "");
}

}  // namespace

void HeadCheck::AddStored(int64_t size, const std::string& note) { Add(note, false, size); }

void HeadCheck::AddHeld(const std::string& note) { Add(note, true, 0); }

void HeadCheck::Add(const std::string& note, bool held, int64_t size) {
  ++count_;
  const std::string what = held ? "A checkpoint that you hold"
                                : "The signed head of " + std::to_string(size) + " events";
  const Result<CheckpointBody> body =
      keys_.empty() ? ReadCheckpoint(note) : VerifyCheckpoint(note, keys_);
  std::string wrong;
  if (!body.ok()) {
    wrong = " is refused: " + body.status().message();
  } else if (body->origin != origin_) {
    wrong = " is of the log " + body->origin + " and not of " + origin_ + ".";
  } else if (!held && body->size != size) {
    wrong = " says that it is one of " + std::to_string(body->size) + ".";
  }
  if (!wrong.empty()) return findings_->Add("checkpoint", size, 0, what + wrong);
  heads_.push_back({body->size, body->root, held});
}

void HeadCheck::Begin() {
  std::stable_sort(heads_.begin(), heads_.end(),
                   [](const Head& a, const Head& b) { return a.size < b.size; });
}

void HeadCheck::Compare(int64_t size, const Sha256Digest& root) {
  for (; IsDue(size); ++next_) {
    const Head& head = heads_[next_];
    if (head.root == root) {
      last_fitting_ = size;
    } else if (unfitting_count_++ == 0) {
      first_unfitting_ = head;
      fitting_before_ = last_fitting_;
    }
  }
}

void HeadCheck::Finish(int64_t size) {
  if (unfitting_count_ > 0) ReportUnfitting();
  if (next_ == heads_.size()) return;
  const Head& last = heads_.back();
  findings_->Add("checkpoint", size + 1, last.size,
                 "The log ends at position " + std::to_string(size) + ", but " +
                     HeadText(last.size, last.held) +
                     " covers more: " + EventsText(size + 1, last.size) + " were cut off.");
}

void HeadCheck::ReportUnfitting() const {
  const Head& first = first_unfitting_;
  const bool both = fitting_before_ == first.size;
  const int64_t from = both ? 1 : fitting_before_ + 1;
  std::string text = "The log does not contain " + HeadText(first.size, first.held);
  text += both ? ", though it fits another one of the same size: it has shown different histories "
                 "to different people."
               : ": among " + EventsText(from, first.size) +
                     " something was altered, removed or exchanged after it was signed.";
  if (unfitting_count_ > 1) {
    text += " " + std::to_string(unfitting_count_ - 1) + " more signed heads do not fit.";
  }
  findings_->Add("checkpoint", from, std::max<int64_t>(first.size, 1), text);
}

}  // namespace fivestep
