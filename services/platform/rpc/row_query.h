// Get and List, answered from rows by reflection: what a context declares in its proto is all that
// is needed.
#ifndef FIVESTEP_PLATFORM_RPC_ROW_QUERY_H_
#define FIVESTEP_PLATFORM_RPC_ROW_QUERY_H_

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "platform/core/status.h"
#include "platform/eventlog/reader.h"

namespace fivestep {

// Rows looked at for one page at most. A page may thus be short, or empty, and still have a next.
inline constexpr int kMaxRowsPerPage = 10'000;
// A page ends before it could outgrow what clients take in one message (4 MiB).
inline constexpr size_t kMaxPageBytes = 3 << 20;
// Resources whose personal parts are opened in one call: their names must fit the one event that
// records it.
inline constexpr int kMaxOpenedPerPage = 200;

// `GetX(GetXRequest{name}) returns (X)` or `ListXs(ListXsRequest{parent, page_size, page_token, …})
// returns (ListXsResponse{repeated X xs, next_page_token})`. Immutable after Make.
class RowQuery {
 public:
  // The rule of a method, when it is of one of these shapes; null when it is not.
  // FAILED_PRECONDITION when it is nearly so: a filter that is no field of X.
  static Result<std::unique_ptr<RowQuery>> Make(const google::protobuf::MethodDescriptor* method);

  bool is_list() const { return items_ != nullptr; }
  // Whether the caller wants the personal parts.
  bool WantsPersonal(const google::protobuf::Message& request) const;
  // Permissions named by X's personal fields, each once.
  const std::vector<std::string>& personal_permissions() const { return permissions_; }

  // The rows of the answer, and the token of the next page.
  struct Page {
    std::vector<std::unique_ptr<google::protobuf::Message>> resources;
    std::string next_page_token;
  };
  // Errors: NOT_FOUND (Get), INVALID_ARGUMENT PAGE_TOKEN_INVALID (List).
  Result<Page> Read(const google::protobuf::Message& request, const ReadContext& context) const;

  // The method's response.
  std::unique_ptr<google::protobuf::Message> Render(Page page) const;

 private:
  using Field = google::protobuf::FieldDescriptor;
  RowQuery() = default;
  Status FindFilters(const google::protobuf::MethodDescriptor* method);
  Result<Page> List(const google::protobuf::Message& request, const ReadContext& context) const;
  bool Matches(const google::protobuf::Message& request,
               const google::protobuf::Message& resource) const;

  const google::protobuf::Descriptor* resource_ = nullptr;
  const google::protobuf::Message* response_ = nullptr;  // prototype
  const Field* items_ = nullptr;                         // of the response; null for Get
  const Field* with_personal_ = nullptr;
  std::string collection_;
  std::vector<std::pair<const Field*, const Field*>> filters_;  // of the request, of the resource
  std::vector<std::string> permissions_;
};

}  // namespace fivestep

#endif  // FIVESTEP_PLATFORM_RPC_ROW_QUERY_H_
