#include "analysis/domain/data_set.h"

#include <charconv>
#include <chrono>
#include <optional>
#include <string_view>

#include "analysis/domain/visibility.h"
#include "fivestep/analysis/v1/error_reason.pb.h"
#include "fivestep/platform/v1/error_reason.pb.h"

namespace fivestep::analysis {
namespace {

std::optional<int> ParseDigits(std::string_view text) {
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || text.front() == '-') {
    return std::nullopt;
  }
  return number;
}

// `2024-03-31`, and nothing else.
std::optional<std::chrono::sys_days> ParseDate(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto year = ParseDigits(text.substr(0, 4));
  const auto month = ParseDigits(text.substr(5, 2));
  const auto day = ParseDigits(text.substr(8, 2));
  if (!year || !month || !day) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(*year),
                                         std::chrono::month(static_cast<unsigned>(*month)),
                                         std::chrono::day(static_cast<unsigned>(*day))};
  if (!date.ok()) return std::nullopt;
  return std::chrono::sys_days(date);
}

Status WrongDate(const std::string& field, const std::string& value, const std::string& why) {
  Status status = StatusOf(v1::DATES_NOT_VALID, {{"field", field}, {"value", value}, {"why", why}});
  status.SetViolations({{field, "`" + field + "`: " + why + "."}});
  return status;
}

}  // namespace

Status CheckHeader(const v1::DataSetHeader& header) {
  const auto start = ParseDate(header.period_start_date());
  if (!start) {
    return WrongDate("header.period_start_date", header.period_start_date(), "it is no date");
  }
  const auto end = ParseDate(header.period_end_date());
  if (!end) return WrongDate("header.period_end_date", header.period_end_date(), "it is no date");
  if (*end < *start) {
    return WrongDate("header.period_end_date", header.period_end_date(),
                     "it lies before the first day");
  }
  return OkStatus();
}

Decision Decide(const v1::DataSet& data_set, const v1::RegisterDataSetRequest& command,
                const CommandContext& context) {
  if (data_set.state() != v1::DATA_SET_STATE_UNSPECIFIED) {
    return Reject(platform::v1::RESOURCE_EXISTS).With("resource", command.data_set());
  }
  v1::DataSetImported imported;
  imported.set_data_set(command.data_set());
  *imported.mutable_header() = command.header();
  imported.set_blob_digest(command.blob_digest());
  *imported.mutable_groups() = command.groups();
  *imported.mutable_periods() = command.periods();
  imported.set_area_count(command.area_count());
  *imported.mutable_quality_report() = command.quality_report();
  imported.set_visibility(VisibilityOr(command.visibility()));
  return Emit(std::move(imported));
}

Decision Decide(const v1::DataSet& data_set, const v1::WithdrawDataSetRequest& command,
                const CommandContext& context) {
  if (data_set.state() == v1::DATA_SET_STATE_WITHDRAWN) {
    return Reject(v1::DATA_SET_WITHDRAWN).With("data_set", command.name());
  }
  v1::DataSetWithdrawn withdrawn;
  withdrawn.set_data_set(command.name());
  withdrawn.set_reason(command.reason());
  return Emit(std::move(withdrawn));
}

void Evolve(v1::DataSet& data_set, const v1::DataSetImported& event) {
  data_set.set_name(event.data_set());
  data_set.set_title(event.header().title());
  data_set.set_state(v1::DATA_SET_STATE_IMPORTED);
  *data_set.mutable_header() = event.header();
  data_set.set_blob_digest(event.blob_digest());
  *data_set.mutable_groups() = event.groups();
  *data_set.mutable_periods() = event.periods();
  data_set.set_area_count(event.area_count());
  *data_set.mutable_quality_report() = event.quality_report();
  data_set.set_visibility(event.visibility());
}

void Evolve(v1::DataSet& data_set, const v1::DataSetWithdrawn& event) {
  data_set.set_state(v1::DATA_SET_STATE_WITHDRAWN);
  data_set.set_withdrawal_reason(event.reason());
}

}  // namespace fivestep::analysis
