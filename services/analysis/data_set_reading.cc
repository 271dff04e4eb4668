#include "analysis/data_set_reading.h"

#include <algorithm>

#include "fivestep/analysis/v1/error_reason.pb.h"
#include "platform/core/decision.h"

namespace fivestep::analysis {
namespace {

Status NoSuchAttribute(const v1::ReferenceData& reference, const std::string& attribute) {
  std::string attributes;
  for (const std::string& one : reference.attributes()) {
    attributes += (attributes.empty() ? "" : ", ") + one;
  }
  return StatusOf(
      v1::ATTRIBUTE_NOT_IN_REFERENCE,
      {{"reference", reference.name()}, {"attribute", attribute}, {"attributes", attributes}});
}

}  // namespace

Status BlobTable::Visit(TableReader& reader, const std::function<Status()>& visit) const {
  const Status status = context_.VisitBlob(digest_, [&](std::string_view part) {
    FIVESTEP_RETURN_IF_ERROR(reader.Take(part));
    return visit();
  });
  if (status.code() != Code::kNotFound) return status;
  return StatusOf(v1::DATA_SET_UNREADABLE, {{"data_set", name_}});
}

Result<v1::DataSetTable> ReadGroupTable(const v1::DataSet& data_set, const ReadContext& context) {
  const BlobTable table(context, data_set.blob_digest(), data_set.name());
  return GroupTableOf(table, data_set.name());
}

Result<std::vector<std::pair<std::string, std::string>>> ReadAttribute(
    const v1::ReferenceData& reference, const std::string& attribute, const ReadContext& context) {
  const auto& attributes = reference.attributes();
  const auto found = std::find(attributes.begin(), attributes.end(), attribute);
  if (found == attributes.end()) return NoSuchAttribute(reference, attribute);
  // The key is the first label column, the attributes follow in their order.
  const auto column = static_cast<std::size_t>(found - attributes.begin()) + 1;
  const BlobTable table(context, reference.blob_digest(), reference.name());
  std::vector<std::pair<std::string, std::string>> pairs;
  TableReader reader;
  FIVESTEP_RETURN_IF_ERROR(table.Visit(reader, [&]() -> Status {
    if (reader.words().size() <= column) {
      return DataLoss("The columns of " + reference.name() + " are damaged.");
    }
    for (std::size_t row = 0; row < reader.rows().count; ++row) {
      pairs.emplace_back(reader.words()[0][reader.rows().codes[0][row]],
                         reader.words()[column][reader.rows().codes[column][row]]);
    }
    return OkStatus();
  }));
  return pairs;
}

}  // namespace fivestep::analysis
