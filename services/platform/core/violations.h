// Rejections that name every field that is not as it should be, at once.
#ifndef FIVESTEP_PLATFORM_CORE_VIOLATIONS_H_
#define FIVESTEP_PLATFORM_CORE_VIOLATIONS_H_

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "platform/core/decision.h"

namespace fivestep {

// Collects what is wrong with a request. A plain value.
class Violations {
 public:
  // More are not kept: one misunderstood column makes the same violation in every row.
  static constexpr size_t kMaxKept = 100;
  // So many fields are named in the sentence; the details name all that are kept.
  static constexpr size_t kFieldsInSentence = 5;

  // Says that `field` is wrong unless `as_it_should_be`. `description` says what would be right,
  // and never repeats a count of people.
  void Expect(bool as_it_should_be, const std::string& field, std::string description) {
    if (!as_it_should_be && found_.size() < kMaxKept) {
      found_.push_back({field, std::move(description)});
    }
  }
  bool empty() const { return found_.empty(); }
  const std::vector<FieldViolation>& found() const { return found_; }

  // No rejection where nothing was found. `reason` is one of the context's error reasons, whose
  // sentence has a place for `fields`.
  template <class Reason>
  Decision RejectionBy(Reason reason) const {
    if (found_.empty()) return Decision();
    std::string fields;
    for (size_t i = 0; i < found_.size() && i < kFieldsInSentence; ++i) {
      fields += (i > 0 ? ", " : "") + found_[i].field;
    }
    if (found_.size() > kFieldsInSentence) fields += ", …";
    Decision rejection = Reject(reason).With("fields", fields);
    for (const FieldViolation& violation : found_) {
      std::move(rejection).Violating(violation.field, violation.description);
    }
    return rejection;
  }

 private:
  std::vector<FieldViolation> found_;
};

// `list[3].field`.
inline std::string FieldOf(const char* list, int index, const char* field) {
  return std::string(list) + "[" + std::to_string(index) + "]." + field;
}

}  // namespace fivestep

#endif  // FIVESTEP_PLATFORM_CORE_VIOLATIONS_H_
