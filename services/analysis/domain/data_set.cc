#include "analysis/domain/data_set.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "analysis/domain/figure_supply.h"
#include "analysis/domain/visibility.h"
#include "analysis/import/column_mapping.h"
#include "fivestep/analysis/v1/error_reason.pb.h"
#include "fivestep/platform/v1/error_reason.pb.h"
#include "platform/core/date.h"

namespace fivestep::analysis {
namespace {

// Gathers what a header does not say, and dates that are none.
class HeaderCheck {
 public:
  explicit HeaderCheck(const v1::DataSetHeader& header) : header_(header) {}

  Status Run() {
    CheckDates();
    CheckProcessing();
    CheckPopulation();
    for (const FieldViolation& wrong : CheckMapping(header_.mapping())) {
      Add("header.mapping." + wrong.field, wrong.description);
    }
    constexpr size_t kMaxHeaderBytes = 12 * 1024;
    if (header_.ByteSizeLong() > kMaxHeaderBytes) {
      Add("header", "it is larger than 12 KiB: map fewer columns, or shorten its texts");
    }
    if (violations_.empty()) return OkStatus();
    std::string fields;
    for (const FieldViolation& violation : violations_) {
      fields += (fields.empty() ? "" : ", ") + violation.field;
    }
    Status status = StatusOf(v1::HEADER_INCOMPLETE, {{"fields", fields}});
    status.SetViolations(std::move(violations_));
    return status;
  }

 private:
  void Add(std::string field, std::string what) {
    violations_.push_back({std::move(field), std::move(what)});
  }
  std::optional<Date> CheckDate(const std::string& field, const std::string& text) {
    const auto date = ParseDate(text);
    if (!date) Add(field, "write a day as 2024-03-31");
    return date;
  }
  void CheckDates() {
    const auto start = CheckDate("header.period_start_date", header_.period_start_date());
    const auto end = CheckDate("header.period_end_date", header_.period_end_date());
    if (start && end && *end < *start) {
      Add("header.period_end_date", "it lies before the first day");
    }
  }
  void CheckProcessing() {
    const v1::Processing& processing = header_.processing();
    const auto need = [this](const std::string& value, const char* field, const char* what) {
      if (value.empty()) Add(std::string("header.") + field, what);
    };
    need(header_.source(), "source", "say where the file comes from");
    need(processing.purpose(), "processing.purpose", "say what the figures are used for");
    need(processing.controller(), "processing.controller",
         "name the organisation that decides on their use");
    need(processing.agreement(), "processing.agreement",
         "name the data sharing agreement, or the terms of publication");
    CheckDate("header.processing.retention_date", processing.retention_date());
    if (processing.opt_out() == v1::OPT_OUT_HANDLING_UNSPECIFIED) {
      Add("header.processing.opt_out", "say how the national data opt-out was respected");
    }
    const bool exempt = processing.opt_out() == v1::OPT_OUT_HANDLING_EXEMPT;
    const bool person = header_.mapping().row_meaning() == v1::ROW_MEANING_PERSON;
    if (exempt && processing.opt_out_statement().empty()) {
      Add("header.processing.opt_out_statement", "say which exemption was used");
    }
    if (person && processing.opt_out() == v1::OPT_OUT_HANDLING_DOES_NOT_APPLY &&
        processing.opt_out_statement().empty()) {
      Add("header.processing.opt_out_statement",
          "rows are persons: say why the opt-out does not apply to them");
    }
  }
  void CheckPopulation() {
    if (header_.population().basis() == v1::POPULATION_BASIS_UNSPECIFIED) {
      Add("header.population.basis",
          "say whether residents, registered patients or service users "
          "are counted");
    }
    bool deprivation = false;
    bool ethnicity = false;
    bool areas = !header_.mapping().area_column().empty();
    for (const LabelPlace& label : LabelsOf(header_.mapping())) {
      deprivation |= label.kind == v1::GROUP_DIMENSION_DEPRIVATION;
      ethnicity |= label.kind == v1::GROUP_DIMENSION_ETHNICITY;
      areas |= label.kind == v1::GROUP_DIMENSION_AREA;
    }
    if (deprivation && header_.deprivation_edition().empty()) {
      Add("header.deprivation_edition",
          "say of which index its deciles or fifths are, for example "
          "IMD 2019");
    }
    if (ethnicity && header_.population().ethnicity_scheme().empty()) {
      Add("header.population.ethnicity_scheme",
          "say which classification its ethnic groups are of, for example 2001 census, 16+1");
    }
    if (areas && header_.lsoa_vintage() == v1::LSOA_VINTAGE_UNSPECIFIED) {
      Add("header.lsoa_vintage", "say which LSOAs its areas are, LSOA_VINTAGE_NONE if none");
    }
  }

