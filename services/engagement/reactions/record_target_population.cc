#include "engagement/reactions/record_target_population.h"

#include <cstdint>
#include <string>
#include <string_view>

#include "platform/core/resource_name.h"

namespace fivestep::engagement {
namespace {

// An id has at most 63 characters; the suffix takes 17.
constexpr size_t kIdBeforeSuffix = 46;

// `-` and 16 digits: FNV-1a with 64 bits (Fowler, Noll and Vo, IETF draft-eastlake-fnv).
std::string SuffixOf(std::string_view text) {
  uint64_t hash = 0xcbf29ce484222325;
  for (const char c : text) {
    hash ^= static_cast<unsigned char>(c);
    hash *= 0x100000001b3;
  }
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string suffix = "-";
  for (int shift = 60; shift >= 0; shift -= 4) suffix += kDigits[(hash >> shift) & 0xF];
  return suffix;
}

std::string TitleOf(const analysis::v1::PopulationPublished& event) {
  std::string title = event.data_set_title();
  for (const std::string& part : {event.area(), event.period()}) {
    if (!part.empty()) title += ", " + part;
  }
  return title;
}

// `ETHNICITY` of GROUP_DIMENSION_ETHNICITY.
std::string WithoutPrefix(const std::string& name, std::string_view prefix) {
  return name.starts_with(prefix) ? name.substr(prefix.size()) : name;
}

}  // namespace

std::vector<v1::RecordTargetPopulationRequest> RecordTargetPopulation(
    const analysis::v1::PopulationPublished& event, const platform::v1::RecordedEvent&) {
  ResourceName data_set;
  if (!ResourceName::Parse(event.data_set(), data_set)) return {};
  std::string id = data_set.id();
  if (!event.period().empty() || !event.area().empty()) {
    id = id.substr(0, kIdBeforeSuffix) +
         SuffixOf(data_set.id() + '\x1f' + event.period() + '\x1f' + event.area());
  }
  v1::RecordTargetPopulationRequest request;
  request.set_target_population(data_set.parent() + "/targetPopulations/" + id);
  request.set_title(TitleOf(event));
  request.set_data_set(event.data_set());
  request.set_data_set_version(event.version());
  request.set_dimension(
      WithoutPrefix(analysis::v1::GroupDimension_Name(event.dimension()), "GROUP_DIMENSION_"));
  request.set_period(event.period());
  request.set_area(event.area());
  request.set_disclosure_profile(WithoutPrefix(
      analysis::v1::DisclosureProfile_Name(event.disclosure_profile()), "DISCLOSURE_PROFILE_"));
  for (const analysis::v1::PublishedGroup& published : event.groups()) {
    v1::TargetGroup& group = *request.add_groups();
    group.set_group(published.group());
    if (published.has_people_count()) group.set_people_count(published.people_count());
  }
  request.set_visibility(event.visibility());
  return {request};
}

}  // namespace fivestep::engagement
