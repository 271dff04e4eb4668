#include "system/plaintext_search.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace fivestep::testing {
namespace {

constexpr char kStandard[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

// The letters of the base64 of `word` that follow from it alone when it begins `offset` bytes into
// a group of three.
std::string Base64Core(const std::string& word, size_t offset) {
  const std::string bytes = std::string(offset, '\0') + word;
  std::string text;
  for (size_t i = 0; i + 3 <= bytes.size(); i += 3) {
    const auto at = [&](size_t k) { return static_cast<unsigned char>(bytes[i + k]); };
    const unsigned group = static_cast<unsigned>(at(0) << 16 | at(1) << 8 | at(2));
    for (int shift = 18; shift >= 0; shift -= 6) text += kStandard[(group >> shift) & 63];
  }
  constexpr size_t kOfNeighbours[] = {0, 2, 3};  // letters that hold bits of what comes before
  return text.substr(kOfNeighbours[offset]);
}

std::string Utf16(const std::string& word, bool little) {
  std::string bytes;
  for (const char c : word) {
    if (!little) bytes += '\0';
    bytes += c;
    if (little) bytes += '\0';
  }
  return bytes;
}

std::string ReadFile(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

}  // namespace

std::vector<Spelling> SpellingsOf(const std::string& word) {
  if (word.size() < 12) throw std::invalid_argument(word + " is too short to be looked for");
  std::vector<Spelling> spellings{
      {"UTF-8", word}, {"UTF-16LE", Utf16(word, true)}, {"UTF-16BE", Utf16(word, false)}};
  for (size_t offset = 0; offset < 3; ++offset) {
    std::string core = Base64Core(word, offset);
    spellings.push_back({"base64", core});
    std::replace(core.begin(), core.end(), '+', '-');
    std::replace(core.begin(), core.end(), '/', '_');
    spellings.push_back({"base64url", core});
  }
  return spellings;
}

std::vector<std::string> FindWordsIn(const std::vector<std::string>& words, const std::string& text,
                                     const std::string& where) {
  std::vector<std::string> found;
  for (const std::string& word : words) {
    for (const Spelling& spelling : SpellingsOf(word)) {
      if (text.find(spelling.bytes) == std::string::npos) continue;
      found.push_back(word + " in " + spelling.how + " in " + where);
    }
  }
  return found;
}

std::vector<std::string> FindWords(const std::vector<std::string>& words,
                                   const std::filesystem::path& root) {
  std::vector<std::string> found;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
    const std::string name = entry.path().string();
    for (std::string& place : FindWordsIn(words, name, "the name of a file")) {
      found.push_back(std::move(place));
    }
    if (!entry.is_regular_file()) continue;
    for (std::string& place : FindWordsIn(words, ReadFile(entry.path()), name)) {
      found.push_back(std::move(place));
    }
  }
  return found;
}

}  // namespace fivestep::testing
