#include "analysis/domain/cell_table.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <numeric>
#include <optional>
#include <span>
#include <utility>

#include "analysis/domain/cell_index.h"
#include "fivestep/analysis/v1/error_reason.pb.h"
#include "platform/core/decision.h"

namespace fivestep::analysis {
namespace {

constexpr std::size_t kNone = std::numeric_limits<std::size_t>::max();
// In place of a row's cell, where a filter does not keep the row.
constexpr std::uint32_t kLeftOut = std::numeric_limits<std::uint32_t>::max();

std::optional<double> NumberOf(const std::string& text) {
  double number = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc() || stop != end) return std::nullopt;
  return number;
}

// The label column that a dimension is; `group` is the first one.
std::size_t ColumnOf(const v1::TableHead& head, const std::string& dimension) {
  for (int i = 0; i < head.labels_size(); ++i) {
    if (head.labels(i).name() == dimension) return static_cast<std::size_t>(i);
  }
  return dimension == "group" ? 0 : kNone;
}

Status NoSuchDimension(const v1::TableHead& head, const CellQuestion& question,
                       const std::string& dimension) {
  std::string names;
  for (const v1::LabelColumn& label : head.labels()) {
    names += (names.empty() ? "" : ", ") + label.name();
  }
  for (const LookedUpDimension& looked_up : question.looked_up) names += ", " + looked_up.name;
  return StatusOf(
      v1::DIMENSION_NOT_IN_DATA_SET,
      {{"data_set", question.data_set}, {"dimension", dimension}, {"dimensions", names}});
}

Status NotPossible(const std::string& why, const std::string& what_to_do) {
  return StatusOf(v1::QUESTION_NOT_POSSIBLE, {{"why", why}, {"what_to_do", what_to_do}});
}

// A dimension as codes: of a label column itself, or looked up word by word.
class Axis {
 public:
  Axis(std::size_t column, const LookedUpDimension* looked_up)
      : column_(column), looked_up_(looked_up) {}

  // Takes in the words that have come since.
  void Update(const std::vector<std::vector<std::string>>& words) {
    if (looked_up_ == nullptr) return;
    for (std::size_t i = codes_.size(); i < words[column_].size(); ++i) {
      const auto found = looked_up_->labels.find(words[column_][i]);
      const std::string& label = found == looked_up_->labels.end() ? kUnknown : found->second;
      const auto [at, is_new] = numbers_.emplace(label, static_cast<std::uint32_t>(labels_.size()));
      if (is_new) labels_.push_back(label);
      codes_.push_back(at->second);
    }
  }
  // By row. They live until the next block is read or looked up.
  std::span<const std::uint32_t> CodesOf(const TableRows& rows) {
    const std::vector<std::uint32_t>& codes = rows.codes[column_];
    if (looked_up_ == nullptr) return codes;
    row_codes_.resize(codes.size());
    for (std::size_t row = 0; row < codes.size(); ++row) row_codes_[row] = codes_[codes[row]];
    return row_codes_;
  }
  const std::vector<std::string>& Labels(const std::vector<std::vector<std::string>>& words) const {
    return looked_up_ == nullptr ? words[column_] : labels_;
  }
  bool looked_up() const { return looked_up_ != nullptr; }

 private:
  inline static const std::string kUnknown = kNotInReference;
  std::size_t column_;
  const LookedUpDimension* looked_up_;
  std::vector<std::uint32_t> codes_;      // by word of the column
  std::vector<std::uint32_t> row_codes_;  // of a block, looked up
  std::vector<std::string> labels_;
  std::unordered_map<std::string, std::uint32_t> numbers_;
};

// A filter over an axis.
class Filter {
 public:
  Filter(Axis axis, const LabelSelection& selection)
      : axis_(std::move(axis)), selection_(selection), seen_(selection.labels.size(), false) {}

