#include "analysis/figure_preparation.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "analysis/data_set_reading.h"
#include "analysis/domain/cell_table.h"
#include "analysis/domain/disclosure.h"
#include "analysis/domain/figure_supply.h"
#include "analysis/domain/group_counts.h"
#include "analysis/domain/period_days.h"
#include "analysis/domain/population.h"
#include "analysis/measurement.h"
#include "fivestep/analysis/v1/error_reason.pb.h"
#include "platform/audit/sha256.h"
#include "platform/core/decision.h"

namespace fivestep::analysis {
namespace {

// The exact counts of one group in one period.
struct ExactCell {
  std::string group;
  std::string period;
  Sum numerator;
  Sum denominator;
  bool withheld = false;
};

// Versions that follow one another at most; a longer chain is a circle.
constexpr int kMaxVersions = 1'000;

// One supply of one data set.
class Supplying {
 public:
  Supplying(const v1::Indicator& indicator, const v1::DataSet& data_set, const v1::FigureCut& cut,
            const ReadContext& context)
      : indicator_(indicator), data_set_(data_set), cut_(cut), context_(context) {}

  Result<v1::FiguresSupplied> Prepare();

 private:
  const DisclosureRule& Rule() const {
    return RuleFor(data_set_.header().disclosure_profile(), data_set_.header().geography_level());
  }
  bool IsPlanned() const {
    return (cut_.dimension().empty() || cut_.dimension() == "group") && cut_.filters().empty();
  }
  Result<std::vector<ExactCell>> PlannedCells() const;
  Result<std::vector<ExactCell>> OtherCells() const;
  Status List(const std::vector<ExactCell>& cells, v1::FiguresSupplied& supplied) const;
  Status ListPeriods(const std::vector<ExactCell>& cells, v1::FiguresSupplied& supplied) const;
  v1::SuppliedFigures FiguresOf(const std::vector<ExactCell>& cells,
                                const v1::FiguresSupplied& supplied) const;
  Status Seal(const v1::SuppliedFigures& figures, v1::FiguresSupplied& supplied) const;
  Status TooLarge(int64_t limit, const std::string& what) const {
    return StatusOf(v1::SUPPLY_TOO_LARGE, {{"limit", std::to_string(limit)}, {"what", what}});
  }

