#include "analysis/analysis_service.h"

#include "analysis/area_gradient.h"
#include "analysis/data_set_upload.h"
#include "analysis/domain/data_set.h"
#include "analysis/domain/equity_audit.h"
#include "analysis/domain/figure_supply.h"
#include "analysis/domain/finding.h"
#include "analysis/domain/indicator.h"
#include "analysis/domain/ranking.h"
#include "analysis/domain/reference_data.h"
#include "analysis/domain/target_area.h"
#include "analysis/equity_audit_preparation.h"
#include "analysis/figure_preparation.h"
#include "analysis/finding_chart.h"
#include "analysis/finding_preparation.h"
#include "analysis/population_publication.h"
#include "analysis/processing_record.h"
#include "analysis/ranking_preparation.h"
#include "analysis/reactions/note_equity_assessment.h"
#include "analysis/reference_data_upload.h"
#include "analysis/views/figure_supplies.h"
#include "analysis/views/released_cells.h"
#include "analysis/views/theme_voices.h"
#include "fivestep/analysis/v1/analysis_service.pb.h"

namespace fivestep::analysis {
namespace {

const google::protobuf::ServiceDescriptor* Service() {
  return v1::GetFindingRequest::descriptor()->file()->FindServiceByName("AnalysisService");
}

void AddDataSets(ServiceModel& model) {
  model.Upload<v1::ImportDataSetRequest>(OpenDataSetUpload);
  model.InternalCommand<v1::DataSet, v1::RegisterDataSetRequest>(Decide);
  model.Command<v1::DataSet, v1::WithdrawDataSetRequest>(Decide);
  model.Event<v1::DataSet, v1::DataSetImported>(Evolve);
  model.Event<v1::DataSet, v1::DataSetSuperseded>(Evolve);
  model.Event<v1::DataSet, v1::DataSetWithdrawn>(Evolve);
  model.PreparedCommand<v1::DataSet, v1::PublishPopulationRequest, v1::TabulateDataSetResponse>(
      PreparePopulation, Decide);
  model.Event<v1::DataSet, v1::PopulationPublished>(Evolve);
  model.Query<v1::TabulateDataSetRequest, v1::TabulateDataSetResponse>(TabulateDataSet);
  model.Query<v1::GetProcessingRecordRequest, v1::ProcessingRecord>(GetProcessingRecord);
}

void AddFigureSupplies(ServiceModel& model) {
  model.PreparedCommand<v1::FigureSupply, v1::SupplyFiguresRequest, v1::PreparedFigures>(
      PrepareFigures, Decide);
  model.PreparedCommand<v1::FigureSupply, v1::RenewFiguresRequest, v1::PreparedFigures>(
      PrepareRenewedFigures, Decide);
  model.Command<v1::FigureSupply, v1::EndFigureSupplyRequest>(Decide);
  model.Event<v1::FigureSupply, v1::FiguresSupplied>(Evolve);
  model.Event<v1::FigureSupply, v1::FiguresNotRenewed>(Evolve);
  model.Event<v1::FigureSupply, v1::FigureSupplyEnded>(Evolve);
  model.View(FigureSuppliesView());
  model.HandsOver({kFigureSuppliesView, kHandOverPrefix});
}

void AddReferenceData(ServiceModel& model) {
  model.Upload<v1::LoadReferenceDataRequest>(OpenReferenceDataUpload);
  model.InternalCommand<v1::ReferenceData, v1::RegisterReferenceDataRequest>(Decide);
  model.Event<v1::ReferenceData, v1::ReferenceDataLoaded>(Evolve);
  model.Event<v1::ReferenceData, v1::ReferenceDataSuperseded>(Evolve);
}

void AddIndicators(ServiceModel& model) {
  model.Command<v1::Indicator, v1::DefineIndicatorRequest>(Decide);
  model.Command<v1::Indicator, v1::ReviseIndicatorRequest>(Decide);
  model.Event<v1::Indicator, v1::IndicatorDefined>(Evolve);
  model.Event<v1::Indicator, v1::IndicatorRevised>(Evolve);
}

void AddFindings(ServiceModel& model) {
  model.PreparedCommand<v1::Finding, v1::RecordFindingRequest, v1::PreparedFinding>(PrepareFinding,
                                                                                    Decide);
  model.Event<v1::Finding, v1::FindingRecorded>(Evolve);
  model.Query<v1::AnalyseIndicatorRequest, v1::AnalyseIndicatorResponse>(AnalyseIndicator);
  model.Query<v1::AnalyseAreaGradientRequest, v1::AreaGradient>(AnalyseAreaGradient);
  model.Query<v1::GetFindingChartRequest, v1::GetFindingChartResponse>(GetFindingChart);
  model.View(ReleasedCellsView());
  model.Query<v1::ListReleasedCellsRequest, v1::ListReleasedCellsResponse>(ListReleasedCells);
}

void AddEquityAudits(ServiceModel& model) {
  model.PreparedCommand<v1::EquityAudit, v1::RecordEquityAuditRequest, v1::PreparedEquityAudit>(
      PrepareEquityAudit, Decide);
  model.Event<v1::EquityAudit, v1::EquityAuditRecorded>(Evolve);
  model.Event<v1::AuditLine, v1::AuditLineRecorded>(Evolve);
  model.Event<v1::EmergingInequality, v1::EmergingInequalityRaised>(Evolve);
}

void AddRankings(ServiceModel& model) {
  model.View(ThemeVoicesView());
  model.Command<v1::Ranking, v1::OpenRankingRequest>(Decide);
  model.Command<v1::Ranking, v1::ReviseWeightsRequest>(Decide);
  model.Command<v1::Ranking, v1::ScoreFindingRequest>(Decide);
  model.Command<v1::Ranking, v1::DeclareInterestsRequest>(Decide);
  model.Command<v1::Ranking, v1::PlaceFindingRequest>(Decide);
  model.PreparedCommand<v1::Ranking, v1::CloseRankingRequest, v1::PreparedRanking>(PrepareRanking,
                                                                                   Decide);
  model.Event<v1::Ranking, v1::InterestsDeclared>(Evolve);
  model.Event<v1::Ranking, v1::FindingPlaced>(Evolve);
  model.Event<v1::Ranking, v1::RankingOpened>(Evolve);
  model.Event<v1::Ranking, v1::WeightsRevised>(Evolve);
  model.Event<v1::Ranking, v1::FindingScored>(Evolve);
  model.Event<v1::Ranking, v1::FindingsRanked>(Evolve);
}

void AddTargetAreas(ServiceModel& model) {
  model.Command<v1::TargetArea, v1::DefineTargetAreaRequest>(Decide);
  model.Command<v1::TargetArea, v1::ApproveTargetAreaRequest>(Decide);
  model.Command<v1::TargetArea, v1::DeclineTargetAreaRequest>(Decide);
  model.InternalCommand<v1::TargetArea, v1::NoteEquityAssessmentRequest>(Decide);
  model.React<programme::v1::EquityAssessmentRecorded, v1::NoteEquityAssessmentRequest>(
      "note-equity-assessment", "programme", NoteEquityAssessment);
  model.React<programme::v1::EhiaSignedOff, v1::NoteEquityAssessmentRequest>("note-ehia",
                                                                             "programme", NoteEhia);
  model.React<programme::v1::HeatStageCompleted, v1::NoteEquityAssessmentRequest>(
      "note-heat-stage", "programme", NoteHeatStage);
  model.Event<v1::TargetArea, v1::TargetAreaDefined>(Evolve);
  model.Event<v1::TargetArea, v1::TargetAreaAssessed>(Evolve);
  model.Event<v1::TargetArea, v1::TargetAreaSuperseded>(Evolve);
  model.Event<v1::TargetArea, v1::TargetAreaApproved>(Evolve);
  model.Event<v1::TargetArea, v1::TargetAreaDeclined>(Evolve);
}

}  // namespace

ServiceModel MakeModel() {
  ServiceModel model("analysis", Service());
  AddDataSets(model);
  AddFigureSupplies(model);
  AddReferenceData(model);
  AddIndicators(model);
  AddFindings(model);
  AddEquityAudits(model);
  AddRankings(model);
  AddTargetAreas(model);
  // Programmes are what everything here belongs to, and findings answer themes.
  model.Follow("programme");
  model.Follow("engagement");
  return model;
}

}  // namespace fivestep::analysis
