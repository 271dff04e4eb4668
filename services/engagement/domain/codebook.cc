#include "engagement/domain/codebook.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "engagement/domain/contribution.h"
#include "fivestep/engagement/v1/error_reason.pb.h"
#include "fivestep/platform/v1/error_reason.pb.h"

namespace fivestep::engagement {
namespace {

using Codebook = v1::Codebook;
using Codes = google::protobuf::RepeatedPtrField<v1::Code>;

constexpr Transition kStates[] = {
    {0, "OpenCodebook", Codebook::STATE_OPEN},
    {Codebook::STATE_OPEN, "ReviseCodebook", Codebook::STATE_OPEN},
    {Codebook::STATE_OPEN, "ApplyCodes", Codebook::STATE_OPEN},
    {Codebook::STATE_OPEN, "CloseCodebook", Codebook::STATE_CLOSED},
};

const v1::Code* FindCode(const Codes& codes, const std::string& id) {
  const auto found = std::find_if(codes.begin(), codes.end(),
                                  [&](const v1::Code& code) { return code.code() == id; });
  return found == codes.end() ? nullptr : &*found;
}

std::string ItemPath(const std::string& field, int index) {
  return field + "[" + std::to_string(index) + "]";
}

std::vector<FieldCheck> CheckCodes(const Codes& codes) {
  std::vector<FieldCheck> checks;
  std::set<std::string> named;
  for (int i = 0; i < codes.size(); ++i) {
    const v1::Code& code = codes[i];
    const std::string path = ItemPath("codes", i);
    checks.push_back(
        {named.insert(code.code()).second, path + ".code", "Give each code an id of its own."});
    const bool has_parent =
        code.parent_code().empty() ||
        (code.parent_code() != code.code() && FindCode(codes, code.parent_code()) != nullptr);
    checks.push_back({has_parent, path + ".parent_code",
                      "Name another code of this codebook, or leave it empty."});
  }
  return checks;
}

// Whether the contribution takes a coding of this coder.
Decision CheckCoding(const v1::Contribution& contribution, const v1::ApplyCodesRequest& command) {
  if (contribution.state() == v1::Contribution::STATE_WITHDRAWN) {
    return Reject(v1::CONTRIBUTION_WITHDRAWN).With("contribution", contribution.name());
  }
  const auto& codings = contribution.codings();
  const bool replaces = std::any_of(codings.begin(), codings.end(), [&](const v1::Coding& coding) {
    return coding.codebook() == command.name() && coding.coder() == command.coder();
  });
  if (!replaces && codings.size() >= kMaxCodingsPerContribution) {
    return Reject(v1::TOO_MANY_CODINGS)
        .With("contribution", contribution.name())
        .With("limit", std::to_string(kMaxCodingsPerContribution));
  }
  return Decision();
}

// Codes that the codebook has and uses, each once.
std::vector<FieldCheck> CheckApplied(const Codebook& codebook,
                                     const v1::ApplyCodesRequest& command) {
  std::vector<FieldCheck> checks;
  for (int i = 0; i < command.codings_size(); ++i) {
    std::set<std::string> named;
    for (int c = 0; c < command.codings(i).codes_size(); ++c) {
      const std::string& id = command.codings(i).codes(c);
      const v1::Code* code = FindCode(codebook.codes(), id);
      const bool used = code != nullptr && !code->retired();
      checks.push_back({used && named.insert(id).second,
                        ItemPath(ItemPath("codings", i) + ".codes", c),
                        "Name codes of the codebook that are not retired, each once."});
    }
  }
  return checks;
}

v1::CodesApplied Applied(const v1::ContributionCodes& codes, const v1::ApplyCodesRequest& command) {
  v1::CodesApplied applied;
  applied.set_contribution(codes.contribution());
  applied.mutable_coding()->set_codebook(command.name());
  applied.mutable_coding()->set_version(command.version());
  applied.mutable_coding()->set_coder(command.coder());
  *applied.mutable_coding()->mutable_codes() = codes.codes();
  return applied;
}

}  // namespace

template <>
std::span<const Transition> TransitionsOf<v1::Codebook>() {
  return kStates;
}

Decision Decide(const v1::Codebook&, const v1::OpenCodebookRequest& command,
                const CommandContext& context) {
  if (Decision no = CheckFields(CheckCodes(command.codes())); no.rejected()) return no;
  return Emit(EventFrom<v1::CodebookOpened>(command, context));
}

Decision Decide(const v1::Codebook& codebook, const v1::ReviseCodebookRequest& command,
                const CommandContext& context) {
  if (Decision no = CheckTransition(kStates, codebook, command); no.rejected()) return no;
  std::vector<FieldCheck> checks = CheckCodes(command.codes());
  for (const v1::Code& code : codebook.codes()) {
    checks.push_back({FindCode(command.codes(), code.code()) != nullptr, "codes",
                      "Keep " + code.code() + ", or keep it as retired."});
  }
  if (Decision no = CheckFields(checks); no.rejected()) return no;
  auto revised = EventFrom<v1::CodebookRevised>(command, context);
  revised.set_version(codebook.version() + 1);
  return Emit(std::move(revised));
}

Decision Decide(const v1::Codebook& codebook, const v1::ApplyCodesRequest& command,
                const CommandContext& context) {
  if (Decision no = CheckTransition(kStates, codebook, command); no.rejected()) return no;
  if (command.version() != codebook.version()) {
    return Reject(v1::CODEBOOK_VERSION_OTHER)
        .With("codebook", command.name())
        .With("version", std::to_string(codebook.version()))
        .With("used", std::to_string(command.version()));
  }
  if (Decision no = CheckFields(CheckApplied(codebook, command)); no.rejected()) return no;
  Decision decision;
  std::set<std::string> named;
  for (const v1::ContributionCodes& codes : command.codings()) {
    const std::string& name = codes.contribution();
    if (!named.insert(name).second) {
      return Reject(v1::CONTRIBUTION_REPEATED).With("contribution", name);
    }
    const auto* contribution = context.view.Find<v1::Contribution>(name);
    if (contribution == nullptr) {
      return Reject(platform::v1::RESOURCE_NOT_FOUND).With("resource", name);
    }
    if (Decision no = CheckCoding(*contribution, command); no.rejected()) return no;
    decision.Add(Applied(codes, command));
  }
  return decision;
}

void Evolve(v1::Codebook& codebook, const v1::CodebookOpened& event) {
  EvolveTo<Codebook, v1::CodebookOpened, Codebook::STATE_OPEN>(codebook, event);
  codebook.set_version(1);
}

}  // namespace fivestep::engagement
