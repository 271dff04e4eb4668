// Requests of every method as a hostile or broken caller may send them: they are read and checked
// without a crash, and whatever is found wrong has a field and a sentence.
#include "system/requests.h"

#include <google/protobuf/descriptor.h>

#include "fivestep/platform/v1/admin_service.pb.h"
#include "fivestep/platform/v1/audit_service.pb.h"
#include "fivestep/platform/v1/people_service.pb.h"
#include "fuzz/fuzz.h"
#include "platform/core/resource_name.h"
#include "platform/rpc/page_token.h"
#include "platform/rpc/validation.h"
#include "system/calls.h"

namespace fivestep::testing {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::Message;
using google::protobuf::ServiceDescriptor;

constexpr char kProgramme[] = "programmes/p1";

struct GoodRequest {
  const Descriptor* type;
  std::string bytes;
};

void AddRequests(const ServiceDescriptor* service, std::vector<GoodRequest>& requests) {
  for (int i = 0; i < service->method_count(); ++i) {
    const Descriptor* type = service->method(i)->input_type();
    requests.push_back({type, FilledRequest(type, kProgramme)->SerializeAsString()});
  }
}

std::vector<GoodRequest> AllRequests() {
  std::vector<GoodRequest> requests;
  for (const char* context : kContexts) AddRequests(ServiceOf(context), requests);
  AddRequests(platform::v1::GetStatusRequest::descriptor()->file()->service(0), requests);
  AddRequests(platform::v1::ReadEventsRequest::descriptor()->file()->service(0), requests);
  AddRequests(platform::v1::GetPersonRequest::descriptor()->file()->service(0), requests);
  return requests;
}

class FuzzRequests : public Fuzz {
 protected:
  // A request whose bytes were changed, or null when they are no message any more.
  std::unique_ptr<Message> Mutant(const GoodRequest& good) {
    const std::string& other = chance_.Pick(requests_).bytes;
    std::unique_ptr<Message> request = NewMessage(good.type);
    return request->ParseFromString(Mutate(good.bytes, other, chance_)) ? std::move(request)
                                                                        : nullptr;
  }

  const std::vector<GoodRequest> requests_ = AllRequests();
};

TEST_F(FuzzRequests, AreTakenOrRefusedWithAFieldAndASentence) {
  int64_t refused = 0;
  Run([&] {
    const std::unique_ptr<Message> request = Mutant(chance_.Pick(requests_));
    if (request == nullptr) return;
    const ValidationContext context{.programme = chance_.OneIn(2) ? kProgramme : "",
                                    .any_programme_allowed = chance_.OneIn(2)};
    const Status status = ValidateRequest(*request, context);
    if (status.ok()) return;
    ++refused;
    EXPECT_EQ(status.code(), Code::kInvalidArgument);
    EXPECT_FALSE(status.violations().empty());
    EXPECT_LE(status.violations().size(), static_cast<size_t>(kMaxViolations));
    for (const FieldViolation& violation : status.violations()) {
      EXPECT_FALSE(violation.field.empty()) << request->ShortDebugString();
      EXPECT_FALSE(violation.description.empty()) << request->ShortDebugString();
    }
  });
  EXPECT_GT(refused, 0);
}

TEST_F(FuzzRequests, AnswerAnyPageTokenWithAPlaceOrARefusal) {
  const std::string last = "programmes/p1/themes/a-theme";
  Run([&] {
    const GoodRequest& good = chance_.Pick(requests_);
    const auto* field = good.type->FindFieldByName("page_token");
    if (field == nullptr) return;
    const std::unique_ptr<Message> request = NewMessage(good.type);
    ASSERT_TRUE(request->ParseFromString(good.bytes));
    const std::string token = MakePageToken(*request, last);
    const std::string mutant = Mutate(token, last, chance_);
    request->GetReflection()->SetString(request.get(), field, mutant);
    const Result<std::string> read = ReadPageToken(*request);
    EXPECT_TRUE(mutant != token || (read.ok() && *read == last));
    EXPECT_TRUE(read.ok() || read.status().reason() == "PAGE_TOKEN_INVALID") << mutant;
  });
}

TEST_F(FuzzRequests, GiveResourceNamesThatAreRefusedOrSayTheSameAgain) {
  const std::vector<std::string> names{
      "programmes/p1", "programmes/smoke-free-start/themes/help-is-out-of-reach",
      "programmes/p1/sessions/s-1/ballots/b9", "programmes/-/dataSets/d"};
  Run([&] {
    const std::string text = MutantOf(names);
    (void)ProgrammeOf(text);
    ResourceName name;
    if (!ResourceName::Parse(text, name, /*allow_wildcard=*/chance_.OneIn(2))) return;
    EXPECT_EQ(name.text(), text);
    EXPECT_FALSE(name.id().empty());
    EXPECT_FALSE(name.collection().empty());
    EXPECT_FALSE(name.row_key().empty());
    EXPECT_TRUE(name.parent().empty() || text.starts_with(name.parent() + "/"));
    EXPECT_TRUE(name.programme().empty() || name.programme() == ProgrammeOf(text));
  });
}

}  // namespace
}  // namespace fivestep::testing
