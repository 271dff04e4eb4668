#include "programme/domain/duty_evidence.h"

#include <algorithm>
#include <set>
#include <string>
#include <tuple>

#include "platform/core/timestamp.h"

namespace fivestep::programme {
namespace {

struct KindRule {
  pb::EvidenceKind kind;
  pb::Duty duty;
};

// Which evidence of the other contexts bears on which duty.
constexpr KindRule kKindRules[] = {
    {pb::EVIDENCE_KIND_FINDING_RECORDED, pb::DUTY_REDUCE_INEQUALITIES},
    {pb::EVIDENCE_KIND_FINDINGS_RANKED, pb::DUTY_REDUCE_INEQUALITIES},
    {pb::EVIDENCE_KIND_EQUITY_AUDIT_RECORDED, pb::DUTY_REDUCE_INEQUALITIES},
    {pb::EVIDENCE_KIND_TARGET_AREA_APPROVED, pb::DUTY_REDUCE_INEQUALITIES},
    {pb::EVIDENCE_KIND_METRICS_PAIRED, pb::DUTY_REDUCE_INEQUALITIES},
    {pb::EVIDENCE_KIND_EQUITY_AUDIT_RECORDED, pb::DUTY_PUBLIC_SECTOR_EQUALITY},
    {pb::EVIDENCE_KIND_THEME_AGREED, pb::DUTY_INVOLVEMENT},
    {pb::EVIDENCE_KIND_THEME_ENDORSED, pb::DUTY_INVOLVEMENT},
    {pb::EVIDENCE_KIND_RESPONSE_PUBLISHED, pb::DUTY_INVOLVEMENT},
    {pb::EVIDENCE_KIND_BRIEF_OPENED, pb::DUTY_INVOLVEMENT},
    {pb::EVIDENCE_KIND_SESSION_CLOSED, pb::DUTY_INVOLVEMENT},
    {pb::EVIDENCE_KIND_INTERVENTION_ENDORSED, pb::DUTY_INVOLVEMENT},
    {pb::EVIDENCE_KIND_INTERVENTION_ENDORSED, pb::DUTY_TRIPLE_AIM},
    {pb::EVIDENCE_KIND_METRIC_DEFINED, pb::DUTY_TRIPLE_AIM}};

bool IsSigned(const pb::Ehia& ehia) {
  return ehia.state() == pb::Ehia::STATE_SIGNED_OFF || ehia.state() == pb::Ehia::STATE_REVIEW_DUE;
}

bool IsAssessed(const pb::Heat& heat) {
  return heat.state() != pb::Heat::STATE_PREPARING && heat.state() != pb::Heat::STATE_ASSESSING;
}

template <class Row>
Date CreatedOn(const Row& row) {
  return DayOf(ToInstant(row.create_time()));
}

// When it came to what it is: a signature, a rating or a decision is its last change.
template <class Row>
Date ChangedOn(const Row& row) {
  return DayOf(ToInstant(row.update_time()));
}

// Collects what is held and what is not about one duty.
class Collector {
 public:
  Collector(const DutyRows& rows, const FinancialYear& year, pb::DutyEvidence& out)
      : rows_(rows), year_(year), out_(out) {}

  void AddEvidence() {
    for (const pb::Evidence& one : rows_.evidence) {
      for (const KindRule& rule : kKindRules) {
        if (rule.kind != one.kind() || rule.duty != out_.duty()) continue;
        Add(one.subject_resource(), InWords(pb::EvidenceKind_Name(one.kind()), "EVIDENCE_KIND_"),
            one.title(), CreatedOn(one), one.owning_organisation());
      }
    }
  }

  template <class Row>
  void AddRow(const Row& row, const std::string& kind, const std::string& title, const Date& day) {
    Add(row.name(), kind, title, day, row.owning_organisation());
  }

  // `gap` unless `held`.
  void Want(bool held, const std::string& gap) {
    if (!held) out_.add_gaps(gap);
  }

  bool HasEvidence(pb::EvidenceKind kind) const {
    return std::any_of(rows_.evidence.begin(), rows_.evidence.end(), [&](const auto& one) {
      return one.kind() == kind && year_.Holds(CreatedOn(one));
    });
  }

