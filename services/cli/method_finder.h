// From the words of a command line to a method, with help for words that are nearly right.
#ifndef FIVESTEP_CLI_METHOD_FINDER_H_
#define FIVESTEP_CLI_METHOD_FINDER_H_

#include <google/protobuf/descriptor.h>

#include <string>
#include <vector>

#include "cli/remote_schema.h"
#include "platform/core/status.h"

namespace fivestep::cli {

// What the words after `call` say.
struct MethodWords {
  std::string context;
  std::string service;  // full name, or empty for the context's main service
  std::string method;   // empty: list the methods
  std::string request;  // as written; empty: none
};

// `service` and the `words` after it. `engagement`, `engagement admin`, or a full service name of a
// context. INVALID_ARGUMENT when no context can be told.
Result<MethodWords> ReadMethodWords(const std::string& service,
                                    const std::vector<std::string>& words);

// The service that the words mean. `fivestep.<context>.…` is the main one.
Result<const google::protobuf::ServiceDescriptor*> FindServiceOf(const MethodWords& words,
                                                                 RemoteSchema& schema);

// INVALID_ARGUMENT with names that are near, or with all names when none is.
Result<const google::protobuf::MethodDescriptor*> FindMethodOf(
    const google::protobuf::ServiceDescriptor& service, const std::string& method);

// Those of `names` that a person may have meant by `word`, the nearest first; at most five.
std::vector<std::string> NearMatches(const std::string& word,
                                     const std::vector<std::string>& names);

// Letters to insert, delete or replace to make one of the other, ignoring case (Levenshtein).
int EditDistance(const std::string& one, const std::string& other);

}  // namespace fivestep::cli

#endif  // FIVESTEP_CLI_METHOD_FINDER_H_
