#include "platform/audit/signed_note.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "platform/audit/base64.h"
#include "platform/audit/note_text.h"

namespace fivestep {
namespace {

// The example of c2sp.org/signed-note.
const char kExampleKey[] = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
const char kExampleText[] = "This is an example message.\n";
const std::string kExampleLine =
    "— example.com/foo "
    "Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM="
    "\n";

std::string ExampleNote() { return std::string(kExampleText) + "\n" + kExampleLine; }

VerifierKey ExampleKey() { return *VerifierKey::Parse(kExampleKey); }

SigningKey TestKey(const std::string& name, char fill = 7) {
  return *SigningKey::FromSeed(name, std::string(kNoteKeyBytes, fill));
}

TEST(SignedNote, TheExampleOfTheSpecificationVerifies) {
  const Result<SignedNote> note = VerifyNote(ExampleNote(), {ExampleKey()});
  ASSERT_TRUE(note.ok()) << note.status().ToString();
  EXPECT_EQ(note->text, kExampleText);
  EXPECT_EQ(note->signatures.size(), 1u);
  EXPECT_EQ(ExampleKey().id(), 0x530d903au);
}

TEST(SignedNote, AnyBitOfTheTextOrTheSignatureThatChangesIsRefused) {
  const std::string good = ExampleNote();
  for (size_t i = 0; i < good.size(); ++i) {
    for (int bit = 0; bit < 8; ++bit) {
      std::string bad = good;
      bad[i] = static_cast<char>(bad[i] ^ (1 << bit));
      EXPECT_FALSE(VerifyNote(bad, {ExampleKey()}).ok()) << "byte " << i << ", bit " << bit;
    }
  }
}

TEST(SignedNote, WhatWasSignedVerifiesWithTheKeyThatWasWrittenDown) {
  const SigningKey key = *SigningKey::Generate("fivestep/test/engagement");
  const Result<std::string> note = SignNote("one\n\ntwo\n", key);
  ASSERT_TRUE(note.ok());
  const Result<VerifierKey> read = VerifierKey::Parse(key.verifier().ToText() + "\n");
  ASSERT_TRUE(read.ok());
  const Result<SignedNote> verified = VerifyNote(*note, {*read});
  ASSERT_TRUE(verified.ok()) << verified.status().ToString();
  EXPECT_EQ(verified->text, "one\n\ntwo\n");
}

TEST(SignedNote, ASigningKeyComesBackFromItsText) {
  const SigningKey key = *SigningKey::Generate("fivestep/test/metrics");
  const Result<SigningKey> read = SigningKey::Parse(key.ToSecretText() + "\n");
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(read->Sign("x\n"), key.Sign("x\n"));
  EXPECT_EQ(read->verifier(), key.verifier());
}

TEST(SignedNote, TwoGeneratedKeysDiffer) {
  EXPECT_NE(SigningKey::Generate("a")->ToSecretText(), SigningKey::Generate("a")->ToSecretText());
}

TEST(SignedNote, SixteenSignaturesAreAcceptedAndUnknownOnesIgnored) {
  std::string note = ExampleNote();
  for (int i = 1; i < 16; ++i) {
    const SigningKey other = TestKey("witness" + std::to_string(i), static_cast<char>(i));
    const std::string own = *SignNote(kExampleText, other);
    note += own.substr(own.find("\n\n") + 2);
  }
  const Result<SignedNote> verified = VerifyNote(note, {ExampleKey()});
  ASSERT_TRUE(verified.ok()) << verified.status().ToString();
  EXPECT_EQ(verified->signatures.size(), 16u);
}

TEST(SignedNote, AnUnknownKeyMaySignWithAnyBytes) {
  EXPECT_TRUE(VerifyNote(ExampleNote() + "— witness AAAAAAE=\n", {ExampleKey()}).ok());
}

TEST(SignedNote, AKnownKeyThatFailsRefusesTheNoteThoughAnotherIsRight) {
  const SigningKey second = TestKey("second");
  const std::string wrong = *SignNote("another text\n", second);
  const std::string note = ExampleNote() + wrong.substr(wrong.find("\n\n") + 2);
  EXPECT_TRUE(VerifyNote(note, {ExampleKey()}).ok());
  const Result<SignedNote> both = VerifyNote(note, {ExampleKey(), second.verifier()});
  ASSERT_FALSE(both.ok());
  EXPECT_EQ(both.status().code(), Code::kFailedPrecondition);
}

TEST(SignedNote, ANoteThatNoKnownKeySignedIsRefused) {
  const Result<SignedNote> note =
      VerifyNote(ExampleNote(), {TestKey("example.com/foo").verifier()});
  ASSERT_FALSE(note.ok());
  EXPECT_EQ(note.status().code(), Code::kFailedPrecondition);
  EXPECT_FALSE(VerifyNote(ExampleNote(), {}).ok());
}

TEST(SignedNote, WhatIsNotExactlyANoteIsRefused) {
  const std::string line = kExampleLine;
  const std::vector<std::string> bad = {
      "",
      "\n",
      "\n\n",
      "text\n",
      "text\n\n",
      "\n\n" + line,         // no text
      "text\n" + line,       // no blank line
      ExampleNote() + "\n",  // a blank line at the end
      ExampleNote().substr(0, ExampleNote().size() - 1),
      "text\n\n- example.com/foo AAAAAAE=\n",  // a hyphen
      "text\n\n— AAAAAAE=\n",                  // no name
      "text\n\n— a+b AAAAAAE=\n",              // a plus in the name
      "text\n\n— a  AAAAAAE=\n",               // two spaces
      "text\n\n— a AAAAAA==\n",                // no signature after the key id
      "text\n\n— a AAAAAAE\n",                 // no padding
      "text\n\n— a AAAAAAF=\n",                // bits after the end
      "text\r\n\n— a AAAAAAE=\n",              // a control character
      "te\xFFxt\n\n— a AAAAAAE=\n",            // not UTF-8
      "te\xC0\xAFxt\n\n— a AAAAAAE=\n",        // overlong
      "te\xED\xA0\x80xt\n\n— a AAAAAAE=\n",    // a surrogate
  };
  for (const std::string& note : bad) EXPECT_FALSE(ParseNote(note).ok()) << note;
}

TEST(SignedNote, MoreSignaturesThanTheLimitAreRefused) {
  std::string note = "text\n\n";
  for (size_t i = 0; i < kMaxNoteSignatures; ++i) note += "— a AAAAAAE=\n";
  EXPECT_TRUE(ParseNote(note).ok());
  EXPECT_FALSE(ParseNote(note + "— a AAAAAAE=\n").ok());
}

TEST(SignedNote, AKeyTextThatIsDamagedIsRefused) {
  const std::string good = kExampleKey;
  for (const std::string& bad :
       {std::string(), std::string("example.com/foo"), good + "A", good.substr(0, good.size() - 1),
        "example.com/fop" + good.substr(15), " " + good,
        std::string("example.com/foo+530d903A") + good.substr(24),
        // Another type of key.
        std::string("example.com/foo+530d903a+AukyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k")}) {
    EXPECT_FALSE(VerifierKey::Parse(bad).ok()) << bad;
  }
  std::string secret = TestKey("log").ToSecretText();
  EXPECT_FALSE(SigningKey::Parse(secret.substr(1)).ok());
  secret[secret.size() - 3] = secret[secret.size() - 3] == 'A' ? 'B' : 'A';
  const Result<SigningKey> damaged = SigningKey::Parse(secret);
  ASSERT_FALSE(damaged.ok());
  EXPECT_EQ(damaged.status().message().find(secret.substr(20)), std::string::npos);
}

TEST(SignedNote, AListOfKeysIsOneALineAndOfOneLog) {
  const VerifierKey one = SigningKey::Generate("log/a")->verifier();
  const VerifierKey two = SigningKey::Generate("log/a")->verifier();
  const VerifierKey other = SigningKey::Generate("log/b")->verifier();
  const std::vector<VerifierKey> both{one, two};
  EXPECT_EQ(ParseVerifierKeys(FormatVerifierKeys(both)).value(), both);
  EXPECT_EQ(ParseVerifierKeys("# until May\n\n" + one.ToText() + "\n" + two.ToText()).value(),
            both);
  for (const std::string& wrong :
       {std::string(), std::string("# nothing\n"), one.ToText() + "\nnonsense\n",
        FormatVerifierKeys({one, other})}) {
    EXPECT_EQ(ParseVerifierKeys(wrong).status().code(), Code::kInvalidArgument) << wrong;
  }
}

TEST(SignedNote, NamesWithSpacesAreNoNamesOfKeys) {
  for (const std::string name : {"", "a b", "a+b", "a\nb", "a\u00a0b", "a\u3000b", "a\xff"}) {
    EXPECT_FALSE(IsKeyName(name)) << name;
  }
  EXPECT_TRUE(IsKeyName("fivestep/example/engagement"));
  EXPECT_TRUE(IsKeyName("fünf/schritte"));
}

TEST(Base64, HasOneSpellingForEachByteString) {
  // RFC 4648, section 10.
  const std::vector<std::pair<std::string, std::string>> known = {{"", ""},
                                                                  {"f", "Zg=="},
                                                                  {"fo", "Zm8="},
                                                                  {"foo", "Zm9v"},
                                                                  {"foob", "Zm9vYg=="},
                                                                  {"fooba", "Zm9vYmE="},
                                                                  {"foobar", "Zm9vYmFy"}};
  for (const auto& [bytes, text] : known) {
    EXPECT_EQ(ToBase64(bytes), text);
    std::string read;
    EXPECT_TRUE(FromBase64(text, read));
    EXPECT_EQ(read, bytes);
  }
  for (const std::string bad : {"Z", "Zg", "Zg=", "Zh==", "Z===", "====", "Zm9=Zm9v", "Zm9v ",
                                "Zm-v", "Zm9\n", "Zg==Zg=="}) {
    std::string read;
    EXPECT_FALSE(FromBase64(bad, read)) << bad;
  }
}

}  // namespace
}  // namespace fivestep
