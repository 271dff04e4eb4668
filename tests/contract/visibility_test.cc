// A partner sees what its own organisation recorded and what is shared, and nothing else: over
// every query of every service, by what the protos say.
#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <set>
#include <string>

#include "fivestep/platform/v1/operation.pb.h"
#include "fivestep/platform/v1/options.pb.h"
#include "models.h"
#include "platform/eventlog/row.h"
#include "platform/rpc/row_query.h"

namespace fivestep::contract {
namespace {

namespace v1 = platform::v1;
using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::MethodDescriptor;

constexpr char kProgramme[] = "programmes/p";
constexpr char kOwner[] = "QE1";
constexpr char kPartner[] = "RXX";

// The resource that a Get or List method answers with; null for a query of its own.
const Descriptor* AnsweredResource(const MethodDescriptor* method) {
  const auto query = RowQuery::Make(method);
  if (!query.ok() || *query == nullptr) return nullptr;
  const Descriptor* response = method->output_type();
  if (response->options().HasExtension(v1::resource)) return response;
  for (int i = 0; i < response->field_count(); ++i) {
    const Descriptor* item = response->field(i)->message_type();
    if (item != nullptr && item->options().HasExtension(v1::resource)) return item;
  }
  return nullptr;
}

std::vector<const MethodDescriptor*> Queries() {
  std::vector<const MethodDescriptor*> queries;
  for (const ServiceModel& model : Models()) {
    for (int i = 0; i < model.service()->method_count(); ++i) {
      const MethodDescriptor* method = model.service()->method(i);
      const v1::Access& access = method->options().GetExtension(v1::access);
      if (access.kind() == v1::METHOD_KIND_QUERY) queries.push_back(method);
    }
  }
  return queries;
}

// Every kind of resource that some Get or List answers with.
std::map<std::string, const Descriptor*> AnsweredResources() {
  std::map<std::string, const Descriptor*> resources;
  for (const MethodDescriptor* method : Queries()) {
    if (const Descriptor* resource = AnsweredResource(method)) {
      resources[resource->options().GetExtension(v1::resource).type()] = resource;
    }
  }
  return resources;
}

std::unique_ptr<Message> RowWith(const Descriptor* resource, v1::Visibility visibility) {
  const Message* prototype =
      google::protobuf::MessageFactory::generated_factory()->GetPrototype(resource);
  std::unique_ptr<Message> row(prototype->New());
  const FieldDescriptor* field = resource->FindFieldByName("visibility");
  if (field != nullptr) row->GetReflection()->SetEnumValue(row.get(), field, visibility);
  return row;
}

Caller CallerOf(const std::string& organisation, const std::string& role) {
  Caller caller;
  caller.organisation = organisation;
  caller.roles = {role};
  return caller;
}

// They see everything in the programmes in which they hold the role, whoever recorded it.
bool SeesAll(const std::string& role) {
  return role == "administrator" || role == "programme-manager";
}

// What is read by everybody who may call the method at all: a brief follows from a target area that
// was approved, ballots name nobody, and figures and words about a metric are released before they
// are recorded. A new kind is added here when that is looked at.
const std::set<std::string>& WithoutVisibilityOfTheirOwn() {
  static const auto* types =
      new std::set<std::string>{"ballot", "brief", "commentary", "reading", "submission"};
  return *types;
}

TEST(Visibility, CanBeSaidOfEverythingThatAQueryAnswersWith) {
  for (const auto& [type, resource] : AnsweredResources()) {
    const bool said = resource->FindFieldByName("visibility") != nullptr &&
                      resource->FindFieldByName("owning_organisation") != nullptr;
    EXPECT_EQ(said, !WithoutVisibilityOfTheirOwn().contains(type)) << type;
  }
}

TEST(Visibility, HidesFromAPartnerWhatAnotherOrganisationKeepsToItself) {
  int checked = 0;
  for (const MethodDescriptor* method : Queries()) {
    const Descriptor* resource = AnsweredResource(method);
    if (resource == nullptr || resource->FindFieldByName("visibility") == nullptr) continue;
    const auto kept = RowWith(resource, v1::VISIBILITY_OWNER);
    for (const std::string& role : method->options().GetExtension(v1::access).roles()) {
      ++checked;
      EXPECT_EQ(MayList(*kept, kOwner, CallerOf(kPartner, role), kProgramme), SeesAll(role))
          << method->full_name() << " as " << role;
      EXPECT_TRUE(MayList(*kept, kOwner, CallerOf(kOwner, role), kProgramme))
          << method->full_name() << " as " << role;
      // A role that is held elsewhere counts for nothing here.
      EXPECT_FALSE(
          MayList(*kept, kOwner, CallerOf(kPartner, role + "@programmes/other"), kProgramme))
          << method->full_name() << " as " << role;
    }
  }
  EXPECT_GT(checked, 500);
}

TEST(Visibility, ShowsAPartnerWhatIsShared) {
  for (const auto& [type, resource] : AnsweredResources()) {
    for (const auto visibility : {v1::VISIBILITY_UNSPECIFIED, v1::VISIBILITY_PROGRAMME,
                                  v1::VISIBILITY_PARTNERS, v1::VISIBILITY_PUBLIC}) {
      EXPECT_TRUE(MayList(*RowWith(resource, visibility), kOwner,
                          CallerOf(kPartner, "community-partner"), kProgramme))
          << type << " " << v1::Visibility_Name(visibility);
    }
  }
}

// A row without an organisation belongs to nobody, not to a caller without one.
TEST(Visibility, TakesNoOrganisationForNobodysOwn) {
  for (const auto& [type, resource] : AnsweredResources()) {
    if (resource->FindFieldByName("visibility") == nullptr) continue;
    EXPECT_FALSE(
        MayList(*RowWith(resource, v1::VISIBILITY_OWNER), "", CallerOf("", "analyst"), kProgramme))
        << type;
  }
}

// The queries that are no Get or List of rows read through the same context, which shows rows to
// whom they may be shown; what they take from views must be held back by the query itself. A new
// query is added here when that is looked at.
const std::set<std::string>& QueriesOfTheirOwn() {
  static const auto* names = new std::set<std::string>{"AnalyseAreaGradient",
                                                       "AnalyseIndicator",
                                                       "ExportVotes",
                                                       "GetAlignmentMatrix",
                                                       "GetAnnualReport",
                                                       "GetBoardReport",
                                                       "GetChart",
                                                       "GetCoderAgreement",
                                                       "GetDutyEvidence",
                                                       "GetFindingChart",
                                                       "GetGap",
                                                       "GetMeetingCalendar",
                                                       "GetOutlook",
                                                       "GetPartnerFile",
                                                       "GetProcessingRecord",
                                                       "GetSessionSheets",
                                                       "GetSessionSummary",
                                                       "GetThemePrevalence",
                                                       "GetThread",
                                                       "GetWithdrawalImpact",
                                                       "ListReleasedCells",
                                                       "TabulateDataSet"};
  return *names;
}

TEST(Visibility, IsLookedAtForEveryQueryOfItsOwn) {
  std::set<std::string> found;
  for (const MethodDescriptor* method : Queries()) {
    if (AnsweredResource(method) == nullptr) found.insert(method->name());
  }
  EXPECT_EQ(found, QueriesOfTheirOwn());
}

}  // namespace
}  // namespace fivestep::contract
