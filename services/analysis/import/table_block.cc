#include "analysis/import/table_block.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <utility>

namespace fivestep::analysis {
namespace {

// No `DataSetTable` begins with it: 0x46 would be a field of a type that does not exist.
constexpr std::string_view kHeadMagic = "FSTB2";
constexpr double kNoNumber = std::numeric_limits<double>::quiet_NaN();
// Whole numbers that a double and the widths below hold alike.
constexpr double kMaxWhole = 9e15;

Status Damaged() { return DataLoss("The columns of a data set are not as they were written."); }

// How many bytes hold 0 to `largest`.
int WidthOf(std::uint64_t largest) {
  if (largest == 0) return 0;
  if (largest < 1u << 8) return 1;
  if (largest < 1u << 16) return 2;
  return largest <= std::numeric_limits<std::uint32_t>::max() ? 4 : 8;
}

template <class Word>
void Pack(std::string& bytes, std::size_t count, const auto& number_of) {
  bytes.resize(count * sizeof(Word));
  for (std::size_t i = 0; i < count; ++i) {
    const auto word = static_cast<Word>(number_of(i));
    std::memcpy(bytes.data() + i * sizeof(Word), &word, sizeof(Word));
  }
}

// `number_of(i)` for each row in `width` bytes, little endian as all machines that this runs on.
void PackAll(int width, std::string& bytes, std::size_t count, const auto& number_of) {
  if (width == 1) Pack<std::uint8_t>(bytes, count, number_of);
  if (width == 2) Pack<std::uint16_t>(bytes, count, number_of);
  if (width == 4) Pack<std::uint32_t>(bytes, count, number_of);
}

template <class Word>
void Unpack(std::string_view bytes, std::size_t count, const auto& put) {
  for (std::size_t i = 0; i < count; ++i) {
    Word word;
    std::memcpy(&word, bytes.data() + i * sizeof(Word), sizeof(Word));
    put(i, word);
  }
}

// False when `bytes` are not `count` numbers of `width` bytes.
bool UnpackAll(int width, std::string_view bytes, std::size_t count, const auto& put) {
  if (width < 0 || width > 4 || width == 3) return false;
  if (bytes.size() != count * static_cast<std::size_t>(width)) return false;
  if (width == 0) {
    for (std::size_t i = 0; i < count; ++i) put(i, 0u);
  }
  if (width == 1) Unpack<std::uint8_t>(bytes, count, put);
  if (width == 2) Unpack<std::uint16_t>(bytes, count, put);
  if (width == 4) Unpack<std::uint32_t>(bytes, count, put);
  return true;
}

// The smallest and largest of the numbers, when all are whole.
struct Span {
  double smallest = 0;
  double largest = 0;
  bool whole = true;
};
Span SpanOf(const std::vector<double>& numbers) {
  Span span{std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity(),
            true};
  for (const double number : numbers) {
    if (std::isnan(number)) continue;
    if (std::abs(number) > kMaxWhole || number != std::floor(number)) return {0, 0, false};
    // -0 would lose its sign; nobody misses it.
    span.smallest = std::min(span.smallest, number);
    span.largest = std::max(span.largest, number);
  }
  if (span.smallest > span.largest) span = {0, 0, true};
  return span;
}

void WriteFigure(const std::vector<double>& numbers, const std::vector<CellState>& states,
                 v1::FigureBlock& block) {
  const Span span = SpanOf(numbers);
  const int width =
      span.whole ? WidthOf(static_cast<std::uint64_t>(span.largest - span.smallest)) : 8;
  block.set_width(width);
  if (width == 8) {
    block.mutable_numbers()->assign(reinterpret_cast<const char*>(numbers.data()),
                                    numbers.size() * sizeof(double));
  } else {
    block.set_smallest(static_cast<std::int64_t>(span.smallest));
    PackAll(width, *block.mutable_numbers(), numbers.size(), [&](std::size_t i) {
      return std::isnan(numbers[i]) ? 0u : static_cast<std::uint32_t>(numbers[i] - span.smallest);
    });
  }
  for (std::size_t i = 0; i < states.size(); ++i) {
    const auto row = static_cast<std::int32_t>(i);
    if (states[i] == CellState::kSuppressed) block.add_withheld_rows(row);
    if (states[i] == CellState::kMissing) block.add_missing_rows(row);
    if (states[i] == CellState::kAbsent) block.add_absent_rows(row);
  }
}

bool SetStates(const google::protobuf::RepeatedField<std::int32_t>& rows, CellState state,
               TableRows::Figure& figure) {
  if (rows.empty()) return true;
  figure.states.resize(figure.numbers.size(), CellState::kNumber);
  for (const std::int32_t row : rows) {
    if (row < 0 || static_cast<std::size_t>(row) >= figure.numbers.size()) return false;
    figure.states[static_cast<std::size_t>(row)] = state;
    figure.numbers[static_cast<std::size_t>(row)] = kNoNumber;
  }
  return true;
}

bool ReadFigure(const v1::FigureBlock& block, std::size_t count, TableRows::Figure& figure) {
  figure.present = true;
  figure.states.clear();
  figure.numbers.resize(count);
  if (block.width() == 8) {
    if (block.numbers().size() != count * sizeof(double)) return false;
    std::memcpy(figure.numbers.data(), block.numbers().data(), block.numbers().size());
  } else {
    const auto smallest = static_cast<double>(block.smallest());
    double* numbers = figure.numbers.data();
    const auto put = [numbers, smallest](std::size_t i, auto word) {
      numbers[i] = smallest + word;
    };
    if (!UnpackAll(block.width(), block.numbers(), count, put)) return false;
  }
  return SetStates(block.withheld_rows(), CellState::kSuppressed, figure) &&
         SetStates(block.missing_rows(), CellState::kMissing, figure) &&
         SetStates(block.absent_rows(), CellState::kAbsent, figure);
}

std::array<bool, kFigureCount> FiguresOf(const v1::TableHead& head) {
  return {head.has_numerators(), head.has_denominators(), head.has_values()};
}

}  // namespace

TableWriter::TableWriter(v1::TableHead head, Sink sink)
    : head_(std::move(head)), sink_(std::move(sink)), has_figure_(FiguresOf(head_)) {
  const auto labels = static_cast<std::size_t>(head_.labels_size());
  words_.resize(labels);
  written_words_.resize(labels);
  codes_.resize(labels);
}

bool TableWriter::Add(std::span<const std::uint32_t> codes, const Figures3& figures, Status& why) {
  if (rows_ == kBlockRows) {
    why = Flush();
    if (!why.ok()) return false;
  }
  for (std::size_t label = 0; label < codes_.size(); ++label) {
    codes_[label].push_back(codes[label]);
  }
  for (std::size_t i = 0; i < kFigureCount; ++i) {
    if (!has_figure_[i]) continue;
    const Cell& cell = figures[i];
    const bool number = cell.state == CellState::kNumber;
    FigureRows& rows = figures_[i];
    rows.numbers.push_back(number ? cell.number : kNoNumber);
    if (number && rows.states.empty()) continue;
    rows.states.resize(rows_, CellState::kNumber);
    rows.states.push_back(cell.state);
  }
  ++rows_;
  ++row_count_;
  return true;
}

void TableWriter::WriteLabels(std::size_t label, v1::LabelBlock& block) {
  const WordList& words = words_[label];
  for (std::uint32_t& next = written_words_[label]; next < words.size(); ++next) {
    block.add_new_words(words.word(next));
  }
  const std::vector<std::uint32_t>& codes = codes_[label];
  const auto [smallest, largest] = std::minmax_element(codes.begin(), codes.end());
  const std::uint32_t base = *smallest;
  block.set_width(WidthOf(*largest - base));
  block.set_smallest(static_cast<std::int32_t>(base));
  PackAll(block.width(), *block.mutable_codes(), codes.size(),
          [&](std::size_t i) { return codes[i] - base; });
}

Status TableWriter::Flush() {
  if (!std::exchange(head_written_, true)) {
    FIVESTEP_RETURN_IF_ERROR(sink_(std::string(kHeadMagic) + head_.SerializeAsString()));
  }
  if (rows_ == 0) return OkStatus();
  v1::TableBlock block;
  block.set_row_count(static_cast<std::int32_t>(rows_));
  for (std::size_t label = 0; label < codes_.size(); ++label) {
    WriteLabels(label, *block.add_labels());
    codes_[label].clear();
  }
  for (std::size_t i = 0; i < kFigureCount; ++i) {
    if (!has_figure_[i]) continue;
    FigureRows& rows = figures_[i];
    if (!rows.states.empty()) rows.states.resize(rows_, CellState::kNumber);
    WriteFigure(rows.numbers, rows.states, *block.add_figures());
    rows.numbers.clear();
    rows.states.clear();
  }
  rows_ = 0;
  return sink_(block.SerializeAsString());
}

Status TableWriter::Finish() { return Flush(); }

Status TableReader::Take(std::string_view part) {
  if (has_head_) return TakeBlock(part);
  has_head_ = true;
  return part.starts_with(kHeadMagic) ? TakeHead(part.substr(kHeadMagic.size()))
                                      : TakeWholeTable(part);
}

Status TableReader::TakeHead(std::string_view part) {
  if (!head_.ParseFromArray(part.data(), static_cast<int>(part.size()))) return Damaged();
  const auto labels = static_cast<std::size_t>(head_.labels_size());
  if (labels == 0 || labels > kMaxLabelColumns) return Damaged();
  words_.resize(labels);
  rows_.codes.resize(labels);
  return OkStatus();
}

Status TableReader::TakeWholeTable(std::string_view part) {
  v1::DataSetTable table;
  if (!table.ParseFromArray(part.data(), static_cast<int>(part.size()))) return Damaged();
  rows_.count = static_cast<std::size_t>(table.groups().index_size());
  const auto add_labels = [this](const char* name, const v1::WordColumn& column) {
    head_.add_labels()->set_name(name);
    words_.emplace_back(column.words().begin(), column.words().end());
    rows_.codes.emplace_back(column.index().begin(), column.index().end());
    const auto inside = [&](std::uint32_t code) { return code < words_.back().size(); };
    return rows_.codes.back().size() == rows_.count &&
           std::all_of(rows_.codes.back().begin(), rows_.codes.back().end(), inside);
  };
  const auto add_figure = [this](std::size_t i, const v1::NumberColumn& column) {
    TableRows::Figure& figure = rows_.figures[i];
    figure.present = true;
    figure.numbers.assign(column.values().begin(), column.values().end());
    for (std::size_t row = 0; row < figure.numbers.size(); ++row) {
      if (!std::isnan(figure.numbers[row])) continue;
      figure.states.resize(figure.numbers.size(), CellState::kNumber);
      figure.states[row] = CellState::kMissing;
    }
    return figure.numbers.size() == rows_.count &&
           SetStates(column.withheld_rows(), CellState::kSuppressed, figure);
  };
  head_.set_has_numerators(table.has_numerators());
  head_.set_has_denominators(table.has_denominators());
  head_.set_has_values(table.has_values());
  const bool fits = add_labels("group", table.groups()) &&
                    (!table.has_areas() || add_labels("area", table.areas())) &&
                    (!table.has_periods() || add_labels("period", table.periods())) &&
                    (!table.has_numerators() || add_figure(0, table.numerators())) &&
                    (!table.has_denominators() || add_figure(1, table.denominators())) &&
                    (!table.has_values() || add_figure(2, table.values()));
  return fits ? OkStatus() : Damaged();
}

Status TableReader::TakeBlock(std::string_view part) {
  v1::TableBlock block;
  if (!block.ParseFromArray(part.data(), static_cast<int>(part.size()))) return Damaged();
  const auto count = static_cast<std::size_t>(std::max(block.row_count(), 0));
  if (count == 0 || count > kBlockRows || block.labels_size() != head_.labels_size()) {
    return Damaged();
  }
  rows_.count = count;
  for (std::size_t label = 0; label < words_.size(); ++label) {
    const v1::LabelBlock& labels = block.labels(static_cast<int>(label));
    words_[label].insert(words_[label].end(), labels.new_words().begin(), labels.new_words().end());
    std::vector<std::uint32_t>& codes = rows_.codes[label];
    codes.resize(count);
    const auto base = static_cast<std::uint32_t>(labels.smallest());
    const auto put = [&codes, base](std::size_t i, std::uint32_t word) { codes[i] = base + word; };
    if (!UnpackAll(labels.width(), labels.codes(), count, put)) return Damaged();
    if (*std::max_element(codes.begin(), codes.end()) >= words_[label].size()) return Damaged();
  }
  int next = 0;
  const std::array<bool, kFigureCount> has = FiguresOf(head_);
  for (std::size_t i = 0; i < kFigureCount; ++i) {
    if (!has[i]) continue;
    if (next == block.figures_size()) return Damaged();
    if (!ReadFigure(block.figures(next++), count, rows_.figures[i])) return Damaged();
  }
  return OkStatus();
}

}  // namespace fivestep::analysis
