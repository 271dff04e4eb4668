// Reads what was stored of data sets and reference data, block by block.
#ifndef FIVESTEP_ANALYSIS_DATA_SET_READING_H_
#define FIVESTEP_ANALYSIS_DATA_SET_READING_H_

#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "analysis/domain/cell_table.h"
#include "fivestep/analysis/v1/data_set.pb.h"
#include "fivestep/analysis/v1/data_set_table.pb.h"
#include "fivestep/analysis/v1/reference_data.pb.h"
#include "platform/eventlog/reader.h"

namespace fivestep::analysis {

// The table in a blob. Must not outlive `context`.
class BlobTable : public StoredTable {
 public:
  // `name` is that of the resource, for error texts.
  BlobTable(const ReadContext& context, std::string digest, std::string name)
      : context_(context), digest_(std::move(digest)), name_(std::move(name)) {}
  Status Visit(TableReader& reader, const std::function<Status()>& visit) const override;

 private:
  const ReadContext& context_;
  std::string digest_;
  std::string name_;
};

// The exact counts of a data set by group, area and period, its other dimensions added up.
//
// Errors: DATA_SET_UNREADABLE; kDataLoss; QUESTION_NOT_POSSIBLE when they are too many.
Result<v1::DataSetTable> ReadGroupTable(const v1::DataSet& data_set, const ReadContext& context);

// A column of reference data by its keys, in the order of the file. A key that has several rows has
// several pairs.
//
// Errors: ATTRIBUTE_NOT_IN_REFERENCE, DATA_SET_UNREADABLE; kDataLoss.
Result<std::vector<std::pair<std::string, std::string>>> ReadAttribute(
    const v1::ReferenceData& reference, const std::string& attribute, const ReadContext& context);

}  // namespace fivestep::analysis

#endif  // FIVESTEP_ANALYSIS_DATA_SET_READING_H_
