// Looking for words where they must not be: in files, whatever their format.
#ifndef FIVESTEP_TESTS_SYSTEM_PLAINTEXT_SEARCH_H_
#define FIVESTEP_TESTS_SYSTEM_PLAINTEXT_SEARCH_H_

#include <filesystem>
#include <string>
#include <vector>

namespace fivestep::testing {

// One spelling of a word in bytes.
struct Spelling {
  std::string how;  // "UTF-16LE"
  std::string bytes;
};

// UTF-8, UTF-16 in both byte orders, and base64 (with either alphabet) wherever in a text the word
// may begin: the letters that depend on its neighbours are left out.
//
// REQUIRES: `word` is ASCII of at least 12 letters, or base64 would leave too little to be found.
std::vector<Spelling> SpellingsOf(const std::string& word);

// "word in UTF-16LE in <file>" for each spelling of each word in each file below `root`, however
// deep; names of files count too.
std::vector<std::string> FindWords(const std::vector<std::string>& words,
                                   const std::filesystem::path& root);
// The same in a text.
std::vector<std::string> FindWordsIn(const std::vector<std::string>& words, const std::string& text,
                                     const std::string& where);

}  // namespace fivestep::testing

#endif  // FIVESTEP_TESTS_SYSTEM_PLAINTEXT_SEARCH_H_
