// Text in HTML, SVG and XML.
#ifndef FIVESTEP_PLATFORM_CORE_MARKUP_H_
#define FIVESTEP_PLATFORM_CORE_MARKUP_H_

#include <string>
#include <string_view>

namespace fivestep {

// `text` as content or as a quoted attribute: `&`, `<`, `>` and both quotes are written as
// references. Control characters, which no such document may hold, are dropped, but for line ends
// and tabs.
std::string Escaped(std::string_view text);

}  // namespace fivestep

#endif  // FIVESTEP_PLATFORM_CORE_MARKUP_H_
