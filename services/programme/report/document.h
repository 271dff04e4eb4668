// A text of headings, paragraphs, lists and tables, written as Markdown or as one HTML page. Pure.
#ifndef FIVESTEP_PROGRAMME_REPORT_DOCUMENT_H_
#define FIVESTEP_PROGRAMME_REPORT_DOCUMENT_H_

#include <string>
#include <vector>

namespace fivestep::programme {

// A plain value. What is put in is text: nothing of it is taken as Markdown or HTML.
class Document {
 public:
  using Row = std::vector<std::string>;

  // The first heading of level 1 is the title of the page. REQUIRES: 1 <= level <= 3.
  void Heading(int level, std::string text);
  void Paragraph(std::string text);
  void List(Row items);
  // The first row is the header. REQUIRES: rows of one length.
  void Table(std::vector<Row> rows);

  std::string AsMarkdown() const;
  std::string AsHtml() const;

 private:
  struct Block {
    int level = 0;           // of a heading; else 0
    std::string text;        // of a heading or a paragraph
    std::vector<Row> cells;  // of a list, one row; of a table
    bool is_table = false;
  };
  std::vector<Block> blocks_;
};

}  // namespace fivestep::programme

#endif  // FIVESTEP_PROGRAMME_REPORT_DOCUMENT_H_
