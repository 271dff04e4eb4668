// Parts of the pages of a session. Each page is one file that needs nothing else.
#ifndef FIVESTEP_CODESIGN_REPORT_HTML_H_
#define FIVESTEP_CODESIGN_REPORT_HTML_H_

#include <string>
#include <string_view>
#include <vector>

#include "fivestep/codesign/v1/method_block.pb.h"
#include "fivestep/codesign/v1/session.pb.h"

namespace fivestep::codesign::report {

// `<tag>escaped text</tag>`.
std::string Element(std::string_view tag, std::string_view text);

// A table with a caption and a row of headings; the first cell of each row is its heading. Texts
// are escaped.
std::string Table(std::string_view caption, const std::vector<std::string>& headings,
                  const std::vector<std::vector<std::string>>& rows);

// A whole page; `body` is HTML.
std::string Page(std::string_view title, std::string_view body);

// In words, as they stand in a sentence.
std::string GroupText(v1::StakeholderGroup group);
std::string ShareText(v1::LivedExperienceShare share);
std::string MethodText(v1::SessionMethod method);

// A number without needless digits: 3, 2.5.
std::string NumberText(double number);

}  // namespace fivestep::codesign::report

#endif  // FIVESTEP_CODESIGN_REPORT_HTML_H_
