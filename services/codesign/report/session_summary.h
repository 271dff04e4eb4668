// A session on one page: who came, what was said, how the vote went, who disagreed.
#ifndef FIVESTEP_CODESIGN_REPORT_SESSION_SUMMARY_H_
#define FIVESTEP_CODESIGN_REPORT_SESSION_SUMMARY_H_

#include <string>
#include <vector>

#include "fivestep/codesign/v1/idea.pb.h"
#include "fivestep/codesign/v1/method_block.pb.h"
#include "fivestep/codesign/v1/session.pb.h"

namespace fivestep::codesign::report {

// What a page shows. All of one session, without personal parts.
struct SessionMatter {
  v1::Session session;
  std::vector<v1::Idea> ideas;  // in the order of `session.ideas`
  std::vector<v1::Dissent> dissents;
  std::vector<v1::MethodBlock> blocks;
};

// The page. Dissent stands right after the result that it is from. Attendance is in bands.
std::string SummaryOf(const SessionMatter& matter);

}  // namespace fivestep::codesign::report

#endif  // FIVESTEP_CODESIGN_REPORT_SESSION_SUMMARY_H_
