// Codes as people meet them in files: of the Office for National Statistics (GSS codes), and NHS
// numbers, which must not be there.
#ifndef FIVESTEP_ANALYSIS_IMPORT_AREA_CODE_H_
#define FIVESTEP_ANALYSIS_IMPORT_AREA_CODE_H_

#include <string_view>

namespace fivestep::analysis {

// A letter of the United Kingdom's countries and eight digits: `E01018992`.
bool IsOnsCode(std::string_view text);

// A lower-layer super output area of England or Wales: E01 or W01.
bool IsLsoa(std::string_view text);

// An LSOA that only the census of 2021 has: England's of 2011 end at E01033768, those that 2021
// added run from there to E01035762. Of the other codes of 2021 many are those of 2011, so that the
// reverse cannot be told by the code. Source: ONS, code history of E01.
bool IsLsoaOf2021Only(std::string_view text);

// A GSS code that was never given out: an English LSOA of number 0 or beyond the last, an entity of
// number 00.
bool IsImpossible(std::string_view ons_code);

// Ten digits of which the last is the check digit of the others (modulo 11, NHS Data Dictionary).
// Worked values: 9434765919 -> true; 9434765918 -> false.
bool IsNhsNumber(std::string_view text);

}  // namespace fivestep::analysis

#endif  // FIVESTEP_ANALYSIS_IMPORT_AREA_CODE_H_
