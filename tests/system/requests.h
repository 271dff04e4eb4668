// Requests made from their descriptors alone: of the right shape, and broken in one way each.
#ifndef FIVESTEP_TESTS_SYSTEM_REQUESTS_H_
#define FIVESTEP_TESTS_SYSTEM_REQUESTS_H_

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

#include <functional>
#include <memory>
#include <set>
#include <string>

namespace fivestep::testing {

// A request of the right shape whose every resource name lies in `programme`; no resource of those
// names need exist.
std::unique_ptr<google::protobuf::Message> FilledRequest(const google::protobuf::Descriptor* type,
                                                         const std::string& programme);

// A filled request with one field that is not as it should be.
struct Breakage {
  std::string what;   // "oversized text"
  std::string field;  // as in a violation: `contributions[0].words.text`
  std::string hint;   // what the answer must say beside the field; may be empty
  const google::protobuf::Message& request;
};

// Calls `visit` for every breakage of every field, nested ones included. `method` says which field
// gives the programme: another programme there is no breakage.
void VisitBreakages(const google::protobuf::MethodDescriptor* method, const std::string& programme,
                    const std::function<void(const Breakage&)>& visit);

// The required fields of a message: what an empty request must be told, all at once.
std::set<std::string> RequiredFields(const google::protobuf::Descriptor* type);

// Whether a filled request names a resource beside its programme.
bool NamesAResource(const google::protobuf::Descriptor* type);

}  // namespace fivestep::testing

#endif  // FIVESTEP_TESTS_SYSTEM_REQUESTS_H_