  void Update(const std::vector<std::vector<std::string>>& words) {
    axis_.Update(words);
    const std::vector<std::string>& labels = axis_.Labels(words);
    for (std::size_t i = kept_.size(); i < labels.size(); ++i) {
      const auto found = std::find(selection_.labels.begin(), selection_.labels.end(), labels[i]);
      kept_.push_back(found != selection_.labels.end());
      if (kept_.back()) seen_[static_cast<std::size_t>(found - selection_.labels.begin())] = true;
    }
  }
  // Takes rows out of those that are kept.
  void Apply(const TableRows& rows, std::vector<std::uint32_t>& cells) {
    const std::span<const std::uint32_t> codes = axis_.CodesOf(rows);
    for (std::size_t row = 0; row < cells.size(); ++row) {
      if (!kept_[codes[row]]) cells[row] = kLeftOut;
    }
  }
  // A label that no row has; likely misspelt.
  std::optional<std::string> Unseen() const {
    for (std::size_t i = 0; i < seen_.size(); ++i) {
      if (!seen_[i]) return selection_.labels[i];
    }
    return std::nullopt;
  }
  const std::string& dimension() const { return selection_.dimension; }

 private:
  Axis axis_;
  const LabelSelection& selection_;
  std::vector<bool> kept_;  // by label
  std::vector<bool> seen_;  // by label of the selection
};

// One pass over a table.
class Adder {
 public:
  explicit Adder(const CellQuestion& question) : question_(question) {}

  Status Take(const TableReader& reader);
  Result<CellTable> Finish(const TableReader& reader);

 private:
  Status Begin(const v1::TableHead& head);
  Result<Axis> AxisOf(const v1::TableHead& head, const std::string& dimension) const;
  Status AddRows(const TableRows& rows);
  void FindCells(const TableRows& rows);
  void AddFigure(const TableRows& rows, std::size_t figure);
  void AddWeighted(const TableRows& rows);
  void Sort(CellTable& table) const;

