// The alignment matrix: outcomes by what organisations have promised and frameworks ask for.
#ifndef FIVESTEP_PROGRAMME_ALIGNMENT_QUERY_H_
#define FIVESTEP_PROGRAMME_ALIGNMENT_QUERY_H_

#include <string_view>
#include <vector>

#include "fivestep/programme/v1/partnership.pb.h"
#include "fivestep/programme/v1/programme.pb.h"
#include "platform/eventlog/reader.h"

namespace fivestep::programme {

// The frameworks that every matrix is held against; alignments may name more.
inline constexpr std::string_view kNamedFrameworks[] = {
    "Core20PLUS5 (adults)", "Core20PLUS5 (children and young people)",
    "Five strategic priorities for tackling health inequalities", "Joint forward plan",
    "Joint local health and wellbeing strategy"};

// The matrix of `outcomes`. Columns are the programme's priorities, those of its stakeholders, the
// named frameworks, and what else an alignment names; each once, in this order. A cell that nobody
// has filled is listed in words.
v1::GetAlignmentMatrixResponse MakeAlignmentMatrix(
    const v1::Programme& programme, const std::vector<v1::Stakeholder>& stakeholders,
    const std::vector<v1::ProgrammeOutcome>& outcomes);

// Of what the caller may see. Errors: NOT_FOUND.
Result<v1::GetAlignmentMatrixResponse> AnswerAlignmentMatrix(
    const v1::GetAlignmentMatrixRequest& request, const ReadContext& context);

}  // namespace fivestep::programme

#endif  // FIVESTEP_PROGRAMME_ALIGNMENT_QUERY_H_
