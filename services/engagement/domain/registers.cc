#include "engagement/domain/registers.h"

#include "engagement/domain/formats.h"
#include "engagement/domain/released_count.h"
#include "platform/core/date.h"

namespace fivestep::engagement {
namespace {

using Source = v1::InsightSource;
using Research = v1::ResearchProject;
using Barrier = v1::Barrier;
using Message = v1::Communication;

constexpr Transition kSourceStates[] = {
    {0, "RecordInsightSource", Source::STATE_CURRENT},
    {Source::STATE_CURRENT, "RetireInsightSource", Source::STATE_RETIRED},
};

constexpr Transition kResearchStates[] = {
    {0, "PlanResearch", Research::STATE_PLANNED},
    {Research::STATE_PLANNED, "ApproveResearch", Research::STATE_APPROVED},
    {Research::STATE_APPROVED, "ReportResearch", Research::STATE_REPORTED},
    {Research::STATE_REPORTED, "ReturnFindings", Research::STATE_RETURNED},
    {Research::STATE_PLANNED, "StopResearch", Research::STATE_STOPPED},
    {Research::STATE_APPROVED, "StopResearch", Research::STATE_STOPPED},
};

constexpr Transition kBarrierStates[] = {
    {0, "RecordBarrier", Barrier::STATE_RECORDED},
    {Barrier::STATE_RECORDED, "AgreeRemedy", Barrier::STATE_REMEDY_AGREED},
    {Barrier::STATE_REMEDY_AGREED, "AgreeRemedy", Barrier::STATE_REMEDY_AGREED},
    {Barrier::STATE_REMEDY_AGREED, "RemoveBarrier", Barrier::STATE_REMOVED},
    {Barrier::STATE_RECORDED, "AcceptBarrier", Barrier::STATE_ACCEPTED},
    {Barrier::STATE_REMEDY_AGREED, "AcceptBarrier", Barrier::STATE_ACCEPTED},
};

constexpr Transition kCommunicationStates[] = {
    {0, "DraftCommunication", Message::STATE_DRAFTED},
    {Message::STATE_DRAFTED, "TestCommunication", Message::STATE_TESTED},
    {Message::STATE_TESTED, "TestCommunication", Message::STATE_TESTED},
    {Message::STATE_TESTED, "SendCommunication", Message::STATE_SENT},
    {Message::STATE_SENT, "ReportCommunicationReach", Message::STATE_SENT},
    {Message::STATE_DRAFTED, "StopCommunication", Message::STATE_STOPPED},
    {Message::STATE_TESTED, "StopCommunication", Message::STATE_STOPPED},
};

FieldCheck HasCome(const std::string& field, const std::string& value, Instant now) {
  const auto day = ParseDate(value);
  return {!day || *day <= DayOf(now), field, "Give a day that has come."};
}

}  // namespace

template <>
std::span<const Transition> TransitionsOf<v1::InsightSource>() {
  return kSourceStates;
}
template <>
std::span<const Transition> TransitionsOf<v1::ResearchProject>() {
  return kResearchStates;
}
template <>
std::span<const Transition> TransitionsOf<v1::Barrier>() {
  return kBarrierStates;
}
template <>
std::span<const Transition> TransitionsOf<v1::Communication>() {
  return kCommunicationStates;
}

std::vector<FieldCheck> CheckSource(const v1::RecordInsightSourceRequest& command,
                                    const CommandContext& context) {
  const auto start = ParseDate(command.period_start_date());
  const auto end = ParseDate(command.period_end_date());
  return {IsDay("period_start_date", command.period_start_date()),
          IsDay("period_end_date", command.period_end_date()),
          {!start || !end || *start <= *end, "period_end_date",
           "The last day must not be before the first."},
          HasCome("period_start_date", command.period_start_date(), context.now)};
}

std::vector<FieldCheck> CheckReturn(const v1::ReturnFindingsRequest& command,
                                    const CommandContext&) {
  return CheckFormats(command.formats(), "formats");
}

std::vector<FieldCheck> CheckRemedy(const v1::AgreeRemedyRequest& command,
                                    const CommandContext& context) {
  const auto day = ParseDate(command.due_date());
  return {IsDay("due_date", command.due_date()),
          {!day || *day > DayOf(context.now), "due_date", "Give a day to come."}};
}

std::vector<FieldCheck> CheckDraft(const v1::DraftCommunicationRequest& command,
                                   const CommandContext&) {
  return CheckFormats(command.formats(), "formats");
}

std::vector<FieldCheck> CheckSent(const v1::SendCommunicationRequest& command,
                                  const CommandContext& context) {
  return {IsDay("sent_date", command.sent_date()),
          HasCome("sent_date", command.sent_date(), context.now)};
}

Decision Decide(const v1::Communication& communication,
                const v1::ReportCommunicationReachRequest& command, const CommandContext& context) {
  if (Decision no = CheckTransition(kCommunicationStates, communication, command); no.rejected()) {
    return no;
  }
  auto reported = EventFrom<v1::CommunicationReachReported>(command, context);
  *reported.mutable_reached_count() = Release(command.people_count());
  return Emit(reported);
}

}  // namespace fivestep::engagement