  const CellQuestion& question_;
  bool begun_ = false;
  std::vector<Axis> axes_;
  std::vector<Filter> filters_;
  std::optional<Axis> weighted_;
  std::vector<double> weights_;  // by label of the weighted axis; NaN for none
  std::optional<CellIndex> index_;
  std::vector<std::uint32_t> cells_;  // of a block, by row: its cell, or kLeftOut
  CellTable table_;
};

Result<Axis> Adder::AxisOf(const v1::TableHead& head, const std::string& dimension) const {
  for (const LookedUpDimension& looked_up : question_.looked_up) {
    if (looked_up.name != dimension) continue;
    const std::size_t column = ColumnOf(head, looked_up.from);
    if (column == kNone) return NoSuchDimension(head, question_, looked_up.from);
    return Axis(column, &looked_up);
  }
  const std::size_t column = ColumnOf(head, dimension);
  if (column == kNone) return NoSuchDimension(head, question_, dimension);
  return Axis(column, nullptr);
}

Status Adder::Begin(const v1::TableHead& head) {
  begun_ = true;
  table_.has_numerators = head.has_numerators();
  table_.has_denominators = head.has_denominators();
  table_.has_values = head.has_values();
  for (const std::string& dimension : question_.dimensions) {
    if (question_.skip_absent && ColumnOf(head, dimension) == kNone) continue;
    auto axis = AxisOf(head, dimension);
    if (!axis.ok()) return axis.status();
    axes_.push_back(std::move(*axis));
    table_.dimensions.push_back(dimension);
  }
  for (const LabelSelection& selection : question_.filters) {
    auto axis = AxisOf(head, selection.dimension);
    if (!axis.ok()) return axis.status();
    filters_.emplace_back(std::move(*axis), selection);
  }
  index_.emplace(axes_.size());
  table_.cells =
      CellList(axes_.size(), {table_.has_numerators, table_.has_denominators, table_.has_values});
  if (question_.weighted_by.empty()) return OkStatus();
  auto axis = AxisOf(head, question_.weighted_by);
  if (!axis.ok()) return axis.status();
  weighted_ = std::move(*axis);
  return OkStatus();
}

Status Adder::Take(const TableReader& reader) {
  if (!begun_) FIVESTEP_RETURN_IF_ERROR(Begin(reader.head()));
  for (Axis& axis : axes_) axis.Update(reader.words());
  for (Filter& filter : filters_) filter.Update(reader.words());
  if (weighted_) {
    weighted_->Update(reader.words());
    const std::vector<std::string>& labels = weighted_->Labels(reader.words());
    for (std::size_t i = weights_.size(); i < labels.size(); ++i) {
      const auto found = question_.weights.find(labels[i]);
      weights_.push_back(found == question_.weights.end() ? std::numeric_limits<double>::quiet_NaN()
                                                          : found->second);
    }
  }
  return AddRows(reader.rows());
}

void Adder::FindCells(const TableRows& rows) {
  cells_.assign(rows.count, 0);
  for (Filter& filter : filters_) filter.Apply(rows, cells_);
  std::array<std::span<const std::uint32_t>, kMaxCellDimensions> columns;
  for (std::size_t i = 0; i < axes_.size(); ++i) columns[i] = axes_[i].CodesOf(rows);
  CellCodes codes{};
  CellCodes last{};
  std::uint32_t cell = kLeftOut;  // of `last`
  for (std::size_t row = 0; row < rows.count; ++row) {
    if (cells_[row] == kLeftOut) continue;
    for (std::size_t i = 0; i < axes_.size(); ++i) codes[i] = columns[i][row];
    if (cell == kLeftOut || !AreSame(codes, last)) {
      std::uint32_t& number = index_->At(codes);  // plus one
      if (number == 0) {
        table_.cells.Add(codes);
        number = static_cast<std::uint32_t>(table_.cells.size());
      }
      cell = number - 1;
      last = codes;
    }
    cells_[row] = cell;
    table_.cells.CountRow(cell);
  }
}

void Adder::AddFigure(const TableRows& rows, std::size_t figure) {
  const TableRows::Figure& column = rows.figures[figure];
  if (!column.present) return;
  for (std::size_t row = 0; row < rows.count; ++row) {
    if (cells_[row] == kLeftOut) continue;
    if (column.states.empty() || column.states[row] == CellState::kNumber) {
      table_.cells.AddNumber(cells_[row], figure, column.numbers[row]);
    } else {
      table_.cells.AddGap(cells_[row], figure, column.states[row]);
    }
  }
}

void Adder::AddWeighted(const TableRows& rows) {
  const TableRows::Figure& value = rows.figures[2];
  if (!value.present) return;
  const std::span<const std::uint32_t> codes = weighted_->CodesOf(rows);
  for (std::size_t row = 0; row < rows.count; ++row) {
    const bool number = value.states.empty() || value.states[row] == CellState::kNumber;
    const double weight = weights_[codes[row]];
    if (cells_[row] == kLeftOut || !number || std::isnan(weight)) continue;
    table_.cells.AddWeighted(cells_[row], value.numbers[row], weight);
  }
}

Status Adder::AddRows(const TableRows& rows) {
  FindCells(rows);
  // One block may go beyond the limit.
  if (table_.cells.size() > kMaxCells) {
    return NotPossible("the dimensions have more than 2,000,000 combinations",
                       "Ask for fewer or coarser dimensions.");
  }
  for (std::size_t figure = 0; figure < kFigureCount; ++figure) AddFigure(rows, figure);
  if (weighted_) AddWeighted(rows);
  return OkStatus();
}

// Labels in the order of the file, looked-up ones by number or by name; then cells by their labels.
void Adder::Sort(CellTable& table) const {
  std::vector<std::vector<std::uint32_t>> ranks;
  for (std::size_t i = 0; i < axes_.size(); ++i) {
    const std::vector<std::string>& labels = table.labels[i];
    std::vector<std::uint32_t> order(labels.size());
    std::iota(order.begin(), order.end(), 0u);
    if (axes_[i].looked_up()) {
      std::sort(order.begin(), order.end(), [&labels](std::uint32_t a, std::uint32_t b) {
        const auto first = NumberOf(labels[a]);
        const auto second = NumberOf(labels[b]);
        if (first && second && *first != *second) return *first < *second;
        if (first.has_value() != second.has_value()) return first.has_value();
        return labels[a] < labels[b];
      });
    }
    std::vector<std::uint32_t> rank(order.size());
    for (std::uint32_t at = 0; at < order.size(); ++at) rank[order[at]] = at;
    ranks.push_back(std::move(rank));
  }
  const auto before = [&](std::uint32_t a, std::uint32_t b) {
    const CellCodes first = table.cells.codes(a);
    const CellCodes second = table.cells.codes(b);
    for (std::size_t i = 0; i < ranks.size(); ++i) {
      if (first[i] != second[i]) return ranks[i][first[i]] < ranks[i][second[i]];
    }
    return false;
  };
  std::vector<std::uint32_t> order(table.cells.size());
  std::iota(order.begin(), order.end(), 0u);
  // Those of a sorted file are.
  if (std::is_sorted(order.begin(), order.end(), before)) return;
  std::sort(order.begin(), order.end(), before);
  table.cells.Arrange(order);
}

Result<CellTable> Adder::Finish(const TableReader& reader) {
  if (!begun_) return DataLoss("The columns of " + question_.data_set + " are damaged.");
  for (const Filter& filter : filters_) {
    if (const auto unseen = filter.Unseen()) {
      return NotPossible("no row has the label \"" + *unseen + "\" in " + filter.dimension(),
                         "Write the label as the data set or the reference data does.");
    }
  }
  for (const Axis& axis : axes_) table_.labels.push_back(axis.Labels(reader.words()));
  Sort(table_);
  return std::move(table_);
}

}  // namespace