  const v1::Indicator& indicator_;
  const v1::DataSet& data_set_;
  const v1::FigureCut& cut_;
  const ReadContext& context_;
};

// Groups for one period at a time, as findings have them: what is withheld of each period is that
// of the release plan.
Result<std::vector<ExactCell>> Supplying::PlannedCells() const {
  OpenTables tables(&context_);
  const auto table = tables.Of(data_set_);
  if (!table.ok()) return table.status();
  std::vector<std::string> periods((*table)->periods().words().begin(),
                                   (*table)->periods().words().end());
  if (periods.empty()) periods.emplace_back();
  if (periods.size() > kMaxSuppliedPeriods) return TooLarge(kMaxSuppliedPeriods, "periods");
  std::vector<ExactCell> cells;
  for (const std::string& period : periods) {
    const RowSelection selection{data_set_.name(), period, cut_.area()};
    const auto counts = AddUpByGroup(**table, selection);
    if (!counts.ok()) return counts.status();
    const auto withheld = tables.WithheldOf(data_set_, selection);
    if (!withheld.ok()) return withheld.status();
    for (const GroupCounts& one : *counts) {
      const bool is_withheld =
          withheld->numerators.contains(one.group) || withheld->denominators.contains(one.group);
      cells.push_back({one.group, period, one.numerator, one.denominator, is_withheld});
    }
  }
  return cells;
}

// By other dimensions, as TabulateDataSet adds them up; refused where it refuses them.
Result<std::vector<ExactCell>> Supplying::OtherCells() const {
  if (Rule().secondary == SecondaryMethod::kFurtherCells) {
    return StatusOf(v1::CUT_NOT_PLANNED,
                    {{"data_set", data_set_.name()},
                     {"why",
                      "its disclosure profile shows exact counts, and cells by further "
                      "dimensions would give withheld ones away"}});
  }
  CellQuestion question;
  question.data_set = data_set_.name();
  question.dimensions = {cut_.dimension().empty() ? "group" : cut_.dimension()};
  if (data_set_.periods_size() > 0) question.dimensions.emplace_back("period");
  if (!cut_.area().empty()) question.filters.push_back({"area", {cut_.area()}});
  for (const v1::LabelFilter& filter : cut_.filters()) {
    question.filters.push_back(
        {filter.dimension(), {filter.labels().begin(), filter.labels().end()}});
  }
  const BlobTable table(context_, data_set_.blob_digest(), data_set_.name());
  const auto sums = AddUpCells(table, question);
  if (!sums.ok()) return sums.status();
  std::vector<ExactCell> cells;
  for (std::size_t i = 0; i < sums->cells.size(); ++i) {
    const TableCell cell = sums->cells[i];
    const std::string period = question.dimensions.size() > 1 ? sums->label(cell, 1) : "";
    cells.push_back({sums->label(cell, 0), period, cell.numerator, cell.denominator, false});
  }
  return cells;
}

// Takes the groups of the indicator, all where it names none, and every period.
Status Supplying::List(const std::vector<ExactCell>& cells, v1::FiguresSupplied& supplied) const {
  const auto& wanted = indicator_.definition().groups();
  std::vector<std::string> groups;
  for (const ExactCell& cell : cells) {
    const bool known = std::find(groups.begin(), groups.end(), cell.group) != groups.end();
    const bool is_wanted =
        wanted.empty() || std::find(wanted.begin(), wanted.end(), cell.group) != wanted.end();
    if (!known && is_wanted) groups.push_back(cell.group);
    if (groups.size() > kMaxSuppliedGroups) return TooLarge(kMaxSuppliedGroups, "groups");
  }
  if (groups.empty()) {
    return StatusOf(v1::GROUPS_NOT_IN_DATA_SET,
                    {{"data_set", data_set_.name()}, {"indicator", indicator_.name()}});
  }
  for (std::string& group : groups) supplied.add_groups(std::move(group));
  return ListPeriods(cells, supplied);
}

Status Supplying::ListPeriods(const std::vector<ExactCell>& cells,
                              v1::FiguresSupplied& supplied) const {
  bool any = false;
  for (const ExactCell& cell : cells) {
    const auto& known = supplied.periods();
    const bool is_known = std::any_of(known.begin(), known.end(), [&cell](const auto& period) {
      return period.label() == cell.period;
    });
    if (is_known) continue;
    v1::SuppliedPeriod& period = *supplied.add_periods();
    period.set_label(cell.period);
    const v1::DataSetHeader& header = data_set_.header();
    // The whole file is about the days of its header where no column names periods.
    const auto days = cell.period.empty()
                          ? PeriodDays{header.period_start_date(), header.period_end_date()}
                          : DaysOfPeriod(cell.period).value_or(PeriodDays{});
    period.set_start_date(days.first);
    period.set_end_date(days.last);
    any |= !days.first.empty();
    if (supplied.periods_size() > kMaxSuppliedPeriods) {
      return TooLarge(kMaxSuppliedPeriods, "periods");
    }
  }
  if (any) return OkStatus();
  return StatusOf(v1::PERIODS_NOT_READABLE,
                  {{"data_set", data_set_.name()}, {"period", supplied.periods(0).label()}});
}

v1::SuppliedFigures Supplying::FiguresOf(const std::vector<ExactCell>& cells,
                                         const v1::FiguresSupplied& supplied) const {
  std::map<std::string, int> groups;
  std::map<std::string, int> periods;
  for (int i = 0; i < supplied.groups_size(); ++i) groups[supplied.groups(i)] = i;
  for (int i = 0; i < supplied.periods_size(); ++i) periods[supplied.periods(i).label()] = i;
  v1::SuppliedFigures figures;
  for (const ExactCell& cell : cells) {
    const auto group = groups.find(cell.group);
    if (group == groups.end()) continue;
    v1::SuppliedCell& one = *figures.add_cells();
    one.set_group(static_cast<uint32_t>(group->second));
    one.set_period(static_cast<uint32_t>(periods[cell.period]));
    one.set_state(cell.numerator.state() != v1::RELEASE_STATE_RELEASED ? cell.numerator.state()
                                                                       : cell.denominator.state());
    one.set_numerator(cell.numerator.total);
    one.set_denominator(cell.denominator.total);
    one.set_withheld(cell.withheld || IsWithheld(cell.numerator.total, Rule()) ||
                     IsWithheld(cell.denominator.total, Rule()));
  }
  return figures;
}

// The blob lies on this service's disk before the event that names it is committed: from there it
// is brought to the restricted stream, however often that takes.
Status Supplying::Seal(const v1::SuppliedFigures& figures, v1::FiguresSupplied& supplied) const {
  const auto sealed = context_.SealRestricted(figures.SerializeAsString(),
                                              FiguresIdentity(data_set_.name(), indicator_.name()));
  if (!sealed.ok()) return sealed.status();
  const Sha256Digest digest = Sha256(*sealed);
  supplied.set_digest(std::string(digest.begin(), digest.end()));
  auto blob = context_.WriteBlob(*sealed, data_set_.name());
  if (!blob.ok()) return blob.status();
  supplied.set_blob_digest(std::move(*blob));
  return OkStatus();
}

Result<v1::FiguresSupplied> Supplying::Prepare() {
  // Before anything slow is done.
  if (const auto key = context_.SealRestricted("", ""); !key.ok()) return key.status();
  FIVESTEP_RETURN_IF_ERROR(CheckUsable(data_set_));
  FIVESTEP_RETURN_IF_ERROR(CheckPopulations(indicator_, data_set_));
  const auto cells = IsPlanned() ? PlannedCells() : OtherCells();
  if (!cells.ok()) return cells.status();
  v1::FiguresSupplied supplied;
  supplied.set_indicator(indicator_.name());
  supplied.set_indicator_version(indicator_.definition_version());
  supplied.set_indicator_kind(indicator_.definition().kind());
  supplied.set_data_set(data_set_.name());
  supplied.set_data_set_version(std::max(data_set_.version(), 1));
  supplied.set_data_set_digest(data_set_.blob_digest());
  *supplied.mutable_cut() = cut_;
  supplied.set_disclosure_profile(data_set_.header().disclosure_profile());
  FIVESTEP_RETURN_IF_ERROR(List(*cells, supplied));
  if (supplied.ByteSizeLong() > kMaxSuppliedBytes) {
    return TooLarge(kMaxSuppliedBytes / 1024, "KiB of names");
  }
  FIVESTEP_RETURN_IF_ERROR(Seal(FiguresOf(*cells, supplied), supplied));
  return supplied;
}

Status Superseded(const v1::DataSet& data_set) {
  return StatusOf(v1::SUPPLY_SUPERSEDED,
                  {{"data_set", data_set.name()}, {"superseded_by", data_set.superseded_by()}});
}

Result<v1::PreparedFigures> Prepared(const std::string& indicator_name, const v1::DataSet& data_set,
                                     const v1::FigureCut& cut, const ReadContext& context) {
  const auto indicator = context.Get<v1::Indicator>(indicator_name);
  if (!indicator.ok()) return indicator.status();
  auto supplied = Supplying(*indicator, data_set, cut, context).Prepare();
  if (!supplied.ok()) return supplied.status();
  v1::PreparedFigures prepared;
  *prepared.mutable_supplied() = std::move(*supplied);
  return prepared;
}

Result<v1::FiguresSupplied> Renewed(const std::string& supply_name, const v1::DataSet& next,
                                    const ReadContext& context) {
  const auto supply = context.Get<v1::FigureSupply>(supply_name);
  if (!supply.ok()) return supply.status();
  auto prepared = Prepared(supply->indicator(), next, supply->cut(), context);
  if (!prepared.ok()) return prepared.status();
  return std::move(*prepared->mutable_supplied());
}

}  // namespace

std::string FiguresIdentity(const std::string& data_set, const std::string& indicator) {
  return data_set + "\n" + indicator;
}

Result<v1::PreparedFigures> PrepareFigures(const v1::SupplyFiguresRequest& request,
                                           const ReadContext& context) {
  const auto data_set = context.Get<v1::DataSet>(request.data_set());
  if (!data_set.ok()) return data_set.status();
  if (!data_set->superseded_by().empty()) return Superseded(*data_set);
  return Prepared(request.indicator(), *data_set, request.cut(), context);
}

Result<v1::PreparedFigures> PrepareRenewedFigures(const v1::RenewFiguresRequest& request,
                                                  const ReadContext& context) {
  const auto supply = context.Get<v1::FigureSupply>(request.name());
  if (!supply.ok()) return supply.status();
  if (supply->state() == v1::FIGURE_SUPPLY_STATE_ENDED) {
    return StatusOf(v1::FIGURE_SUPPLY_ENDED, {{"figure_supply", request.name()}});
  }
  auto data_set = context.Get<v1::DataSet>(supply->data_set());
  for (int i = 0; data_set.ok() && !data_set->superseded_by().empty(); ++i) {
    if (i == kMaxVersions) return Superseded(*data_set);
    const std::string next = data_set->superseded_by();
    data_set = context.Get<v1::DataSet>(next);
  }
  if (!data_set.ok()) return data_set.status();
  return Prepared(supply->indicator(), *data_set, supply->cut(), context);
}

google::protobuf::RepeatedPtrField<v1::PreparedRenewal> PrepareRenewals(
    const v1::DataSet& next, const ReadContext& context) {
  google::protobuf::RepeatedPtrField<v1::PreparedRenewal> renewals;
  v1::StoredSupplies fed;
  // A value that cannot be read is one that nobody wrote.
  (void)fed.ParseFromString(
      context.GetViewValue(kFigureSuppliesView, kFedPrefix + next.header().supersedes()));
  for (const std::string& name : fed.figure_supplies()) {
    v1::PreparedRenewal& renewal = *renewals.Add();
    renewal.set_figure_supply(name);
    auto supplied = Renewed(name, next, context);
    if (supplied.ok()) {
      *renewal.mutable_supplied() = std::move(*supplied);
    } else {
      renewal.set_reason(supplied.status().message());
    }
  }
  return renewals;
}

}  // namespace fivestep::analysis
