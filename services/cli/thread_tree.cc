#include "cli/thread_tree.h"

#include <map>
#include <set>
#include <vector>

namespace fivestep::cli {
namespace {

namespace pb = programme::v1;

// `programmes/p/themes/t` -> `themes/t`: the programme is the same all along.
std::string ShortName(const std::string& name) {
  constexpr std::string_view kPrefix = "programmes/";
  if (!name.starts_with(kPrefix)) return name;
  const size_t slash = name.find('/', kPrefix.size());
  return slash == std::string::npos ? name : name.substr(slash + 1);
}

std::string Label(const pb::ThreadNode& node) {
  if (node.state() == pb::THREAD_NODE_STATE_NOT_SHOWN_TO_YOU) return "(not shown to you)";
  std::string label = ShortName(node.name());
  if (!node.title().empty()) label += "  \"" + node.title() + "\"";
  if (node.state() == pb::THREAD_NODE_STATE_NOT_SEEN_YET) return label + "  (not seen yet)";
  if (!node.context().empty()) {
    label += "  [" + node.context() + " " + std::to_string(node.first_position());
    if (node.last_position() != node.first_position()) {
      label += "-" + std::to_string(node.last_position());
    }
    label += "]";
  }
  return label;
}

class Drawing {
 public:
  explicit Drawing(const pb::GetThreadResponse& thread) : thread_(thread) {
    for (const pb::ThreadNode& node : thread.nodes()) nodes_[node.name()] = &node;
    for (const pb::ThreadEdge& edge : thread.edges()) {
      if (edge.role() == platform::v1::LINK_ROLE_LEADS_TO) {
        upstream_[edge.to()].push_back(edge.from());
        downstream_[edge.from()].push_back(edge.to());
      }
    }
  }

  std::string Text() {
    if (thread_.nodes().empty()) return "Nothing is known of it.\n";
    const pb::ThreadNode& asked = thread_.nodes(0);
    text_ = asked.name() + "\n" + Label(asked) + "\n";
    Side("Built on", asked, upstream_, pb::THREAD_PLACE_UPSTREAM);
    Side("Led to", asked, downstream_, pb::THREAD_PLACE_DOWNSTREAM);
    Mentions();
    if (thread_.cut()) text_ += "\nThere is more: ask for it with --limit.\n";
    return text_;
  }

 private:
  using Links = std::map<std::string, std::vector<std::string>>;

  void Side(const std::string& heading, const pb::ThreadNode& asked, const Links& links,
            pb::ThreadPlace place) {
    text_ += "\n" + heading + "\n";
    const size_t before = text_.size();
    drawn_ = {asked.name()};
    Below(asked, links, place, "");
    if (text_.size() == before) text_ += "  nothing so far\n";
  }

  void Below(const pb::ThreadNode& node, const Links& links, pb::ThreadPlace place,
             const std::string& indent) {
    std::vector<std::string> next;
    if (const auto found = links.find(node.name()); found != links.end()) next = found->second;
    std::vector<std::string> not_listed;
    for (const pb::ThreadNotListed& more : node.not_listed()) {
      if (more.place() == place) {
        not_listed.push_back("(" + more.collection() + ": " + more.band() + ", not listed)");
      }
    }
    const size_t count = next.size() + not_listed.size();
    for (size_t i = 0; i < count; ++i) {
      const bool last = i + 1 == count;
      text_ += indent + (last ? "└─ " : "├─ ");
      if (i >= next.size()) {
        text_ += not_listed[i - next.size()] + "\n";
      } else {
        Line(next[i], links, place, indent + (last ? "   " : "│  "));
      }
    }
  }

  void Line(const std::string& name, const Links& links, pb::ThreadPlace place,
            const std::string& indent) {
    const auto found = nodes_.find(name);
    if (found == nodes_.end()) {
      text_ += ShortName(name) + "  (beyond the limit)\n";
      return;
    }
    const bool first = drawn_.insert(name).second;
    text_ += Label(*found->second) + (first ? "\n" : "  (above)\n");
    if (first) Below(*found->second, links, place, indent);
  }

  void Mentions() {
    std::string mentions;
    for (const pb::ThreadNode& node : thread_.nodes()) {
      if (node.place() == pb::THREAD_PLACE_MENTIONED) mentions += "   " + Label(node) + "\n";
    }
    if (!mentions.empty()) text_ += "\nMentioned\n" + mentions;
  }

  const pb::GetThreadResponse& thread_;
  std::map<std::string, const pb::ThreadNode*> nodes_;
  Links upstream_;
  Links downstream_;
  std::set<std::string> drawn_;
  std::string text_;
};

}  // namespace

std::string DrawThread(const pb::GetThreadResponse& thread) { return Drawing(thread).Text(); }

}  // namespace fivestep::cli
