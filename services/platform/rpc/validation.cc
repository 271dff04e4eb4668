#include "platform/rpc/validation.h"

#include <google/protobuf/descriptor.h>

#include <algorithm>
#include <unordered_map>
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

// A field and what its options ask of it. Options are looked up by a search: once is enough.
struct CheckedField {
  const FieldDescriptor* field = nullptr;
  const FieldRule* rule = nullptr;
  const platform::v1::Link* link = nullptr;  // null: no name
};

// One table for each thread, so that no thread waits for another's.
const std::vector<CheckedField>& FieldsOf(const google::protobuf::Descriptor* type) {
  thread_local std::unordered_map<const google::protobuf::Descriptor*, std::vector<CheckedField>>
      known;
  const auto [place, is_new] = known.try_emplace(type);
  for (int i = 0; is_new && i < type->field_count(); ++i) {
    const FieldDescriptor* field = type->field(i);
    const auto& options = field->options();
    const bool is_link = options.HasExtension(platform::v1::link);
    place->second.push_back({field, &options.GetExtension(platform::v1::rule),
                             is_link ? &options.GetExtension(platform::v1::link) : nullptr});
  }
  return place->second;
}

class Validator {
 public:
  explicit Validator(const ValidationContext& context) : context_(context) {}

  // `above` is the field that holds the message; null for the request itself.
  void Visit(const Message& message, const FieldPath* above) {
    if (const std::string problem = WellKnownProblem(message); !problem.empty()) {
      return Add(*above, "`" + above->Text() + "` " + problem);
    }
    for (const CheckedField& field : FieldsOf(message.GetDescriptor())) {
      VisitField(field, {above, &message, field.field});
    }
  }
  std::vector<FieldViolation> Take() { return std::move(violations_); }

 private:
  void VisitField(const CheckedField& checked, FieldPath path) {
    if (violations_.size() >= static_cast<size_t>(kMaxViolations)) return;
    const FieldRule& rule = *checked.rule;
    if (IsAbsent(*path.message, path.field)) {
      if (rule.required()) Add(path, MissingProblem(path, rule.hint()));
      return;
    }
    if (!path.field->is_repeated()) return VisitValue(checked, path);
    const int size = path.message->GetReflection()->FieldSize(*path.message, path.field);
    const int limit = rule.max_items() > 0 ? rule.max_items() : kMaxItems;
    if (size > limit) {
      Add(path, "`" + path.Text() + "` has " + std::to_string(size) + " items; at most " +
                    std::to_string(limit) + " are taken: send the rest in another request.");
      return;
    }
    for (path.index = 0; path.index < size; ++path.index) VisitValue(checked, path);
  }

  void VisitValue(const CheckedField& checked, const FieldPath& path) {
    const Message& message = *path.message;
    const FieldDescriptor* field = path.field;
    const auto* reflection = message.GetReflection();
    std::string scratch;
    switch (field->cpp_type()) {
      case FieldDescriptor::CPPTYPE_MESSAGE:
        Visit(path.index < 0 ? reflection->GetMessage(message, field)
                             : reflection->GetRepeatedMessage(message, field, path.index),
              &path);
        break;
      case FieldDescriptor::CPPTYPE_STRING:
        VisitText(path.index < 0 ? reflection->GetStringReference(message, field, &scratch)
                                 : reflection->GetRepeatedStringReference(message, field,
                                                                          path.index, &scratch),
                  checked, path);
        break;
      case FieldDescriptor::CPPTYPE_ENUM:
        Add(path, EnumProblem(path));
        break;
      case FieldDescriptor::CPPTYPE_BOOL:
        break;
      default:
        Add(path, NumberProblem(path, *checked.rule));
    }
  }

  void VisitText(const std::string& text, const CheckedField& checked, const FieldPath& path) {
    const FieldRule& rule = *checked.rule;
    const bool is_bytes = path.field->type() == FieldDescriptor::TYPE_BYTES;
    const int limit = rule.max_bytes() > 0 ? rule.max_bytes() : (is_bytes ? 0 : kMaxTextBytes);
    if (limit > 0 && text.size() > static_cast<size_t>(limit)) {
      return Add(path, "`" + path.Text() + "` is " + std::to_string(text.size()) +
                           " bytes long; at most " + std::to_string(limit) +
                           " are taken: shorten it.");
    }
    if (is_bytes) return;
    if (path.field->is_repeated() && text.empty()) {
      return Add(path, "`" + path.Text() + "` is empty: fill it in or leave the item out.");
    }
    if (checked.link != nullptr) {
      const bool any = context_.any_programme_allowed && path.above == nullptr && path.index < 0 &&
                       path.field->name() == "parent";
      return Add(path, NameProblem(text, *checked.link, context_.programme, any, path));
    }
    Add(path, TextProblem(text, path.field->name(), path));
  }

  // An empty problem is none.
  void Add(const FieldPath& path, std::string problem) {
    if (!problem.empty()) violations_.push_back({path.Text(), std::move(problem)});
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
  validator.Visit(request, nullptr);
  std::vector<FieldViolation> violations = validator.Take();
  if (violations.empty()) return OkStatus();
  Status status =
      StatusOf(platform::v1::INVALID_FIELDS,
               {{"count", std::to_string(violations.size())}, {"fields", FieldList(violations)}});
  status.SetViolations(std::move(violations));
  return status;
}

}  // namespace fivestep
