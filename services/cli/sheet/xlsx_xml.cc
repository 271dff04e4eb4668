#include "cli/sheet/xlsx_xml.h"

#include <charconv>
#include <cstdint>
#include <optional>

namespace fivestep::cli::sheet {
namespace {

// `_x0041_`: seven characters.
constexpr size_t kEscapeLength = 7;

std::optional<uint32_t> EscapedUnit(std::string_view text) {
  if (text.size() < kEscapeLength || !text.starts_with("_x") || text[6] != '_') {
    return std::nullopt;
  }
  uint32_t unit = 0;
  const auto [end, error] = std::from_chars(text.data() + 2, text.data() + 6, unit, 16);
  if (error != std::errc() || end != text.data() + 6) return std::nullopt;
  // Halves of a surrogate pair are no characters by themselves; they stay as they are written.
  if (unit == 0 || (unit >= 0xD800 && unit <= 0xDFFF)) return std::nullopt;
  return unit;
}

void AppendUtf8(uint32_t unit, std::string& text) {
  const auto add = [&text](uint32_t byte) { text += static_cast<char>(byte); };
  if (unit < 0x80) return add(unit);
  if (unit < 0x800) {
    add(0xC0 | unit >> 6);
  } else {
    add(0xE0 | unit >> 12);
    add(0x80 | (unit >> 6 & 0x3F));
  }
  add(0x80 | (unit & 0x3F));
}

}  // namespace

Status ParsePart(const std::string& xml, pugi::xml_document& document) {
  if (xml.find("<!DOCTYPE") != std::string::npos || xml.find("<!ENTITY") != std::string::npos) {
    return InvalidArgument(
        "The workbook declares XML entities, which no spreadsheet program writes: it is not "
        "taken.");
  }
  // Blanks count: a cell may hold nothing else, and runs of text are joined.
  const pugi::xml_parse_result parsed = document.load_buffer(
      xml.data(), xml.size(), pugi::parse_default | pugi::parse_ws_pcdata_single);
  if (parsed) return OkStatus();
  return InvalidArgument(
      "The workbook is damaged: open it in your spreadsheet program and save it again as .xlsx.");
}

std::string_view LocalName(const char* name) {
  const std::string_view whole(name);
  const size_t colon = whole.find(':');
  return colon == std::string_view::npos ? whole : whole.substr(colon + 1);
}

bool IsNamed(pugi::xml_node node, std::string_view local_name) {
  return LocalName(node.name()) == local_name;
}

pugi::xml_node ChildOf(pugi::xml_node node, std::string_view local_name) {
  return node.find_child([&](pugi::xml_node child) { return IsNamed(child, local_name); });
}

std::string AttributeOf(pugi::xml_node node, std::string_view local_name) {
  return node
      .find_attribute(
          [&](pugi::xml_attribute attribute) { return LocalName(attribute.name()) == local_name; })
      .value();
}

std::string RichText(pugi::xml_node node) {
  std::string text;
  for (const pugi::xml_node part : node.children()) {
    if (IsNamed(part, "t")) text += part.text().get();
    if (IsNamed(part, "r")) text += ChildOf(part, "t").text().get();
  }
  return Unescaped(text);
}

std::string Unescaped(std::string_view text) {
  std::string plain;
  for (size_t i = 0; i < text.size();) {
    if (const std::optional<uint32_t> unit = EscapedUnit(text.substr(i))) {
      AppendUtf8(*unit, plain);
      i += kEscapeLength;
    } else {
      plain += text[i++];
    }
  }
  return plain;
}

std::string Escaped(std::string_view text) {
  std::string escaped;
  for (size_t i = 0; i < text.size(); ++i) {
    if (EscapedUnit(text.substr(i))) escaped += "_x005F";
    escaped += text[i];
  }
  return escaped;
}

}  // namespace fivestep::cli::sheet
