#include "analysis/import/mapping_proposal.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <optional>
#include <set>
#include <utility>

#include "analysis/import/area_code.h"
#include "analysis/import/cell.h"
#include "analysis/import/column_mapping.h"
#include "analysis/import/csv_reader.h"

namespace fivestep::analysis {
namespace {

constexpr std::size_t kSampleRows = 4'000;
constexpr std::size_t kMaxDistinct = 300;

using Row = std::vector<std::string>;

std::string Lower(std::string_view text) {
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](unsigned char c) { return static_cast<char>(c < 0x80 ? std::tolower(c) : c); });
  return lower;
}

bool HasAny(std::string_view text, std::initializer_list<std::string_view> parts) {
  return std::any_of(parts.begin(), parts.end(), [text](std::string_view part) {
    return text.find(part) != std::string_view::npos;
  });
}

// The words of a heading: "LSOA code (2011)" and "lsoaCode" alike.
std::set<std::string> WordsOf(std::string_view heading) {
  std::set<std::string> words;
  std::string word;
  char before = 0;
  for (const char c : heading) {
    const bool letter = std::isalnum(static_cast<unsigned char>(c)) != 0;
    const bool capital = std::isupper(static_cast<unsigned char>(c)) != 0;
    if ((!letter || (capital && std::islower(static_cast<unsigned char>(before)) != 0)) &&
        !word.empty()) {
      words.insert(std::exchange(word, {}));
    }
    if (letter) word += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    before = c;
  }
  if (!word.empty()) words.insert(word);
  return words;
}

bool HasWord(std::string_view heading, std::initializer_list<const char*> words) {
  const std::set<std::string> own = WordsOf(heading);
  return std::any_of(words.begin(), words.end(),
                     [&own](const char* word) { return own.contains(word); });
}

// `0`, `<1`, `01-04`, `85+`, `90 and over`.
bool IsAgeBand(std::string_view text) {
  if (text.starts_with("Under ")) text.remove_prefix(6);
  if (text.starts_with('<')) text.remove_prefix(1);
  std::size_t digits = 0;
  while (digits < text.size() && std::isdigit(static_cast<unsigned char>(text[digits])) != 0) {
    ++digits;
  }
  if (digits == 0 || digits > 2) return false;
  const std::string_view rest = text.substr(digits);
  if (rest.empty() || rest == "+" || rest == " and over" || rest == " or over") return true;
  return rest.starts_with('-') || rest.starts_with(" to ") || rest.starts_with("\xE2\x80\x93");
}

bool IsEthnicGroup(std::string_view text) {
  return HasAny(Lower(text), {"white", "black", "asian", "mixed", "other ethnic"});
}

// What the cells of a column look like.
struct Profile {
  std::string heading;
  int place = 0;
  std::size_t filled = 0;
  std::size_t numbers = 0;
  std::size_t markers = 0;  // withheld or missing, in words
  std::size_t codes = 0;    // of the ONS
  double sum = 0;
  bool whole = true;
  std::set<std::string, std::less<>> labels;  // at most kMaxDistinct

  bool numeric() const { return numbers > 0 && (numbers + markers) * 10 >= filled * 9; }
  bool ons_codes() const { return codes > 0 && codes * 10 >= filled * 9; }
  bool many_labels() const { return labels.size() >= kMaxDistinct; }
};

void Look(std::string_view cell, Profile& profile) {
  if (cell.empty()) return;
  ++profile.filled;
  const Cell parsed = ParseCell(cell);
  if (parsed.state == CellState::kNumber) {
    ++profile.numbers;
    profile.sum += parsed.number;
    profile.whole = profile.whole && parsed.number == std::floor(parsed.number);
  } else if (parsed.state != CellState::kUnreadable) {
    ++profile.markers;
  }
  if (IsOnsCode(cell)) ++profile.codes;
  if (profile.labels.size() < kMaxDistinct) profile.labels.emplace(cell);
}

// Rows as they come, and where they stand in the file.
struct Sample {
  std::vector<Row> rows;
  std::vector<std::int64_t> numbers;
};

Result<Sample> SampleOf(std::string_view beginning, bool whole) {
  Sample sample;
  CsvReader reader([&sample](const CsvRow& row, Status&) {
    if (sample.rows.size() < kSampleRows) {
      sample.rows.emplace_back(row.fields.begin(), row.fields.end());
      sample.numbers.push_back(row.number);
    }
    return true;
  });
  FIVESTEP_RETURN_IF_ERROR(reader.Read(beginning));
  if (whole) FIVESTEP_RETURN_IF_ERROR(reader.Finish());
  if (sample.rows.size() < 2) {
    return InvalidArgument("the file has no row below its headings; nothing can be proposed");
  }
  return sample;
}

