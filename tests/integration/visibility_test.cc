// Whoever asks for another organisation sees what is shared and nothing else: every method that
// reads, of every context, over resources that random commands made.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <string>

#include "contract/models.h"
#include "fivestep/platform/v1/operation.pb.h"
#include "fivestep/platform/v1/options.pb.h"
#include "integration/random_writer.h"
#include "platform/core/resource_name.h"
#include "platform/eventlog/descriptors.h"
#include "platform/eventlog/read_context.h"
#include "platform/rpc/resource_types.h"
#include "platform/rpc/row_query.h"
#include "system/calls.h"

namespace fivestep::testing {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::Message;
using google::protobuf::MethodDescriptor;

constexpr int kCommands = 600;

Caller Of(const std::string& organisation, std::vector<std::string> roles) {
  Caller caller;
  caller.id = organisation + "-somebody";
  caller.organisation = organisation;
  caller.roles = std::move(roles);
  return caller;
}

const Caller kOwner = Of("charity", {"engagement-lead"});
const Caller kStranger = Of("trust", {"engagement-lead", "analyst", "facilitator", "metric-owner",
                                      "board-member", "auditor", "community-partner"});
const Caller kManager = Of("trust", {"programme-manager"});

// Whether resources of the collection are of a type that the link takes.
bool HasCollection(const platform::v1::Link& link, const std::string& collection) {
  return std::any_of(link.type().begin(), link.type().end(), [&](const std::string& type) {
    const auto found = ResourceCollections().find(type);
    return found != ResourceCollections().end() && found->second.ends_with(collection);
  });
}

class Visibility : public ::testing::TestWithParam<size_t> {
 protected:
  Visibility() : writer_(contract::Models()[GetParam()]) {
    std::mt19937 random(20'261'128);
    for (int i = 0; i < kCommands; ++i) {
      (void)writer_.Run(static_cast<uint16_t>(random()), random(), kOwner);
    }
  }

  std::unique_ptr<ReadContext> ContextOf(const Caller& caller) {
    return MakeReadContext(&writer_.log().log(), &writer_.model(), nullptr, caller,
                           writer_.log().clock().Now());
  }
  // Names of all rows of all collections that the caller sees.
  std::set<std::string> SeenBy(const Caller& caller) {
    std::set<std::string> names;
    const auto context = ContextOf(caller);
    for (const MethodDescriptor* method : Methods()) {
      const auto query = RowQuery::Make(method);
      if (!query.ok() || *query == nullptr || !(*query)->is_list()) continue;
      const auto request = NewMessage(method->input_type());
      const auto* parent = request->GetDescriptor()->FindFieldByName("parent");
      if (parent == nullptr) continue;
      std::vector<std::string> parents = {kRandomProgramme};
      parents.insert(parents.end(), names.begin(), names.end());
      for (const std::string& name : parents) {
        request->GetReflection()->SetString(request.get(), parent, name);
        const auto page = (*query)->Read(*request, *context);
        if (!page.ok()) continue;
        for (const auto& resource : page->resources) names.insert(NameIn(*resource));
      }
    }
    return names;
  }
  std::vector<const MethodDescriptor*> Methods() {
    std::vector<const MethodDescriptor*> methods;
    const auto* service = ServiceOf(writer_.model().context());
    for (int i = 0; i < service->method_count(); ++i) methods.push_back(service->method(i));
    return methods;
  }
  static std::string NameIn(const Message& resource) { return StringField(resource, "name"); }

  // What is its owner's alone, with the owner; and what is a part of it.
  std::map<std::string, std::string> Private(const std::set<std::string>& all) {
    std::map<std::string, std::string> own;
    const auto context = ContextOf(kManager);
    for (const std::string& name : all) {
      const auto row = context->GetRow(name);
      if (!row.ok()) continue;
      const auto* field = row->resource->GetDescriptor()->FindFieldByName("visibility");
      const bool is_own =
          field != nullptr && row->resource->GetReflection()->GetEnumValue(*row->resource, field) ==
                                  platform::v1::VISIBILITY_OWNER;
      if (is_own) own[name] = StringField(*row->resource, "owning_organisation");
    }
    for (const std::string& name : all) {
      for (const auto& [whole, owner] : std::map<std::string, std::string>(own)) {
        if (name.starts_with(whole + "/")) own[name] = owner;
      }
    }
    return own;
  }

  RandomWriter writer_;
};

TEST_P(Visibility, HidesWhatIsTheOwnersFromEverybodyElse) {
  // The programme's manager sees everything.
  const std::set<std::string> all = SeenBy(kManager);
  const auto own = Private(all);
  ASSERT_FALSE(own.empty()) << "no command made anything that is its owner's alone";
  std::set<std::string> shared;
  std::set<std::string> for_the_owner;
  for (const std::string& name : all) {
    const auto found = own.find(name);
    if (found == own.end()) shared.insert(name);
    if (found == own.end() || found->second == kOwner.organisation) for_the_owner.insert(name);
  }
  EXPECT_LT(shared.size(), for_the_owner.size());
  EXPECT_EQ(SeenBy(kStranger), shared);
  EXPECT_EQ(SeenBy(kOwner), for_the_owner);
}

// Every method that reads one resource answers a stranger as if the resource were not there.
TEST_P(Visibility, AnswersAStrangerAsIfItWereNotThere) {
  const auto own = Private(SeenBy(kManager));
  const auto context = ContextOf(kStranger);
  int asked = 0;
  for (const MethodDescriptor* method : Methods()) {
    const Descriptor* type = method->input_type();
    const auto* field = type->FindFieldByName("name");
    const QueryRule* rule = writer_.model().FindQuery(type);
    const auto query = RowQuery::Make(method);
    const bool reads = rule != nullptr || (query.ok() && *query != nullptr);
    if (field == nullptr || !reads) continue;
    for (const auto& [name, owner] : own) {
      ResourceName parsed;
      const auto& link = field->options().GetExtension(platform::v1::link);
      if (!ResourceName::Parse(name, parsed) || !HasCollection(link, parsed.collection())) continue;
      const auto request = NewMessage(type);
      request->GetReflection()->SetString(request.get(), field, name);
      const Status status = rule != nullptr ? rule->answer(*request, *context).status()
                                            : (*query)->Read(*request, *context).status();
      EXPECT_EQ(status.code(), Code::kNotFound) << method->name() << " of " << name;
      ++asked;
    }
  }
  EXPECT_GT(asked, 0);
}

INSTANTIATE_TEST_SUITE_P(Contexts, Visibility,
                         ::testing::Range<size_t>(0, contract::Models().size()),
                         [](const auto& context) {
                           return contract::Models()[context.param].context();
                         });

}  // namespace
}  // namespace fivestep::testing