  const v1::DataSetHeader& header_;
  std::vector<FieldViolation> violations_;
};

}  // namespace

Status CheckHeader(const v1::DataSetHeader& header) { return HeaderCheck(header).Run(); }

bool HasFigure(const v1::ColumnMapping& mapping, v1::FigureKind figure) {
  const auto is_it = [figure](const auto& one) { return one.figure() == figure; };
  const bool person = mapping.row_meaning() == v1::ROW_MEANING_PERSON;
  const bool column =
      (figure == v1::FIGURE_KIND_NUMERATOR && !mapping.numerator_column().empty()) ||
      (figure == v1::FIGURE_KIND_DENOMINATOR &&
       (person || !mapping.denominator_column().empty())) ||
      (figure == v1::FIGURE_KIND_VALUE && mapping.figure_rules().empty() &&
       !mapping.value_column().empty());
  return column ||
         std::any_of(mapping.wide_columns().begin(), mapping.wide_columns().end(), is_it) ||
         std::any_of(mapping.figure_rules().begin(), mapping.figure_rules().end(), is_it);
}

Decision Decide(const v1::DataSet& data_set, const v1::RegisterDataSetRequest& command,
                const CommandContext& context) {
  if (data_set.state() != v1::DATA_SET_STATE_UNSPECIFIED) {
    return Reject(platform::v1::RESOURCE_EXISTS).With("resource", command.data_set());
  }
  const std::string& last_day = command.header().processing().retention_date();
  if (last_day < ToText(DayOf(context.now))) {
    return Reject(v1::RETENTION_OVER).With("date", last_day);
  }
  v1::DataSetImported imported;
  imported.set_data_set(command.data_set());
  *imported.mutable_header() = command.header();
  imported.set_blob_digest(command.blob_digest());
  *imported.mutable_groups() = command.groups();
  *imported.mutable_periods() = command.periods();
  imported.set_area_count(command.area_count());
  *imported.mutable_quality_report() = command.quality_report();
  imported.set_visibility(VisibilityOr(command.visibility()));
  imported.set_source_digest(command.source_digest());
  *imported.mutable_dimensions() = command.dimensions();
  imported.set_version(1);
  const std::string& before = command.header().supersedes();
  if (before.empty()) return Emit(std::move(imported));
  const auto* earlier = context.view.Find<v1::DataSet>(before);
  if (earlier == nullptr) {
    return Reject(platform::v1::RESOURCE_NOT_FOUND).With("resource", before);
  }
  if (!earlier->superseded_by().empty()) {
    return Reject(v1::VERSION_SUPERSEDED)
        .With("resource", before)
        .With("superseded_by", earlier->superseded_by());
  }
  // Data sets of before versions were numbered are first ones.
  imported.set_version(std::max(earlier->version(), 1) + 1);
  v1::DataSetSuperseded superseded;
  superseded.set_data_set(before);
  superseded.set_superseded_by(command.data_set());
  Decision decision = Emit(imported, std::move(superseded));
  AddRenewals(command, imported, context, decision);
  return decision;
}

Decision Decide(const v1::DataSet& data_set, const v1::WithdrawDataSetRequest& command,
                const CommandContext& context) {
  if (data_set.state() == v1::DATA_SET_STATE_WITHDRAWN) {
    return Reject(v1::DATA_SET_WITHDRAWN).With("data_set", command.name());
  }
  v1::DataSetWithdrawn withdrawn;
  withdrawn.set_data_set(command.name());
  withdrawn.set_reason(command.reason());
  return Emit(std::move(withdrawn));
}

void Evolve(v1::DataSet& data_set, const v1::DataSetImported& event) {
  data_set.set_name(event.data_set());
  data_set.set_title(event.header().title());
  data_set.set_state(v1::DATA_SET_STATE_IMPORTED);
  *data_set.mutable_header() = event.header();
  data_set.set_blob_digest(event.blob_digest());
  *data_set.mutable_groups() = event.groups();
  *data_set.mutable_periods() = event.periods();
  data_set.set_area_count(event.area_count());
  *data_set.mutable_quality_report() = event.quality_report();
  data_set.set_visibility(event.visibility());
  data_set.set_source_digest(event.source_digest());
  *data_set.mutable_dimensions() = event.dimensions();
  data_set.set_version(event.version());
}

void Evolve(v1::DataSet& data_set, const v1::DataSetSuperseded& event) {
  data_set.set_superseded_by(event.superseded_by());
}

void Evolve(v1::DataSet& data_set, const v1::DataSetWithdrawn& event) {
  data_set.set_state(v1::DATA_SET_STATE_WITHDRAWN);
  data_set.set_withdrawal_reason(event.reason());
}

void Evolve(v1::DataSet& data_set, const v1::PopulationPublished&) {
  data_set.set_population_published(true);
}

}  // namespace fivestep::analysis
