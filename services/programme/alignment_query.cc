#include "programme/alignment_query.h"

#include <algorithm>
#include <string>

#include "programme/row_scan.h"

namespace fivestep::programme {
namespace {

using Columns = google::protobuf::RepeatedPtrField<v1::AlignmentColumn>;

// The place of the column, which is added when it is not there.
int PlaceOf(Columns& columns, const std::string& organisation, const std::string& framework,
            const std::string& priority) {
  for (int i = 0; i < columns.size(); ++i) {
    const v1::AlignmentColumn& one = columns[i];
    if (one.organisation() == organisation && one.framework() == framework &&
        one.priority() == priority) {
      return i;
    }
  }
  v1::AlignmentColumn& added = *columns.Add();
  added.set_organisation(organisation);
  added.set_framework(framework);
  added.set_priority(priority);
  return columns.size() - 1;
}

std::string InText(const v1::AlignmentColumn& column) {
  const std::string& who =
      column.organisation().empty() ? column.framework() : column.organisation();
  return column.priority().empty() ? who : who + ": " + column.priority();
}

void AddColumns(const v1::Programme& programme, const std::vector<v1::Stakeholder>& stakeholders,
                Columns& columns) {
  for (const v1::OrganisationalPriority& one : programme.organisational_priorities()) {
    PlaceOf(columns, one.organisation(), "", one.priority());
  }
  for (const v1::Stakeholder& stakeholder : stakeholders) {
    if (stakeholder.state() != v1::Stakeholder::STATE_ACTIVE) continue;
    for (const std::string& priority : stakeholder.details().priorities()) {
      PlaceOf(columns, stakeholder.details().organisation(), "", priority);
    }
  }
  for (const std::string_view framework : kNamedFrameworks) {
    PlaceOf(columns, "", std::string(framework), "");
  }
}

void AddRow(const v1::ProgrammeOutcome& outcome, v1::GetAlignmentMatrixResponse& matrix) {
  v1::AlignmentRow& row = *matrix.add_rows();
  row.set_programme_outcome(outcome.name());
  row.set_title(outcome.details().title());
  for (int i = 0; i < matrix.columns_size(); ++i) row.add_cells()->set_column_index(i);
  for (const v1::Alignment& alignment : outcome.alignments()) {
    v1::AlignmentCell& cell =
        *row.mutable_cells(PlaceOf(*matrix.mutable_columns(), alignment.organisation(),
                                   alignment.framework(), alignment.priority()));
    cell.set_strength(alignment.strength());
    cell.set_explanation(alignment.explanation());
  }
}

void AddEmptyCells(v1::GetAlignmentMatrixResponse& matrix) {
  for (const v1::AlignmentRow& row : matrix.rows()) {
    for (const v1::AlignmentCell& cell : row.cells()) {
      if (cell.strength() != v1::ALIGNMENT_STRENGTH_UNSPECIFIED) continue;
      matrix.add_empty_cells(row.title() + " / " + InText(matrix.columns(cell.column_index())));
    }
  }
  matrix.set_empty_cell_count(matrix.empty_cells_size());
  for (int i = 0; i < matrix.columns_size(); ++i) {
    const auto& rows = matrix.rows();
    const bool served = std::any_of(rows.begin(), rows.end(), [i](const v1::AlignmentRow& row) {
      return row.cells(i).strength() == v1::ALIGNMENT_STRENGTH_PARTIAL ||
             row.cells(i).strength() == v1::ALIGNMENT_STRENGTH_STRONG;
    });
    if (!served) matrix.add_unserved_columns(InText(matrix.columns(i)));
  }
}

}  // namespace

v1::GetAlignmentMatrixResponse MakeAlignmentMatrix(
    const v1::Programme& programme, const std::vector<v1::Stakeholder>& stakeholders,
    const std::vector<v1::ProgrammeOutcome>& outcomes) {
  v1::GetAlignmentMatrixResponse matrix;
  AddColumns(programme, stakeholders, *matrix.mutable_columns());
  const auto in_use = [](const v1::ProgrammeOutcome& outcome) {
    return outcome.state() == v1::ProgrammeOutcome::STATE_SET;
  };
  // Every column is known before the first row is written.
  for (const v1::ProgrammeOutcome& outcome : outcomes) {
    if (!in_use(outcome)) continue;
    for (const v1::Alignment& one : outcome.alignments()) {
      PlaceOf(*matrix.mutable_columns(), one.organisation(), one.framework(), one.priority());
    }
  }
  for (const v1::ProgrammeOutcome& outcome : outcomes) {
    if (in_use(outcome)) AddRow(outcome, matrix);
  }
  AddEmptyCells(matrix);
  return matrix;
}

Result<v1::GetAlignmentMatrixResponse> AnswerAlignmentMatrix(
    const v1::GetAlignmentMatrixRequest& request, const ReadContext& context) {
  const auto programme = context.Get<v1::Programme>(request.parent());
  if (!programme.ok()) return programme.status();
  return MakeAlignmentMatrix(
      *programme, ReadRows<v1::Stakeholder>(context, request.parent(), "stakeholders"),
      ReadRows<v1::ProgrammeOutcome>(context, request.parent(), "programmeOutcomes"));
}

}  // namespace fivestep::programme