  // What the evidence of `kind` is about, up to the end of the year.
  std::set<std::string> SubjectsOf(pb::EvidenceKind kind) const {
    std::set<std::string> subjects;
    for (const pb::Evidence& one : rows_.evidence) {
      if (one.kind() == kind && CreatedOn(one) <= year_.last_day) {
        subjects.insert(one.subject_resource());
      }
    }
    return subjects;
  }

  void Finish() {
    auto* items = out_.mutable_items();
    std::sort(items->begin(), items->end(), [](const auto& a, const auto& b) {
      return std::tie(a.item_date(), a.resource()) < std::tie(b.item_date(), b.resource());
    });
    for (const pb::DutyJudgement& judgement : rows_.judgements) {
      const bool about = judgement.duty() == out_.duty() &&
                         judgement.financial_year() == year_.text &&
                         judgement.state() == pb::DutyJudgement::STATE_GIVEN;
      if (about) *out_.add_judgements() = judgement;
    }
    Want(out_.judgements_size() > 0, "No officer has judged this evidence.");
  }

 private:
  void Add(const std::string& resource, const std::string& kind, const std::string& title,
           const Date& day, const std::string& organisation) {
    if (!year_.Holds(day)) return;
    pb::DutyEvidenceItem& item = *out_.add_items();
    item.set_resource(resource);
    item.set_kind(kind);
    item.set_title(title);
    item.set_item_date(ToText(day));
    item.set_owning_organisation(organisation);
  }