std::size_t Filled(const Row& row) {
  return static_cast<std::size_t>(
      std::count_if(row.begin(), row.end(), [](const std::string& cell) { return !cell.empty(); }));
}

// The first row that is nearly as full as any of the first rows.
std::size_t HeadingRowOf(const Sample& sample) {
  const std::size_t looked = std::min(sample.rows.size(), kMaxPreambleRows + 20);
  std::size_t most = 0;
  for (std::size_t i = 0; i < looked; ++i) most = std::max(most, Filled(sample.rows[i]));
  for (std::size_t i = 0; i + 1 < looked && i < kMaxPreambleRows; ++i) {
    if (Filled(sample.rows[i]) * 10 >= most * 6) return i;
  }
  return 0;
}

class Proposer {
 public:
  explicit Proposer(const Sample& sample) : sample_(sample) { FindHeadings(); }

  Result<MappingProposal> Propose();

 private:
  void FindHeadings();
  void AddProfiles();
  void FindWideColumns();
  void FindPeriod();
  void FindArea();
  void FindFigures();
  void FindGroup();
  void FindDimensions();
  bool IsDimension(const Profile& profile) const;
  bool PickFigure(std::initializer_list<const char*> words, std::string* column, const char* what);
  void Use(const Profile& profile, const std::string& as, const std::string& why);
  bool Free(const Profile& profile) const { return reasons_[At(profile)].empty(); }
  static std::size_t At(const Profile& profile) { return static_cast<std::size_t>(profile.place); }
  static v1::GroupDimension KindOf(const Profile& profile);
  std::string DimensionName(const Profile& profile) const;

  const Sample& sample_;
  std::size_t first_data_ = 1;
  std::vector<Profile> profiles_;
  std::vector<std::string> reasons_;  // by column
  std::vector<std::string> headings_said_;
  v1::ColumnMapping mapping_;
};

void Proposer::FindHeadings() {
  const std::size_t at = HeadingRowOf(sample_);
  Row headings = sample_.rows[at];
  const std::set<std::string> different(headings.begin(), headings.end());
  const bool repeated = different.size() + 1 < headings.size();
  if (at > 0) {
    mapping_.set_heading_row(static_cast<int>(sample_.numbers[at]));
    headings_said_.push_back("headings: in row " + std::to_string(sample_.numbers[at]) +
                             ", the first that is as full as those below it.");
  }
  if (at > 0 && repeated) {
    headings = JoinHeadings(sample_.rows[at - 1], headings);
    mapping_.set_heading_row(static_cast<int>(sample_.numbers[at - 1]));
    mapping_.set_heading_row_count(2);
    headings_said_.push_back(
        "headings: on two rows, since those of the lower one are there several times.");
  }
  first_data_ = at + 1;
  std::vector<std::string> named;
  for (std::size_t i = 0; i < headings.size(); ++i) {
    Profile profile;
    profile.place = static_cast<int>(i);
    profile.heading = headings[i];
    const auto count = std::count(headings.begin(), headings.end(), headings[i]);
    if (count > 1) {
      const auto number = std::count(named.begin(), named.end(), headings[i]) + 1;
      profile.heading += " #" + std::to_string(number);
    }
    named.push_back(headings[i]);
    profiles_.push_back(std::move(profile));
  }
  reasons_.resize(profiles_.size());
  AddProfiles();
}

void Proposer::AddProfiles() {
  for (std::size_t r = first_data_; r < sample_.rows.size(); ++r) {
    const Row& row = sample_.rows[r];
    if (Filled(row) < 2) continue;  // a note
    for (std::size_t i = 0; i < std::min(row.size(), profiles_.size()); ++i) {
      Look(row[i], profiles_[i]);
    }
  }
}

void Proposer::Use(const Profile& profile, const std::string& as, const std::string& why) {
  reasons_[At(profile)] = profile.heading + ": " + as + ", since " + why + ".";
}

v1::GroupDimension Proposer::KindOf(const Profile& profile) {
  const std::string heading = Lower(profile.heading);
  if (HasAny(heading, {"imd", "decile", "quintile", "depriv"})) {
    return v1::GROUP_DIMENSION_DEPRIVATION;
  }
  if (HasAny(heading, {"ethnic"})) return v1::GROUP_DIMENSION_ETHNICITY;
  if (HasWord(profile.heading, {"sex", "gender"})) return v1::GROUP_DIMENSION_SEX;
  if (HasWord(profile.heading, {"age", "ageband"})) return v1::GROUP_DIMENSION_AGE;
  if (HasWord(profile.heading, {"practice", "provider", "org", "organisation", "trust"})) {
    return v1::GROUP_DIMENSION_PROVIDER;
  }
  return v1::GROUP_DIMENSION_UNSPECIFIED;
}

