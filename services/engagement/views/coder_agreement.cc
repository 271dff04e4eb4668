#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "engagement/domain/evidence_index.h"
#include "engagement/statistics/kappa.h"
#include "engagement/views/evidence.h"
#include "fivestep/engagement/v1/contribution.pb.h"
#include "fivestep/engagement/v1/error_reason.pb.h"
#include "platform/core/decision.h"

namespace fivestep::engagement {
namespace {

constexpr char kMethod[] =
    "Cohen's kappa (1960) for each code, seen or not seen, with the 95 % large-sample interval of "
    "Fleiss, Cohen and Everitt (1969)";

using CodeSet = std::set<std::string>;

// What both coders saw in one contribution.
struct Pair {
  std::optional<CodeSet> first;
  std::optional<CodeSet> second;
};

std::map<std::string, Pair> ReadPairs(const v1::GetCoderAgreementRequest& request, int version,
                                      const ReadContext& context) {
  std::map<std::string, Pair> pairs;
  context.ScanView(
      kEvidenceView, CodingsOf(request.name()), [&](std::string_view key, std::string_view value) {
        const CodingParts parts = PartsOfCodingKey(key);
        v1::Coding coding;
        const auto size = static_cast<int>(value.size());
        const bool used = coding.ParseFromArray(value.data(), size) && coding.version() == version;
        if (!used) return true;
        CodeSet codes(coding.codes().begin(), coding.codes().end());
        if (parts.coder == request.first_coder()) {
          pairs[parts.contribution].first = std::move(codes);
        } else if (parts.coder == request.second_coder()) {
          pairs[parts.contribution].second = std::move(codes);
        }
        return true;
      });
  std::erase_if(pairs, [&](const auto& item) {
    if (!item.second.first || !item.second.second) return true;
    const auto contribution = context.Get<v1::Contribution>(item.first);
    return !contribution.ok() || contribution->state() == v1::Contribution::STATE_WITHDRAWN;
  });
  return pairs;
}

statistics::CoderTable TableOf(const std::string& code, const std::map<std::string, Pair>& pairs) {
  statistics::CoderTable table;
  for (const auto& [contribution, pair] : pairs) {
    const bool first = pair.first->contains(code);
    const bool second = pair.second->contains(code);
    if (first && second) ++table.both;
    if (first && !second) ++table.only_first;
    if (!first && second) ++table.only_second;
    if (!first && !second) ++table.neither;
  }
  return table;
}

Result<v1::CodeAgreement> AgreementOn(const std::string& code,
                                      const std::map<std::string, Pair>& pairs) {
  const auto agreement = statistics::CohensKappa(TableOf(code, pairs));
  if (!agreement.ok()) return agreement.status();
  v1::CodeAgreement shown;
  shown.set_code(code);
  shown.set_agreement(agreement->observed);
  if (agreement->kappa) {
    shown.set_kappa(agreement->kappa->value);
    shown.set_lower_kappa(agreement->kappa->interval.lower);
    shown.set_upper_kappa(agreement->kappa->interval.upper);
  }
  return shown;
}

}  // namespace

Result<v1::GetCoderAgreementResponse> AnswerCoderAgreement(
    const v1::GetCoderAgreementRequest& request, const ReadContext& context) {
  const auto codebook = context.Get<v1::Codebook>(request.name());
  if (!codebook.ok()) return codebook.status();
  if (request.first_coder() == request.second_coder()) {
    return StatusOf(v1::RECORD_INCOMPLETE, {{"fields", "`second_coder`"}});
  }
  const auto pairs = ReadPairs(request, codebook->version(), context);
  v1::GetCoderAgreementResponse response;
  response.set_codebook(request.name());
  response.set_version(codebook->version());
  response.set_contribution_count(static_cast<int>(pairs.size()));
  response.set_method(kMethod);
  if (pairs.empty()) return response;
  for (const v1::Code& code : codebook->codes()) {
    if (code.retired()) continue;
    auto agreement = AgreementOn(code.code(), pairs);
    if (!agreement.ok()) return agreement.status();
    *response.add_codes() = std::move(*agreement);
  }
  return response;
}

}  // namespace fivestep::engagement
