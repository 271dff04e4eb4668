// Zip files and workbooks made by hand, for tests.
#ifndef FIVESTEP_CLI_SHEET_ZIP_BUILDER_H_
#define FIVESTEP_CLI_SHEET_ZIP_BUILDER_H_

#include <zip.h>

#include <cstdlib>
#include <map>
#include <stdexcept>
#include <string>

namespace fivestep::cli::sheet {

using Parts = std::map<std::string, std::string>;

// The bytes of a zip file with these parts.
inline std::string ZipOf(const Parts& parts) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* target = zip_source_buffer_create(nullptr, 0, 0, &error);
  zip_source_keep(target);
  zip_t* archive = zip_open_from_source(target, ZIP_TRUNCATE, &error);
  if (archive == nullptr) throw std::runtime_error("no zip file can be made");
  for (const auto& [name, content] : parts) {
    zip_source_t* part = zip_source_buffer(archive, content.data(), content.size(), 0);
    zip_file_add(archive, name.c_str(), part, ZIP_FL_OVERWRITE);
  }
  if (zip_close(archive) != 0) throw std::runtime_error("no zip file can be written");
  zip_source_open(target);
  zip_source_seek(target, 0, SEEK_END);
  std::string bytes(static_cast<size_t>(zip_source_tell(target)), '\0');
  zip_source_seek(target, 0, SEEK_SET);
  zip_source_read(target, bytes.data(), bytes.size());
  zip_source_close(target);
  zip_source_free(target);
  return bytes;
}

constexpr char kRelationTypes[] =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";

// The parts of a workbook of one worksheet, whose rows are `rows`.
inline Parts WorkbookOf(const std::string& rows, const std::string& properties = "") {
  const std::string relation = std::string("<Relationship Type=\"") + kRelationTypes;
  return {
      {"_rels/.rels",
       "<Relationships>" + relation +
           "officeDocument\" Id=\"r1\" Target=\"xl/workbook.xml\"/></Relationships>"},
      {"xl/workbook.xml", "<workbook>" + properties +
                              "<sheets><sheet name=\"Rows\" r:id=\"r1\"/></sheets></workbook>"},
      {"xl/_rels/workbook.xml.rels",
       "<Relationships>" + relation + "worksheet\" Id=\"r1\" Target=\"worksheets/sheet1.xml\"/>" +
           relation + "sharedStrings\" Id=\"r2\" Target=\"/xl/sharedStrings.xml\"/>" + relation +
           "styles\" Id=\"r3\" Target=\"styles.xml\"/></Relationships>"},
      {"xl/sharedStrings.xml",
       "<sst><si><t>plain</t></si><si><r><t>ri</t></r><r><t>ch</t></r><rPh><t>no</t></rPh></si></"
       "sst>"},
      {"xl/styles.xml",
       "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"dd/mm/yyyy\"/></numFmts>"
       "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"164\"/><xf numFmtId=\"22\"/></cellXfs>"
       "</styleSheet>"},
      {"xl/worksheets/sheet1.xml", "<worksheet><dimension ref=\"A1:XFD1048576\"/><sheetData>" +
                                       rows + "</sheetData></worksheet>"}};
}

}  // namespace fivestep::cli::sheet

#endif  // FIVESTEP_CLI_SHEET_ZIP_BUILDER_H_
