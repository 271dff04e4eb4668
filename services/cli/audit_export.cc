#include <iostream>
#include <map>
#include <utility>

#include "cli/audit_command.h"
#include "cli/audit_reading.h"
#include "cli/commands.h"
#include "cli/event_line.h"
#include "cli/json_text.h"
#include "fivestep/platform/v1/record.pb.h"
#include "platform/audit/base64.h"
#include "platform/audit/tiles.h"

namespace fivestep::cli {
namespace {

namespace pb = platform::v1;

// The whole tree in memory, 32 bytes for each event: an export asks for a proof of each.
class MemoryTiles : public TileReader {
 public:
  void Append(const Sha256Digest& leaf) {
    std::vector<TileEdge::FullTile> full;
    edge_.Append(leaf, full);
    for (auto& tile : full) full_[{tile.level, tile.index}] = std::move(tile.hashes);
  }
  Result<Tile> ReadTile(int level, int64_t index, int64_t) const override {
    const auto found = full_.find({level, index});
    return found == full_.end() ? edge_.partial(level) : found->second;
  }
  int64_t size() const { return edge_.size(); }

 private:
  TileEdge edge_;
  std::map<std::pair<int, int64_t>, Tile> full_;
};

std::string Base64(const Sha256Digest& digest) {
  return ToBase64({reinterpret_cast<const char*>(digest.data()), digest.size()});
}

// The event's own line, and in it what a receipt needs beside the checkpoint of the first line.
std::string ExportLine(const std::string& context, int64_t position, const std::string& bytes,
                       const MemoryTiles& tiles, RemoteSchema& schema) {
  pb::RecordedEvent record;
  (void)record.ParseFromString(bytes);
  std::string line = EventLine(context, record, schema);
  line.pop_back();  // its closing brace
  line += ",\"receipt\":{\"index\":" + std::to_string(position - 1) +
          ",\"leaf_hash\":" + Quoted(Base64(LeafHash(bytes))) + ",\"proof\":[";
  const auto proof = InclusionProof(position - 1, tiles.size(), tiles);
  for (size_t i = 0; proof.ok() && i < proof->size(); ++i) {
    line += (i > 0 ? "," : "") + Quoted(Base64((*proof)[i]));
  }
  return line + "],\"event\":" + Quoted(ToBase64(bytes)) + "}}";
}

}  // namespace

// The log is read twice: for the tree, and then for the lines, so that memory stays small.
int Export(const AuditCommand& command, Session& session) {
  const auto head = GetCheckpoint(command.context, true, session);
  if (!head.ok()) return Fail(head.status(), command.context, "", session);
  if (head->size() == 0) {
    std::cerr << "The log of " << command.context << " has no signed head yet.\n";
    return kDone;
  }
  MemoryTiles tiles;
  Status status =
      ReadEvents(command.context, 1, head->size(), session,
                 [&](int64_t, const std::string& bytes) { tiles.Append(LeafHash(bytes)); });
  if (!status.ok()) return Fail(status, command.context, "", session);
  const auto root = RootAt(tiles.size(), tiles);
  const std::string signed_root = head->root_hash();
  if (tiles.size() != head->size() || ToBase64(signed_root) != Base64(*root)) {
    std::cerr << "The events do not have the signed root: nothing is exported. Check the log with "
                 "`fivestep audit verify`.\n";
    return kRefused;
  }
  std::cout << "{\"log\":" << Quoted(command.context) << ",\"checkpoint\":" << Quoted(head->note())
            << ",\"verifier_key\":" << Quoted(head->verifier_key()) << "}\n";
  RemoteSchema& schema = session.SchemaOf(command.context);
  status = ReadEvents(
      command.context, 1, head->size(), session, [&](int64_t position, const std::string& bytes) {
        std::cout << ExportLine(command.context, position, bytes, tiles, schema) << '\n';
      });
  return status.ok() ? kDone : Fail(status, command.context, "", session);
}

}  // namespace fivestep::cli