Result<CellTable> AddUpCells(const StoredTable& table, const CellQuestion& question) {
  Adder adder(question);
  TableReader reader;
  FIVESTEP_RETURN_IF_ERROR(table.Visit(reader, [&] { return adder.Take(reader); }));
  return adder.Finish(reader);
}

Result<v1::DataSetTable> GroupTableOf(const StoredTable& table, const std::string& data_set) {
  const CellQuestion question{data_set, {"group", "area", "period"}, /*skip_absent=*/true};
  const auto cells = AddUpCells(table, question);
  if (!cells.ok()) return cells.status();
  v1::DataSetTable out;
  for (std::size_t i = 0; i < cells->dimensions.size(); ++i) {
    v1::WordColumn* column = i == 0                           ? out.mutable_groups()
                             : cells->dimensions[i] == "area" ? out.mutable_areas()
                                                              : out.mutable_periods();
    for (const std::string& word : cells->labels[i]) column->add_words(word);
    for (std::size_t cell = 0; cell < cells->cells.size(); ++cell) {
      column->add_index(static_cast<std::int32_t>(cells->cells.codes(cell)[i]));
    }
  }
  const auto set_numbers = [&](Sum TableCell::*figure, v1::NumberColumn* column) {
    for (std::size_t i = 0; i < cells->cells.size(); ++i) {
      const Sum sum = cells->cells[i].*figure;
      const bool known = sum.withheld_rows == 0 && sum.missing_rows == 0;
      if (sum.withheld_rows > 0) column->add_withheld_rows(column->values_size());
      column->add_values(known ? sum.total : std::numeric_limits<double>::quiet_NaN());
    }
  };
  if (cells->has_numerators) set_numbers(&TableCell::numerator, out.mutable_numerators());
  if (cells->has_denominators) set_numbers(&TableCell::denominator, out.mutable_denominators());
  if (cells->has_values) set_numbers(&TableCell::value, out.mutable_values());
  return out;
}

}  // namespace fivestep::analysis
