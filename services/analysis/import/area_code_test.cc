#include "analysis/import/area_code.h"

#include <gtest/gtest.h>

namespace fivestep::analysis {
namespace {

TEST(AreaCode, IsALetterAndEightDigits) {
  EXPECT_TRUE(IsOnsCode("E01018992"));
  EXPECT_TRUE(IsOnsCode("E54000048"));
  for (const char* text : {"", "QE1", "E0101899", "E010189923", "X01018992", "E0101899x"}) {
    EXPECT_FALSE(IsOnsCode(text)) << text;
  }
}

TEST(AreaCode, TellsLsoasOf2021FromThoseOf2011AsFarAsCodesGo) {
  EXPECT_FALSE(IsLsoaOf2021Only("E01033768"));
  EXPECT_TRUE(IsLsoaOf2021Only("E01033769"));
  EXPECT_FALSE(IsLsoaOf2021Only("E02033769"));
  EXPECT_FALSE(IsLsoaOf2021Only("W01001940"));
}

TEST(AreaCode, KnowsCodesThatWereNeverGivenOut) {
  EXPECT_FALSE(IsImpossible("E01035762"));
  EXPECT_TRUE(IsImpossible("E01035763"));
  EXPECT_TRUE(IsImpossible("E01000000"));
  EXPECT_TRUE(IsImpossible("E00000001"));
  EXPECT_FALSE(IsImpossible("E92000001"));
}

TEST(NhsNumber, IsKnownByItsCheckDigit) {
  EXPECT_TRUE(IsNhsNumber("9434765919"));
  EXPECT_FALSE(IsNhsNumber("9434765918"));
  EXPECT_FALSE(IsNhsNumber("943 476 5919"));
  EXPECT_FALSE(IsNhsNumber("943476591"));
}

}  // namespace
}  // namespace fivestep::analysis
