#include "cli/partner_rows.h"

#include <google/protobuf/util/time_util.h>

#include <initializer_list>
#include <string>

#include "platform/core/csv_field.h"

namespace fivestep::cli {
namespace {

namespace pb = engagement::v1;

std::string TimeText(bool there, const google::protobuf::Timestamp& time) {
  return there ? google::protobuf::util::TimeUtil::ToString(time) : std::string();
}

// `will do` of RESPONSE_KIND_WILL_DO.
std::string KindText(const pb::Response& response) {
  constexpr size_t kPrefix = sizeof "RESPONSE_KIND_" - 1;
  std::string text = pb::ResponseKind_Name(response.kind()).substr(kPrefix);
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    if (c == '_') c = ' ';
  }
  return text;
}

std::string LineOfTexts(std::initializer_list<std::string> texts) {
  std::string line;
  for (const std::string& text : texts) line += GuardedCsvField(text) + ",";
  line.pop_back();
  return line;
}

}  // namespace

std::string PartnerHeading() {
  return LineOfTexts({"contribution", "capture_id", "activity", "activity_title", "occasion_time",
                      "language", "withdrawn", "theme", "theme_title", "response_due_time",
                      "response", "public_text", "owner_role", "promised_date", "reason",
                      "needed_from"});
}

std::string PartnerRow(const pb::PartnerLine& line) {
  const pb::Response& response = line.response();
  return LineOfTexts(
      {line.contribution(), line.capture_id(), line.activity(), line.activity_title(),
       TimeText(line.has_occasion_time(), line.occasion_time()), line.language(),
       line.withdrawn() ? "yes" : "no", line.theme(), line.theme_title(),
       TimeText(line.has_response_due_time(), line.response_due_time()),
       line.has_response() ? KindText(response) : "", response.public_text(), response.owner_role(),
       response.promised_date(), response.reason(), response.needed_from()});
}

}  // namespace fivestep::cli
