#include "platform/rpc/validation.h"

#include <google/protobuf/descriptor.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "fivestep/platform/v1/error_reason.pb.h"
#include "fivestep/platform/v1/options.pb.h"
#include "platform/core/decision.h"
#include "platform/rpc/field_checks.h"

namespace fivestep {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using platform::v1::FieldRule;

// Fields named in the sentence; the details name them all.
constexpr size_t kFieldsInSentence = 5;

std::string KeyText(const Message& entry) {
  const FieldDescriptor* key = entry.GetDescriptor()->map_key();
  const auto* reflection = entry.GetReflection();
  if (key->type() == FieldDescriptor::TYPE_STRING) return reflection->GetString(entry, key);
  return ValueText(entry, key, -1);
}

class Validator {
 public:
  explicit Validator(const ValidationContext& context) : context_(context) {}

  void Visit(const Message& message, const std::string& prefix) {
    if (const std::string problem = WellKnownProblem(message); !problem.empty()) {
      // The path of a well-known value is that of its field, without the dot.
      const std::string path = prefix.substr(0, prefix.size() - 1);
      return Add(path, "`" + path + "` " + problem);
    }
    const auto* type = message.GetDescriptor();
    for (int i = 0; i < type->field_count(); ++i) VisitField(message, type->field(i), prefix);
  }
  std::vector<FieldViolation> Take() { return std::move(violations_); }

 private:
  void VisitField(const Message& message, const FieldDescriptor* field, const std::string& prefix) {
    if (violations_.size() >= static_cast<size_t>(kMaxViolations)) return;
    const std::string path = prefix + field->name();
    const FieldRule& rule = field->options().GetExtension(platform::v1::rule);
    if (IsAbsent(message, field)) {
      if (rule.required()) Add(path, MissingProblem(path, rule.hint()));
      return;
    }
    if (!field->is_repeated()) return VisitValue(message, field, -1, rule, path);
    const int size = message.GetReflection()->FieldSize(message, field);
    const int limit = rule.max_items() > 0 ? rule.max_items() : kMaxItems;
    if (size > limit) {
      Add(path, "`" + path + "` has " + std::to_string(size) + " items; at most " +
                    std::to_string(limit) + " are taken: send the rest in another request.");
      return;
    }
    for (int i = 0; i < size; ++i) {
      VisitValue(message, field, i, rule, path + "[" + ItemText(message, field, i) + "]");
    }
  }

  static std::string ItemText(const Message& message, const FieldDescriptor* field, int index) {
    if (!field->is_map()) return std::to_string(index);
    return KeyText(message.GetReflection()->GetRepeatedMessage(message, field, index));
  }

  // `index` -1: the field is singular.
  void VisitValue(const Message& message, const FieldDescriptor* field, int index,
                  const FieldRule& rule, const std::string& path) {
    const auto* reflection = message.GetReflection();
    switch (field->cpp_type()) {
      case FieldDescriptor::CPPTYPE_MESSAGE:
        Visit(index < 0 ? reflection->GetMessage(message, field)
                        : reflection->GetRepeatedMessage(message, field, index),
              path + ".");
        break;
      case FieldDescriptor::CPPTYPE_STRING:
        VisitText(index < 0 ? reflection->GetString(message, field)
                            : reflection->GetRepeatedString(message, field, index),
                  field, rule, path);
        break;
      case FieldDescriptor::CPPTYPE_ENUM:
        Add(path, EnumProblem(message, field, index, path));
        break;
      case FieldDescriptor::CPPTYPE_BOOL:
        break;
      default:
        Add(path, NumberProblem(message, field, index, rule, path));
    }
  }

  void VisitText(const std::string& text, const FieldDescriptor* field, const FieldRule& rule,
                 const std::string& path) {
    const bool is_bytes = field->type() == FieldDescriptor::TYPE_BYTES;
    const int limit = rule.max_bytes() > 0 ? rule.max_bytes() : (is_bytes ? 0 : kMaxTextBytes);
    if (limit > 0 && text.size() > static_cast<size_t>(limit)) {
      return Add(path, "`" + path + "` is " + std::to_string(text.size()) +
                           " bytes long; at most " + std::to_string(limit) +
                           " are taken: shorten it.");
    }
    if (is_bytes) return;
    if (field->is_repeated() && text.empty()) {
      return Add(path, "`" + path + "` is empty: fill it in or leave the item out.");
    }
    if (field->options().HasExtension(platform::v1::link)) {
      const bool any = context_.any_programme_allowed && path == "parent";
      const auto& link = field->options().GetExtension(platform::v1::link);
      return Add(path, NameProblem(text, link, context_.programme, any, path));
    }
    Add(path, TextProblem(text, field->name(), path));
  }

  // An empty problem is none.
  void Add(const std::string& path, std::string problem) {
    if (!problem.empty()) violations_.push_back({path, std::move(problem)});
  }

  const ValidationContext& context_;
  std::vector<FieldViolation> violations_;
};

std::string FieldList(const std::vector<FieldViolation>& violations) {
  std::string list;
  for (size_t i = 0; i < std::min(violations.size(), kFieldsInSentence); ++i) {
    if (i > 0) list += ", ";
    list += violations[i].field;
  }
  return violations.size() > kFieldsInSentence ? list + ", …" : list;
}

}  // namespace

Status ValidateRequest(const Message& request, const ValidationContext& context) {
  Validator validator(context);
  validator.Visit(request, "");
  std::vector<FieldViolation> violations = validator.Take();
  if (violations.empty()) return OkStatus();
  Status status =
      StatusOf(platform::v1::INVALID_FIELDS,
               {{"count", std::to_string(violations.size())}, {"fields", FieldList(violations)}});
  status.SetViolations(std::move(violations));
  return status;
}

}  // namespace fivestep
