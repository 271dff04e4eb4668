#include "fuzz/mutation.h"

#include <array>
#include <limits>

namespace fivestep::testing {
namespace {

// Bytes that mean something to one of the readers, or that are no text at all.
constexpr std::array<std::string_view, 24> kTelling{"\"",          ",",
                                                    "\n",          "\r\n",
                                                    "\r",          "\xEF\xBB\xBF",
                                                    "\xFF\xFE",    "\xC0\x80",
                                                    "/",           "//",
                                                    "-",           "..",
                                                    "{",           "[",
                                                    "}",           "\\u0",
                                                    "[c]",         "1e9",
                                                    "\x80\x80",    "\xFF\xFF\xFF",
                                                    "programmes/", "programmes",
                                                    "*",           "\x7F\x0A"};

struct Part {
  size_t begin = 0;
  size_t size = 0;
};

// Mostly short: long ones leave little of what was right.
Part PartOf(std::string_view bytes, Chance& chance) {
  const size_t begin = chance.Below(bytes.size() + 1);
  const size_t rest = bytes.size() - begin;
  const size_t most = chance.OneIn(8) ? rest : std::min<size_t>(rest, 16);
  return {begin, static_cast<size_t>(chance.Below(most + 1))};
}

std::string RandomNumber(Chance& chance) {
  static constexpr std::array<int64_t, 8> kEdges{0,
                                                 -1,
                                                 std::numeric_limits<int32_t>::max(),
                                                 std::numeric_limits<int32_t>::min(),
                                                 std::numeric_limits<int64_t>::max(),
                                                 std::numeric_limits<int64_t>::min(),
                                                 1'000'000,
                                                 100'000'001};
  if (chance.OneIn(2)) return std::to_string(chance.Pick(kEdges));
  return std::to_string(static_cast<int64_t>(chance.Below(std::numeric_limits<uint64_t>::max())));
}

std::string RandomBytes(Chance& chance) {
  std::string bytes(1 + chance.Below(8), '\0');
  for (char& byte : bytes) byte = static_cast<char>(chance.Below(256));
  return bytes;
}

void ChangeOneByte(std::string& bytes, Chance& chance) {
  if (bytes.empty()) return;
  char& byte = bytes[chance.Below(bytes.size())];
  const bool flip = chance.OneIn(2);
  byte = static_cast<char>(flip ? byte ^ (1 << chance.Below(8)) : chance.Below(256));
}

void PutIn(std::string& bytes, std::string_view news, Chance& chance) {
  const Part part = PartOf(bytes, chance);
  bytes.replace(part.begin, chance.OneIn(2) ? part.size : 0, news);
}

void ChangeOnce(std::string& bytes, std::string_view other, Chance& chance) {
  const Part part = PartOf(bytes, chance);
  switch (chance.Below(9)) {
    case 0:
    case 1:
      return ChangeOneByte(bytes, chance);
    case 2:
      return PutIn(bytes, chance.Pick(kTelling), chance);
    case 3:
      return PutIn(bytes, RandomNumber(chance), chance);
    case 4:
      return PutIn(bytes, RandomBytes(chance), chance);
    case 5:
      bytes.erase(part.begin, part.size);
      return;
    case 6:
      bytes.resize(part.begin);
      return;
    case 7:
      return PutIn(bytes, std::string(bytes.substr(part.begin, part.size)), chance);
    default:
      const Part theirs = PartOf(other, chance);
      return PutIn(bytes, other.substr(theirs.begin, theirs.size), chance);
  }
}

}  // namespace

std::string Mutate(std::string bytes, std::string_view other, Chance& chance) {
  const uint64_t changes = 1 + chance.Below(4);
  for (uint64_t i = 0; i < changes; ++i) ChangeOnce(bytes, other, chance);
  if (bytes.size() > kMaxMutantBytes) bytes.resize(kMaxMutantBytes);
  return bytes;
}

}  // namespace fivestep::testing
