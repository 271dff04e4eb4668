#include "platform/people/index.h"

#include <charconv>

#include "platform/core/resource_name.h"

namespace fivestep::people {
namespace {

std::vector<std::string> SplitNames(std::string_view text) {
  std::vector<std::string> names;
  while (!text.empty()) {
    const size_t end = text.find('\0');
    names.emplace_back(text.substr(0, end));
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
  }
  return names;
}

std::string FirstName(std::string_view text) {
  return std::string(text.substr(0, text.find('\0')));
}

}  // namespace

Lookup LookupIn(const RowView& rows) {
  return [&rows](std::string_view view, std::string_view key) {
    return rows.FindViewValue(view, key);
  };
}

bool IsPerson(std::string_view name) {
  ResourceName parsed;
  return ResourceName::Parse(name, parsed) && parsed.segments().size() == 2 &&
         parsed.collection() == "people";
}

std::string CountText(int64_t count) { return std::to_string(count); }

int64_t ParseCount(std::string_view text) {
  int64_t count = 0;
  std::from_chars(text.data(), text.data() + text.size(), count);
  return count;
}

std::string RecordKey(std::string_view person, int64_t number) {
  return std::string(person) + '\0' + CountText(number);
}

std::vector<std::string> RecordsOf(std::string_view person, const Lookup& lookup) {
  std::vector<std::string> records;
  const int64_t count = ParseCount(lookup(kPeopleView, person));
  for (int64_t number = 1; number <= count; ++number) {
    records.push_back(lookup(kPeopleView, RecordKey(person, number)));
  }
  return records;
}

std::string PersonOf(std::string_view name, const Lookup& lookup) {
  return IsPerson(name) ? std::string(name) : lookup(kPeopleView, name);
}

std::string ErasureText(const Erasure& erasure) {
  return std::to_string(erasure.position) + "@" +
         std::to_string(erasure.time.time_since_epoch().count());
}

std::optional<Erasure> ParseErasure(std::string_view text) {
  const size_t at = text.find('@');
  if (at == std::string_view::npos) return std::nullopt;
  return Erasure{ParseCount(text.substr(0, at)),
                 Instant(std::chrono::microseconds(ParseCount(text.substr(at + 1))))};
}

std::optional<Erasure> FindErasure(std::string_view name, const Lookup& lookup) {
  return ParseErasure(lookup(kErasuresView, name));
}

std::string HoldOn(std::string_view name, const Lookup& lookup) {
  if (const std::string on_itself = lookup(kHoldsView, name); !on_itself.empty()) {
    return FirstName(on_itself);
  }
  const std::string person = PersonOf(name, lookup);
  if (!person.empty() && person != name) {
    if (const std::string on_person = lookup(kHoldsView, person); !on_person.empty()) {
      return FirstName(on_person);
    }
  }
  return FirstName(lookup(kHoldsView, ProgrammeOf(name)));
}

std::string WithName(std::string_view text, std::string_view name) {
  std::string names = WithoutName(text, name);
  if (!names.empty()) names += '\0';
  return names.append(name);
}

std::string WithoutName(std::string_view text, std::string_view name) {
  std::string names;
  for (const std::string& other : SplitNames(text)) {
    if (other == name) continue;
    if (!names.empty()) names += '\0';
    names += other;
  }
  return names;
}

}  // namespace fivestep::people
