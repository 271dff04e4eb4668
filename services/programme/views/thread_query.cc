#include "programme/views/thread_query.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "fivestep/programme/v1/error_reason.pb.h"
#include "fivestep/programme/v1/internal.pb.h"
#include "platform/core/decision.h"
#include "platform/core/resource_name.h"
#include "programme/views/thread_keys.h"

namespace fivestep::programme {
namespace {

struct Node {
  std::string name;
  v1::ThreadPlace place;
  int distance;
  std::map<std::pair<std::string, v1::ThreadPlace>, int64_t> not_listed;  // by collection
};

struct Edge {
  std::string from;
  std::string to;
  char kind;
  v1::StoredThreadEdge stored;
};

std::string CollectionOf(const std::string& name) {
  ResourceName parsed;
  return ResourceName::Parse(name, parsed) ? parsed.collection() : std::string();
}

bool IsShown(const v1::StoredThreadNode& node, const std::string& name, const Caller& caller) {
  if (node.visibility() != platform::v1::VISIBILITY_OWNER) return true;
  if (!node.owning_organisation().empty() && node.owning_organisation() == caller.organisation) {
    return true;
  }
  return caller.Holds("", {"administrator", "programme-manager"}, ProgrammeOf(name));
}

// Collects nodes and edges, nearest first.
class Walk {
 public:
  Walk(const ReadContext& context, size_t limit) : context_(context), limit_(limit) {}

  void Run(const std::string& asked, bool upstream, bool downstream) {
    Add(asked, v1::THREAD_PLACE_ASKED, 0);
    // The list grows while it is walked.
    for (size_t i = 0; i < nodes_.size(); ++i) {
      const v1::ThreadPlace place = nodes_[i].place;
      const bool first = place == v1::THREAD_PLACE_ASKED;
      if (place == v1::THREAD_PLACE_UPSTREAM || (first && upstream)) {
        Follow(i, v1::THREAD_PLACE_UPSTREAM, thread::kFollowed, /*inwards=*/true);
      }
      if (place == v1::THREAD_PLACE_DOWNSTREAM || (first && downstream)) {
        Follow(i, v1::THREAD_PLACE_DOWNSTREAM, thread::kFollowed, /*inwards=*/false);
      }
    }
    for (const char kind : {thread::kPartOf, thread::kAbout}) {
      for (size_t i = 0, count = nodes_.size(); i < count; ++i) Connect(nodes_[i].name, kind);
      Follow(0, v1::THREAD_PLACE_MENTIONED, kind, /*inwards=*/true);
      Follow(0, v1::THREAD_PLACE_MENTIONED, kind, /*inwards=*/false);
    }
  }

  const std::vector<Node>& nodes() const { return nodes_; }
  const std::vector<Edge>& edges() const { return edges_; }
  bool cut() const { return cut_; }

 private:
  // False when the limit is reached and the node is not there.
  bool Add(const std::string& name, v1::ThreadPlace place, int distance) {
    if (names_.contains(name)) return true;
    if (nodes_.size() >= limit_) {
      cut_ = true;
      return false;
    }
    names_.insert(name);
    nodes_.push_back({name, place, distance, {}});
    return true;
  }

  void AddEdge(std::string from, std::string to, char kind, std::string_view value) {
    if (!linked_.emplace(from, to, kind).second) return;
    Edge edge{std::move(from), std::move(to), kind, {}};
    edge.stored.ParseFromArray(value.data(), static_cast<int>(value.size()));
    edges_.push_back(std::move(edge));
  }

  // Adds the neighbours of node `index` on one side.
  void Follow(size_t index, v1::ThreadPlace place, char kind, bool inwards) {
    const std::string name = nodes_[index].name;
    const int distance = nodes_[index].distance + 1;
    const std::string prefix =
        inwards ? thread::InPrefix(name, kind) : thread::OutPrefix(name, kind);
    std::map<std::string, int64_t> listed;
    std::map<std::string, int64_t> others;
    int scanned = 0;
    context_.ScanView(thread::kView, prefix, [&](std::string_view key, std::string_view value) {
      const std::string neighbour(key.substr(prefix.size()));
      const std::string collection = CollectionOf(neighbour);
      if (!names_.contains(neighbour) && listed[collection] >= kMaxListedNeighbours) {
        ++others[collection];
      } else if (Add(neighbour, place, distance)) {
        ++listed[collection];
        AddEdge(inwards ? neighbour : name, inwards ? name : neighbour, kind, value);
      }
      return ++scanned < kMaxScannedNeighbours;
    });
    for (const auto& [collection, count] : others) {
      nodes_[index].not_listed[{collection, place}] += count;
    }
  }

  // Adds the links of this kind that lead from the node to others of the thread.
  void Connect(const std::string& name, char kind) {
    const std::string prefix = thread::OutPrefix(name, kind);
    int scanned = 0;
    context_.ScanView(thread::kView, prefix, [&](std::string_view key, std::string_view value) {
      const std::string neighbour(key.substr(prefix.size()));
      if (names_.contains(neighbour)) AddEdge(name, neighbour, kind, value);
      return ++scanned < kMaxScannedNeighbours;
    });
  }

  const ReadContext& context_;
  const size_t limit_;
  std::vector<Node> nodes_;
  std::set<std::string> names_;
  std::vector<Edge> edges_;
  std::set<std::tuple<std::string, std::string, char>> linked_;
  bool cut_ = false;
};

// Writes what was collected as the caller may see it.
class Rendering {
 public:
  Rendering(const ReadContext& context, v1::GetThreadResponse& response)
      : context_(context), response_(response) {}

