// What a label says of those whom it does not name: that nobody knows, or that they did not say.
#ifndef FIVESTEP_ANALYSIS_IMPORT_LABEL_H_
#define FIVESTEP_ANALYSIS_IMPORT_LABEL_H_

#include <string_view>

namespace fivestep::analysis {

// How a row without a label is called. It is a word of its own: nobody was asked, or nobody wrote
// it down, which is not the same as "not stated".
inline constexpr char kNotRecorded[] = "not recorded";

enum class LabelClass {
  kNamed,      // a group
  kUnknown,    // not known, not recorded, missing, outside of what may be reported
  kNotStated,  // asked, and not said: "not stated", "prefer not to say", code Z
};

// The class of a label as the NHS Data Dictionary and its users write it, in any case. The two
// kinds of not knowing are never merged: declining to answer is an answer. Of ethnic codes alone,
// `Z` is "not stated" and `99` "not known"; `is_ethnic_code` says that the column has such codes.
// Worked values: "Not Stated (Person asked but declined to provide a response)" -> kNotStated;
// "Missing Value/Value outside reporting parameters" -> kUnknown; "North" -> kNamed.
LabelClass ClassOf(std::string_view label, bool is_ethnic_code);

}  // namespace fivestep::analysis

#endif  // FIVESTEP_ANALYSIS_IMPORT_LABEL_H_
