#include "cli/sheet/words.h"

#include <algorithm>
#include <cctype>

namespace fivestep::cli::sheet {
namespace {

using google::protobuf::EnumDescriptor;
using google::protobuf::EnumValueDescriptor;

constexpr std::string_view kNoMeaning = "UNSPECIFIED";

char Lower(char c) { return static_cast<char>(std::tolower(static_cast<unsigned char>(c))); }

// `STAKEHOLDER_GROUP_`: what stands before UNSPECIFIED in the name of the value 0.
std::string PrefixOf(const EnumDescriptor& type) {
  const EnumValueDescriptor* none = type.FindValueByNumber(0);
  const std::string name = none == nullptr ? "" : none->name();
  if (!name.ends_with(kNoMeaning)) return {};
  return name.substr(0, name.size() - kNoMeaning.size());
}

std::string ShortName(const EnumValueDescriptor& value) {
  const std::string prefix = PrefixOf(*value.type());
  return value.name().starts_with(prefix) ? value.name().substr(prefix.size()) : value.name();
}

}  // namespace

std::string Spaced(const std::string& name) {
  std::string words = name;
  for (char& c : words) c = c == '_' ? ' ' : Lower(c);
  return words;
}

std::string Named(const std::string& words) {
  std::string name;
  for (const char c : words) {
    const bool gap = c == ' ' || c == '-' || c == '_' || c == '\n' || c == '\r' || c == '\t';
    if (!gap) {
      name += Lower(c);
    } else if (!name.empty() && name.back() != '_') {
      name += '_';
    }
  }
  if (name.ends_with('_')) name.pop_back();
  return name;
}

std::string WordsOf(const EnumValueDescriptor& value) { return Spaced(ShortName(value)); }

std::vector<std::string> ChoicesOf(const EnumDescriptor& type) {
  std::vector<std::string> choices;
  for (int i = 0; i < type.value_count(); ++i) {
    if (type.value(i)->number() != 0) choices.push_back(WordsOf(*type.value(i)));
  }
  return choices;
}

std::optional<int> ValueOf(const EnumDescriptor& type, const std::string& words) {
  const std::string name = Named(words);
  for (int i = 0; i < type.value_count(); ++i) {
    const EnumValueDescriptor& value = *type.value(i);
    if (name == Named(value.name()) || name == Named(ShortName(value))) return value.number();
  }
  return std::nullopt;
}

std::string Alternatives(const std::vector<std::string>& choices) {
  std::string text;
  for (size_t i = 0; i < choices.size(); ++i) {
    if (i > 0) text += i + 1 == choices.size() ? " or " : ", ";
    text += choices[i];
  }
  return text;
}

std::string InWords(std::string text, const EnumDescriptor& type) {
  std::vector<const EnumValueDescriptor*> values;
  for (int i = 0; i < type.value_count(); ++i) values.push_back(type.value(i));
  // The longest first: a name may be the beginning of another.
  std::sort(values.begin(), values.end(), [](const auto* one, const auto* other) {
    return one->name().size() > other->name().size();
  });
  for (const EnumValueDescriptor* value : values) {
    const std::string words = WordsOf(*value);
    for (size_t at = text.find(value->name()); at != std::string::npos;
         at = text.find(value->name(), at + words.size())) {
      text.replace(at, value->name().size(), words);
    }
  }
  return text;
}

}  // namespace fivestep::cli::sheet