  void Put(const Node& node) {
    v1::ThreadNode& out = *response_.add_nodes();
    out.set_place(node.place);
    out.set_distance(node.distance);
    PutFacts(node.name, out);
    for (const auto& [what, count] : node.not_listed) {
      auto* rest = out.add_not_listed();
      rest->set_collection(what.first);
      rest->set_place(what.second);
      rest->set_band(BandOf(count));
    }
  }

  void Put(const Edge& edge) {
    v1::ThreadEdge& out = *response_.add_edges();
    out.set_from(NameShown(edge.from));
    out.set_to(NameShown(edge.to));
    out.set_role(edge.kind == thread::kFollowed ? platform::v1::LINK_ROLE_LEADS_TO
                 : edge.kind == thread::kPartOf ? platform::v1::LINK_ROLE_PART_OF
                                                : platform::v1::LINK_ROLE_ABOUT);
    if (hidden_.contains(edge.from) || hidden_.contains(edge.to)) return;
    out.set_event_type(edge.stored.event_type());
    out.set_log(edge.stored.log());
    out.set_position(edge.stored.position());
    out.set_organisation(edge.stored.organisation());
    *out.mutable_roles() = edge.stored.roles();
    *out.mutable_recorded_time() = edge.stored.recorded_time();
    Touch(edge.stored.log(), edge.stored.position());
  }

  void PutTouches() {
    for (const auto& [log, position] : touches_) {
      auto* touch = response_.add_touches();
      touch->set_log(log);
      touch->set_position(position);
    }
  }

 private:
  void PutFacts(const std::string& name, v1::ThreadNode& out) {
    v1::StoredThreadNode stored;
    stored.ParseFromString(context_.GetViewValue(thread::kView, thread::NodeKey(name)));
    if (stored.first_position() == 0) {
      out.set_name(name);
      out.set_type(context_.GetViewValue(thread::kView, thread::UnseenKey(name)));
      out.set_state(v1::THREAD_NODE_STATE_NOT_SEEN_YET);
      return;
    }
    out.set_type(stored.type());
    if (!IsShown(stored, name, context_.caller())) {
      hidden_.emplace(name, "not-shown/" + std::to_string(hidden_.size() + 1));
      out.set_name(NameShown(name));
      out.set_state(v1::THREAD_NODE_STATE_NOT_SHOWN_TO_YOU);
      return;
    }
    out.set_name(name);
    out.set_title(stored.title());
    out.set_state(v1::THREAD_NODE_STATE_SEEN);
    out.set_context(stored.log());
    out.set_owning_organisation(stored.owning_organisation());
    out.set_first_position(stored.first_position());
    out.set_last_position(stored.last_position());
    out.set_last_event_type(stored.last_event_type());
    *out.mutable_create_time() = stored.create_time();
    Touch(stored.log(), stored.last_position());
  }

  std::string NameShown(const std::string& name) const {
    const auto found = hidden_.find(name);
    return found == hidden_.end() ? name : found->second;
  }

  void Touch(const std::string& log, int64_t position) {
    touches_[log] = std::max(touches_[log], position);
  }

  const ReadContext& context_;
  v1::GetThreadResponse& response_;
  std::map<std::string, std::string> hidden_;  // name -> what is shown for it
  std::map<std::string, int64_t> touches_;
};

bool IsKnown(const ReadContext& context, const std::string& name) {
  v1::StoredThreadNode stored;
  stored.ParseFromString(context.GetViewValue(thread::kView, thread::NodeKey(name)));
  if (stored.first_position() > 0) return IsShown(stored, name, context.caller());
  // Named by something: every link to it has an entry by its end or by its beginning.
  bool named = false;
  for (const char* side : {"i", "o"}) {
    context.ScanView(thread::kView, std::string(side) + '\0' + name + '\0',
                     [&](std::string_view, std::string_view) {
                       named = true;
                       return false;
                     });
  }
  return named;
}

}  // namespace

bool MaySee(const ReadContext& context, const std::string& name) {
  v1::StoredThreadNode stored;
  stored.ParseFromString(context.GetViewValue(thread::kView, thread::NodeKey(name)));
  return stored.first_position() > 0 && IsShown(stored, name, context.caller());
}

const char* BandOf(int64_t count) {
  if (count < 8) return "fewer than 8";
  if (count < 50) return "8 to 49";
  return count < 500 ? "50 to 499" : "500 or more";
}

Result<v1::GetThreadResponse> AnswerThread(const v1::GetThreadRequest& request,
                                           const ReadContext& context) {
  if (!IsKnown(context, request.name())) {
    return StatusOf(v1::THREAD_NOT_KNOWN, {{"resource", request.name()}});
  }
  const int wanted = request.node_limit() <= 0 ? kDefaultThreadNodes : request.node_limit();
  Walk walk(context, static_cast<size_t>(std::min(wanted, kMaxThreadNodes)));
  walk.Run(request.name(), request.direction() != v1::THREAD_DIRECTION_DOWNSTREAM,
           request.direction() != v1::THREAD_DIRECTION_UPSTREAM);
  v1::GetThreadResponse response;
  Rendering rendering(context, response);
  for (const Node& node : walk.nodes()) rendering.Put(node);
  for (const Edge& edge : walk.edges()) rendering.Put(edge);
  rendering.PutTouches();
  response.set_cut(walk.cut());
  return response;
}

}  // namespace fivestep::programme
