// The XML of a workbook's parts, read without trust.
#ifndef FIVESTEP_CLI_SHEET_XLSX_XML_H_
#define FIVESTEP_CLI_SHEET_XLSX_XML_H_

#include <pugixml.hpp>
#include <string>
#include <string_view>

#include "platform/core/status.h"

namespace fivestep::cli::sheet {

// Parses a part. INVALID_ARGUMENT when it is not well formed, or declares a document type: no
// spreadsheet program writes one, and entities are declared there.
Status ParsePart(const std::string& xml, pugi::xml_document& document);

// Names without their namespace: programs differ in the prefixes that they choose.
std::string_view LocalName(const char* name);
bool IsNamed(pugi::xml_node node, std::string_view local_name);
// The first child of that name; a null node where there is none.
pugi::xml_node ChildOf(pugi::xml_node node, std::string_view local_name);
// The attribute's value, empty where there is none.
std::string AttributeOf(pugi::xml_node node, std::string_view local_name);

// The text of `<si>` or `<is>`: its runs joined, without readings of East Asian words.
std::string RichText(pugi::xml_node node);
// `_x000D_` and the like are characters that XML cannot hold (ECMA-376 part 1, 22.9.2.19).
std::string Unescaped(std::string_view text);
// The text that Unescaped makes into `text` again, where it holds such characters as text.
std::string Escaped(std::string_view text);

}  // namespace fivestep::cli::sheet

#endif  // FIVESTEP_CLI_SHEET_XLSX_XML_H_