std::string Proposer::DimensionName(const Profile& profile) const {
  std::string name;
  for (const char c : Lower(profile.heading)) {
    const bool letter = std::isalnum(static_cast<unsigned char>(c)) != 0;
    if (letter) {
      name += c;
    } else if (!name.empty() && name.back() != '_') {
      name += '_';
    }
  }
  while (!name.empty() && name.back() == '_') name.pop_back();
  constexpr std::size_t kLongest = 40;
  if (name.size() > kLongest) name.resize(kLongest);
  if (name.empty() || name == "group" || name == "area" || name == "period") name += "_label";
  for (const v1::Dimension& other : mapping_.dimensions()) {
    if (other.name() == name) name += "_" + std::to_string(profile.place);
  }
  return name;
}

// Three or more columns of numbers whose headings are age bands, or ethnic groups, or the like.
void Proposer::FindWideColumns() {
  struct Family {
    const char* name;
    v1::GroupDimension kind;
    bool (*is_label)(std::string_view);
    const char* what;
  };
  constexpr std::array<Family, 2> kFamilies = {
      {{"age_band", v1::GROUP_DIMENSION_AGE, IsAgeBand, "age bands"},
       {"ethnic_group", v1::GROUP_DIMENSION_ETHNICITY, IsEthnicGroup, "ethnic groups"}}};
  for (const Family& family : kFamilies) {
    std::vector<const Profile*> columns;
    bool two_parts = true;
    for (const Profile& profile : profiles_) {
      const std::size_t bar = profile.heading.rfind(" | ");
      const std::string lower =
          bar == std::string::npos ? profile.heading : profile.heading.substr(bar + 3);
      if (!profile.numeric() || !family.is_label(lower)) continue;
      two_parts = two_parts && bar != std::string::npos;
      columns.push_back(&profile);
    }
    constexpr std::size_t kFewest = 3;
    if (columns.size() < kFewest || columns.size() > 100) continue;
    v1::Dimension& dimension = *mapping_.add_dimensions();
    dimension.set_name(family.name);
    dimension.set_kind(family.kind);
    if (two_parts) {
      v1::Dimension& upper = *mapping_.add_dimensions();
      upper.set_name("upper_heading");
    }
    constexpr std::string_view kTotal = "_total";
    const bool totals = std::any_of(columns.begin(), columns.end(), [&](const Profile* profile) {
      return profile->heading.ends_with(kTotal);
    });
    for (const Profile* profile : columns) {
      v1::WideColumn& wide = *mapping_.add_wide_columns();
      wide.set_column(profile->heading);
      std::string label = profile->heading;
      const bool total = label.ends_with(kTotal);
      if (total) label.resize(label.size() - kTotal.size());
      const std::size_t bar = label.rfind(" | ");
      wide.add_labels(two_parts ? label.substr(bar + 3) : label);
      if (two_parts) wide.add_labels(label.substr(0, bar));
      wide.set_figure(!totals ? v1::FIGURE_KIND_VALUE
                      : total ? v1::FIGURE_KIND_DENOMINATOR
                              : v1::FIGURE_KIND_NUMERATOR);
      Use(*profile, "a wide column", std::string("its heading is one of several ") + family.what);
    }
    return;
  }
}

void Proposer::FindPeriod() {
  const Profile* best = nullptr;
  for (const Profile& profile : profiles_) {
    if (!Free(profile) || profile.filled == 0) continue;
    if (HasAny(Lower(profile.heading), {"indicator", "band"})) continue;
    if (HasWord(profile.heading, {"period"}) && !HasWord(profile.heading, {"sortable", "range"})) {
      best = &profile;
      break;
    }
    if (best == nullptr && HasWord(profile.heading, {"year", "date", "month", "quarter"})) {
      best = &profile;
    }
  }
  if (best == nullptr) return;
  mapping_.set_period_column(best->heading);
  Use(*best, "period_column", "its heading speaks of time");
  if (best->filled * 2 < sample_.rows.size() - first_data_) {
    mapping_.add_fill_down_columns(best->heading);
    Use(*best, "period_column, filled down", "most of its cells are blank below a label");
  }
}

void Proposer::FindArea() {
  const Profile* best = nullptr;
  for (const Profile& profile : profiles_) {
    if (!Free(profile) || !profile.ons_codes()) continue;
    if (HasWord(profile.heading, {"parent"})) continue;
    if (best == nullptr || profile.labels.size() > best->labels.size()) best = &profile;
  }
  if (best != nullptr) {
    mapping_.set_area_column(best->heading);
    return Use(*best, "area_column", "its cells are codes of the ONS");
  }
  for (const Profile& profile : profiles_) {
    const bool code = HasWord(profile.heading, {"code", "organisationcode", "org"}) ||
                      HasAny(Lower(profile.heading), {"areacode", "orgcode"});
    if (!Free(profile) || !code || profile.numeric() || profile.filled == 0) continue;
    mapping_.set_area_column(profile.heading);
    return Use(profile, "area_column", "its heading speaks of codes of areas or organisations");
  }
}

