// Writes proto/EVENTS.md, the catalogue of all events, out of the protos and their comments; or
// checks that the page says what the protos say.
//
// Usage: event_catalogue DESCRIPTOR_SET [PAGE]
//
// DESCRIPTOR_SET is what protoc writes with --include_imports and --include_source_info. Without
// PAGE the catalogue is printed. With PAGE nothing is printed, and the exit code is 1 when the page
// differs.
#include <google/protobuf/descriptor.h>
#include <google/protobuf/descriptor.pb.h>

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "fivestep/platform/v1/options.pb.h"

namespace fivestep {
namespace {

namespace v1 = platform::v1;
using google::protobuf::Descriptor;
using google::protobuf::DescriptorPool;
using google::protobuf::EnumDescriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::FileDescriptor;

constexpr char kHeading[] = R"(# Events

Every event of every context, generated from the comments and options in `proto/`. Do not edit: change the protos, then run
`cmake --build --preset release --target write_event_catalogue`. What holds for all of them is in [README.md](README.md).

In the subjects, `<programme>` is the programme's id, and `-` for an event without a programme. In the tables, *subject* is the
resource that the event is about, and names its stream; *comes from* and *leads to* carry the thread from what people said to what
was measured; *part of* and *about* only mention. *Title* is the resource's short label. *Sealed* fields arrive empty: their content
is encrypted, and is opened only by the service itself, for callers who hold the permission.
)";

// ---- Comments ----

// The paragraphs of a comment, each on one line.
std::vector<std::string> Paragraphs(const std::string& comment) {
  std::vector<std::string> paragraphs(1);
  std::istringstream lines(comment);
  for (std::string line; std::getline(lines, line);) {
    line.erase(0, line.find_first_not_of(' '));
    if (line.empty()) {
      paragraphs.emplace_back();
    } else {
      paragraphs.back() += (paragraphs.back().empty() ? "" : " ") + line;
    }
  }
  std::erase(paragraphs, "");
  return paragraphs;
}

// What stands above a declaration.
template <class Declaration>
std::vector<std::string> CommentOf(const Declaration* declaration) {
  google::protobuf::SourceLocation location;
  declaration->GetSourceLocation(&location);
  return Paragraphs(location.leading_comments);
}

// What stands above the package statement of a file: what the file is about.
std::vector<std::string> CommentOf(const FileDescriptor* file) {
  google::protobuf::SourceLocation location;
  file->GetSourceLocation({google::protobuf::FileDescriptorProto::kPackageFieldNumber}, &location);
  return Paragraphs(location.leading_comments);
}

// All of it in one cell of a table.
template <class Declaration>
std::string CellOf(const Declaration* declaration) {
  std::string cell;
  for (const std::string& paragraph : CommentOf(declaration)) {
    if (!cell.empty()) cell += ' ';
    for (const char c : paragraph) {
      if (c == '|') cell += '\\';
      cell += c;
    }
  }
  return cell;
}

// ---- Names ----

// `analysis` of `fivestep.analysis.v1`.
std::string ContextOf(const FileDescriptor* file) {
  const std::string& package = file->package();
  const size_t first = package.find('.') + 1;
  return package.substr(first, package.rfind('.') - first);
}

// `analysis.Finding.State` of `fivestep.analysis.v1.Finding.State`.
template <class Declaration>
std::string ShortName(const Declaration* declaration) {
  const FileDescriptor* file = declaration->file();
  return ContextOf(file) + declaration->full_name().substr(file->package().size());
}

// A link to the heading that has this name.
std::string LinkTo(const std::string& name) {
  std::string anchor;
  for (const char c : name) {
    if (c != '.') anchor += static_cast<char>(std::tolower(c));
  }
  return "[" + name.substr(name.find('.') + 1) + "](#" + anchor + ")";
}

bool IsOurs(const FileDescriptor* file) { return file->package().starts_with("fivestep."); }

std::string TypeOf(const FieldDescriptor* field) {
  const std::string list = field->is_repeated() ? "list of " : "";
  if (const EnumDescriptor* values = field->enum_type()) return list + LinkTo(ShortName(values));
  const Descriptor* message = field->message_type();
  if (message == nullptr) return list + field->type_name();
  return list +
         (IsOurs(message->file()) ? LinkTo(ShortName(message)) : "`" + message->full_name() + "`");
}

// ---- Options ----

std::string RoleOf(v1::LinkRole role) {
  std::string words = v1::LinkRole_Name(role).substr(std::string("LINK_ROLE_").size());
  for (char& c : words) c = c == '_' ? ' ' : static_cast<char>(std::tolower(c));
  return words;
}

std::string MarksOf(const FieldDescriptor* field) {
  const auto& options = field->options();
  std::vector<std::string> marks;
  if (options.HasExtension(v1::link)) {
    const v1::Link& link = options.GetExtension(v1::link);
    std::string mark = "*" + RoleOf(link.role()) + "*";
    for (const std::string& type : link.type()) mark += " " + type;
    marks.push_back(link.type().empty() ? mark + " any resource" : mark);
  }
  if (options.HasExtension(v1::personal)) {
    marks.push_back("*sealed*, opened with `" + options.GetExtension(v1::personal) + "`");
  }
  if (options.GetExtension(v1::title)) marks.push_back("*title*");
  std::string text;
  for (const std::string& mark : marks) text += (text.empty() ? "" : ", ") + mark;
  return text;
}

const char* EffectOf(const Descriptor* event) {
  switch (event->options().GetExtension(v1::programme_effect)) {
    case v1::PROGRAMME_EFFECT_OPENS:
      return "\nOpens its programme: from here on every context takes records for it.\n";
    case v1::PROGRAMME_EFFECT_CLOSES:
      return "\nCloses its programme: from here on every context refuses new records for it.\n";
    default:
      return "";
  }
}

// ---- The page ----

// What events are made of, in every depth.
void CollectValues(const Descriptor* message, std::set<const Descriptor*>& messages,
                   std::set<const EnumDescriptor*>& enums) {
  for (int i = 0; i < message->field_count(); ++i) {
    const FieldDescriptor* field = message->field(i);
    if (const EnumDescriptor* values = field->enum_type()) enums.insert(values);
    const Descriptor* type = field->message_type();
    if (type == nullptr || !IsOurs(type->file())) continue;
    if (messages.insert(type).second) CollectValues(type, messages, enums);
  }
}

void PrintHeading(const std::string& name, const std::vector<std::string>& comment,
                  std::ostream& page) {
  page << "\n### " << name << "\n";
  for (const std::string& paragraph : comment) page << "\n" << paragraph << "\n";
}

void PrintFields(const Descriptor* message, std::ostream& page) {
  if (message->field_count() == 0) return;
  page << "\n| no. | field | type | marks | what |\n|---:|---|---|---|---|\n";
  for (int i = 0; i < message->field_count(); ++i) {
    const FieldDescriptor* field = message->field(i);
    page << "| " << field->number() << " | `" << field->name() << "` | " << TypeOf(field) << " | "
         << MarksOf(field) << " | " << CellOf(field) << " |\n";
  }
}

void PrintValues(const EnumDescriptor* values, std::ostream& page) {
  page << "\n| no. | value | what |\n|---:|---|---|\n";
  for (int i = 0; i < values->value_count(); ++i) {
    page << "| " << values->value(i)->number() << " | `" << values->value(i)->name() << "` | "
         << CellOf(values->value(i)) << " |\n";
  }
}

// What the platform's own events are about happens in every context.
std::string SubjectOf(const Descriptor* event) {
  const std::string context = ContextOf(event->file());
  return "fivestep.<deployment>.event." + (context == "platform" ? "<context>" : context) +
         ".<programme>." + event->name();
}

void PrintContext(const FileDescriptor* events, std::ostream& page) {
  page << "\n## " << ContextOf(events) << "\n";
  for (const std::string& paragraph : CommentOf(events)) page << "\n" << paragraph << "\n";
  for (int i = 0; i < events->message_type_count(); ++i) {
    const Descriptor* event = events->message_type(i);
    PrintHeading(ShortName(event), CommentOf(event), page);
    page << EffectOf(event) << "\nSubject `" << SubjectOf(event) << "`, type `"
         << event->full_name() << "`.\n";
    PrintFields(event, page);
  }
}

template <class Declaration>
std::vector<const Declaration*> InOrder(const std::set<const Declaration*>& declarations) {
  std::vector<const Declaration*> sorted(declarations.begin(), declarations.end());
  std::sort(sorted.begin(), sorted.end(),
            [](auto* one, auto* other) { return ShortName(one) < ShortName(other); });
  return sorted;
}

std::string Catalogue(const std::vector<const FileDescriptor*>& files) {
  std::ostringstream page;
  page << kHeading;
  std::set<const Descriptor*> messages;
  std::set<const EnumDescriptor*> enums;
  for (const FileDescriptor* events : files) {
    PrintContext(events, page);
    for (int i = 0; i < events->message_type_count(); ++i) {
      CollectValues(events->message_type(i), messages, enums);
    }
  }
  page << "\n## What events are made of\n";
  for (const Descriptor* message : InOrder(messages)) {
    PrintHeading(ShortName(message), CommentOf(message), page);
    PrintFields(message, page);
  }
  for (const EnumDescriptor* values : InOrder(enums)) {
    PrintHeading(ShortName(values), CommentOf(values), page);
    PrintValues(values, page);
  }
  return page.str();
}

// The files `fivestep/<context>/v1/events.proto`, by name. Stops the program when the set is
// incomplete.
std::vector<const FileDescriptor*> EventFiles(const google::protobuf::FileDescriptorSet& set,
                                              DescriptorPool& pool) {
  std::vector<const FileDescriptor*> files;
  for (const auto& proto : set.file()) {
    const FileDescriptor* file = pool.BuildFile(proto);
    if (file == nullptr) std::exit(2);
    if (IsOurs(file) && file->name().ends_with("/events.proto")) files.push_back(file);
  }
  std::sort(files.begin(), files.end(),
            [](auto* one, auto* other) { return one->name() < other->name(); });
  return files;
}

int Check(const std::string& catalogue, const std::string& path) {
  std::ifstream file(path);
  const std::string page((std::istreambuf_iterator<char>(file)), {});
  if (page == catalogue) return 0;
  std::cerr << path << " is not what the protos say. Run:\n"
            << "  cmake --build --preset release --target write_event_catalogue\n";
  return 1;
}

int Run(int argc, char** argv) {
  if (argc != 2 && argc != 3) {
    std::cerr << "Usage: event_catalogue DESCRIPTOR_SET [PAGE]\n";
    return 2;
  }
  std::ifstream file(argv[1], std::ios::binary);
  google::protobuf::FileDescriptorSet set;
  if (!set.ParseFromIstream(&file) || set.file().empty()) {
    std::cerr << argv[1] << " holds no descriptors\n";
    return 2;
  }
  DescriptorPool pool;
  const std::string catalogue = Catalogue(EventFiles(set, pool));
  if (argc == 3) return Check(catalogue, argv[2]);
  std::cout << catalogue;
  return 0;
}

}  // namespace
}  // namespace fivestep

int main(int argc, char** argv) { return fivestep::Run(argc, argv); }
