// Resource names, `programmes/{programme}/sessions/{session}`, and the streams that hold their
// events, `session/{session}`.
#ifndef FIVESTEP_PLATFORM_CORE_RESOURCE_NAME_H_
#define FIVESTEP_PLATFORM_CORE_RESOURCE_NAME_H_

#include <string>
#include <string_view>
#include <vector>

namespace fivestep {

// A parsed name. Pairs of collection and id, outermost first.
class ResourceName {
 public:
  struct Segment {
    std::string collection;
    std::string id;
  };

  // Parses `collection/id[/collection/id…]`. Ids are as `IsValidId` says, or `-` (any) when
  // `allow_wildcard`. Returns false, and leaves `name` alone, for anything else: empty parts, odd
  // count, more than 4 pairs.
  static bool Parse(std::string_view text, ResourceName& name, bool allow_wildcard = false);

  const std::vector<Segment>& segments() const { return segments_; }
  const std::string& id() const { return segments_.back().id; }
  const std::string& collection() const { return segments_.back().collection; }
  // `programmes/{programme}`, or empty when the name is not inside a programme.
  std::string programme() const;
  // Only the programme's id, or empty.
  std::string programme_id() const;
  // All but the last pair; empty for a name of one pair.
  std::string parent() const;
  std::string text() const;
  // Key that sorts all resources of one type together and, in them, all of one programme:
  // `sessions/ballots` + NUL + programme id + NUL + ids.
  std::string row_key() const;

 private:
  std::vector<Segment> segments_;
};

// `programmes/{p}` of any resource name inside a programme, without checking the rest; empty
// otherwise.
std::string_view ProgrammeOf(std::string_view name);

}  // namespace fivestep

#endif  // FIVESTEP_PLATFORM_CORE_RESOURCE_NAME_H_