bool Proposer::PickFigure(std::initializer_list<const char*> words, std::string* column,
                          const char* what) {
  for (const char* word : words) {
    for (const Profile& profile : profiles_) {
      if (!Free(profile) || !profile.numeric() || !HasWord(profile.heading, {word})) continue;
      if (HasWord(profile.heading, {"id", "limit", "ci", "rank"})) continue;
      *column = profile.heading;
      Use(profile, what,
          std::string("its cells are numbers and its heading says \"") + word + "\"");
      return true;
    }
  }
  return false;
}

void Proposer::FindFigures() {
  if (!mapping_.wide_columns().empty()) return;
  const bool denominator = PickFigure({"denominator", "eligible", "maternity"},
                                      mapping_.mutable_denominator_column(), "denominator_column");
  const bool numerator =
      PickFigure({"numerator", "count", "counts", "cases", "deaths", "events", "n"},
                 mapping_.mutable_numerator_column(), "numerator_column");
  if (numerator || denominator) return;
  if (PickFigure({"value", "values", "score", "rate", "population", "patient", "patients", "total",
                  "attendances", "weight"},
                 mapping_.mutable_value_column(), "value_column")) {
    return;
  }
  for (const Profile& profile : profiles_) {
    if (!Free(profile) || !profile.numeric() || KindOf(profile) != 0) continue;
    if (HasWord(profile.heading, {"id", "year", "rank", "code", "week", "age"})) continue;
    mapping_.set_value_column(profile.heading);
    return Use(profile, "value_column", "it is the first column of numbers that is free");
  }
}

// A column of labels that tell rows apart.
bool Proposer::IsDimension(const Profile& profile) const {
  constexpr std::size_t kMostOfAKind = 60;
  if (!Free(profile) || profile.filled == 0) return false;
  if (HasWord(profile.heading, {"id", "note", "score", "rank"})) return false;
  if (KindOf(profile) != v1::GROUP_DIMENSION_UNSPECIFIED) {
    return profile.labels.size() <= kMostOfAKind;
  }
  return !profile.numeric() && profile.labels.size() > 1 && !profile.many_labels();
}

void Proposer::FindGroup() {
  if (!mapping_.dimensions().empty()) return;  // the first of them is the group
  for (const Profile& profile : profiles_) {
    const v1::GroupDimension kind = KindOf(profile);
    if (kind == v1::GROUP_DIMENSION_UNSPECIFIED || !IsDimension(profile)) continue;
    mapping_.set_group_column(profile.heading);
    mapping_.set_group_kind(kind);
    return Use(profile, "group_column",
               "its heading speaks of " + Lower(v1::GroupDimension_Name(kind).substr(16)));
  }
}

void Proposer::FindDimensions() {
  constexpr int kMost = 8;
  for (const Profile& profile : profiles_) {
    if (!IsDimension(profile) || mapping_.dimensions_size() == kMost) continue;
    v1::Dimension dimension;
    dimension.set_name(DimensionName(profile));
    dimension.set_kind(KindOf(profile));
    dimension.set_column(profile.heading);
    *mapping_.add_dimensions() = dimension;
    Use(profile, "a dimension",
        "it has " + std::to_string(profile.labels.size()) +
            " labels that tell rows apart; use a filter instead where only one of them is wanted");
  }
}

Result<MappingProposal> Proposer::Propose() {
  FindWideColumns();
  FindPeriod();
  FindArea();
  FindFigures();
  FindGroup();
  FindDimensions();
  if (mapping_.group_column().empty() && mapping_.dimensions().empty() &&
      mapping_.area_column().empty()) {
    for (const Profile& profile : profiles_) {
      if (!Free(profile) || profile.heading.empty() || profile.filled == 0) continue;
      mapping_.set_group_column(profile.heading);
      Use(profile, "group_column", "it is the first column that is free");
      break;
    }
  }
  if (const auto wrong = CheckMapping(mapping_); !wrong.empty()) {
    return InvalidArgument("no mapping can be proposed: " + wrong.front().description +
                           "; write the mapping by hand");
  }
  MappingProposal proposal{mapping_, headings_said_};
  for (const Profile& profile : profiles_) {
    if (profile.heading.empty()) continue;
    const std::string& reason = reasons_[At(profile)];
    proposal.reasons.push_back(reason.empty() ? profile.heading + ": not used." : reason);
  }
  return proposal;
}

}  // namespace

Result<MappingProposal> ProposeMapping(std::string_view beginning, bool whole) {
  const Result<Sample> sample = SampleOf(beginning, whole);
  if (!sample.ok()) return sample.status();
  return Proposer(*sample).Propose();
}

}  // namespace fivestep::analysis
