#include "platform/bus/header_block.h"

namespace fivestep {

void HeaderBlock::Encoded(std::string_view text) {
  static constexpr char kDigits[] = "0123456789ABCDEF";
  for (size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    const bool misleading = byte == 'N' && text.substr(i).starts_with("Nats-");
    if (byte < 0x21 || byte > 0x7E || byte == '"' || byte == '%' || misleading) {
      value_.push_back('%');
      value_.push_back(kDigits[byte >> 4]);
      value_.push_back(kDigits[byte & 15]);
    } else {
      value_.push_back(text[i]);
    }
  }
}

}  // namespace fivestep