  const DutyRows& rows_;
  const FinancialYear& year_;
  pb::DutyEvidence& out_;
};

// What was assessed by the end of the year: by a signed EHIA or an assessment recorded as a whole.
std::set<std::string> AssessedSubjects(const DutyRows& rows) {
  std::set<std::string> assessed;
  for (const pb::Ehia& ehia : rows.ehias) {
    if (IsSigned(ehia)) assessed.insert(ehia.details().about());
  }
  for (const auto& one : rows.equity_assessments) assessed.insert(one.target_area());
  return assessed;
}

void CollectEquality(const DutyRows& rows, Collector& out) {
  for (const pb::Ehia& ehia : rows.ehias) {
    if (IsSigned(ehia))
      out.AddRow(ehia, "EHIA signed off", ehia.details().title(), ChangedOn(ehia));
    out.Want(ehia.state() != pb::Ehia::STATE_DRAFTED,
             "The EHIA " + ehia.name() + " is not signed off.");
    out.Want(ehia.state() != pb::Ehia::STATE_REVIEW_DUE,
             "The EHIA " + ehia.name() + " is due for review.");
  }
  for (const auto& one : rows.equity_assessments) {
    out.AddRow(one, "equity assessment", one.title(), CreatedOn(one));
  }
  for (const auto& matrix : rows.planning_matrices) {
    if (matrix.state() != pb::PlanningMatrix::STATE_CLOSED) continue;
    out.AddRow(matrix, "planning matrix", matrix.details().title(), ChangedOn(matrix));
  }
  const std::set<std::string> assessed = AssessedSubjects(rows);
  for (const auto kind :
       {pb::EVIDENCE_KIND_TARGET_AREA_APPROVED, pb::EVIDENCE_KIND_INTERVENTION_ENDORSED}) {
    for (const std::string& subject : out.SubjectsOf(kind)) {
      out.Want(assessed.contains(subject), "No signed EHIA is about " + subject + ".");
    }
  }
}

void CollectInequalities(const DutyRows& rows, Collector& out) {
  for (const pb::Heat& heat : rows.heats) {
    if (!IsAssessed(heat)) continue;
    out.AddRow(heat, "HEAT assessment", heat.details().title(), ChangedOn(heat));
    out.Want(heat.state() != pb::Heat::STATE_REVIEW_DUE,
             "The HEAT assessment " + heat.name() + " is due for review.");
  }
  out.Want(out.HasEvidence(pb::EVIDENCE_KIND_EQUITY_AUDIT_RECORDED),
           "No equity audit was recorded in the year.");
  out.Want(!out.SubjectsOf(pb::EVIDENCE_KIND_TARGET_AREA_APPROVED).empty(),
           "No target area is approved.");
  for (const pb::FollowedInequality& one : rows.inequalities) {
    out.Want(!one.approved() || !one.pair_evidence().empty(),
             "No pair of level and gap follows " + one.target_area() + ".");
  }
}

void CollectInvolvement(const DutyRows& rows, Collector& out) {
  for (const pb::Commitment& commitment : rows.commitments) {
    if (commitment.state() == pb::Commitment::STATE_LAPSED) continue;
    out.AddRow(commitment, "commitment of a stakeholder", commitment.details().title(),
               CreatedOn(commitment));
  }
  out.Want(out.HasEvidence(pb::EVIDENCE_KIND_THEME_AGREED),
           "No theme of what people said was agreed in the year.");
  out.Want(out.HasEvidence(pb::EVIDENCE_KIND_RESPONSE_PUBLISHED),
           "No response to what people said was published in the year.");
  out.Want(out.HasEvidence(pb::EVIDENCE_KIND_SESSION_CLOSED),
           "No co-design session was held in the year.");
}

void CollectTripleAim(const DutyRows& rows, Collector& out) {
  for (const pb::Decision& decision : rows.decisions) {
    out.AddRow(decision, "decision", decision.title(), CreatedOn(decision));
  }
  bool with_figures = false;
  for (const pb::BusinessCase& one : rows.business_cases) {
    if (one.state() != pb::BusinessCase::STATE_APPROVED) continue;
    out.AddRow(one, "business case approved", one.details().title(), ChangedOn(one));
    with_figures = with_figures || one.has_figures();
  }
  const bool balanced =
      std::any_of(rows.evidence.begin(), rows.evidence.end(), [](const pb::Evidence& one) {
        const auto& criteria = one.criteria();
        return std::find(criteria.begin(), criteria.end(),
                         pb::CRITERION_BALANCING_MEASURE_DEFINED) != criteria.end();
      });
  out.Want(balanced, "No balancing measure shows whether something else got worse.");
  out.Want(with_figures, "No approved business case shows what the work costs and returns.");
}

}  // namespace

std::string_view LawOf(pb::Duty duty) {
  switch (duty) {
    case pb::DUTY_PUBLIC_SECTOR_EQUALITY:
      return "Public sector equality duty (Equality Act 2010, section 149)";
    case pb::DUTY_REDUCE_INEQUALITIES:
      return "Reduction of inequalities in access and outcomes (National Health Service Act 2006, "
             "section 14Z35)";
    case pb::DUTY_INVOLVEMENT:
      return "Public involvement and consultation (National Health Service Act 2006, section "
             "14Z45)";
    case pb::DUTY_TRIPLE_AIM:
      return "Wider effect of decisions on health and wellbeing, quality and sustainable use of "
             "resources (National Health Service Act 2006, section 14Z43)";
    default:
      return "";
  }
}

pb::GetDutyEvidenceResponse MakeDutyEvidence(const DutyRows& rows, const FinancialYear& year) {
  pb::GetDutyEvidenceResponse response;
  response.set_statement(std::string(kDutyStatement));
  for (int number = pb::Duty_MIN + 1; number <= pb::Duty_MAX; ++number) {
    pb::DutyEvidence& duty = *response.add_duties();
    duty.set_duty(static_cast<pb::Duty>(number));
    duty.set_law(std::string(LawOf(duty.duty())));
    Collector out(rows, year, duty);
    out.AddEvidence();
    switch (duty.duty()) {
      case pb::DUTY_PUBLIC_SECTOR_EQUALITY:
        CollectEquality(rows, out);
        break;
      case pb::DUTY_REDUCE_INEQUALITIES:
        CollectInequalities(rows, out);
        break;
      case pb::DUTY_INVOLVEMENT:
        CollectInvolvement(rows, out);
        break;
      default:
        CollectTripleAim(rows, out);
    }
    out.Finish();
  }
  return response;
}

}  // namespace fivestep::programme
