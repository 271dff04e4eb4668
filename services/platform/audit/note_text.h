// Which text may stand in a signed note (c2sp.org/signed-note). Pure and thread-safe.
#ifndef FIVESTEP_PLATFORM_AUDIT_NOTE_TEXT_H_
#define FIVESTEP_PLATFORM_AUDIT_NOTE_TEXT_H_

#include <string_view>

namespace fivestep {

// UTF-8 without control characters below U+0020 other than the newline.
bool IsNoteText(std::string_view text);
// UTF-8, not empty, without spaces of any script, control characters and plus signs.
bool IsKeyName(std::string_view name);

}  // namespace fivestep

#endif  // FIVESTEP_PLATFORM_AUDIT_NOTE_TEXT_H_
